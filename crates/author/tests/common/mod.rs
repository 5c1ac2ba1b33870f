//! What the tests of pages share.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use playground_session::glossary::Glossary;

pub(crate) const URL: &str = "https://play.example/aurora/";

pub(crate) fn web() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../web")
}

pub(crate) fn glossary() -> Glossary {
    Glossary::parse(&fs::read_to_string(web().join("guides/glossary.md")).unwrap())
}

pub(crate) fn fresh(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// All files below a folder, by their paths in it.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(inside(folder, &path), fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

/// A path in a folder.
pub(crate) fn inside(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned()
}

/// The beginning of what search engines read of a page.
pub(crate) const LINKED: &str = "<script type=\"application/ld+json\">";
