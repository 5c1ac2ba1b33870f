//! clang: compiles SQLite, which is C, for the browser. Found on the machine, or installed from Debian's packages where that
//! is allowed. Only SQL needs it: without it the site is built, and says so where somebody wants SQL.

use std::path::PathBuf;
use std::process::Command;

use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::{apt, run};

/// A compiler that knows WebAssembly, and what puts its output into archives: the system's `ar` can't.
pub(crate) struct Clang {
    compiler: PathBuf,
    archiver: PathBuf,
    /// What the compiler says of itself.
    pub(crate) version: String,
}

/// What the two are called in Debian's packages, and in those of systems made from it.
const PACKAGES: [&str; 2] = ["clang", "llvm"];
/// Versions that carry their number in their name, the newest first.
const NUMBERS: core::ops::RangeInclusive<u32> = 11..=22;

impl Clang {
    /// Lets a command of Cargo's compile C for the browser.
    pub(crate) fn for_cargo(&self, command: &mut Command) {
        command.env("CC_wasm32_unknown_unknown", &self.compiler);
        command.env("AR_wasm32_unknown_unknown", &self.archiver);
    }
}

/// Finds it, installing it first where it is missing and that may be.
pub(crate) fn ready(project: &Project) -> Done<Clang> {
    apt::install(project, missing())?;
    found()
}

/// The packages to install, where it is missing.
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

/// The archiver that the compiler knows of.
fn beside(compiler: &PathBuf) -> Option<PathBuf> {
    let path = PathBuf::from(run::answer(Command::new(compiler).arg("-print-prog-name=llvm-ar"))?);
    path.is_absolute().then_some(path).filter(|path| path.is_file())
}

/// Whether a list of targets has ours. Apple's clang has not.
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
