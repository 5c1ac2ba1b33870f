//! clang, which compiles SQLite (in C) for the browser: found on the machine, or installed from Debian's
//! packages if that is possible. Only SQL needs it: without clang the site is built, and says so when
//! somebody uses SQL.

use std::path::PathBuf;
use std::process::Command;

use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::{apt, run};

/// A compiler that supports WebAssembly, and an archiver for its output, since the system's `ar` does not
/// support it.
pub(crate) struct Clang {
    compiler: PathBuf,
    archiver: PathBuf,
    /// The version that the compiler prints.
    pub(crate) version: String,
}

/// The names of the packages in Debian and its derivatives.
const PACKAGES: [&str; 2] = ["clang", "llvm"];
/// Versions with a number in their program names, newest first.
const NUMBERS: core::ops::RangeInclusive<u32> = 11..=22;

impl Clang {
    /// Makes a command of Cargo's compile C for the browser with this compiler.
    pub(crate) fn for_cargo(&self, command: &mut Command) {
        command.env("CC_wasm32_unknown_unknown", &self.compiler);
        command.env("AR_wasm32_unknown_unknown", &self.archiver);
    }
}

/// Finds it. Installs it if it is missing, if possible.
pub(crate) fn ready(project: &Project) -> Done<Clang> {
    apt::install(project, missing())?;
    found()
}

/// The packages to install if it is missing.
pub(crate) fn missing() -> &'static [&'static str] {
    if find().is_some() { &[] } else { &PACKAGES }
}

/// Finds it.
pub(crate) fn found() -> Done<Clang> {
    find().ok_or_else(|| {
        let how = match apt::family() {
            Some(_) => format!("run `{}`", apt::by_hand(&PACKAGES)),
            None => "install LLVM (https://llvm.org; on a Mac `brew install llvm`, and put its folder on PATH)".to_owned(),
        };
        Problem::new(format!(
            "clang with the WebAssembly backend and llvm-ar were not found, and SQL is compiled with them: {how}, then start \
             again"
        ))
    })
}

fn find() -> Option<Clang> {
    let plain = std::iter::once(String::new());
    let numbered = NUMBERS.rev().map(|number| format!("-{number}"));
    plain.chain(numbered).find_map(|ending| {
        let compiler = run::find(&format!("clang{ending}"))?;
        let knows = run::answer(Command::new(&compiler).arg("--print-targets"))?;
        let archiver = run::find(&format!("llvm-ar{ending}")).or_else(|| beside(&compiler))?;
        let version = run::answer(Command::new(&compiler).arg("--version"))?;
        knows_wasm(&knows).then_some(Clang { compiler, archiver, version })
    })
}

/// The archiver that belongs to the compiler.
fn beside(compiler: &PathBuf) -> Option<PathBuf> {
    let path = PathBuf::from(run::answer(Command::new(compiler).arg("-print-prog-name=llvm-ar"))?);
    path.is_absolute().then_some(path).filter(|path| path.is_file())
}

/// Returns whether a list of targets has ours. Apple's clang does not.
fn knows_wasm(targets: &str) -> bool {
    targets.lines().any(|line| line.split_whitespace().next() == Some("wasm32"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_has_to_know_the_target() {
        assert!(knows_wasm(
            "\n  Registered Targets:\n    aarch64    - AArch64\n    wasm32     - WebAssembly 32-bit"
        ));
        assert!(!knows_wasm("\n  Registered Targets:\n    aarch64    - AArch64\n"));
    }
}
