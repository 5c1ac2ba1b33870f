//! `cargo xtask serve | build | test | check | fuzz | sanitize | bench | package | release | reproduce`: all tasks of
//! the project, from a fresh clone.
//!
//! Here: which command is run, and the exit code. Each concern has a module of its own; nothing in this crate
//! is loaded by the browser.

mod address;
mod apt;
mod args;
mod bench;
mod bill;
mod browsers;
mod chromium;
mod clang;
mod digest;
mod fuzz;
mod http;
mod layers;
mod module;
mod npm;
mod package;
mod policy;
mod problem;
mod project;
mod release;
mod report;
mod reproduce;
mod run;
mod sanitize;
mod serve;
mod site;
mod sites;
mod sizes;
mod sql;
mod test;
mod tools;

use std::process::{Command, ExitCode};

use args::{CommandLine, Task};
use problem::{Done, Named};
use project::Project;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match args::parse(&words).and_then(|asked| start(&asked)) {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn start(asked: &CommandLine) -> Done<ExitCode> {
    let task = match asked {
        CommandLine::Help(text) => {
            print!("{text}");
            return Ok(ExitCode::SUCCESS);
        }
        CommandLine::Run(task) => task,
    };
    let project = Project::find()?;
    match task {
        Task::Serve { port } => serve::command(&project, *port),
        Task::Build { url } => {
            site::build(&project, url)?;
            print!("{}", sizes::table(&project.site)?);
            Ok(ExitCode::SUCCESS)
        }
        Task::Test => Ok(test::command(&project)),
        Task::Reproduce => reproduce::command(&project),
        // Runs in the author's own folder and terminal.
        Task::Check { words } => {
            let author = site::author(&project)?;
            let ended = Command::new(&author).arg("check").args(words).status().named("start", &author)?;
            Ok(if ended.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Task::Package(publish) => {
            package::make(&project, publish)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Release(publish) => {
            release::make(&project, publish)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Fuzz { target, seconds } => fuzz::command(&project, target.as_deref(), *seconds),
        Task::Sanitize => sanitize::command(&project),
        Task::Bench { only } => bench::command(&project, only),
    }
}
