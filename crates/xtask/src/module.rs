//! From a crate to a wasm module for the browser: compiled, bound to JavaScript, and made small. The result
//! is kept between builds, since the site's other files change more often.

mod apart;

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

/// The features that rustc's wasm32 target enables, and the cipher's functions, which wasm-opt has to be told.
const WASM_FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The target of the browser's modules.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// As small as it gets over the wire. Binaryen's own inlining makes the file 2 % smaller and its gzip 6 % larger. Rust's
/// stack lies lowest, and nothing is ever put into its last kilobyte. By name, copies of one generic function stand beside
/// one another, where compression sees them: 4 % of the gzip.
pub(crate) const SHRINK: [&str; 4] =
    ["--low-memory-unused", "-Oz", "--skip-pass=inlining-optimizing", "--reorder-functions-by-name"];

/// A package of the workspace that becomes a wasm module.
#[derive(Clone, Copy)]
pub(crate) struct Module(pub(crate) &'static str);

impl Module {
    /// The page itself.
    pub(crate) const PAGE: Self = Self("playground-web");

    /// The stem of the file names, as Cargo makes it.
    pub(crate) fn name(self) -> String {
        self.0.replace('-', "_")
    }

    /// The linker's output.
    pub(crate) fn linked(self, project: &Project) -> PathBuf {
        project.target.join(TARGET).join("release").join(format!("{}.wasm", self.name()))
    }
}

/// Compiles packages in one run: Cargo compiles one while another is linked, which uses a single thread.
/// `clang` is needed if SQLite is among them.
pub(crate) fn compile(project: &Project, modules: &[Module], clang: Option<&Clang>) -> Done<()> {
    let names: Vec<&str> = modules.iter().map(|module| module.0).collect();
    let what = format!("compiling {}", names.join(" and "));
    let began = Instant::now();
    println!("Compiling {} for the browser …", names.join(" and "));
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&project.root).args(["build", "--lib", "--release", "--target", TARGET]);
    cargo.args(names.iter().flat_map(|name| ["--package", name])).env("CARGO_TARGET_DIR", &project.target);
    cargo.env("CARGO_HOME", &project.home).env_remove("CARGO_MANIFEST_DIR");
    flags(project, &mut cargo);
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

/// A digest of everything that the module is made from.
pub(crate) fn fingerprint(project: &Project) -> Done<String> {
    let other = [
        "crates/xtask",
        "crates/author",
        "crates/npm",
        "crates/sql",
        "web/static",
        "web/scenarios",
        "web/challenges",
        "web/questions",
        "web/guides",
    ];
    sources(project, &[], &["crates", "web"], &other)
}

/// A digest of what a module is made from: these texts, the versions of the tools, the manifests, and the files below
/// `folders`, except tests and what is below `other`.
pub(crate) fn sources(project: &Project, texts: &[&str], folders: &[&str], other: &[&str]) -> Done<String> {
    let mut digest = Digest::new(
        &[&[&tools::versions(), include_str!("module.rs"), include_str!("module/apart.rs")], texts].concat(),
    );
    for file in ["Cargo.toml", "Cargo.lock", ".cargo/config.toml"] {
        digest.add(project, &project.root.join(file))?;
    }
    for folder in folders {
        digest.add_below(project, &project.root.join(folder), |inside| {
            let in_tests = inside.components().any(|part| part.as_os_str() == "tests");
            !in_tests && !other.iter().any(|folder| inside.starts_with(folder))
        })?;
    }
    Ok(digest.finish())
}

/// Puts the page's compiled module into a new folder, with its JavaScript.
pub(crate) fn page_module(project: &Project, tools: &Tools, out: &Path) -> Done<()> {
    fresh_folder(out)?;
    let modules = page_bound(project, out)?;
    modules.iter().try_for_each(|module| shrunk(tools, module))
}

/// Puts the page's compiled module and its parts into `out`, as they are before they are optimised, with their JavaScript.
/// Returns the paths of the modules.
pub(crate) fn page_bound(project: &Project, out: &Path) -> Done<Vec<PathBuf>> {
    apart::page(project, out)
}

/// Puts a compiled module and its JavaScript into `out`, as `name_bg.wasm` and `name.js`, with TypeScript
/// declarations if `types`. This is `wasm-bindgen --target web` as a library, whose version Cargo.lock keeps
/// equal to that of the crates that it processes. Returns the module's path.
pub(crate) fn bound(project: &Project, module: Module, name: &str, types: bool, out: &Path) -> Done<PathBuf> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module.linked(project)).typescript(types);
    generated(&mut bindgen, module, name, out)
}

/// Runs wasm-bindgen.
fn generated(bindgen: &mut Bindgen, module: Module, name: &str, out: &Path) -> Done<PathBuf> {
    bindgen.out_name(name).omit_default_module_path(false);
    let made = bindgen.web(true).and_then(|bindgen| bindgen.generate(out));
    made.map_err(|error| Problem::new(format!("wasm-bindgen failed for {}: {error:#}", module.0)))?;
    Ok(out.join(format!("{name}_bg.wasm")))
}

/// Adds the flags for the browser's modules to a command of Cargo's, which has to name the target: then they are not for
/// what runs while it compiles. The user's own flags would replace these.
fn flags(project: &Project, command: &mut Command) {
    // Panics name the source's file: the same one wherever it lies, so that two people build the same bytes.
    let folders = [(&*project.root, "."), (&project.target, "target"), (&project.home, "cargo")];
    let short = folders.map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()));
    // SHA-256 with a loop: unrolled, it adds 7 kB to what the page loads first.
    let flags =
        [&["--cfg".to_owned(), "sha2_backend_soft=\"compact\"".to_owned()], short.as_slice()].concat();
    command.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
}

/// Optimises a module in place for size, and removes the names.
pub(crate) fn shrunk(tools: &Tools, wasm: &Path) -> Done<()> {
    let small = wasm.with_extension("small");
    optimised(tools, &SHRINK, wasm, &small)?;
    fs::rename(&small, wasm).named("replace", wasm)
}

/// Runs these passes on a module, and removes the names and the list of producers: wasm-bindgen puts the commit of the
/// repository into it that its sources happen to lie in.
pub(crate) fn optimised(tools: &Tools, passes: &[&str], from: &Path, to: &Path) -> Done<()> {
    println!("Optimising {} …", to.with_extension("wasm").file_name().unwrap_or_default().display());
    let mut opt = tools.command("node");
    opt.arg(&tools.wasm_opt)
        .args(passes)
        .arg("--strip-producers")
        .args(WASM_FEATURES)
        .arg(from)
        .arg("-o")
        .arg(to);
    must("wasm-opt", opt)
}
