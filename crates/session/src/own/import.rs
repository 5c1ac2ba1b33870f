//! `playground import`

use std::rc::Rc;

use playground_core::env::Time;
use playground_estate::{File, demo, read};

use super::Accounts;
use crate::state::State;
use crate::tools::{Call, Output, missing};

pub(super) const ABOUT: &str = "Builds the world from files of your own accounts.";
pub(super) const USAGE: &str = "  playground import <file> … [--at <time>]
  playground import --made-up-company

Files are JSON output of the AWS CLI, Terraform state, AWS Config items and
CloudTrail records. Drop them on the console, or write them with >. The world
starts at the latest time in them, or at --at. What no file says is assumed, and
what the model doesn't have is left out: both are listed. Contents are unknown.
Nothing leaves the tab, and undo brings back the previous world.
--made-up-company imports an example.
";

/// How the made-up company is called among files.
const COMPANY: &str = "a made-up company";

/// How many lines about one file or about the world are printed.
const MOST: usize = 20;

pub(super) fn run(call: &mut Call<'_>) -> Result<Output, String> {
    let (state, args) = (&mut *call.state, call.args);
    let (mut names, mut at, mut company) = (Vec::new(), None, false);
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--made-up-company" => company = true,
            "--at" => {
                let text = rest.next().ok_or("--at needs a time, such as 2026-11-28T12:00:00Z")?;
                let wrong = || [text, " isn't a time. Write it as 2026-11-28T12:00:00Z"].concat();
                at = Some(Time::parse(text).ok_or_else(wrong)?);
            }
            option if option.starts_with("--") => {
                return Err([option, " isn't an option. The options are --at and --made-up-company"].concat());
            }
            name => names.push(name.trim_start_matches("./").to_owned()),
        }
    }
    let mut held: Vec<(&str, Rc<[u8]>)> = Vec::new();
    if company {
        held.push((COMPANY, demo().into_bytes().into()));
    } else if names.is_empty() {
        return Err(String::from("no file is named. Drop one on the console, then name it"));
    }
    for name in &names {
        let bytes = state.files.get(name.as_str()).ok_or_else(|| missing(name))?;
        held.push((name.as_str(), bytes.clone()));
    }
    let files: Vec<File<'_>> = held.iter().map(|(name, bytes)| File { name, bytes }).collect();
    let (estate, reads) = read(&files);
    if estate.is_empty() {
        let problems = reads.iter().flat_map(|read| read.unread(&estate).map(move |problem| (read, problem)));
        let why = problems
            .map(|(read, problem)| [&*read.name, ": ", &problem.place, " ", &problem.message].concat());
        return Err(["nothing was read. ", &why.take(MOST).collect::<Vec<_>>().join("\n")].concat());
    }
    let at = at.unwrap_or_else(|| state.moment_of(&estate));
    state.take_over(Rc::new(estate), reads, at);
    let said = state.accounts.as_deref().map(|own| said(own, state)).unwrap_or_default();
    Ok(Output::text(said))
}

/// What was read, what the world is now, and what was left out or is assumed.
fn said(own: &Accounts, state: &State) -> String {
    let mut out = String::new();
    for file in &own.files {
        let found: Vec<String> =
            file.found.iter().map(|(what, count)| [what, ": ", &count.to_string()].concat()).collect();
        out.extend([&*file.name, "  ", &found.join(", "), ". Discarded: ", &file.dropped.to_string(), ".\n"]);
        let problems =
            file.unread(&own.estate).map(|problem| [&*problem.place, " ", &problem.message].concat());
        few(&mut out, "Not read: ", problems);
    }
    let world = &state.world;
    let counts = [
        (world.clusters.size(), "cluster"),
        (world.snapshots.size(), "snapshot"),
        (world.keys.size(), "key"),
    ];
    let counts = counts
        .map(|(count, what)| [&*count.to_string(), " ", what, if count == 1 { "" } else { "s" }].concat());
    out.extend([
        "\nThe world is now built from them, at ",
        &world.now.to_string(),
        ": ",
        &counts.join(", "),
        ". Contents are unknown.\n",
    ]);
    let accounts: Vec<String> = state.profiles_of_own().collect();
    out.extend(["Profiles: ", &accounts.join(", "), ".\n"]);
    let (left_out, assumed): (Vec<_>, Vec<_>) = own.beside.iter().partition(|one| one.is_left_out());
    for (title, those) in [("\nNot in the world:\n", left_out), ("\nAssumed:\n", assumed)] {
        if !those.is_empty() {
            out.push_str(title);
            few(
                &mut out,
                "",
                those.iter().map(|one| [one.arn.as_str(), ": ", &one.why.to_string()].concat()),
            );
        }
    }
    out
}

/// The first lines, and how many more there are.
fn few(out: &mut String, before: &str, lines: impl Iterator<Item = String>) {
    let mut more = 0;
    for (at, line) in lines.enumerate() {
        if at < MOST {
            out.extend(["  ", before, &line, "\n"]);
        } else {
            more += 1;
        }
    }
    if more > 0 {
        out.extend(["  and ", &more.to_string(), " more\n"]);
    }
}
