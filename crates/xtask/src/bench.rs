//! `cargo xtask bench`: puts the site, the measuring module and what it is compared with into one folder, serves it,
//! and lets `tests/bench/run.mjs` drive one Chromium through it.

use std::fs;
use std::process::{Command, ExitCode, Stdio};

use crate::address::Address;
use crate::module::{self, Module};
use crate::problem::{Done, Named, Problem};
use crate::project::{Project, copy_below, fresh_folder};
use crate::tools::Tools;
use crate::{chromium, clang, npm, serve, site};

const MODULE: Module = Module { krate: "tests/bench", name: "playground_bench" };

/// Measures, and prints the figures as Markdown tables; `only` narrows them down to headings that hold it.
pub(crate) fn command(project: &Project, only: &str) -> Done<ExitCode> {
    let chromium = chromium::ready(project)?;
    let npm = npm::ready(project)?;
    site::build(project, &Address::default())?;
    let folder = project.scratch.join("bench-site");
    fresh_folder(&folder)?;
    copy_below(&project.site, &folder)?;
    let bench = folder.join("bench");
    copy_below(&npm.join("node_modules/@noble/ciphers"), &bench.join("noble"))?;
    for file in ["measure.html", "measure.js"] {
        let from = npm.join("bench").join(file);
        fs::copy(&from, bench.join(file)).named("copy", &from)?;
    }
    let tools = Tools::ready(project)?;
    let clang = clang::ready(project)?;
    module::wasm_module(project, &tools, &clang, &MODULE, &bench.join("pkg"))?;
    let server = serve::start(serve::listen(0)?, &folder)?;
    println!("Measuring in Chromium (some minutes) …\n");
    let mut node = Command::new("node");
    node.current_dir(&npm).arg("bench/run.mjs").stdin(Stdio::null());
    node.env("PLAYGROUND_URL", server.address).env("PLAYGROUND_CHROMIUM", &chromium.browser);
    node.env("PLAYGROUND_ONLY", only);
    // Straight to the terminal: the tables appear row by row.
    let status = node.status().map_err(|error| Problem::new(format!("cannot start node: {error}")))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
