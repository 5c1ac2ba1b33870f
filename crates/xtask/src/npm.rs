//! Packages of npm whose versions a lock file has: those of `tests/` (Playwright, and what the benchmarks compare
//! with), of the example sites, and what builds of the site take from npm.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::{Done, Named};
use crate::project::Project;
use crate::tools;

/// Installs the packages of `tests/`. Returns the folder.
pub(crate) fn ready(project: &Project) -> Done<PathBuf> {
    tools::node()?;
    let folder = project.root.join("tests");
    install(project, "tests", &folder)?;
    Ok(folder)
}

/// Installs the packages in the lock file of `source`, a folder of the project, into `folder`, unless they are there. No
/// package's own script is run.
pub(crate) fn install(project: &Project, source: &str, folder: &Path) -> Done<()> {
    let from = project.root.join(source);
    let lock = from.join("package-lock.json");
    let wanted = fs::read(&lock).named("read", &lock)?;
    let mark = folder.join("node_modules/.installed-from");
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let what = format!("the npm packages of {source}/");
    println!("Installing {what} …");
    if from != folder {
        fs::create_dir_all(folder).named("make", folder)?;
        for name in ["package.json", "package-lock.json"] {
            fs::copy(from.join(name), folder.join(name)).named("copy", &from.join(name))?;
        }
    }
    let mut npm = Command::new("npm");
    // Playwright uses the system's Chromium; its own would be 150 MB.
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=http"])
        .current_dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    tools::install(project, &format!("npm-{}", source.replace('/', "-")), &what, npm)?;
    fs::write(&mark, wanted).named("write", &mark)
}
