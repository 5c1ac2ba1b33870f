//! Builds the page into the static folder `dist/`, and knows when that can be skipped.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::cold::Cold;
use crate::problem::{Done, Named, Problem};
use crate::project::{Project, copy_below, files_below, fresh_folder};
use crate::reach::{self, Reach};
use crate::tools::{self, Tools};
use crate::{run, split};

const COMPRESS: &str = include_str!("compress.mjs");
const LIMIT: Duration = Duration::from_secs(20 * 60);

/// What rustc's wasm32 target switches on; wasm-opt has to be told.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// As small as it gets over the wire. Binaryen's own inlining makes the file 2 % smaller and its gzip 6 % larger.
const SHRINK: [&str; 2] = ["-Oz", "--skip-pass=inlining-optimizing"];

/// Builds the site unless `dist/` already is what the sources say.
pub(crate) fn build(project: &Project) -> Done<()> {
    let mark = project.scratch.join("site.fingerprint");
    let now = fingerprint(project)?;
    if project.site.is_dir() && fs::read_to_string(&mark).is_ok_and(|last| last == now) {
        println!("The site is up to date.");
        return Ok(());
    }
    let tools = Tools::ready(project)?;
    let staging = project.scratch.join("site");
    fresh_folder(&staging)?;
    page(project, &tools, &staging.join("pkg"))?;
    println!("Putting the site together …");
    assemble(project, &staging)?;
    println!("Compressing …");
    let script = project.scratch.join("compress.mjs");
    fs::write(&script, COMPRESS).named("write", &script)?;
    let mut node = tools.command("node");
    node.arg(&script).arg(&staging);
    must("compressing the site", node)?;
    // The finished folder appears in one go: a server that is running never sees half a site.
    if project.site.exists() {
        fs::remove_dir_all(&project.site).named("replace", &project.site)?;
    }
    fs::rename(&staging, &project.site).named("move into place", &project.site)?;
    fs::write(&mark, now).named("write", &mark)
}

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
pub(crate) fn wasm_module(project: &Project, tools: &Tools, module: &Module, out: &Path) -> Done<()> {
    let wasm = compiled(project, tools, module, out)?;
    // Reading it drops the linker's notes, which only the page's split is made from.
    let mut whole = split::parse(&fs::read(&wasm).named("read", &wasm)?)?;
    fs::write(&wasm, whole.emit_wasm()).named("write", &wasm)?;
    optimised(tools, &wasm)
}

/// The page's module, in two parts.
fn page(project: &Project, tools: &Tools, out: &Path) -> Done<()> {
    let first = compiled(project, tools, &Module::PAGE, out)?;
    let rest = out.join("rest.wasm");
    let cold = Cold::read(project)?;
    let linked = project.target.join("wasm32-unknown-unknown/release/playground_web.wasm");
    let reach = Reach::read(&fs::read(&linked).named("read", &linked)?)?;
    let parts = split::split(&fs::read(&first).named("read", &first)?, |name| cold.has(name), Some(&reach))?;
    fs::write(&first, parts.first).named("write", &first)?;
    fs::write(&rest, parts.rest).named("write", &rest)?;
    optimised(tools, &first)?;
    optimised(tools, &rest)
}

/// Compiles a crate to a wasm module, in which the functions have their names, with its JavaScript.
pub(crate) fn compiled(project: &Project, tools: &Tools, module: &Module, out: &Path) -> Done<PathBuf> {
    let began = Instant::now();
    println!("Compiling {} for the browser …", module.krate);
    let mut pack = tools.command(project.tools.join("bin/wasm-pack"));
    pack.current_dir(&project.root).arg("build").arg(project.root.join(module.krate));
    pack.args(["--target", "web", "--release", "--mode", "no-install", "--no-pack", "--no-typescript"]);
    // wasm-opt runs below: wasm-pack would take its flags from the crate's manifest, and fetch it where it is missing.
    pack.args(["--no-opt", "--no-gitignore", "--out-name", module.name, "--out-dir"]).arg(out);
    // The older form of names has no type parameters: thousands of functions would share a few. Flags of the user's own
    // would replace these.
    pack.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    let flags = format!("-Csymbol-mangling-version=v0 {}", reach::LINKER);
    pack.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    must(&format!("compiling {}", module.krate), pack)?;
    println!("Compiled {} in {}.", module.krate, run::spoken(began.elapsed()));
    Ok(out.join(format!("{}_bg.wasm", module.name)))
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

/// Runs one step of the build. The compiler's own output is shown whole: it says what to change.
fn must(what: &str, command: Command) -> Done<()> {
    let ended = run::watched(command, LIMIT)?;
    if ended.ok {
        return Ok(());
    }
    eprint!("{}", ended.output);
    Err(Problem::new(format!("{what} failed; its output is above")))
}

/// Copies what needs no compiler.
pub(crate) fn assemble(project: &Project, staging: &Path) -> Done<()> {
    let web = project.root.join("web");
    copy_below(&web.join("static"), staging)?;
    let scenarios = web.join("scenarios");
    if scenarios.is_dir() {
        copy_below(&scenarios, &staging.join("scenarios"))?;
    }
    if !staging.join("index.html").is_file() {
        return Err(Problem::new("web/static/index.html is missing, and a site starts with it"));
    }
    readable(project, staging, "http://127.0.0.1:8080/")
}

/// What needs no script: the scenarios as pages and pictures, and the guides. `url` is where the site will be.
fn readable(project: &Project, staging: &Path, url: &str) -> Done<()> {
    let web = project.root.join("web");
    let mut scenarios = author(project);
    scenarios.arg("fallback").arg("--out").arg(staging).args(["--url", url]);
    scenarios.arg("--scenarios").arg(web.join("scenarios"));
    must("writing the scenarios as pages", scenarios)?;
    let mut guides = author(project);
    guides.arg("guides").arg("--out").arg(staging).arg("--guides").arg(web.join("guides"));
    must("writing the guides", guides)
}

/// The program for authors; its words are to be added.
pub(crate) fn author(project: &Project) -> Command {
    let mut command = Command::new("cargo");
    command.arg("run").args(["--quiet", "--package", "playground-author", "--manifest-path"]);
    command.arg(project.root.join("Cargo.toml")).arg("--");
    command
}

/// A digest of all that decides what `dist/` holds.
fn fingerprint(project: &Project) -> Done<String> {
    let mut files = vec![project.root.join("Cargo.toml"), project.root.join("Cargo.lock")];
    for folder in ["crates", "web"] {
        files.extend(files_below(&project.root.join(folder))?);
    }
    let mut digest = DefaultHasher::new();
    (
        tools::versions(),
        include_str!("site.rs"),
        include_str!("split.rs"),
        include_str!("cold.rs"),
        include_str!("reach.rs"),
        COMPRESS,
    )
        .hash(&mut digest);
    for file in &files {
        let inside = file.strip_prefix(&project.root).unwrap_or(file);
        if counts(inside) {
            inside.hash(&mut digest);
            fs::read(file).named("read", file)?.hash(&mut digest);
        }
    }
    Ok(format!("{:016x}", digest.finish()))
}

/// Tests, their goldens and this program do not change the site; what matters of this one is added above.
fn counts(inside: &Path) -> bool {
    !inside.starts_with("crates/xtask") && !inside.components().any(|part| part.as_os_str() == "tests")
}
