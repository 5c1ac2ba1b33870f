//! Proof from `cargo tree` that dependencies point one way: web → session → aws → core → cipher, author → session,
//! js → session and sql → core; npm stands above author, js and sql.

use std::path::Path;
use std::process::Command;

use crate::run;

/// A crate and what it must not depend on, directly or through others.
struct Layer {
    krate: &'static str,
    forbidden: &'static [&'static str],
}

/// What ties code to a browser, to a clock, to the machine's randomness.
const PURE: [&str; 10] =
    ["wasm-bindgen", "js-sys", "web-sys", "yew", "getrandom", "rand", "chrono", "time", "uuid", "xtask"];
/// What turns values into text by itself: the core knows no JSON.
const DATA: [&str; 4] = ["serde", "serde_core", "serde_json", "serde-wasm-bindgen"];

const LAYERS: [Layer; 8] = [
    Layer {
        krate: "playground-core",
        forbidden: &[
            "playground-aws",
            "playground-session",
            "playground-sql",
            "playground-js",
            "playground-web",
            "playground-tests",
        ],
    },
    Layer {
        krate: "playground-aws",
        forbidden: &[
            "playground-session",
            "playground-sql",
            "playground-js",
            "playground-web",
            "playground-tests",
        ],
    },
    Layer {
        krate: "playground-session",
        forbidden: &[
            "playground-author",
            "playground-sql",
            "playground-js",
            "playground-web",
            "playground-tests",
        ],
    },
    Layer {
        krate: "playground-sql",
        forbidden: &[
            "playground-aws",
            "playground-session",
            "playground-js",
            "playground-web",
            "playground-tests",
        ],
    },
    Layer {
        krate: "playground-author",
        forbidden: &["playground-js", "playground-web", "playground-tests", "xtask"],
    },
    Layer {
        krate: "playground-js",
        forbidden: &["playground-sql", "playground-web", "playground-tests", "yew", "xtask"],
    },
    Layer { krate: "playground-npm", forbidden: &["playground-web", "playground-tests", "yew", "xtask"] },
    // SQLite comes to the page as a module of its own.
    Layer { krate: "playground-web", forbidden: &["playground-sql", "playground-tests", "xtask"] },
];

/// Every dependency that points the wrong way, as a sentence.
pub(crate) fn complaints(root: &Path) -> Vec<String> {
    LAYERS.iter().flat_map(|layer| look(root, layer)).collect()
}

fn look(root: &Path, layer: &Layer) -> Vec<String> {
    let mut tree = Command::new("cargo");
    tree.current_dir(root).args([
        "tree",
        "--package",
        layer.krate,
        "--edges",
        "normal,build",
        "--target",
        "all",
    ]);
    tree.args(["--prefix", "none", "--format", "{p}"]);
    match run::answer(&mut tree) {
        Some(tree) => wrong(layer, &tree),
        None => vec![format!("`cargo tree --package {}` failed", layer.krate)],
    }
}

fn wrong(layer: &Layer, tree: &str) -> Vec<String> {
    let pure =
        matches!(layer.krate, "playground-core" | "playground-aws" | "playground-session" | "playground-sql");
    let data = layer.krate == "playground-core";
    let mut found: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| {
            layer.forbidden.contains(name) || (pure && PURE.contains(name)) || (data && DATA.contains(name))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.iter().map(|name| format!("{} depends on {name}", layer.krate)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_dependency_is_named_once() {
        let [core, aws, ..] = LAYERS;
        let tree = "playground-core v0.1.0 (/x)\naes-gcm v0.11.1\nserde v1.0.228\nserde v1.0.228 (*)\nplayground-aws v0.1.0 (/y)\n";
        assert_eq!(
            wrong(&core, tree),
            ["playground-core depends on playground-aws", "playground-core depends on serde"]
        );
        assert!(wrong(&aws, "playground-aws v0.1.0\nplayground-core v0.1.0\nserde v1.0.228\n").is_empty());
        assert_eq!(wrong(&aws, "js-sys v0.3.107\n"), ["playground-aws depends on js-sys"]);
    }
}
