//! `cargo xtask sanitize`: the tests of `crates/sql` with SQLite, which is C, under `AddressSanitizer`, and those that
//! call no C under Miri.

use std::fs;
use std::process::{Command, ExitCode};

use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::{apt, clang, run};

/// What clang links a program with that it has compiled with `AddressSanitizer`: in Debian a package of its own.
const RUNTIME: &[&str] = &["libclang-rt-dev"];

/// Miri can't call C: these tests are of the unsafe code around it.
const WITHOUT_C: &str = "scope::";

/// Runs both; Miri only if it is installed.
pub(crate) fn command(project: &Project) -> Done<ExitCode> {
    clang::ready(project)?;
    apt::install(project, missing())?;
    let address = address_sanitizer(project)?;
    let tests = |command: &mut Command| {
        let ended = command.current_dir(&project.root).status();
        ended.map_err(|error| Problem::new(format!("cannot start cargo: {error}")))
    };
    if !tests(&mut { address })?.success() {
        return Ok(ExitCode::FAILURE);
    }
    if run::answer(Command::new("cargo").args(["+nightly", "miri", "--version"])).is_none() {
        println!(
            "Miri is not installed, so nothing ran in it: `rustup toolchain install nightly --component miri,rust-src`, \
             then start again."
        );
        return Ok(ExitCode::SUCCESS);
    }
    let mut miri = Command::new("cargo");
    miri.args(["+nightly", "miri", "test", "-p", "playground-sql", "--lib", "--", WITHOUT_C]);
    miri.env("CARGO_TARGET_DIR", project.scratch.join("miri"));
    Ok(if tests(&mut miri)?.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The packages to install if clang's runtime is missing.
pub(crate) fn missing() -> &'static [&'static str] {
    let folder = run::answer(Command::new("clang").arg("-print-runtime-dir"));
    let files = folder.into_iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    let there =
        files.map(|file| file.file_name()).any(|name| name.to_string_lossy().starts_with("libclang_rt.asan"));
    if there { &[] } else { RUNTIME }
}

/// The command for the tests with SQLite compiled by clang with `AddressSanitizer`, in a target folder of its own.
pub(crate) fn address_sanitizer(project: &Project) -> Done<Command> {
    let clang = run::find("clang").ok_or_else(|| {
        Problem::new("AddressSanitizer needs clang, which was not found: install it (Debian: `apt-get install clang`), then start again")
    })?;
    let rustc = run::answer(Command::new("rustc").arg("-vV")).unwrap_or_default();
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or_else(|| Problem::new("`rustc -vV` does not say what it compiles for"))?;
    let name = host.replace('-', "_");
    let of_cargo = format!("CARGO_TARGET_{}", name.to_uppercase());
    let mut command = Command::new("cargo");
    command.args(["test", "-p", "playground-sql", "--lib", "--target", host]);
    // Here the model takes longer to optimise than it runs.
    command.args(["--config", "profile.dev.package.playground-core.opt-level=0"]);
    command.env("CARGO_TARGET_DIR", project.scratch.join("sanitize"));
    command.env(format!("CC_{name}"), &clang).env(format!("{of_cargo}_LINKER"), &clang);
    command.env(format!("CFLAGS_{name}"), "-fsanitize=address -fno-omit-frame-pointer");
    command.env(format!("{of_cargo}_RUSTFLAGS"), "-Clink-arg=-fsanitize=address");
    // SQLite's default VFS and ours live to the end of the process.
    command.env("ASAN_OPTIONS", "detect_leaks=0");
    Ok(command)
}
