//! The project's folders, and functions to walk and copy them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::problem::{Done, Named, Problem};

/// The folders that every command uses.
pub(crate) struct Project {
    /// The workspace's root.
    pub(crate) root: PathBuf,
    /// The project's own tools, never the user's.
    pub(crate) tools: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// Cargo's home, where it keeps the sources of crates.
    pub(crate) home: PathBuf,
    /// What xtask keeps between runs: logs, digests, and the site while it is being assembled.
    pub(crate) scratch: PathBuf,
    /// The finished static site.
    pub(crate) site: PathBuf,
}

impl Project {
    /// Finds the workspace that this program was compiled in.
    pub(crate) fn find() -> Done<Self> {
        if !cfg!(any(target_os = "linux", target_os = "macos")) {
            return Err(Problem::new(
                "this machine's system is not supported: xtask runs on Linux and macOS. On Windows, use it inside WSL.",
            ));
        }
        let here = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let Some(root) = here.parent().and_then(Path::parent) else {
            return Err(Problem::new(format!(
                "{} is not inside the workspace; start it as `cargo xtask`",
                here.display()
            )));
        };
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).unwrap_or_default();
        let project = Self::at(root.to_owned(), target, home);
        fs::create_dir_all(&project.scratch).named("make", &project.scratch)?;
        Ok(project)
    }

    /// The project whose sources are in `root`.
    pub(crate) fn at(root: PathBuf, target: PathBuf, home: PathBuf) -> Self {
        Self {
            tools: root.join(".tools"),
            site: root.join("dist"),
            scratch: target.join("xtask"),
            root,
            target,
            home,
        }
    }
}

/// All files below `folder`, sorted, as full paths. Build output inside it is left out.
pub(crate) fn files_below(folder: &Path) -> Done<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).named("read", &next)? {
            let path = entry.named("read", &next)?.path();
            let name = path.file_name().unwrap_or_default();
            if name == "target" || name == "node_modules" || name == "pkg" && path.join(".gitignore").exists()
            {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Copies every file below `from` to the same path below `to`.
pub(crate) fn copy_below(from: &Path, to: &Path) -> Done<()> {
    for file in files_below(from)? {
        let Ok(inside) = file.strip_prefix(from) else {
            continue;
        };
        let target = to.join(inside);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).named("make", parent)?;
        }
        fs::copy(&file, &target).named("copy", &file)?;
    }
    Ok(())
}

/// Empties `folder`; creates it if it is missing.
pub(crate) fn fresh_folder(folder: &Path) -> Done<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).named("empty", folder)?;
    }
    fs::create_dir_all(folder).named("make", folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_the_same_files_and_no_build_output() {
        let base = std::env::temp_dir().join(format!("xtask-copy-{}", std::process::id()));
        let (from, to) = (base.join("from"), base.join("to"));
        fresh_folder(&from.join("a/b")).unwrap();
        fresh_folder(&from.join("node_modules")).unwrap();
        fs::write(from.join("a/b/one.md"), "1").unwrap();
        fs::write(from.join("two.css"), "2").unwrap();
        fs::write(from.join("node_modules/three.js"), "3").unwrap();
        copy_below(&from, &to).unwrap();
        let copied = files_below(&to).unwrap();
        assert_eq!(copied, [to.join("a/b/one.md"), to.join("two.css")]);
        fs::remove_dir_all(&base).unwrap();
    }
}
