//! The parts of a release, `cargo xtask release`: the site as a zip file, the npm package, hashes, an SBOM
//! and notes.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::args::Publish;
use crate::chromium::Chromium;
use crate::package::{self, VERSION};
use crate::problem::{Done, Named, Problem};
use crate::project::{Project, files_below, fresh_folder};
use crate::report::Report;
use crate::site::must;
use crate::{npm, site, test};

const CHANGES: &str = "CHANGELOG.md";

/// Makes all of it. Returns the folder.
pub(crate) fn make(project: &Project, publish: &Publish) -> Done<PathBuf> {
    let changes = project.root.join(CHANGES);
    let notes = section(&fs::read_to_string(&changes).named("read", &changes)?, VERSION)?;
    let tarball = package::make(project, publish)?;
    npm::ready(project)?; // zip files are made with its packages
    let folder = project.target.join(format!("release-{VERSION}"));
    fresh_folder(&folder)?;
    let file = folder.join("NOTES.md");
    fs::write(&file, notes).named("write", &file)?;
    println!("Putting the release together …");
    let mut node = Command::new("node");
    node.arg(project.root.join("crates/xtask/release/make.mjs")).arg(&project.site);
    node.arg(package::folder(project)).arg(tarball).arg(&folder).arg(VERSION);
    must("putting the release together", node)?;
    println!("{}", folder.display());
    Ok(folder)
}

/// Makes a release as it would be published, and tests its contents: `tests/package/`.
pub(crate) fn tests(project: &Project, report: &mut Report, built: bool, chromium: &Done<Chromium>) {
    let name = "npm package and release";
    let ready = || {
        if !built {
            return Err(Problem::new("the site was not built, see above"));
        }
        let chromium = chromium.as_ref().map_err(Problem::clone)?;
        let files = files_below(&project.root.join("tests/package"))?.into_iter();
        let files = files.filter(|file| file.display().to_string().ends_with(".test.mjs"));
        let files: Vec<String> = files.map(|file| file.display().to_string()).collect();
        Ok((make(project, &Publish::default())?, site::author(project)?, &chromium.browser, files))
    };
    match ready() {
        Ok((folder, author, browser, files)) => {
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            let env = [
                ("PLAYGROUND_RELEASE", folder.as_os_str()),
                ("PLAYGROUND_CHROMIUM", browser.as_os_str()),
                ("PLAYGROUND_AUTHOR", author.as_os_str()),
                ("CARGO_TARGET_DIR", project.target.as_os_str()),
            ];
            test::node_tests(project, report, name, &files, &env);
        }
        Err(problem) => {
            Report::announce(name);
            report.broken(name, &problem);
        }
    }
}

/// The text below the heading of a version.
fn section(changes: &str, version: &str) -> Done<String> {
    let mut lines = changes.lines().skip_while(|line| {
        line.strip_prefix("## ").is_none_or(|heading| heading.split(' ').next() != Some(version))
    });
    lines.next();
    let lines: Vec<&str> = lines.take_while(|line| !line.starts_with("## ")).collect();
    match lines.join("\n").trim() {
        "" => Err(Problem::new(format!(
            "{CHANGES} says nothing of version {version}, and a release has to: write what is new below a heading `## {version}`"
        ))),
        text => Ok(format!("{text}\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_its_section_or_no_release() {
        let changes = "# Changes\n\n## Unreleased\n\n## 0.2.0 - 2027-01-02\n\n- New.\n\n### Mended\n\n- Old.\n\n## 0.1.10\n\n- First.\n## 0.1.1 - 2026-12-01\n";
        assert_eq!(section(changes, "0.2.0"), Ok("- New.\n\n### Mended\n\n- Old.\n".to_owned()));
        assert_eq!(section(changes, "0.1.10"), Ok("- First.\n".to_owned()));
        for missing in ["0.1.1", "0.3.0", "0.2"] {
            assert!(section(changes, missing).unwrap_err().to_string().contains(missing), "{missing}");
        }
    }
}
