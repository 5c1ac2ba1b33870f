//! An estate and what was found in it, as Markdown, CSV and JSON. Not here: what is found (`finding`).

use std::rc::Rc;

use playground_aws::json::{self, Object, Value};
use playground_core::map::Map;

use crate::arn::Arn;
use crate::estate::{Encryption, Estate, Key};
use crate::find::findings;
use crate::finding::{Finding, Kind};
use crate::read::{Dropped, FileRead};
use crate::uses::Uses;

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Tables in Markdown, whose columns are aligned, so that it can be read as it is.
    Markdown,
    /// One row a resource.
    Csv,
    /// Everything, for programs.
    Json,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Csv, Self::Json];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// The report of an estate that was read from these files.
pub fn report(estate: &Estate, files: &[FileRead], form: Form) -> String {
    let found = findings(estate);
    match form {
        Form::Markdown => markdown(estate, files, &found),
        Form::Csv => csv(&table(estate, &found)),
        Form::Json => json(estate, files, &found),
    }
}

/// The first row is the header.
type Rows = Vec<Vec<String>>;

const COLUMNS: [&str; 9] =
    ["type", "account", "Region", "name", "engine", "encryption", "key", "key state", "findings"];

/// Every resource that holds data, a row each.
fn table(estate: &Estate, found: &[Finding]) -> Rows {
    let mut about: Map<Rc<str>, Vec<&'static str>> = Map::new();
    for finding in found {
        let arn = finding.about.as_str();
        let mut names = about.get(arn).cloned().unwrap_or_default();
        names.push(finding.kind.name());
        about.insert_mut(arn.into(), names);
    }
    let mut rows = vec![COLUMNS.map(String::from).to_vec()];
    let mut row = |kind: &str, arn: &Arn, engine: Option<&str>, encryption: &Encryption| {
        let (key, state) = of_key(estate, encryption, arn);
        rows.push(vec![
            kind.into(),
            arn.account().into(),
            arn.region().into(),
            arn.name().into(),
            engine.unwrap_or("unknown").into(),
            words(estate, encryption, arn).into(),
            key,
            state,
            about.get(arn.as_str()).map(|names| names.join("; ")).unwrap_or_default(),
        ]);
    };
    for cluster in estate.clusters.iter() {
        row("cluster", &cluster.arn, cluster.engine.as_deref(), &cluster.encryption);
    }
    for snapshot in estate.snapshots.iter() {
        row("snapshot", &snapshot.arn, snapshot.engine.as_deref(), &snapshot.encryption);
    }
    for backup in estate.backups.iter() {
        row("automated backup", backup.cluster.as_ref().unwrap_or(&backup.arn), None, &backup.encryption);
    }
    rows
}

/// How something is encrypted, in words.
fn words(estate: &Estate, encryption: &Encryption, beside: &Arn) -> &'static str {
    match encryption {
        Encryption::Unknown => "can't tell",
        Encryption::Unencrypted => "unencrypted",
        Encryption::AwsOwned => "AWS owned key",
        Encryption::Under(name) => match estate.key_arn(name, beside) {
            Some(key) if estate.is_aws_managed(&key) => "AWS managed key",
            Some(key) if estate.keys.get(key.as_str()).is_some_and(|key| key.aws_managed.is_some()) => {
                "customer managed key"
            }
            Some(_) | None => "KMS key",
        },
    }
}

/// The key's name, with an alias if there is one, and its state.
fn of_key(estate: &Estate, encryption: &Encryption, beside: &Arn) -> (String, String) {
    let Some(name) = encryption.key() else { return (String::new(), String::new()) };
    let Some(arn) = estate.key_arn(name, beside) else { return (name.to_owned(), String::from("unknown")) };
    let state = estate.keys.get(arn.as_str()).and_then(|key| key.state.as_deref());
    (key_name(estate, &arn), state.unwrap_or("unknown").to_owned())
}

fn key_name(estate: &Estate, key: &Arn) -> String {
    let alias = estate.aliases.iter().find(|alias| {
        alias.target.as_deref() == Some(key.name())
            && (alias.arn.account(), alias.arn.region()) == (key.account(), key.region())
    });
    alias.map_or_else(|| key.name().to_owned(), |alias| alias.arn.resource().to_owned())
}

fn count(number: usize, what: &str) -> String {
    [&*number.to_string(), " ", what, if number == 1 { "" } else { "s" }].concat()
}

fn markdown(estate: &Estate, files: &[FileRead], found: &[Finding]) -> String {
    let mut text = String::from("# What is encrypted, and with which key\n\n");
    let kinds = [
        count(estate.clusters.len(), "cluster"),
        count(estate.snapshots.len(), "snapshot"),
        count(estate.backups.len(), "automated backup"),
        count(estate.keys.len(), "described KMS key"),
    ];
    text +=
        &["Read: ", &kinds.join(", "), ", from ", &count(files.len(), "file"), ". Nothing left this tab.\n"]
            .concat();
    text += "\n## Findings\n\n";
    if found.is_empty() {
        text += "None, as far as the files say.\n\n";
    }
    for kind in Kind::ALL {
        let of_kind: Vec<&Finding> = found.iter().filter(|finding| finding.kind == *kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        text +=
            &["### ", kind.severity().name(), ": ", kind.name(), " (", kind.rule().name(), ")\n\n"].concat();
        for finding in of_kind {
            let place = [finding.about.account(), ", ", finding.about.region()].concat();
            text += &["- ", &place, ": ", &finding.what, "\n"].concat();
        }
        text += &["\nWay out: ", kind.way_out(), "\n\n"].concat();
    }
    let rows = table(estate, found);
    if rows.len() > 1 {
        text += "## What holds data\n\n";
        text += &aligned(&rows);
    }
    text += &keys(estate);
    let strangers = estate.clusters.iter().filter(|cluster| !cluster.is_aurora()).count();
    if strangers > 0 {
        let are = if strangers == 1 { " is of an engine" } else { " are of engines" };
        text += &[
            "\n",
            &count(strangers, "cluster"),
            are,
            " other than Aurora, and not simulated: they are listed, and nothing is found in them.\n",
        ]
        .concat();
    }
    text += &read_from(files);
    text
}

/// The keys that something is under, with all that can't be read without them.
fn keys(estate: &Estate) -> String {
    let uses = Uses::of(estate);
    let mut rows = vec![
        ["key", "account", "Region", "state", "rotation", "without it is lost"].map(String::from).to_vec(),
    ];
    for (arn, used) in &uses.by_key {
        let Some(arn) = Arn::parse(arn) else { continue };
        let key = estate.keys.get(arn.as_str());
        let rotation = match key.and_then(|key: &Key| key.rotates) {
            Some(true) => "automatic",
            Some(false) => "none",
            None => "unknown",
        };
        rows.push(vec![
            key_name(estate, &arn),
            arn.account().into(),
            arn.region().into(),
            key.and_then(|key| key.state.as_deref()).unwrap_or("unknown").into(),
            rotation.into(),
            used.words(),
        ]);
    }
    if rows.len() == 1 {
        String::new()
    } else {
        ["\n## What depends on which key\n\n", &aligned(&rows)].concat()
    }
}

fn read_from(files: &[FileRead]) -> String {
    let mut text = String::from("\n## Files\n\n");
    for file in files {
        let found: Vec<String> =
            file.found.iter().map(|(what, count)| [what, ": ", &count.to_string()].concat()).collect();
        let found = if found.is_empty() { String::from("nothing was read") } else { found.join(", ") };
        text += &["- ", &file.name, ": ", &found, ". Dropped: ", &dropped(file.dropped), ".\n"].concat();
        for problem in &file.problems {
            let place =
                if problem.place.is_empty() { String::new() } else { [&*problem.place, ": "].concat() };
            text += &["  - not read: ", &place, &problem.message, "\n"].concat();
        }
    }
    text
}

fn dropped(dropped: Dropped) -> String {
    let kinds = [
        (dropped.passwords, "password"),
        (dropped.tags, "list of tags"),
        (dropped.hosts, "host"),
        (dropped.others, "other value"),
    ];
    let kinds: Vec<String> = kinds
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| match (*number, *what) {
            (1, what) => ["1 ", what].concat(),
            (number, "list of tags") => [&*number.to_string(), " lists of tags"].concat(),
            (number, what) => count(number, what),
        })
        .collect();
    if kinds.is_empty() { String::from("nothing") } else { kinds.join(", ") }
}

/// A table in Markdown with aligned columns.
fn aligned(rows: &[Vec<String>]) -> String {
    let rows: Rows = rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect())
        .collect();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(width).collect();
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        for (cell, width) in row.iter().zip(&widths) {
            text += &["| ", cell, &" ".repeat(width.saturating_sub(cell.chars().count())), " "].concat();
        }
        text += "|\n";
        if at == 0 {
            text += &widths
                .iter()
                .map(|width| ["| ", &"-".repeat((*width).max(3)), " "].concat())
                .collect::<String>();
            text += "|\n";
        }
    }
    text
}

/// RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe.
fn csv(rows: &[Vec<String>]) -> String {
    let cell = |cell: &String| {
        let cell = if cell.starts_with(['=', '+', '-', '@']) { ["'", cell].concat() } else { cell.clone() };
        if cell.contains(['"', ',', '\n', '\r']) {
            ["\"", &cell.replace('"', "\"\""), "\""].concat()
        } else {
            cell
        }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n").collect()
}

fn json(estate: &Estate, files: &[FileRead], found: &[Finding]) -> String {
    let rows = table(estate, found);
    let mut rows = rows.into_iter();
    let names: Vec<String> = rows.next().unwrap_or_default().iter().map(|name| camel(name)).collect();
    let resources = rows.map(|row| {
        let cells = names.iter().cloned().zip(row.into_iter().map(Value::String));
        Value::Object(cells.collect())
    });
    let found = found.iter().map(|finding| {
        let mut object = Object::new();
        object
            .text("severity", finding.kind.severity().name())
            .text("kind", finding.kind.name())
            .text("rule", finding.kind.rule().name())
            .text("arn", finding.about.as_str())
            .text("finding", &finding.what)
            .text("wayOut", finding.kind.way_out());
        object.done()
    });
    let read = files.iter().map(|file| {
        let mut object = Object::new();
        let problems = file.problems.iter().map(|problem| {
            let mut object = Object::new();
            object.text("place", &problem.place).text("message", &problem.message);
            object.done()
        });
        let counts = file.found.iter().map(|(what, count)| ((*what).to_owned(), number(*count))).collect();
        object
            .text("name", &file.name)
            .with("found", Value::Object(counts))
            .with("problems", Value::Array(problems.collect()));
        object.done()
    });
    let mut object = Object::new();
    object
        .with("findings", Value::Array(found.collect()))
        .with("resources", Value::Array(resources.collect()))
        .with("files", Value::Array(read.collect()));
    json::pretty(&object.done()) + "\n"
}

fn number(number: usize) -> Value {
    Value::uint(number as u64)
}

/// `key state` as a member's name: `keyState`.
fn camel(name: &str) -> String {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default().to_lowercase();
    let rest = words.map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        [&*first.to_uppercase(), rest].concat()
    });
    first + &rest.collect::<String>()
}
