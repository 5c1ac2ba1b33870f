//! `cargo xtask bench`: puts the site, the measuring module and what it is compared with into one folder,
//! serves it, and has `tests/bench/run.mjs` measure it in Chromium.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use crate::address::SiteAddress;
use crate::module::{self, Module};
use crate::problem::{Done, Named, Problem};
use crate::project::{Project, copy_below, fresh_folder};
use crate::tools::Tools;
use crate::{chromium, npm, serve, site};

const MODULE: Module = Module("playground-bench");

/// Measures, and prints the results as Markdown tables; only those whose heading contains `only`.
pub(crate) fn command(project: &Project, only: &str) -> Done<ExitCode> {
    let chromium = chromium::ready(project)?;
    let npm = npm::ready(project)?;
    site::build(project, &SiteAddress::default())?;
    let folder = project.scratch.join("bench-site");
    fresh_folder(&folder)?;
    copy_below(&project.site, &folder)?;
    let bench = folder.join("bench");
    let packages = npm.join("node_modules");
    copy_below(&packages.join("@noble/ciphers"), &bench.join("noble"))?;
    let sql = packages.join("sql.js/dist");
    copied(&sql, &["sql-wasm-browser.js", "sql-wasm-browser.wasm"], &bench.join("sql.js"))?;
    let own = ["measure.html", "measure.js", "database.js", "numbers.js", "hooks.js"];
    copied(&npm.join("bench"), &own, &bench)?;
    let tools = Tools::ready(project)?;
    module::wasm_module(project, &tools, MODULE, &bench.join("pkg"))?;
    let server = serve::start(serve::listen(0)?, &folder)?;
    println!("Measuring in Chromium (some minutes) …\n");
    let mut node = Command::new("node");
    node.current_dir(&npm).arg("bench/run.mjs").stdin(Stdio::null());
    node.env("PLAYGROUND_URL", server.address).env("PLAYGROUND_CHROMIUM", &chromium.browser);
    node.env("PLAYGROUND_ONLY", only);
    // Output goes straight to the terminal, so that the tables appear row by row.
    let status = node.status().map_err(|error| Problem::new(format!("cannot start node: {error}")))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn copied(from: &Path, files: &[&str], to: &Path) -> Done<()> {
    fs::create_dir_all(to).named("make", to)?;
    for file in files {
        let from = from.join(file);
        fs::copy(&from, to.join(file)).named("copy", &from)?;
    }
    Ok(())
}
