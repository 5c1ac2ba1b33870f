//! The database engine's wasm module, `pkg/sql.wasm`: SQLite, which the page loads when the first statement needs it.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::clang::Clang;
use crate::digest::Digest;
use crate::problem::{Done, Named};
use crate::project::Project;
use crate::site::must;
use crate::tools::{self, Tools};
use crate::{module, run};

const CRATE: &str = "playground-sql-module";
const FILE: &str = "sql.wasm";

/// Puts the module into `out`, from the last build where it still is what the sources say.
pub(crate) fn module(project: &Project, tools: &Tools, clang: &Clang, out: &Path) -> Done<()> {
    let kept = project.scratch.join(FILE);
    let mark = project.scratch.join("sql.fingerprint");
    let now = fingerprint(project, clang)?;
    if !kept.is_file() || !fs::read_to_string(&mark).is_ok_and(|last| last == now) {
        let _ = fs::remove_file(&mark);
        compiled(project, tools, clang, &kept)?;
        fs::write(&mark, now).named("write", &mark)?;
    }
    fs::copy(&kept, out.join(FILE)).named("copy", &kept).map(|_| ())
}

fn compiled(project: &Project, tools: &Tools, clang: &Clang, to: &Path) -> Done<()> {
    let began = Instant::now();
    println!("Compiling SQLite for the browser …");
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&project.root).args(["build", "--package", CRATE, "--release"]);
    cargo.args(["--target", module::TARGET]).env("CARGO_TARGET_DIR", &project.target);
    // The same flags as the page's: the crates that both are made of are compiled once.
    module::flags(&mut cargo);
    clang.for_cargo(&mut cargo);
    must("compiling SQLite", cargo)?;
    println!("Compiled SQLite in {}.", run::spoken(began.elapsed()));
    let linked = project.target.join(module::TARGET).join("release").join("playground_sql_module.wasm");
    fs::copy(&linked, to).named("copy", &linked)?;
    module::shrunk(tools, to)
}

/// A digest of all that decides what the module is.
pub(crate) fn fingerprint(project: &Project, clang: &Clang) -> Done<String> {
    let mut digest =
        Digest::new(&[&tools::versions(), &clang.version, include_str!("sql.rs"), include_str!("module.rs")]);
    for file in ["Cargo.toml", "Cargo.lock", ".cargo/config.toml"] {
        digest.add(project, &project.root.join(file))?;
    }
    for folder in ["crates/cipher", "crates/core", "crates/sql"] {
        digest.add_below(project, &project.root.join(folder), |inside| {
            !inside.components().any(|part| part.as_os_str() == "tests")
        })?;
    }
    Ok(digest.finish())
}
