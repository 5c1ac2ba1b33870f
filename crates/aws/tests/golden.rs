//! Every operation, with what it prints: what is asked is in `tests/asked/`, what is printed in `tests/data/EDITION/`, which
//! `UPDATE_EXPECT=1` rewrites.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

mod common;

use common::Session;
use playground_core::edition::Edition;

#[test]
fn kms() {
    expect("kms.txt");
}

#[test]
fn rds() {
    expect("rds.txt");
}

#[test]
fn instances() {
    expect("instances.txt");
}

#[test]
fn modify() {
    expect("modify.txt");
}

#[test]
fn logs() {
    expect("logs.txt");
}

#[test]
fn values() {
    expect("values.txt");
}

#[test]
fn storage() {
    expect("storage.txt");
}

/// The script with what each line prints. Lines that begin with `#` are copied; those behind `2026` are of that edition only.
fn transcript(script: &str, edition: Edition) -> String {
    let mut session = Session::new(edition);
    let mut out = String::new();
    for line in script.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with('#') {
            out.extend(["\n", line, "\n"]);
            continue;
        }
        let line = match (line.strip_prefix("2026 "), edition) {
            (Some(_), Edition::Y2020) => continue,
            (Some(line), Edition::Y2026) => line,
            (None, _) => line,
        };
        let (printed, code) = session.run(line);
        out.extend(["$ ", line, "\n", &printed]);
        if code != 0 {
            out.extend(["[exit code ", &code.to_string(), "]\n"]);
        }
    }
    out
}

/// Compares what a script prints in each edition with the file of its name; `UPDATE_EXPECT=1` writes it.
fn expect(name: &str) {
    let tests = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let script = std::fs::read_to_string(format!("{tests}/asked/{name}")).unwrap();
    for edition in Edition::ALL {
        let text = transcript(&script, edition);
        let path = format!("{tests}/data/{}/{name}", edition.name());
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, text).unwrap();
            continue;
        }
        let wanted = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(wanted == text, "{path} differs: look at the change that UPDATE_EXPECT=1 makes\n{text}");
    }
}
