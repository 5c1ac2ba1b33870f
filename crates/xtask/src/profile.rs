//! `cargo xtask profile`: finds out which functions the page can start without, and writes them to `web/cold.txt`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use crate::cold::{self, Cold};
use crate::problem::{Done, Named, Problem};
use crate::project::{Project, fresh_folder};
use crate::site::{self, Module};
use crate::tools::Tools;
use crate::{chromium, npm, split};

/// Builds a page whose module notes what runs, and lets `tests/profile.mjs` do in Chromium all that a reader can do
/// before the second part is there.
pub(crate) fn command(project: &Project) -> Done<ExitCode> {
    let chromium = chromium::ready(project)?;
    let npm = npm::ready(project)?;
    let tools = Tools::ready(project)?;
    let folder = project.scratch.join("profile-site");
    fresh_folder(&folder)?;
    site::assemble(project, &folder)?;
    let module = site::compiled(project, &tools, &Module::PAGE, &folder.join("pkg"))?;
    let (watched, names) = split::watched(&fs::read(&module).named("read", &module)?)?;
    fs::write(&module, watched).named("write", &module)?;
    println!("Going through the page in Chromium …");
    let out = project.scratch.join("profile.txt");
    let mut node = Command::new("node");
    node.current_dir(&npm).arg("profile.mjs").stdin(Stdio::null());
    node.env("PLAYGROUND_SITE", &folder).env("PLAYGROUND_CHROMIUM", &chromium.browser);
    node.env("PLAYGROUND_OUT", &out);
    let status = node.status().map_err(|error| Problem::new(format!("cannot start node: {error}")))?;
    if !status.success() {
        return Err(Problem::new("the walk through the page failed; its message is above"));
    }
    let ran = numbers(&out)?;
    let rows: Vec<(&str, bool)> =
        names.iter().enumerate().map(|(number, name)| (name.as_str(), ran.contains(&number))).collect();
    Cold::new(rows.iter().copied()).write(project)?;
    let readable = project.scratch.join("profile.tsv");
    explain(&rows, &readable)?;
    println!("{} of {} functions ran; by name: {}", ran.len(), names.len(), readable.display());
    Ok(ExitCode::SUCCESS)
}

fn numbers(file: &Path) -> Done<BTreeSet<usize>> {
    let text = fs::read_to_string(file).named("read", file)?;
    Ok(text.lines().filter_map(|line| line.parse().ok()).collect())
}

/// The same with names, for a person who wonders why something is loaded early.
fn explain(rows: &[(&str, bool)], file: &Path) -> Done<()> {
    let mut text = String::new();
    for (name, ran) in rows {
        let _ = writeln!(text, "{}\t{}", if *ran { "ran" } else { "cold" }, cold::plain(name));
    }
    fs::write(file, text).named("write", file)
}
