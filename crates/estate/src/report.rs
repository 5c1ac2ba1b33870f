//! An estate and what was found in it, as Markdown, CSV and JSON. Here: what all forms say, and CSV. Not here: what is found
//! (`finding`), what is said of a cluster (`detail`), what depends on what (`depends`).

mod json;
mod markdown;
mod replaced;

use crate::depends::Depends;
use crate::detail::{Details, rotation, whose_key};
use crate::estate::Estate;
use crate::find::findings;
use crate::finding::Finding;
use crate::read::FileRead;
use crate::rows::{Row, rows};

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
    let all = All { estate, files, found: &found, depends: Depends::of(estate) };
    let mut details = Details::of(estate);
    match form {
        Form::Markdown => markdown::text(&all, &mut details),
        Form::Csv => csv(&[table(&all, &mut details), replaced::rows(all.estate)].concat()),
        Form::Json => json::text(&all, &mut details),
    }
}

/// What a report is made of.
struct All<'a> {
    estate: &'a Estate,
    files: &'a [FileRead],
    found: &'a [Finding],
    depends: Depends<'a>,
}

/// The first row is the header.
type Table = Vec<Vec<String>>;

/// The columns that fit on a page.
const SHORT: usize = 9;

const COLUMNS: [&str; 15] = [
    "type",
    "account",
    "Region",
    "name",
    "engine",
    "encryption",
    "key",
    "key state",
    "findings",
    "key of",
    "rotation",
    "may use",
    "may administer",
    "backups",
    "shared with",
];

/// Every resource that holds data, a row each.
fn table(all: &All<'_>, details: &mut Details<'_>) -> Table {
    let cells = |row: Row| {
        let findings: Vec<&str> = row.findings.iter().map(|kind| kind.name()).collect();
        let access = row.key_arn.as_ref().map(|key| details.access(key)).unwrap_or_default();
        let described = row.key_arn.as_ref().and_then(|key| all.estate.keys.get(key.as_str()));
        let backups = all.estate.clusters.get(row.arn.as_str()).filter(|_| row.kind == "cluster");
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
            row.key_arn.as_ref().map(|key| whose_key(key, &row.arn)).unwrap_or_default(),
            row.key_arn.as_ref().map(|_| rotation(described)).unwrap_or_default(),
            access.lines(false).join("; "),
            access.lines(true).join("; "),
            backups.map(|cluster| details.backups(cluster)).unwrap_or_default(),
            row.shared,
        ]
    };
    let rows = rows(all.estate, all.found).into_iter().map(cells);
    std::iter::once(COLUMNS.map(String::from).to_vec()).chain(rows).collect()
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
