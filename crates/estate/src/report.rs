//! An estate and what was found in it, as Markdown, CSV and JSON. Not here: what is found (`finding`).

mod replaced;

use playground_aws::json::{self, Object, Value};

use crate::estate::Estate;
use crate::find::findings;
use crate::finding::{Finding, Kind};
use crate::read::FileRead;
use crate::rows::{Row, keys, rows};

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
        Form::Csv => csv(&[table(estate, &found), replaced::rows(estate)].concat()),
        Form::Json => json(estate, files, &found),
    }
}

/// The first row is the header.
type Table = Vec<Vec<String>>;

const COLUMNS: [&str; 9] =
    ["type", "account", "Region", "name", "engine", "encryption", "key", "key state", "findings"];

/// Every resource that holds data, a row each.
fn table(estate: &Estate, found: &[Finding]) -> Table {
    let cells = |row: Row| {
        let findings: Vec<&str> = row.findings.iter().map(|kind| kind.name()).collect();
        vec![
            row.kind.into(),
            row.arn.account().into(),
            row.arn.region().into(),
            row.arn.name().into(),
            String::from(&*row.engine),
            row.encryption.into(),
            row.key,
            row.key_state,
            findings.join("; "),
        ]
    };
    let rows = rows(estate, found).into_iter().map(cells);
    std::iter::once(COLUMNS.map(String::from).to_vec()).chain(rows).collect()
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
    text += &of_keys(estate);
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
    text += &replaced::markdown(estate);
    text += &read_from(files);
    text
}

/// What depends on which key.
fn of_keys(estate: &Estate) -> String {
    let mut table = vec![
        ["key", "account", "Region", "state", "rotation", "without it is lost"].map(String::from).to_vec(),
    ];
    for key in keys(estate) {
        let (account, region) = (key.arn.account().into(), key.arn.region().into());
        table.push(vec![key.name, account, region, key.state, key.rotation.into(), key.lost]);
    }
    if table.len() == 1 {
        String::new()
    } else {
        ["\n## What depends on which key\n\n", &aligned(&table)].concat()
    }
}

fn read_from(files: &[FileRead]) -> String {
    let mut text = String::from("\n## Files\n\n");
    for file in files {
        let found: Vec<String> =
            file.found.iter().map(|(what, count)| [what, ": ", &count.to_string()].concat()).collect();
        let found = if found.is_empty() { String::from("nothing was read") } else { found.join(", ") };
        text += &["- ", &file.name, ": ", &found, ". Dropped: ", &file.dropped.to_string(), ".\n"].concat();
        for problem in &file.problems {
            let place =
                if problem.place.is_empty() { String::new() } else { [&*problem.place, ": "].concat() };
            text += &["  - not read: ", &place, &problem.message, "\n"].concat();
        }
    }
    text
}

/// A table in Markdown with aligned columns.
fn aligned(rows: &[Vec<String>]) -> String {
    let rows: Table = rows
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

/// The schema of the JSON, which is published with the page (`web/static`).
const SCHEMA: &str = "report.schema.json";

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
    let keys = keys(estate).into_iter().map(|key| {
        let mut object = Object::new();
        object
            .text("arn", key.arn.as_str())
            .text("name", &key.name)
            .text("state", &key.state)
            .text("rotation", key.rotation)
            .text("lostWithoutIt", &key.lost);
        object.done()
    });
    let mut object = Object::new();
    object
        .text("$schema", SCHEMA)
        .text("format", "aurora-encryption-playground/report")
        .int("version", 1)
        .with("findings", Value::Array(found.collect()))
        .with("keys", Value::Array(keys.collect()))
        .with("resources", Value::Array(resources.collect()))
        .with("replacements", replaced::json(estate))
        .with("files", Value::Array(read.collect()));
    json::pretty(&object.done()) + "\n"
}

fn number(number: usize) -> Value {
    Value::uint(number as u64)
}

/// `key state` as a member's name: `keyState`.
fn camel(name: &str) -> String {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default().to_ascii_lowercase();
    let rest = words.map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        [&*first.to_ascii_uppercase(), rest].concat()
    });
    first + &rest.collect::<String>()
}
