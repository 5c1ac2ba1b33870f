//! `cargo xtask fuzz`: libFuzzer on the targets of `tests/fuzz`, by cargo-fuzz, which needs a nightly toolchain.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::problem::{Done, Named, Problem};
use crate::project::Project;
use crate::run;
use crate::tools::{self, CargoTool, Source};

const CARGO_FUZZ: CargoTool =
    CargoTool { program: "cargo-fuzz", version: "0.13.2", source: Source::Registry(&[]) };

/// Runs one target, or all in turn, for so many seconds each. Ends at the first input that fails.
pub(crate) fn command(project: &Project, target: Option<&str>, seconds: u32) -> Done<ExitCode> {
    if run::answer(Command::new("cargo").args(["+nightly", "--version"])).is_none() {
        return Err(Problem::new(
            "libFuzzer needs a nightly toolchain, which is not installed: `rustup toolchain install nightly`, then \
             start again. Without one, `cargo test -p playground-tests --test fuzz` runs the same targets",
        ));
    }
    let program = tools::cargo_tool(project, &CARGO_FUZZ)?;
    let fuzz = || {
        let mut command = Command::new(&program);
        command.current_dir(project.root.join("tests")).env("RUSTUP_TOOLCHAIN", "nightly");
        command
    };
    let listed = run::answer(fuzz().args(["fuzz", "list"]))
        .ok_or_else(|| Problem::new("`cargo fuzz list` failed in tests/fuzz"))?;
    let targets: Vec<&str> = listed.lines().filter(|name| target.is_none_or(|only| only == *name)).collect();
    if targets.is_empty() {
        let all = listed.lines().collect::<Vec<_>>().join(", ");
        return Err(Problem::new(format!("there is no such target; the targets are {all}")));
    }
    for name in targets {
        // libFuzzer writes what it finds into the first folder; the corpus in the second one is checked in.
        let found = project.scratch.join("fuzz").join(name);
        fs::create_dir_all(&found).named("make", &found)?;
        let corpus = Path::new("fuzz/corpus").join(name);
        let time = format!("-max_total_time={seconds}");
        let mut command = fuzz();
        command.args(["fuzz", "run", name]).arg(&found).arg(corpus);
        let ended = command.args(["--", &time, "-timeout=10"]).status();
        let ended = ended.map_err(|error| Problem::new(format!("cannot start cargo-fuzz: {error}")))?;
        if !ended.success() {
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
