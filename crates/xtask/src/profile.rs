//! `cargo xtask profile`: finds out which functions the page can start without, and writes them to `web/cold.txt`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use walrus::ir::Value;
use walrus::{FunctionKind, ValType};

use crate::address::Address;
use crate::cold::{self, Cold};
use crate::module::{self, Module};
use crate::problem::{Done, Named, Problem};
use crate::project::{Project, fresh_folder};
use crate::{chromium, npm, serve, site, split, tools};

/// Builds a page whose module notes what runs, and lets `tests/profile.mjs` do in Chromium all that a reader can do
/// before the second part is there.
pub(crate) fn command(project: &Project) -> Done<ExitCode> {
    let chromium = chromium::ready(project)?;
    let npm = npm::ready(project)?;
    tools::checked(project)?;
    let folder = project.scratch.join("profile-site");
    fresh_folder(&folder)?;
    site::assemble(project, &folder, &Address::default())?;
    module::compile(project, &[Module::PAGE], None)?;
    let module = module::bound(project, Module::PAGE, &Module::PAGE.name(), false, &folder.join("pkg"))?;
    let (watched, names) = watched(&fs::read(&module).named("read", &module)?)?;
    fs::write(&module, watched).named("write", &module)?;
    let server = serve::start(serve::listen(0)?, &folder)?;
    println!("Going through the page in Chromium …");
    let out = project.scratch.join("profile.txt");
    let mut node = Command::new("node");
    node.current_dir(&npm).arg("profile.mjs").stdin(Stdio::null());
    node.env("PLAYGROUND_URL", server.address).env("PLAYGROUND_CHROMIUM", &chromium.browser);
    node.env("PLAYGROUND_OUT", &out);
    let status = node.status().map_err(|error| Problem::new(format!("cannot start node: {error}")))?;
    if !status.success() {
        return Err(Problem::new("the walk through the page failed; its message is above"));
    }
    let ran = numbers(&out)?;
    let rows: Vec<(&str, bool)> = names
        .iter()
        .enumerate()
        .map(|(at, name)| (name.as_str(), ran.contains(&at) || any_time(name)))
        .collect();
    Cold::new(rows.iter().copied()).write(project)?;
    let readable = project.scratch.join("profile.tsv");
    explain(&rows, &readable)?;
    println!("{} of {} functions ran; by name: {}", ran.len(), names.len(), readable.display());
    Ok(ExitCode::SUCCESS)
}

/// Whether it depends on the moment if a function runs: Yew's scheduler drops what is overtaken before it was its turn,
/// which no walk is sure to meet.
fn any_time(name: &str) -> bool {
    let name = cold::plain(name);
    name.contains("yew::scheduler")
        || (name.contains("drop_in_place") && name.contains("yew::html::component::lifecycle"))
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

/// Adds a call of an imported `profile.ran(number)` at the beginning of each function; gives the names by number.
pub(crate) fn watched(wasm: &[u8]) -> Done<(Vec<u8>, Vec<String>)> {
    let mut module = split::parse(wasm)?;
    let ty = module.types.add(&[ValType::I32], &[]);
    let (ran, _) = module.add_import_func("profile", "ran", ty);
    let mut names = Vec::new();
    for id in module.funcs.iter_local().map(|(id, _)| id).collect::<Vec<_>>() {
        let function = module.funcs.get_mut(id);
        let (Some(name), FunctionKind::Local(body)) = (&function.name, &mut function.kind) else { continue };
        let number = i32::try_from(names.len())
            .map_err(|_| Problem::new("the page's module has too many functions to number them"))?;
        names.push(name.clone());
        let entry = body.entry_block();
        body.builder_mut().instr_seq(entry).call_at(0, ran).const_at(0, Value::I32(number));
    }
    Ok((module.emit_wasm(), names))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_watched_module_says_what_runs() {
        let text =
            r#"(module (func $never) (func $one (call $two)) (func $two) (func (export "go") (call $one)))"#;
        let (watched, names) = watched(&wat::parse_str(text).unwrap()).unwrap();
        let list = watched.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
        let script = format!(
            "const ran = [];
        const imports = {{ profile: {{ ran: (n) => ran.push(n) }} }};
        new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([{list}])), imports).exports.go();
        console.log(ran.join());"
        );
        let output = Command::new("node").args(["-e", &script]).output().unwrap();
        let ran: Vec<usize> =
            String::from_utf8(output.stdout).unwrap().trim().split(',').map(|n| n.parse().unwrap()).collect();
        let ran: Vec<&str> = ran.iter().map(|n| names[*n].as_str()).collect();
        assert_eq!(ran, ["one", "two"]);
    }
}
