//! The tools for a build and for its tests, at pinned versions, in the project's own folder `.tools/`.
//!
//! Nothing of the user's is replaced: `.tools/bin` only comes before `PATH` for our own child processes, and
//! wasm-pack is told to install nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use crate::npm;
use crate::problem::{Done, Named, Problem};
use crate::project::Project;
use crate::run;

/// wasm-bindgen's command line, for its test runner. Its version must equal that of the `wasm-bindgen` crate
/// in Cargo.lock, which a test checks.
pub(crate) const WASM_BINDGEN: &str = "0.2.130";
/// wasm-pack, which runs the crates' tests in browsers.
const WASM_PACK: CargoTool =
    CargoTool { program: "wasm-pack", version: "0.15.1", source: Source::Registry(&[]) };
const RUNNER: CargoTool = CargoTool {
    program: "wasm-bindgen", // which wasm-pack looks for, to find the runner next to it
    version: WASM_BINDGEN,
    source: Source::Folder("crates/xtask/tools/runner"),
};
/// The oldest Node.js that everything here supports.
const NODE: u32 = 20;
const TARGET: &str = "wasm32-unknown-unknown";

/// The installed tools, and the way to run them.
pub(crate) struct Tools {
    path: std::ffi::OsString,
    /// The script that runs wasm-opt.
    pub(crate) wasm_opt: PathBuf,
    /// esbuild's module for Node.js.
    pub(crate) esbuild: PathBuf,
}

impl Tools {
    /// Installs what is missing, one line a step.
    pub(crate) fn ready(project: &Project) -> Done<Self> {
        checked(project)?;
        let packages = project.tools.join("node_modules");
        let tools = Self {
            path: search_path(&project.tools)?,
            wasm_opt: packages.join("binaryen/bin/wasm-opt"),
            esbuild: packages.join("esbuild/lib/main.js"),
        };
        npm::install(project, "crates/xtask/tools", &project.tools)?;
        for program in programs(&packages.join("@esbuild")) {
            executable(&program)?;
        }
        executable(&tools.wasm_opt)?;
        Ok(tools)
    }

    /// A command that uses our tools first.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.env("PATH", &self.path);
        command
    }
}

/// wasm-pack, and what it runs tests with.
pub(crate) struct WasmPack {
    program: PathBuf,
    path: std::ffi::OsString,
}

impl WasmPack {
    /// Installs what is missing.
    pub(crate) fn ready(project: &Project) -> Done<Self> {
        checked(project)?;
        cargo_tool(project, &RUNNER)?;
        Ok(Self { program: cargo_tool(project, &WASM_PACK)?, path: search_path(&project.tools)? })
    }

    /// wasm-pack, using our tools first, without arguments.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.env("PATH", &self.path);
        command
    }
}

/// Checks that Node.js and Rust are installed and that Rust can compile for browsers.
pub(crate) fn checked(project: &Project) -> Done<()> {
    node()?;
    wasm_target(project)
}

/// The versions of everything outside the source tree that affects a build.
pub(crate) fn versions() -> String {
    let rustc = run::answer(Command::new("rustc").arg("-vV")).unwrap_or_default();
    format!("wasm-bindgen {WASM_BINDGEN}\n{}\n{rustc}\n", include_str!("../tools/package-lock.json"))
}

/// Checks that Node.js is installed and new enough.
pub(crate) fn node() -> Done<()> {
    let Some(answer) = run::answer(Command::new("node").arg("--version")) else {
        return Err(Problem::new(
            "Node.js was not found, and wasm-opt and the compression run on it: install Node.js 20 or newer with npm \
             (https://nodejs.org), then start again",
        ));
    };
    let major = answer.trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        return Err(Problem::new(format!(
            "Node.js {answer} is too old: install Node.js {NODE} or newer (https://nodejs.org), then start again"
        )));
    }
    if run::find("npm").is_none() {
        return Err(Problem::new(
            "npm was not found, and wasm-opt and the test tools come from it: install npm, then start again",
        ));
    }
    Ok(())
}

fn wasm_target(project: &Project) -> Done<()> {
    let Some(sysroot) =
        run::answer(Command::new("rustc").args(["--print", "sysroot"]).current_dir(&project.root))
    else {
        return Err(Problem::new(
            "rustc did not answer: install Rust with rustup (https://rustup.rs), then start again",
        ));
    };
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    if run::find("rustup").is_none() {
        return Err(Problem::new(format!(
            "this Rust has no {TARGET} target and rustup, which could add it, was not found: install Rust with rustup \
             (https://rustup.rs), then start again"
        )));
    }
    println!("Adding Rust's target {TARGET} …");
    let mut command = Command::new("rustup");
    command.args(["target", "add", TARGET]).current_dir(&project.root);
    install(project, "rustup-target", &format!("Rust's target {TARGET}"), command)
}

/// A program that Cargo compiles into `.tools/bin`, from the crates that a lock file names.
pub(crate) struct CargoTool {
    /// Its name.
    pub(crate) program: &'static str,
    /// The exact version.
    pub(crate) version: &'static str,
    /// Where it comes from.
    pub(crate) source: Source,
}

/// Where a program comes from, and with it the lock file.
pub(crate) enum Source {
    /// The crate of the program's name, with its own lock file, and further options of `cargo install`.
    Registry(&'static [&'static str]),
    /// A folder of the project with a package of its own.
    Folder(&'static str),
}

/// If several ran at once, Cargo would wait for its lock without saying so.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Returns whether the answer to `--version` is that of this program: `mdbook v0.5.4`, or `geckodriver
/// 0.37.1` with more lines after it.
fn is_it(answer: &str, program: &str, version: &str) -> bool {
    let mut words = answer.split_whitespace();
    words.next() == Some(program)
        && words.next().is_some_and(|number| number.trim_start_matches('v') == version)
}

/// Installs it if it is missing or has another version. Returns its path.
pub(crate) fn cargo_tool(project: &Project, tool: &CargoTool) -> Done<PathBuf> {
    let CargoTool { program, version, source } = tool;
    let path = project.tools.join("bin").join(program);
    let there = || {
        run::answer(Command::new(&path).arg("--version"))
            .is_some_and(|answer| is_it(&answer, program, version))
    };
    let _one = ONE_AT_A_TIME.lock();
    if there() {
        return Ok(path);
    }
    println!("Installing {program} {version} into .tools/, once …");
    let mut command = Command::new("cargo");
    command.args(["install", "--locked", "--force", "--root"]).arg(&project.tools);
    // One target folder for all, since they share some of their dependencies.
    command.arg("--target-dir").arg(project.target.join("tools"));
    // Tools that run for a second are not worth minutes of optimising; the test runner reads whole modules.
    let optimised = match source {
        Source::Registry(options) => {
            command.arg(format!("{program}@{version}")).args(*options);
            "0"
        }
        Source::Folder(folder) => {
            command.arg("--path").arg(project.root.join(folder));
            "1"
        }
    };
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", optimised).env("CARGO_PROFILE_RELEASE_LTO", "off");
    command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    // The project's .cargo/config.toml is not meant for them.
    command.current_dir(&project.tools).env_remove("RUSTFLAGS");
    install(project, program, &format!("{program} {version}"), command)?;
    if there() {
        return Ok(path);
    }
    Err(Problem::new(format!(
        "{program} {version} was installed as {} but does not start; delete .tools/ and start again",
        path.display()
    )))
}

/// esbuild's program for this machine, in a separate package that npm chooses by platform.
fn programs(packages: &Path) -> Vec<PathBuf> {
    let platforms = fs::read_dir(packages).into_iter().flatten().flatten();
    platforms.map(|platform| platform.path().join("bin/esbuild")).filter(|file| file.is_file()).collect()
}

/// Runs a command that downloads something. A failure becomes one line; its whole output is written to a
/// file.
pub(crate) fn install(project: &Project, log: &str, what: &str, command: Command) -> Done<()> {
    fs::create_dir_all(&project.tools).named("make", &project.tools)?;
    let ended = run::watched(what, command)?;
    if ended.ok {
        return Ok(());
    }
    let log = project.scratch.join(format!("{log}.log"));
    fs::write(&log, &ended.output).named("write", &log)?;
    let why = if ended.stuck {
        "it printed nothing for ten minutes"
    } else if offline(&ended.output) {
        "its registry cannot be reached. Check the network connection or the proxy settings, then start again"
    } else {
        "the installer reported an error"
    };
    Err(Problem::new(format!("{what} could not be installed: {why} (details: {})", log.display())))
}

/// Returns whether an installer's output says that the network was the problem.
fn offline(output: &str) -> bool {
    const SIGNS: [&str; 13] = [
        "could not resolve",
        "couldn't resolve",
        "could not connect",
        "couldn't connect",
        "failed to connect",
        "failed to establish a new connection",
        "network failure",
        "spurious network error",
        "dns error",
        "error sending request",
        "enotfound",
        "econnrefused",
        "eai_again",
    ];
    let output = output.to_lowercase();
    SIGNS.iter().any(|sign| output.contains(sign))
}

fn search_path(tools: &Path) -> Done<std::ffi::OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let ours = [tools.join("bin"), tools.join("node_modules/.bin")];
    std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&old)))
        .map_err(|error| Problem::new(format!("the project's path cannot stand in PATH: {error}")))
}

/// npm does not set the executable bit if scripts are switched off.
fn executable(file: &Path) -> Done<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut rights = file.metadata().named("find", file)?.permissions();
    if rights.mode() & 0o111 == 0 {
        rights.set_mode(rights.mode() | 0o755);
        fs::set_permissions(file, rights).named("make executable", file)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_tool_fits_the_crate() {
        for (lock, krate) in
            [("../../Cargo.lock", "wasm-bindgen"), ("tools/runner/Cargo.lock", "wasm-bindgen-cli")]
        {
            let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(lock)).unwrap();
            assert!(lock.contains(&format!("name = \"{krate}\"\nversion = \"{WASM_BINDGEN}\"")), "{krate}");
        }
    }

    #[test]
    fn versions_are_read() {
        let gecko =
            "geckodriver 0.37.1\n\nThe source code of this program is available from\ntesting/geckodriver";
        assert!(is_it(gecko, "geckodriver", "0.37.1"));
        assert!(is_it("mdbook v0.5.4", "mdbook", "0.5.4"));
        assert!(is_it("geckodriver 0.37.1 (b617178ef491 2026-03-06 11:54 +0000)", "geckodriver", "0.37.1"));
        assert!(!is_it("mdbook v0.5.40", "mdbook", "0.5.4"));
        assert!(!is_it("wasm-bindgen-test-runner 0.2.130", "wasm-bindgen", "0.2.130"));
    }

    #[test]
    fn a_missing_network_is_recognised() {
        for output in [
            "warning: spurious network error (3 tries remaining): [6] Could not resolve hostname (Could not resolve host: index.crates.io)",
            "npm error code ENOTFOUND\nnpm error network request to https://registry.npmjs.org/binaryen failed",
            "npm error code ECONNREFUSED",
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': Failed to establish a new connection: [Errno -2] Name or service not known')'",
        ] {
            assert!(offline(output), "{output}");
        }
        assert!(!offline("error[E0463]: can't find crate for `core`"));
    }
}
