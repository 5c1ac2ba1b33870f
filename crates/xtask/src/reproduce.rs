//! `cargo xtask reproduce`: builds the site a second time, from a copy of the sources in another folder, with another
//! home and another target folder of Cargo's, and compares every byte. `cargo xtask test` compiles the site's modules
//! twice, and checks that nothing in the site names a folder: a whole second build takes as long as the first.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::address::SiteAddress;
use crate::clang::Clang;
use crate::module;
use crate::problem::{Done, Named};
use crate::project::{Project, copy_below, files_below, fresh_folder};
use crate::site::{self, must};
use crate::sql;

/// What lies in the project's folder and is made from it.
const MADE: [&str; 5] = [".git", ".tools", "dist", "node_modules", "target"];

/// Builds twice. The second build is left in place if it differs.
pub(crate) fn command(project: &Project) -> Done<ExitCode> {
    site::build(project, &SiteAddress::default())?;
    let folder = project.scratch.join("second build");
    let second = copied(project, &folder)?;
    println!("Building it again in {} …", second.root.display());
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&second.root).args(["xtask", "build"]).env("CARGO_HOME", &second.home);
    cargo.env("CARGO_TARGET_DIR", &second.target).env_remove("CARGO_MANIFEST_DIR");
    must("the second build", cargo)?;
    let differences = differences(&project.site, &second.site)?;
    if differences.is_empty() {
        println!("Both builds are the same, {} files.", files_below(&project.site)?.len());
        fs::remove_dir_all(&folder).named("remove", &folder)?;
        return Ok(ExitCode::SUCCESS);
    }
    for difference in differences {
        eprintln!("{difference}");
    }
    eprintln!("error: the second build, in {}, is another one", second.root.display());
    Ok(ExitCode::FAILURE)
}

/// Compiles the site's modules again elsewhere. Returns a line for each file that is not the same in both, before it is
/// optimised.
pub(crate) fn modules(project: &Project, clang: &Clang) -> Done<Vec<String>> {
    let folder = project.scratch.join("second modules");
    let second = copied(project, &folder)?;
    module::compile(&second, site::shipped(Some(clang)), Some(clang))?;
    let (ours, theirs) = (folder.join("ours"), folder.join("theirs"));
    for (project, out) in [(project, &ours), (&second, &theirs)] {
        fresh_folder(out)?;
        // What wasm-bindgen has to know of the sources, their folders among it, stays with it.
        module::page_bound(project, out)?;
        let engine = sql::MODULE.linked(project);
        fs::copy(&engine, out.join("sql.wasm")).named("copy", &engine)?;
    }
    let found = differences(&ours, &theirs)?;
    if found.is_empty() {
        fs::remove_dir_all(&folder).named("remove", &folder)?;
    }
    Ok(found)
}

/// The sources in another folder, with another home of Cargo's that has nothing but where crates come from.
fn copied(project: &Project, folder: &Path) -> Done<Project> {
    let second = Project::at(folder.join("sources"), folder.join("target"), folder.join("home"));
    fresh_folder(folder)?;
    copy_sources(&project.root, &second.root)?;
    fresh_folder(&second.home)?;
    let config = project.home.join("config.toml");
    if config.is_file() {
        fs::copy(&config, second.home.join("config.toml")).named("copy", &config)?;
    }
    Ok(second)
}

fn copy_sources(root: &Path, to: &Path) -> Done<()> {
    fresh_folder(to)?;
    for entry in fs::read_dir(root).named("read", root)? {
        let entry = entry.named("read", root)?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if MADE.iter().any(|made| entry.file_name() == *made) {
            continue;
        }
        if from.is_dir() {
            copy_below(&from, &to)?;
        } else {
            fs::copy(&from, &to).named("copy", &from)?;
        }
    }
    Ok(())
}

/// A line for each file that is in only one of the folders, or not the same in both.
fn differences(one: &Path, other: &Path) -> Done<Vec<String>> {
    let names = |folder: &Path| -> Done<Vec<_>> {
        let files = files_below(folder)?;
        Ok(files.iter().filter_map(|file| file.strip_prefix(folder).ok().map(Path::to_owned)).collect())
    };
    let (ours, theirs) = (names(one)?, names(other)?);
    let mut found = Vec::new();
    for name in &ours {
        if !theirs.contains(name) {
            found.push(format!("{} is in the first build only", name.display()));
        } else if fs::read(one.join(name)).named("read", name)?
            != fs::read(other.join(name)).named("read", name)?
        {
            found.push(format!("{} is not the same", name.display()));
        }
    }
    let more = theirs.iter().filter(|name| !ours.contains(name));
    found.extend(more.map(|name| format!("{} is in the second build only", name.display())));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_that_differ_in_a_byte_or_a_file_are_told_apart() {
        let base = std::env::temp_dir().join(format!("xtask-reproduce-{}", std::process::id()));
        let (one, other) = (base.join("one"), base.join("other"));
        for folder in [&one, &other] {
            fresh_folder(&folder.join("deep")).unwrap();
            fs::write(folder.join("deep/same"), "1").unwrap();
            fs::write(folder.join("byte"), "2").unwrap();
        }
        assert_eq!(differences(&one, &other).unwrap(), Vec::<String>::new());
        fs::write(other.join("byte"), "3").unwrap();
        fs::write(one.join("gone"), "").unwrap();
        fs::write(other.join("new"), "").unwrap();
        let lines =
            ["byte is not the same", "gone is in the first build only", "new is in the second build only"];
        assert_eq!(differences(&one, &other).unwrap(), lines);
        fs::remove_dir_all(&base).unwrap();
    }
}
