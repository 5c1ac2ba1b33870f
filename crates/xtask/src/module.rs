//! From a crate to a wasm module that a browser loads: compiled, bound to JavaScript, made small. Kept between builds: the
//! site's other files change more often.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use wasm_bindgen_cli_support::Bindgen;

use crate::clang::Clang;
use crate::digest::{Digest, Kept};
use crate::problem::{Done, Named, Problem};
use crate::project::{Project, fresh_folder};
use crate::run;
use crate::site::must;
use crate::tools::{self, Tools};

/// What rustc's wasm32 target switches on, and the cipher's functions; wasm-opt has to be told.
const WASM_FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What the browser's modules are compiled for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// As small as it gets over the wire. Binaryen's own inlining makes the file 2 % smaller and its gzip 6 % larger. Rust's
/// stack lies lowest, and nothing is ever put into its last kilobyte.
const SHRINK: [&str; 4] =
    ["--merge-similar-functions", "--low-memory-unused", "-Oz", "--skip-pass=inlining-optimizing"];

/// A package of the workspace that becomes a wasm module.
#[derive(Clone, Copy)]
pub(crate) struct Module(pub(crate) &'static str);

impl Module {
    /// The page itself.
    pub(crate) const PAGE: Self = Self("playground-web");

    /// The stem of the files made, as Cargo makes it.
    pub(crate) fn name(self) -> String {
        self.0.replace('-', "_")
    }

    /// Where the linker puts it.
    pub(crate) fn linked(self, project: &Project) -> PathBuf {
        project.target.join(TARGET).join("release").join(format!("{}.wasm", self.name()))
    }
}

/// Compiles packages, in one go: Cargo works on one while another is linked, which one thread does. `clang` is needed where
/// SQLite is among them.
pub(crate) fn compile(project: &Project, modules: &[Module], clang: Option<&Clang>) -> Done<()> {
    let names: Vec<&str> = modules.iter().map(|module| module.0).collect();
    let what = format!("compiling {}", names.join(" and "));
    let began = Instant::now();
    println!("Compiling {} for the browser …", names.join(" and "));
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&project.root).args(["build", "--lib", "--release", "--target", TARGET]);
    cargo.args(names.iter().flat_map(|name| ["--package", name])).env("CARGO_TARGET_DIR", &project.target);
    flags(&mut cargo);
    if let Some(clang) = clang {
        clang.for_cargo(&mut cargo);
    }
    must(&what, cargo)?;
    println!("Compiled {} in {}.", names.join(" and "), run::spoken(began.elapsed()));
    Ok(())
}

/// Compiles a crate to an optimised wasm module with its JavaScript, into `out`.
pub(crate) fn wasm_module(project: &Project, tools: &Tools, module: Module, out: &Path) -> Done<()> {
    compile(project, &[module], None)?;
    shrunk(tools, &bound(project, module, &module.name(), false, out)?)
}

/// The page's module and its JavaScript, a folder.
pub(crate) fn page(project: &Project) -> Done<Kept> {
    Ok(Kept::new(project.scratch.join("module"), fingerprint(project)?))
}

/// A digest of all that decides what the module is.
pub(crate) fn fingerprint(project: &Project) -> Done<String> {
    let mut digest = Digest::new(&[&tools::versions(), include_str!("module.rs")]);
    for file in ["Cargo.toml", "Cargo.lock"] {
        digest.add(project, &project.root.join(file))?;
    }
    for folder in ["crates", "web"] {
        digest.add_below(project, &project.root.join(folder), |inside| {
            let other = [
                "crates/xtask",
                "crates/author",
                "crates/npm",
                "crates/sql",
                "web/static",
                "web/scenarios",
                "web/guides",
            ];
            let tests = inside.components().any(|part| part.as_os_str() == "tests");
            !tests && !other.iter().any(|folder| inside.starts_with(folder))
        })?;
    }
    Ok(digest.finish())
}

/// Puts the page's compiled module into a new folder, with its JavaScript.
pub(crate) fn page_module(project: &Project, tools: &Tools, out: &Path) -> Done<()> {
    fresh_folder(out)?;
    shrunk(tools, &bound(project, Module::PAGE, &Module::PAGE.name(), false, out)?)
}

/// Puts a compiled module and its JavaScript into `out`, as `name_bg.wasm` and `name.js`, with types where they are asked
/// for: what the command `wasm-bindgen --target web` does, as a library, whose version Cargo.lock keeps with that of the
/// crates that it works on. Returns the module's path.
pub(crate) fn bound(project: &Project, module: Module, name: &str, types: bool, out: &Path) -> Done<PathBuf> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module.linked(project)).out_name(name).typescript(types);
    bindgen.omit_default_module_path(false);
    let made = bindgen.web(true).and_then(|bindgen| bindgen.generate(out));
    made.map_err(|error| Problem::new(format!("wasm-bindgen failed for {}: {error:#}", module.0)))?;
    Ok(out.join(format!("{name}_bg.wasm")))
}

/// Tells Cargo how the browser's modules are compiled.
pub(crate) fn flags(command: &mut Command) {
    // Flags of the user's own would replace these.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    // SHA-256's loop as a loop: unrolled it is 7 kB more of what the page waits for.
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "--cfg sha2_backend_soft=\"compact\"");
}

/// Makes a module small where it is, and takes the names out.
pub(crate) fn shrunk(tools: &Tools, wasm: &Path) -> Done<()> {
    println!("Optimising {} …", wasm.file_name().unwrap_or_default().display());
    let small = wasm.with_extension("small");
    let mut opt = tools.command("node");
    opt.arg(&tools.wasm_opt).args(SHRINK).args(WASM_FEATURES).arg(wasm).arg("-o").arg(&small);
    must("wasm-opt", opt)?;
    fs::rename(&small, wasm).named("replace", wasm)
}
