//! From a crate to wasm modules that a browser loads: compiled, split in two, made small. Kept between builds: the
//! site's other files change more often.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::clang::Clang;
use crate::cold::Cold;
use crate::digest::Digest;
use crate::names::Names;
use crate::problem::{Done, Named};
use crate::project::{Project, copy_below, fresh_folder};
use crate::reach::{self, Reach};
use crate::site::must;
use crate::tools::{self, Tools};
use crate::{run, split};

/// What rustc's wasm32 target switches on; wasm-opt has to be told.
const WASM_FEATURES: [&str; 6] = [
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

/// A crate that becomes a wasm module.
pub(crate) struct Module {
    /// Its folder in the workspace.
    pub(crate) krate: &'static str,
    /// The stem of the files made.
    pub(crate) name: &'static str,
}

impl Module {
    /// The page itself.
    pub(crate) const PAGE: Self = Self { krate: "web", name: "playground_web" };
}

/// Compiles a crate to an optimised wasm module with its JavaScript, into `out`.
pub(crate) fn wasm_module(
    project: &Project,
    tools: &Tools,
    clang: &Clang,
    module: &Module,
    out: &Path,
) -> Done<()> {
    shrunk(tools, &compiled(project, tools, Some(clang), module, out)?)
}

/// Makes a module as it comes from the linker small, where it is.
pub(crate) fn shrunk(tools: &Tools, wasm: &Path) -> Done<()> {
    // Reading it drops the linker's notes, which only the page's split is made from.
    let mut whole = split::parse(&fs::read(wasm).named("read", wasm)?)?;
    fs::write(wasm, whole.emit_wasm()).named("write", wasm)?;
    optimised(tools, wasm)
}

/// Puts the page's modules and their JavaScript into `out`, from the last build where they still are what the sources
/// say.
pub(crate) fn page(project: &Project, tools: &Tools, out: &Path) -> Done<()> {
    let kept = project.scratch.join("module");
    let mark = project.scratch.join("module.fingerprint");
    let now = fingerprint(project)?;
    if !kept.is_dir() || !fs::read_to_string(&mark).is_ok_and(|last| last == now) {
        let _ = fs::remove_file(&mark);
        fresh_folder(&kept)?;
        in_parts(project, tools, &kept)?;
        fs::write(&mark, now).named("write", &mark)?;
    }
    copy_below(&kept, out)
}

/// A digest of all that decides what the modules are.
pub(crate) fn fingerprint(project: &Project) -> Done<String> {
    let mut digest = Digest::new(&[
        &tools::versions(),
        include_str!("module.rs"),
        include_str!("split.rs"),
        include_str!("names.rs"),
        include_str!("cold.rs"),
        include_str!("reach.rs"),
    ]);
    for file in ["Cargo.toml", "Cargo.lock"] {
        digest.add(project, &project.root.join(file))?;
    }
    for folder in ["crates", "web"] {
        digest.add_below(project, &project.root.join(folder), |inside| {
            let other =
                ["crates/xtask", "crates/author", "crates/sql", "web/static", "web/scenarios", "web/guides"];
            let tests = inside.components().any(|part| part.as_os_str() == "tests");
            !tests && !other.iter().any(|folder| inside.starts_with(folder))
        })?;
    }
    Ok(digest.finish())
}

/// The page's module, in two parts.
fn in_parts(project: &Project, tools: &Tools, out: &Path) -> Done<()> {
    let first = compiled(project, tools, None, &Module::PAGE, out)?;
    let rest = out.join("rest.wasm");
    let cold = Cold::read(project)?;
    let linked = project.target.join(TARGET).join("release/playground_web.wasm");
    let reach = Reach::read(&fs::read(&linked).named("read", &linked)?)?;
    let parts = split::split(&fs::read(&first).named("read", &first)?, |name| cold.has(name), Some(&reach))?;
    let names = Names::of(&split::parse(&parts.first)?);
    for (file, part) in [(&first, &parts.first), (&rest, &parts.rest)] {
        let mut module = split::parse(part)?;
        names.rename(&mut module);
        fs::write(file, module.emit_wasm()).named("write", file)?;
        optimised(tools, file)?;
    }
    let script = out.join(format!("{}.js", Module::PAGE.name));
    let text = fs::read_to_string(&script).named("read", &script)?;
    fs::write(&script, names.in_script(&text)).named("write", &script)
}

/// Compiles a crate to a wasm module, in which the functions have their names, with its JavaScript. One with SQLite in it
/// needs clang.
pub(crate) fn compiled(
    project: &Project,
    tools: &Tools,
    clang: Option<&Clang>,
    module: &Module,
    out: &Path,
) -> Done<PathBuf> {
    let began = Instant::now();
    println!("Compiling {} for the browser …", module.krate);
    let mut pack = tools.command(project.tools.join("bin/wasm-pack"));
    pack.current_dir(&project.root).arg("build").arg(project.root.join(module.krate));
    pack.args(["--target", "web", "--release", "--mode", "no-install", "--no-pack", "--no-typescript"]);
    // wasm-opt runs below: wasm-pack would take its flags from the crate's manifest, and fetch it where it is missing.
    pack.args(["--no-opt", "--no-gitignore", "--out-name", module.name, "--out-dir"]).arg(out);
    flags(&mut pack);
    if let Some(clang) = clang {
        clang.for_cargo(&mut pack);
    }
    must(&format!("compiling {}", module.krate), pack)?;
    println!("Compiled {} in {}.", module.krate, run::spoken(began.elapsed()));
    Ok(out.join(format!("{}_bg.wasm", module.name)))
}

/// Tells Cargo how the browser's modules are compiled.
pub(crate) fn flags(command: &mut Command) {
    // The older form of names has no type parameters: thousands of functions would share a few. Flags of the user's own
    // would replace these.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    // SHA-256's loop as a loop: unrolled it is 7 kB more of what the page waits for.
    let flags = format!("-Csymbol-mangling-version=v0 --cfg sha2_backend_soft=\"compact\" {}", reach::LINKER);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
}

/// Makes a module small, and takes the names out.
fn optimised(tools: &Tools, wasm: &Path) -> Done<()> {
    println!("Optimising {} …", wasm.file_name().unwrap_or_default().display());
    let small = wasm.with_extension("small");
    let mut opt = tools.command("node");
    opt.arg(&tools.wasm_opt).args(SHRINK).args(WASM_FEATURES).arg(wasm).arg("-o").arg(&small);
    must("wasm-opt", opt)?;
    fs::rename(&small, wasm).named("replace", wasm)
}
