//! The database engine's wasm module: SQLite, which the page loads when a statement first needs it. There are two
//! builds: `sql.wasm`, and `sql-pausable.wasm`, which runs what takes long in browsers that can't put a running
//! module aside.

use std::path::Path;

use crate::clang::Clang;
use crate::digest::Kept;
use crate::module::{self, Module};
use crate::problem::Done;
use crate::project::{Project, fresh_folder};
use crate::run;
use crate::tools::Tools;

/// Its package.
pub(crate) const MODULE: Module = Module("playground-sql-module");
/// Makes every function that may be running when the page is asked for leave able to return and to be resumed. Which
/// ones to leave out could be listed, but a list that has become wrong would break runs. More optimisation would take ten
/// seconds, for 2 % of the gzip.
const PAUSABLE: [&str; 5] = [
    "--low-memory-unused",
    "--asyncify",
    "--pass-arg=asyncify-imports@disk.go_on",
    "-O1",
    "--reorder-functions-by-name",
];

/// Both builds, a folder.
pub(crate) fn kept(project: &Project, clang: &Clang) -> Done<Kept> {
    Ok(Kept::new(project.scratch.join("sql"), fingerprint(project, clang)?))
}

/// Makes both builds from the compiled module, which needs no JavaScript.
pub(crate) fn finished(project: &Project, tools: &Tools, out: &Path) -> Done<()> {
    fresh_folder(out)?;
    let linked = MODULE.linked(project);
    let (plain, pausable) = run::both(
        || module::optimised(tools, &module::SHRINK, &linked, &out.join("sql.wasm")),
        || module::optimised(tools, &PAUSABLE, &linked, &out.join("sql-pausable.wasm")),
    );
    plain.and(pausable)
}

/// A digest of everything that the module is made from.
pub(crate) fn fingerprint(project: &Project, clang: &Clang) -> Done<String> {
    let folders = ["crates/cipher", "crates/derive", "crates/core", "crates/sql"];
    module::sources(project, &[&clang.version, include_str!("sql.rs")], &folders, &[])
}
