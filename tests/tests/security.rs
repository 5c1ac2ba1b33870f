//! `SECURITY.md` names the tests that keep its promises: they exist.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

#[test]
fn every_promise_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let promises = fs::read_to_string(root.join("SECURITY.md")).expect("SECURITY.md");
    let rows: Vec<&str> =
        promises.lines().filter(|line| line.starts_with("| ") && line.contains('`')).collect();
    assert!(rows.len() >= 5, "the table of promises");
    for row in rows {
        let mut quoted = row.split('`').skip(1).step_by(2);
        let file = quoted.next().expect(row);
        let test = fs::read_to_string(root.join(file)).expect(file);
        let names: Vec<&str> = quoted.collect();
        assert!(!names.is_empty(), "no test of {file} is named: {row}");
        for name in names {
            let declared = [format!("fn {name}()"), format!("fn {name}("), format!("test('{name}'")];
            assert!(declared.iter().any(|declared| test.contains(declared)), "{file} has no test `{name}`");
        }
    }
}
