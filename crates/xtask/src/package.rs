//! The npm package, `cargo xtask package`: the site without the compressed files, which CDNs make themselves,
//! and the class `Session` and the checker as one WebAssembly module. Its own scripts and README are in
//! `crates/npm/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::args::Publish;
use crate::bill::{self, Shipped};
use crate::clang::{self, Clang};
use crate::digest::Kept;
use crate::module::{self, Module};
use crate::problem::{Done, Named};
use crate::project::{Project, fresh_folder};
use crate::site::{self, must};
use crate::sql;
use crate::tools::Tools;

/// The version of everything that is published: the workspace's.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
const LICENSE: &str = env!("CARGO_PKG_LICENSE");
const MODULE: Module = Module("playground-npm");
/// Scripts and texts of the package.
const SOURCES: &str = "crates/npm";

/// Makes the package and its tarball. Returns the tarball.
pub(crate) fn make(project: &Project, publish: &Publish) -> Done<PathBuf> {
    // The class runs `sql`, and so does the checker.
    let clang = clang::ready(project)?;
    site::build(project, &publish.url)?;
    let tools = Tools::ready(project)?;
    let module = module(project, &tools, &clang)?;
    let folder = folder(project);
    println!("Putting the package together …");
    let mut node = tools.command("node");
    node.arg(project.root.join(SOURCES).join("pack.mjs")).arg(&project.site).arg(module).arg(&folder);
    node.args([VERSION, LICENSE]).args(&publish.repository);
    must("putting the package together", node)?;
    bill::write(project, &[Module::PAGE, sql::MODULE, MODULE], Shipped::Package, &folder)?;
    packed(project, &folder)
}

/// Where it is put together.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.target.join("package")
}

/// Has npm pack the folder. Returns the tarball.
fn packed(project: &Project, folder: &Path) -> Done<PathBuf> {
    let mut npm = Command::new("npm");
    npm.current_dir(folder).args(["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination"]);
    npm.arg(&project.target);
    must("npm pack", npm)?;
    let tarball = project.target.join(format!("aurora-playground-{VERSION}.tgz"));
    let bytes = fs::metadata(&tarball).named("find", &tarball)?.len();
    println!("{}: {} kB", tarball.display(), bytes / 1000);
    Ok(tarball)
}

/// The module with its JavaScript and its types, a folder.
fn module(project: &Project, tools: &Tools, clang: &Clang) -> Done<PathBuf> {
    let kept = Kept::new(project.scratch.join("npm"), fingerprint(project, clang)?);
    kept.renew(|folder| {
        fresh_folder(folder)?;
        module::compile(project, &[MODULE], Some(clang))?;
        let wasm = module::bound(project, MODULE, "module", true, folder)?;
        // Declarations of the module's memory, which is internal.
        let inner = folder.join("module_bg.wasm.d.ts");
        fs::remove_file(&inner).named("remove", &inner)?;
        module::shrunk(tools, &wasm)
    })?;
    Ok(kept.path)
}

/// A digest of everything that the module is made from.
fn fingerprint(project: &Project, clang: &Clang) -> Done<String> {
    let other = ["crates/xtask", "crates/npm/package", "crates/npm/pack.mjs"];
    module::sources(project, &[&clang.version, include_str!("package.rs")], &["crates"], &other)
}
