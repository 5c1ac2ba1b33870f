//! `cargo xtask test`: every check and every test, one after the other, whatever fails on the way.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::address::Address;
use crate::chromium::{self, Chromium};
use crate::clang::{self, Clang};
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::report::{self, Report};
use crate::sites::{self, SiteTools};
use crate::tools::Tools;
use crate::{layers, module, npm, run, serve, site};

/// Folders of the workspace that may hold tests for the browser.
const MEMBERS: [&str; 7] =
    ["crates/core", "crates/aws", "crates/session", "crates/sql", "crates/js", "web", "tests"];

/// Those of them that need SQLite, and so clang.
const WITH_SQL: [&str; 2] = ["crates/sql", "tests"];

/// Runs everything; the last line printed is `N passed, N failed`.
pub(crate) fn command(project: &Project) -> ExitCode {
    let began = std::time::Instant::now();
    let mut report = Report::default();
    // What is missing is installed first, so that a step's time is its own.
    let tools = Tools::ready(project);
    let chromium = chromium::ready(project);
    let site_tools = SiteTools::ready(project);
    let clang = clang::ready(project);
    source(project, &mut report, tools.is_ok(), &clang);
    let built = built(project, &mut report);
    documentation(project, &mut report, &site_tools);
    in_browser(project, &mut report, &tools, &chromium, &clang);
    end_to_end(project, &mut report, built, &chromium);
    println!("All of it took {}.", run::spoken(began.elapsed()));
    if report.finish() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What needs no browser.
fn source(project: &Project, report: &mut Report, browser_target: bool, clang: &Done<Clang>) {
    let cargo = |words: &[&str]| {
        let mut command = Command::new("cargo");
        command.current_dir(&project.root).args(words);
        command
    };
    report.check("formatting", cargo(&["fmt", "--all", "--check"]));
    let name = "dependency direction";
    Report::announce(name);
    report.own(name, &layers::complaints(&project.root));
    let clippy = cargo(&["clippy", "--workspace", "--keep-going", "--all-targets", "--", "-D", "warnings"]);
    report.check("clippy", clippy);
    if browser_target {
        let mut clippy = cargo(&["clippy", "--keep-going", "--all-targets"]);
        clippy.args(["-p", "playground-js", "-p", "playground-web"]);
        clippy.args(["-p", "playground-bench", "-p", "playground-tests"]);
        if let Ok(clang) = clang {
            clippy.args(["-p", "playground-sql", "-p", "playground-sql-module"]);
            clang.for_cargo(&mut clippy);
        }
        clippy.args(["--target", module::TARGET, "--", "-D", "warnings"]);
        report.check("clippy for the browser", clippy);
    }
    report.runner("native tests", cargo(&["test", "--workspace", "--no-fail-fast"]), report::libtest);
}

fn built(project: &Project, report: &mut Report) -> bool {
    let name = "site build";
    Report::announce(name);
    match site::build(project, &Address::default()) {
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

/// The example sites, each built with its own tool; the end-to-end tests open them.
fn documentation(project: &Project, report: &mut Report, tools: &Done<SiteTools>) {
    let name = "documentation sites";
    Report::announce(name);
    match tools {
        Ok(tools) => report.own(name, &sites::build(project, tools)),
        Err(problem) => report.broken(name, problem),
    }
}

/// wasm-pack's tests, for each crate that has some.
fn in_browser(
    project: &Project,
    report: &mut Report,
    tools: &Done<Tools>,
    chromium: &Done<Chromium>,
    clang: &Done<Clang>,
) {
    for member in MEMBERS.iter().filter(|member| has_wasm_tests(&project.root.join(member))) {
        let name = format!("wasm-pack tests of {member}");
        let folder = project.root.join(member);
        match (tools, chromium) {
            (Ok(_), Ok(_)) if !folder.join("webdriver.json").is_file() => {
                Report::announce(&name);
                let line = format!(
                    "{member}/webdriver.json is missing: copy the one of crates/js, without it Chromium does not start as root"
                );
                report.broken(&name, &Problem::new(line));
            }
            (Ok(tools), Ok(chromium)) => {
                let mut command = tools.command(project.tools.join("bin/wasm-pack"));
                match clang {
                    Ok(clang) => clang.for_cargo(&mut command),
                    Err(problem) if WITH_SQL.contains(member) => {
                        Report::announce(&name);
                        report.broken(&name, problem);
                        continue;
                    }
                    Err(_) => {}
                }
                command.current_dir(&folder).args([
                    "test",
                    "--headless",
                    "--chrome",
                    "--mode",
                    "no-install",
                    "--chromedriver",
                ]);
                command.arg(&chromium.driver);
                report.runner(&name, command, report::libtest);
            }
            (Err(problem), _) | (_, Err(problem)) => {
                Report::announce(&name);
                report.broken(&name, problem);
            }
        }
    }
}

fn has_wasm_tests(member: &Path) -> bool {
    fs::read_to_string(member.join("Cargo.toml")).is_ok_and(|manifest| manifest.contains("wasm-bindgen-test"))
}

/// A file of tests for Node.js's own runner, in `tests/`, where its packages lie.
#[expect(dead_code, reason = "the checks of the types and of the package will use it")]
fn node_tests(project: &Project, report: &mut Report, name: &str, words: &[&str], env: &[(&str, &OsStr)]) {
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

/// Playwright's tests, against the site as `serve` serves it.
fn end_to_end(project: &Project, report: &mut Report, built: bool, chromium: &Done<Chromium>) {
    let name = "end-to-end tests";
    let ready = || -> Done<(PathBuf, String, &Chromium)> {
        if !built {
            return Err(Problem::new("the site was not built, see above"));
        }
        let chromium = chromium.as_ref().map_err(|problem| Problem::new(problem.to_string()))?;
        let folder = npm::ready(project)?;
        let server = serve::start(serve::listen(0)?, &project.site)?;
        Ok((folder, server.address, chromium))
    };
    match ready() {
        Ok((folder, address, chromium)) => {
            let mut command = Command::new("node");
            command.current_dir(&folder).args(["node_modules/@playwright/test/cli.js", "test"]);
            command.args(["--config", "e2e/playwright.config.js"]);
            command.env("PLAYGROUND_URL", address).env("PLAYGROUND_CHROMIUM", &chromium.browser);
            command.env("PLAYGROUND_SITES", sites::built(project));
            command.env("FORCE_COLOR", "0");
            report.runner(name, command, report::playwright);
        }
        Err(problem) => {
            Report::announce(name);
            report.broken(name, &problem);
        }
    }
}
