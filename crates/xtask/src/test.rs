//! `cargo xtask test`: runs every check and every test in order, even after failures.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::address::SiteAddress;
use crate::browsers::{self, Firefox, WebKit};
use crate::chromium::{self, Chromium};
use crate::clang::{self, Clang};
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::report::{self, Report};
use crate::sites::{self, SiteTools};
use crate::tools::{self, WasmPack};
use crate::{apt, layers, module, npm, release, reproduce, run, sanitize, serve, site};

/// Folders of the workspace that may have tests for the browser.
const MEMBERS: [&str; 8] = [
    "crates/cipher",
    "crates/core",
    "crates/aws",
    "crates/session",
    "crates/sql",
    "crates/js",
    "web",
    "tests",
];

/// Those that need SQLite, and therefore clang.
const WITH_SQL: [&str; 2] = ["crates/sql", "tests"];

/// Packages for browsers only: clippy checks them for that target and not a second time.
const FOR_BROWSERS: [&str; 3] = ["playground-js", "playground-web", "playground-bench"];

/// What the tests need and a build does not, or the reason why it is missing.
struct Needs {
    wasm_pack: Done<WasmPack>,
    chromium: Done<Chromium>,
    firefox: Done<Firefox>,
    webkit: Done<WebKit>,
    site_tools: Done<SiteTools>,
    clang: Done<Clang>,
}

impl Needs {
    /// Installs what is missing, with one line a step, while Cargo compiles.
    fn ready(project: &Project) -> Self {
        let network = || {
            let missing = [
                chromium::missing(),
                clang::missing(),
                sanitize::missing(),
                sites::missing(),
                &browsers::missing(),
            ]
            .concat();
            if let Err(problem) = apt::install(project, &missing) {
                println!("warning: {problem}"); // each step that needs one of them will fail and say so
            }
            if let Err(problem) = npm::ready(project) {
                println!("warning: {problem}");
            }
            SiteTools::ready(project)
        };
        let compiled = || (WasmPack::ready(project), browsers::geckodriver(project));
        let ((wasm_pack, geckodriver), site_tools) = run::both(compiled, network);
        Self {
            wasm_pack,
            site_tools,
            chromium: chromium::found(),
            firefox: geckodriver.and_then(|driver| Firefox::found(project, driver)),
            webkit: WebKit::found(),
            clang: clang::found(),
        }
    }
}

/// Runs everything; the last line printed is `N passed, N failed`.
pub(crate) fn command(project: &Project) -> ExitCode {
    let began = std::time::Instant::now();
    let mut report = Report::default();
    // Missing tools are installed first, so that they don't count as the time of a step.
    let needs = Needs::ready(project);
    source(project, &mut report, &needs);
    let built = built(project, &mut report);
    again(project, &mut report, built, &needs.clang);
    release::tests(project, &mut report, built, &needs.chromium);
    documentation(project, &mut report, &needs.site_tools);
    in_browser(project, &mut report, &needs);
    end_to_end(project, &mut report, built, &needs);
    println!("All of it took {}.", run::spoken(began.elapsed()));
    if report.finish() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The checks and tests that need no browser.
fn source(project: &Project, report: &mut Report, needs: &Needs) {
    let cargo = |words: &[&str]| {
        let mut command = Command::new("cargo");
        command.current_dir(&project.root).args(words);
        command
    };
    report.check("formatting", cargo(&["fmt", "--all", "--check"]));
    let name = "dependency direction";
    Report::announce(name);
    report.own(name, &layers::complaints(&project.root));
    let mut clippy = cargo(&["clippy", "--workspace", "--keep-going", "--all-targets"]);
    clippy.args(FOR_BROWSERS.iter().flat_map(|name| ["--exclude", name])).args(["--", "-D", "warnings"]);
    report.check("clippy", clippy);
    let name = "clippy for the browser";
    match tools::checked(project) {
        Ok(()) => {
            let mut clippy = cargo(&["clippy", "--keep-going", "--all-targets", "--target", module::TARGET]);
            clippy.args(["-p", "playground-cipher", "-p", "playground-tests"]);
            clippy.args(FOR_BROWSERS.iter().flat_map(|name| ["-p", name]));
            if let Ok(clang) = &needs.clang {
                clippy.args(["-p", "playground-sql", "-p", "playground-sql-module"]);
                clang.for_cargo(&mut clippy);
            }
            report.check(name, {
                clippy.args(["--", "-D", "warnings"]);
                clippy
            });
        }
        Err(problem) => {
            Report::announce(name);
            report.broken(name, &problem);
        }
    }
    report.runner("native tests", cargo(&["test", "--workspace", "--no-fail-fast"]), report::libtest);
    let name = "SQL's tests under AddressSanitizer";
    match sanitize::address_sanitizer(project) {
        Ok(tests) => report.runner(name, tests, report::libtest),
        Err(problem) => {
            Report::announce(name);
            report.broken(name, &problem);
        }
    }
}

fn built(project: &Project, report: &mut Report) -> bool {
    let name = "site build";
    Report::announce(name);
    match site::build(project, &SiteAddress::default()) {
        Ok(()) => {
            report.own(name, &[]);
            true
        }
        Err(problem) => {
            report.broken(name, &problem);
            false
        }
    }
}

/// The site's modules a second time, from another folder.
fn again(project: &Project, report: &mut Report, built: bool, clang: &Done<Clang>) {
    let name = "the same bytes from another folder";
    Report::announce(name);
    let same = match clang {
        Ok(clang) if built => reproduce::modules(project, clang),
        Ok(_) => Err(Problem::new("there is no site to compare with")),
        Err(problem) => Err(problem.clone()),
    };
    match same {
        Ok(differences) => report.own(name, &differences),
        Err(problem) => report.broken(name, &problem),
    }
}

/// The example sites, each built with its own tool; the end-to-end tests open them.
fn documentation(project: &Project, report: &mut Report, tools: &Done<SiteTools>) {
    let name = "documentation sites";
    Report::announce(name);
    match tools {
        Ok(tools) => report.own(name, &sites::build(project, tools)),
        Err(problem) => report.broken(name, problem),
    }
}

/// wasm-pack's tests in two browsers, for each crate that has some.
fn in_browser(project: &Project, report: &mut Report, needs: &Needs) {
    for member in MEMBERS.iter().filter(|member| has_wasm_tests(&project.root.join(member))) {
        for browser in [WasmBrowser::Chrome, WasmBrowser::Firefox] {
            let name = format!("wasm-pack tests of {member} in {}", browser.name());
            match browser.tests(project, needs, member) {
                Ok(command) => report.runner(&name, command, report::libtest),
                Err(problem) => {
                    Report::announce(&name);
                    report.broken(&name, &problem);
                }
            }
        }
    }
}

/// A browser that wasm-pack knows.
#[derive(Clone, Copy)]
enum WasmBrowser {
    Chrome,
    Firefox,
}

impl WasmBrowser {
    fn name(self) -> &'static str {
        match self {
            Self::Chrome => "Chromium",
            Self::Firefox => "Firefox",
        }
    }

    /// The command that runs a crate's tests.
    fn tests(self, project: &Project, needs: &Needs, member: &str) -> Done<Command> {
        let folder = project.root.join(member);
        let mut command = needs.wasm_pack.as_ref().map_err(Problem::clone)?.command();
        match &needs.clang {
            Ok(clang) => clang.for_cargo(&mut command),
            Err(problem) if WITH_SQL.contains(&member) => return Err(problem.clone()),
            Err(_) => {}
        }
        command.current_dir(&folder).args(["test", "--headless", "--mode", "no-install"]);
        match self {
            Self::Chrome => {
                let chromium = needs.chromium.as_ref().map_err(Problem::clone)?;
                if !folder.join("webdriver.json").is_file() {
                    return Err(Problem::new(format!(
                        "{member}/webdriver.json is missing: copy the one of crates/js, without it Chromium does not start \
                         as root"
                    )));
                }
                command.args(["--chrome", "--chromedriver"]).arg(&chromium.driver);
            }
            Self::Firefox => {
                let firefox = needs.firefox.as_ref().map_err(Problem::clone)?;
                command.args(["--firefox", "--geckodriver"]).arg(&firefox.driver);
                command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &firefox.capabilities);
            }
        }
        Ok(command)
    }
}

fn has_wasm_tests(member: &Path) -> bool {
    fs::read_to_string(member.join("Cargo.toml")).is_ok_and(|manifest| manifest.contains("wasm-bindgen-test"))
}

/// Runs a file of tests with Node.js's own runner in `tests/`, where the packages are.
pub(crate) fn node_tests(
    project: &Project,
    report: &mut Report,
    name: &str,
    words: &[&str],
    env: &[(&str, &OsStr)],
) {
    match npm::ready(project) {
        Ok(folder) => {
            let mut command = Command::new("node");
            command.current_dir(&folder).args(["--test", "--test-reporter=spec"]).args(words);
            command.envs(env.iter().copied()).env("FORCE_COLOR", "0");
            report.runner(name, command, report::node);
        }
        Err(problem) => {
            Report::announce(name);
            report.broken(name, &problem);
        }
    }
}

/// The tests of the site as `serve` serves it: Playwright's in Chromium, and our own in the other browsers.
fn end_to_end(project: &Project, report: &mut Report, built: bool, needs: &Needs) {
    let served = || -> Done<(PathBuf, String)> {
        if !built {
            return Err(Problem::new("the site was not built, see above"));
        }
        let folder = npm::ready(project)?;
        Ok((folder, serve::start(serve::listen(0)?, &project.site)?.address))
    };
    let served = served();
    let node = |words: &[&str]| -> Done<Command> {
        let (folder, address) = served.as_ref().map_err(Problem::clone)?;
        let mut command = Command::new("node");
        command.current_dir(folder).args(words).env("PLAYGROUND_URL", address).env("FORCE_COLOR", "0");
        Ok(command)
    };
    let chromium = || -> Done<Command> {
        let chromium = needs.chromium.as_ref().map_err(Problem::clone)?;
        let mut command =
            node(&["node_modules/@playwright/test/cli.js", "test", "--config", "e2e/playwright.config.js"])?;
        command.env("PLAYGROUND_CHROMIUM", &chromium.shell).env("PLAYGROUND_SITES", sites::built(project));
        Ok(command)
    };
    let firefox = || -> Done<Command> {
        let firefox = needs.firefox.as_ref().map_err(Problem::clone)?;
        let mut command = node(&["browsers/run.mjs", "firefox"])?;
        command.env("PLAYGROUND_FIREFOX", &firefox.browser).env("PLAYGROUND_GECKODRIVER", &firefox.driver);
        Ok(command)
    };
    let webkit = || -> Done<Command> {
        let webkit = needs.webkit.as_ref().map_err(Problem::clone)?;
        let mut command = node(&["browsers/run.mjs", "webkit"])?;
        command.env("PLAYGROUND_WEBKIT", &webkit.browser).env("PLAYGROUND_WEBKIT_DRIVER", &webkit.driver);
        Ok(command)
    };
    let name = "end-to-end tests in Chromium";
    match chromium() {
        Ok(command) => report.runner(name, command, report::playwright),
        Err(problem) => {
            Report::announce(name);
            report.broken(name, &problem);
        }
    }
    let two = [("end-to-end tests in Firefox", firefox()), ("end-to-end tests in WebKit", webkit())];
    report.two_runners(two, report::totals);
}
