//! Counts test results: reads the summaries of test runners, adds them up, and prints one line a step.

use std::fmt::Write as _;
use std::process::Command;

use crate::problem::{Done, Problem};
use crate::run::{self, Ended};

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests and checks that passed.
    pub(crate) passed: u64,
    /// Tests and checks that failed, or could not run.
    pub(crate) failed: u64,
}

impl Tally {
    /// The tally of one check.
    pub(crate) fn one(ok: bool) -> Self {
        Self { passed: u64::from(ok), failed: u64::from(!ok) }
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Reads libtest's lines `test result: ok. 12 passed; 0 failed; …`, which wasm-bindgen's runner prints too.
pub(crate) fn libtest(output: &str) -> Tally {
    let mut sum = Tally::default();
    for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
        for part in line.split(['.', ';']) {
            match part.trim().split_once(' ') {
                Some((count, "passed")) => sum.passed += count.parse().unwrap_or(0),
                Some((count, "failed")) => sum.failed += count.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
    sum
}

/// Reads the summary of Playwright's list reporter: lines like `  12 passed (8.0s)` and `  1 failed`. A test
/// that did not run counts as failed; one that was skipped on purpose is not counted.
pub(crate) fn playwright(output: &str) -> Tally {
    let last = |wanted: &dyn Fn(&str) -> bool| {
        output.lines().rev().find_map(|line| {
            let (count, rest) = line.trim().split_once(' ')?;
            let count = count.parse::<u64>().ok()?;
            wanted(rest).then_some(count)
        })
    };
    let exactly = |word: &'static str| last(&move |rest: &str| rest == word).unwrap_or(0);
    Tally {
        passed: last(&|rest: &str| rest.starts_with("passed (")).unwrap_or(0) + exactly("flaky"),
        failed: exactly("failed") + exactly("did not run") + exactly("interrupted"),
    }
}

/// Reads the summary of Node.js's spec reporter: lines like `ℹ pass 7`. A test that was cancelled counts as
/// failed; one that was skipped on purpose is not counted.
pub(crate) fn node(output: &str) -> Tally {
    let count = |word: &str| {
        let number = |line: &str| line.strip_prefix("ℹ ")?.strip_prefix(word)?.trim().parse().ok();
        output.lines().rev().find_map(number).unwrap_or(0)
    };
    Tally { passed: count("pass "), failed: count("fail ") + count("cancelled ") }
}

/// Reads a last line `12 passed, 0 failed`.
pub(crate) fn totals(output: &str) -> Tally {
    let read = || {
        let (passed, failed) = output.trim_end().lines().last()?.split_once(" passed, ")?;
        let failed = failed.strip_suffix(" failed")?;
        Some(Tally { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    };
    read().unwrap_or_default()
}

/// The results of the run so far.
#[derive(Default)]
pub(crate) struct Report {
    sum: Tally,
    failures: Vec<String>,
}

impl Report {
    /// Prints the name of a step when it starts.
    pub(crate) fn announce(name: &str) {
        println!("{name} …");
    }

    /// Runs a command that counts as one check.
    pub(crate) fn check(&mut self, name: &str, command: Command) {
        Self::announce(name);
        match run::watched(name, command) {
            Ok(ended) => self.note(name, Tally::one(ended.ok), &ended),
            Err(problem) => self.broken(name, &problem),
        }
    }

    /// Runs a test runner, whose output `read` counts.
    pub(crate) fn runner(&mut self, name: &str, command: Command, read: fn(&str) -> Tally) {
        Self::announce(name);
        match run::watched(name, command) {
            Ok(ended) => self.note(name, counted(&ended, read(&ended.output)), &ended),
            Err(problem) => self.broken(name, &problem),
        }
    }

    /// Runs two test runners at once, each of which leaves time on a core; `read` counts the output of each.
    pub(crate) fn two_runners(&mut self, two: [(&str, Done<Command>); 2], read: fn(&str) -> Tally) {
        let run = |(name, command): (_, Done<Command>)| {
            Self::announce(name);
            (name, command.and_then(|command| run::watched(name, command)))
        };
        let [one, other] = two;
        let (one, other) = run::both(|| run(one), || run(other));
        for (name, ended) in [one, other] {
            match ended {
                Ok(ended) => self.note(name, counted(&ended, read(&ended.output)), &ended),
                Err(problem) => self.broken(name, &problem),
            }
        }
    }

    /// Records a step that could not be run at all.
    pub(crate) fn broken(&mut self, name: &str, problem: &Problem) {
        println!("{name}: FAILED: {problem}");
        self.sum.failed += 1;
        self.failures.push(name.to_owned());
    }

    /// Records a step of our own that is done, as one check, with its complaints.
    pub(crate) fn own(&mut self, name: &str, complaints: &[String]) {
        self.sum.add(Tally::one(complaints.is_empty()));
        if complaints.is_empty() {
            println!("{name}: ok");
        } else {
            println!("{name}: FAILED");
            for line in complaints {
                println!("  {line}");
            }
            self.failures.push(name.to_owned());
        }
    }

    fn note(&mut self, name: &str, tally: Tally, ended: &Ended) {
        self.sum.add(tally);
        let Tally { passed, failed } = tally;
        let took = run::spoken(ended.took);
        match (passed, failed) {
            (1, 0) => println!("{name}: ok ({took})"),
            (_, 0) => println!("{name}: {passed} passed ({took})"),
            _ => {
                println!("{name}: {passed} passed, {failed} FAILED ({took})");
                println!("{}", ended.output.trim_end());
                println!("^ the output of: {name}\n");
                self.failures.push(name.to_owned());
            }
        }
    }

    /// Ends the run: prints which steps failed, and the last line. Returns true if none did.
    pub(crate) fn finish(&self) -> bool {
        print!("{}", self.closing());
        self.sum.failed == 0
    }

    fn closing(&self) -> String {
        let mut text = String::new();
        if !self.failures.is_empty() {
            let _ = writeln!(text, "\nFailed: {}", self.failures.join(", "));
        }
        let _ = writeln!(text, "{} passed, {} failed", self.sum.passed, self.sum.failed);
        text
    }
}

/// A runner that failed without a failed test (it did not compile, was killed, or crashed) counts as one
/// failure, and so does one that found no tests.
fn counted(ended: &Ended, tally: Tally) -> Tally {
    let silent = tally.failed == 0 && (!ended.ok || tally.passed == 0);
    Tally { failed: tally.failed + u64::from(silent), ..tally }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARGO: &str = include_str!("samples/cargo-test.txt");
    const WASM_PACK: &str = include_str!("samples/wasm-pack.txt");
    const NODE: &str = include_str!("samples/node.txt");
    const PLAYWRIGHT: &str = include_str!("samples/playwright.txt");

    #[test]
    fn real_output_is_counted() {
        assert_eq!(libtest(CARGO), Tally { passed: 2, failed: 1 });
        assert_eq!(libtest(WASM_PACK), Tally { passed: 1, failed: 1 });
        assert_eq!(playwright(PLAYWRIGHT), Tally { passed: 2, failed: 1 });
    }

    #[test]
    fn every_kind_of_playwright_result() {
        let output = "  1 failed\n    a.spec.js:1:1 › 7 failed attempts are kept\n  1 flaky\n  2 skipped\n  3 did not run\n  5 passed (1.2m)\n";
        assert_eq!(playwright(output), Tally { passed: 6, failed: 4 });
        assert_eq!(playwright("Error: No tests found\n"), Tally::default());
    }

    #[test]
    fn the_summary_of_node() {
        assert_eq!(node(NODE), Tally { passed: 2, failed: 2 });
        assert_eq!(node("✔ pass 7 (1ms)\nℹ tests 1\nℹ pass 1\nℹ fail 0\n"), Tally { passed: 1, failed: 0 });
        assert_eq!(node("node: bad option: --tests\n"), Tally::default());
    }

    #[test]
    fn a_last_line_of_totals() {
        assert_eq!(totals("7 passed, 1 failed\n12 passed, 3 failed\n"), Tally { passed: 12, failed: 3 });
        assert_eq!(totals("12 passed, 0 failed\nError: the browser went away\n"), Tally::default());
        assert_eq!(totals(""), Tally::default());
    }

    #[test]
    fn a_runner_that_breaks_is_one_failure() {
        let ended = |ok| Ended { ok, output: String::new(), stuck: false, took: std::time::Duration::ZERO };
        assert_eq!(counted(&ended(false), Tally::default()), Tally { passed: 0, failed: 1 });
        assert_eq!(counted(&ended(true), Tally::default()), Tally { passed: 0, failed: 1 });
        assert_eq!(counted(&ended(false), Tally { passed: 3, failed: 2 }), Tally { passed: 3, failed: 2 });
        assert_eq!(counted(&ended(false), Tally { passed: 3, failed: 0 }), Tally { passed: 3, failed: 1 });
    }

    #[test]
    fn the_last_line_has_its_form() {
        let report = Report { sum: Tally { passed: 12, failed: 1 }, failures: vec!["clippy".to_owned()] };
        assert_eq!(report.closing(), "\nFailed: clippy\n12 passed, 1 failed\n");
        let report = Report { sum: Tally { passed: 12, failed: 0 }, failures: vec![] };
        assert_eq!(report.closing(), "12 passed, 0 failed\n");
    }
}
