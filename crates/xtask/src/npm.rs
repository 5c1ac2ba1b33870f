//! The npm packages of `tests/`: Playwright, and what the benchmarks compare with. Their versions are locked.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::problem::{Done, Named};
use crate::project::Project;
use crate::tools;

/// Installs them unless they are those in the lock file. Returns the folder.
pub(crate) fn ready(project: &Project) -> Done<PathBuf> {
    tools::node()?;
    let folder = project.root.join("tests");
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).named("read", &lock)?;
    let mark = folder.join("node_modules/.installed-from");
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(folder);
    }
    println!("Installing the browser tests' npm packages …");
    let mut npm = Command::new("npm");
    // Playwright uses the system's Chromium; its own would be 150 MB.
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=http"])
        .current_dir(&folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    tools::install(project, "npm-ci", "the npm packages of tests/", npm)?;
    fs::write(&mark, wanted).named("write", &mark)?;
    Ok(folder)
}
