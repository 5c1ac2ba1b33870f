//! The fuzz targets on stable Rust: on their corpus, and on mutations of it. `cargo xtask fuzz` goes on from there.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use playground_tests::fuzz::{Mutations, TARGETS, Target, wire_corpus};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder().join("corpus").join(target.name)).expect(target.name);
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Says on which input a target panicked.
struct Now<'a>(&'static str, &'a [u8]);

impl Drop for Now<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("target {} failed on b\"{}\"", self.0, self.1.escape_ascii());
        }
    }
}

fn check(target: &Target) {
    let corpus = corpus(target);
    assert!(!corpus.is_empty(), "{} has no corpus", target.name);
    let mutations = Mutations::new(&corpus, 11).take(target.mutations as usize);
    for input in corpus.iter().cloned().chain(mutations) {
        let _now = Now(target.name, &input);
        (target.check)(&input);
    }
}

#[test]
fn every_target_holds_on_its_corpus_and_on_mutations_of_it() {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(target) = TARGETS.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let start = std::time::Instant::now();
                    check(target);
                    println!("{}: {:?}", target.name, start.elapsed());
                }
            });
        }
    });
}

/// `UPDATE_EXPECT=1` writes it.
#[test]
fn the_corpus_of_the_wire_is_what_the_engine_is_asked_and_answers() {
    let folder = folder().join("corpus/wire");
    let files = wire_corpus();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        for (name, bytes) in &files {
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
    let names: BTreeSet<_> = files.iter().map(|(name, _)| name.clone()).collect();
    let there = fs::read_dir(&folder).unwrap();
    let there: BTreeSet<_> = there.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, names);
    for (name, bytes) in files {
        assert!(
            fs::read(folder.join(&name)).unwrap() == bytes,
            "{name} is another one now: run it with UPDATE_EXPECT=1"
        );
    }
}

#[test]
fn every_target_has_a_binary_and_every_corpus_a_target() {
    let targets: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    let manifest = fs::read_to_string(folder().join("Cargo.toml")).unwrap();
    let (_, bins) = manifest.split_once("[[bin]]").unwrap();
    let names = bins.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    assert_eq!(names.map(str::to_owned).collect::<BTreeSet<_>>(), targets);
    let folders = fs::read_dir(folder().join("corpus")).unwrap();
    let folders = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(folders.collect::<BTreeSet<_>>(), targets);
}
