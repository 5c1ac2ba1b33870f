//! Where the project's crates come from, their licences, and duplicates, as `deny.toml` requires; without the
//! advisories, which need a network (`cargo deny check`, in the workflow). And the hashes in every lock file.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's way to fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use spdx::{Expression, Licensee, ParseMode};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A package, as Cargo describes it.
struct Package {
    name: String,
    version: String,
    licence: Option<String>,
    source: Option<String>,
}

/// All packages of the workspace, of every target.
static PACKAGES: LazyLock<Vec<Package>> = LazyLock::new(packages);

fn packages() -> Vec<Package> {
    let mut cargo = Command::new(env!("CARGO"));
    let output =
        cargo.current_dir(ROOT).args(["metadata", "--format-version", "1", "--locked"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let read = |package: &Value| Package {
        name: text(&package["name"]).unwrap(),
        version: text(&package["version"]).unwrap(),
        licence: text(&package["license"]),
        source: text(&package["source"]),
    };
    metadata["packages"].as_array().unwrap().iter().map(read).collect()
}

fn deny() -> Value {
    let text = std::fs::read_to_string([ROOT, "/deny.toml"].concat()).unwrap();
    basic_toml::from_str(&text).unwrap()
}

fn allowed() -> Vec<Licensee> {
    let deny = deny();
    let names = deny["licenses"]["allow"].as_array().unwrap();
    names.iter().map(|name| Licensee::parse(name.as_str().unwrap()).unwrap()).collect()
}

/// Returns whether a licence is allowed, or offers the choice of one that is.
fn is_allowed(licence: &str, allowed: &[Licensee]) -> bool {
    let expression = Expression::parse_mode(licence, ParseMode::LAX).unwrap();
    expression.evaluate(|wanted| allowed.iter().any(|licensee| licensee.satisfies(wanted)))
}

#[test]
fn every_crate_has_a_licence_that_is_allowed_and_comes_from_the_registry() {
    let allowed = allowed();
    for Package { name, version, licence, source } in PACKAGES.iter() {
        let Some(source) = source else { continue }; // of the workspace
        assert_eq!(source, REGISTRY, "{name} {version}");
        let licence = licence.as_deref().unwrap_or_default();
        assert!(is_allowed(licence, &allowed), "{name} {version}: {licence:?} is not in deny.toml");
    }
}

#[test]
fn a_licence_with_duties_is_noticed() {
    let allowed = allowed();
    for (licence, is) in [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0-only OR MIT", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("MIT AND GPL-3.0-only", false),
        ("MPL-2.0", false),
    ] {
        assert_eq!(is_allowed(licence, &allowed), is, "{licence}");
    }
}

#[test]
fn the_crates_that_are_there_twice_are_those_that_are_known() {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for Package { name, version, .. } in PACKAGES.iter() {
        versions.entry(name).or_default().insert(version);
    }
    let deny = deny();
    let mut known: BTreeSet<&str> =
        deny["bans"]["skip"].as_array().unwrap().iter().map(|skip| skip["crate"].as_str().unwrap()).collect();
    for (name, versions) in versions {
        let left = versions.iter().filter(|version| !known.remove(&*format!("{name}@{version}"))).count();
        assert!(
            left <= 1,
            "{name} is there in {versions:?}: bring the versions together, or name one in deny.toml"
        );
    }
    assert!(known.is_empty(), "{known:?} in deny.toml are not there any more");
}

/// The files of this name below the project's folder that are its own.
fn own_files(name: &str) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![PathBuf::from(ROOT)]);
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let last = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() && ![".git", ".tools", "dist", "node_modules", "target"].contains(&last) {
                open.push(path);
            } else if last == name {
                found.push(path);
            }
        }
    }
    found
}

/// npm compares a hash only if the lock file has one. (pip is told to require them.)
#[test]
fn every_lock_file_has_the_hash_of_every_package() {
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let (cargo, npm) = (own_files("Cargo.lock"), own_files("package-lock.json"));
    assert!(cargo.len() >= 3 && npm.len() >= 5, "{cargo:?} {npm:?}");
    for path in cargo {
        let lock: Value = basic_toml::from_str(&read(&path)).unwrap();
        for package in lock["package"].as_array().unwrap() {
            let ours = package["source"].is_null();
            assert!(
                ours || package["source"] == REGISTRY && package["checksum"].is_string(),
                "{path:?} {package}"
            );
        }
    }
    for path in npm {
        let lock: Value = serde_json::from_str(&read(&path)).unwrap();
        for (name, package) in lock["packages"].as_object().unwrap() {
            let hash = package["integrity"].as_str().unwrap_or_default();
            assert!(name.is_empty() || hash.starts_with("sha512-"), "{}: {name}", path.display());
        }
    }
}

#[test]
fn the_toolchain_is_one_version_and_no_channel_that_moves() {
    let toolchain = std::fs::read_to_string([ROOT, "/rust-toolchain.toml"].concat()).unwrap();
    let toolchain: Value = basic_toml::from_str(&toolchain).unwrap();
    let channel = toolchain["toolchain"]["channel"].as_str().unwrap();
    assert_eq!(channel.split('.').filter(|part| part.parse::<u32>().is_ok()).count(), 3, "{channel}");
}
