//! The database engine's wasm module, `pkg/sql.wasm`: SQLite, which the page loads when a statement first
//! needs it.

use std::fs;
use std::path::Path;

use crate::clang::Clang;
use crate::digest::Kept;
use crate::module::{self, Module};
use crate::problem::{Done, Named};
use crate::project::Project;
use crate::tools::Tools;

/// Its package.
pub(crate) const MODULE: Module = Module("playground-sql-module");
/// The name that the page uses.
pub(crate) const FILE: &str = "sql.wasm";

/// The module, a file.
pub(crate) fn kept(project: &Project, clang: &Clang) -> Done<Kept> {
    Ok(Kept::new(project.scratch.join(FILE), fingerprint(project, clang)?))
}

/// Makes the file from the compiled module, which needs no JavaScript.
pub(crate) fn finished(project: &Project, tools: &Tools, to: &Path) -> Done<()> {
    let linked = MODULE.linked(project);
    fs::copy(&linked, to).named("copy", &linked)?;
    module::shrunk(tools, to)
}

/// A digest of everything that the module is made from.
pub(crate) fn fingerprint(project: &Project, clang: &Clang) -> Done<String> {
    let folders = ["crates/cipher", "crates/derive", "crates/core", "crates/sql"];
    module::sources(project, &[&clang.version, include_str!("sql.rs")], &folders, &[])
}
