//! Checks that dependencies point one way: between the crates of the workspace, from `cargo tree`, and
//! between the modules of the core, from their imports.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use crate::run;

/// A crate of the workspace.
struct Row {
    krate: &'static str,
    /// The crates of the workspace that it may depend on.
    may: &'static [&'static str],
    /// What it must not depend on, directly or through others.
    without: &'static [&'static [&'static str]],
}

/// Crates that tie code to a browser, to a clock, or to the machine's randomness.
const IMPURE: &[&str] =
    &["wasm-bindgen", "js-sys", "web-sys", "yew", "getrandom", "rand", "chrono", "time", "uuid"];
/// Crates that turn values into text: the core knows no JSON.
const DATA: &[&str] = &["serde", "serde_core", "serde_json", "serde-wasm-bindgen"];
/// The page's framework.
const PAGE: &[&str] = &["yew"];

const fn row(
    krate: &'static str,
    may: &'static [&'static str],
    without: &'static [&'static [&'static str]],
) -> Row {
    Row { krate, may, without }
}

const CRATES: &[Row] = &[
    row("playground-cipher", &[], &[IMPURE, DATA]),
    row("playground-derive", &[], &[IMPURE, DATA]),
    row("playground-parts", &[], &[IMPURE, DATA]),
    row("playground-core", &["playground-cipher", "playground-derive", "playground-parts"], &[IMPURE, DATA]),
    row("playground-aws", &["playground-core"], &[IMPURE]),
    row("playground-estate", &["playground-aws", "playground-core"], &[IMPURE]),
    row("playground-plan", &["playground-aws", "playground-core"], &[IMPURE]),
    row(
        "playground-session",
        &[
            "playground-aws",
            "playground-core",
            "playground-derive",
            "playground-estate",
            "playground-parts",
            "playground-plan",
        ],
        &[IMPURE],
    ),
    row("playground-sql", &["playground-core"], &[IMPURE]),
    row("playground-sql-module", &["playground-core", "playground-sql"], &[IMPURE]),
    row("playground-author", &["playground-core", "playground-session", "playground-sql"], &[PAGE]),
    // The browser gets SQLite as a module of its own.
    row("playground-js", &["playground-aws", "playground-core", "playground-session"], &[PAGE]),
    row("playground-web", &["playground-estate", "playground-parts", "playground-session"], &[]),
    row(
        "playground-npm",
        &["playground-author", "playground-js", "playground-session", "playground-sql"],
        &[PAGE],
    ),
    row(
        "playground-tests",
        &["playground-aws", "playground-core", "playground-session", "playground-sql"],
        &[PAGE],
    ),
    row("playground-bench", &["playground-core", "playground-session", "playground-tests"], &[PAGE]),
    row("xtask", &[], &[]),
];

/// The modules of the core, lowest first: each may use those before it.
const CORE: &[&str] = &[
    "ids",
    "map",
    "sort",
    "edition",
    "rules",
    "error",
    "digest",
    "profile",
    "crypto",
    "env",
    "kms",
    "iam",
    "storage",
    "database",
    "rds",
    "quota",
    "refusal",
    "trail",
    "world",
    "event",
    "apply",
    "invariants",
    "ops",
];

/// A sentence about every dependency that is not allowed.
pub(crate) fn complaints(root: &Path) -> Vec<String> {
    let mut found = match tree(root, &["--workspace", "--depth", "1", "--no-dedupe"]) {
        Some(tree) => edges(&tree),
        None => vec![String::from("`cargo tree --workspace` failed")],
    };
    for row in CRATES.iter().filter(|row| !row.without.is_empty()) {
        found.extend(match tree(root, &["--package", row.krate]) {
            Some(tree) => impurities(row, &tree),
            None => vec![format!("`cargo tree --package {}` failed", row.krate)],
        });
    }
    let core = root.join("crates/core/src");
    found.extend(modules(&core).unwrap_or_else(|error| vec![format!("{}: {error}", core.display())]));
    found
}

/// The output of `cargo tree`, with one dependency a line: depth, name, version.
fn tree(root: &Path, which: &[&str]) -> Option<String> {
    let mut tree = Command::new("cargo");
    tree.current_dir(root).arg("tree").args(which);
    tree.args(["--edges", "normal,build", "--target", "all", "--prefix", "depth", "--format", "{p}"]);
    run::answer(&mut tree)
}

/// Depth and name of each line of [`tree`].
fn lines(tree: &str) -> impl Iterator<Item = (&str, &str)> {
    tree.lines().filter_map(|line| {
        let name = line.split(' ').next()?;
        Some(name.split_at(name.find(|c: char| !c.is_ascii_digit())?))
    })
}

/// The direct dependencies of all crates that [`CRATES`] does not allow.
fn edges(tree: &str) -> Vec<String> {
    let members: BTreeSet<&str> =
        lines(tree).filter(|(depth, _)| *depth == "0").map(|(_, name)| name).collect();
    let mut found = Vec::new();
    let mut from: Option<&Row> = None;
    for (depth, name) in lines(tree) {
        if depth == "0" {
            from = CRATES.iter().find(|row| row.krate == name);
            if from.is_none() {
                found.push(format!(
                    "{name} has no row in crates/xtask/src/layers.rs: add one with the crates that it may depend on"
                ));
            }
        } else if let Some(row) = from
            && members.contains(name)
            && !row.may.contains(&name)
        {
            found.push(format!(
                "{} depends on {name}: its row in crates/xtask/src/layers.rs does not allow that",
                row.krate
            ));
        }
    }
    for row in CRATES.iter().filter(|row| !members.contains(row.krate)) {
        found.push(format!("crates/xtask/src/layers.rs has a row for {}, which is no crate here", row.krate));
    }
    found
}

fn impurities(row: &Row, tree: &str) -> Vec<String> {
    let found: BTreeSet<&str> = lines(tree)
        .map(|(_, name)| name)
        .filter(|name| row.without.iter().any(|set| set.contains(name)))
        .collect();
    found.iter().map(|name| format!("{} depends on {name}", row.krate)).collect()
}

/// The imports of the core's modules, except tests, that [`CORE`] does not allow.
fn modules(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = BTreeSet::new();
    for module in fs::read_to_string(folder.join("lib.rs"))?.lines().filter_map(declared) {
        if !CORE.contains(&module) {
            found.insert(format!(
                "playground-core's module {module} is not in the list in crates/xtask/src/layers.rs: put it behind \
                 the modules that it uses"
            ));
            continue;
        }
        let mut files = vec![folder.join(format!("{module}.rs")), folder.join(module)];
        while let Some(path) = files.pop() {
            if path.is_dir() {
                let inside: io::Result<Vec<PathBuf>> =
                    fs::read_dir(&path)?.map(|entry| Ok(entry?.path())).collect();
                files.extend(inside?);
            } else if path.is_file() && !path.iter().any(|part| part == "tests" || part == "tests.rs") {
                found.extend(upward(module, &fs::read_to_string(&path)?));
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// The name in `pub mod name;`.
fn declared(line: &str) -> Option<&str> {
    line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')
}

/// The modules that a file of `module` uses before its tests but may not use.
fn upward(module: &str, text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let used = code
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default());
    let place = |name: &str| CORE.iter().position(|known| *known == name);
    used.filter(|name| *name != module && place(name) > place(module))
        .map(|name| {
            format!(
                "playground-core's module {module} uses {name}, which stands behind it in crates/xtask/src/layers.rs: \
                 move what both need to where both can see it"
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(found: &[String], words: &str) -> bool {
        found.iter().any(|sentence| sentence.contains(words))
    }

    #[test]
    fn an_edge_that_no_row_allows_is_named() {
        let tree = "0playground-core v0.1.0 (/x)\n1aes-gcm v0.11.1\n1playground-aws v0.1.0 (/y)\n\
                    0playground-aws v0.1.0 (/y)\n1playground-core v0.1.0 (/x)\n0playground-new v0.1.0 (/z)\n";
        let found = edges(tree);
        assert!(about(&found, "playground-core depends on playground-aws"));
        assert!(about(&found, "playground-new has no row"));
        assert!(about(&found, "a row for playground-web, which is no crate"));
        assert!(!about(&found, "playground-aws depends"));
    }

    #[test]
    fn an_impure_dependency_is_named_once() {
        let tree = "0playground-core v0.1.0 (/x)\n1serde v1.0.228\n1serde v1.0.228 (*)\n2aes v0.9.0\n";
        let row = |name| CRATES.iter().find(|row| row.krate == name).unwrap();
        assert_eq!(impurities(row("playground-core"), tree), ["playground-core depends on serde"]);
        assert!(impurities(row("playground-aws"), tree).is_empty());
        assert_eq!(
            impurities(row("playground-aws"), "3js-sys v0.3.107\n"),
            ["playground-aws depends on js-sys"]
        );
    }

    #[test]
    fn a_module_uses_those_before_it() {
        let text = "use crate::ids::KeyArn;\n// crate::ops\nlet a = crate::ops::all();\n#[cfg(test)]\nmod tests {\n    use crate::world::World;\n}\n";
        assert_eq!(upward("apply", text).len(), 1);
        assert!(about(&upward("apply", text), "module apply uses ops"));
        assert!(upward("ops", text).is_empty());
        assert_eq!(declared("pub mod apply;"), Some("apply"));
    }
}
