//! The report as Markdown: tables whose columns are aligned, so that it can be read as it is.

use super::{All, SHORT, Table, replaced, table};
use crate::arn::Arn;
use crate::depends::{Dependent, Depends, Help, Loss, Without};
use crate::detail::{Details, Part};
use crate::estate::Estate;
use crate::finding::{Finding, Kind, one_way_out};
use crate::read::FileRead;
use crate::rows::keys;

fn count(number: usize, what: &str) -> String {
    [&*number.to_string(), " ", what, if number == 1 { "" } else { "s" }].concat()
}

/// The report as Markdown.
pub(super) fn text(all: &All<'_>, details: &mut Details<'_>) -> String {
    let All { estate, files, found, .. } = all;
    let mut text = heading(all);
    text += &of_findings(estate, found);
    let rows = table(all, details);
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.into_iter().take(SHORT).collect()).collect();
    if rows.len() > 1 {
        text += "## What holds data\n\n";
        text += &aligned(&rows);
    }
    text += &of_clusters(estate, details);
    text += &of_keys(all);
    text += &of_each_key(all, details);
    text += &of_accounts(&all.depends);
    let strangers = estate.clusters.iter().filter(|cluster| !cluster.is_aurora()).count();
    if strangers > 0 {
        let are = if strangers == 1 { " uses an engine" } else { " use engines" };
        text += &["\n", &count(strangers, "cluster"), are, " other than Aurora: listed but not checked.\n"]
            .concat();
    }
    text += &replaced::markdown(estate);
    text += &read_from(estate, files);
    text
}

/// One cluster after the other: its key, its backups, and what else has its data.
fn of_clusters(estate: &Estate, details: &mut Details<'_>) -> String {
    let mut text = String::new();
    for cluster in estate.clusters.iter().filter(|cluster| cluster.is_aurora()) {
        let detail = details.cluster(cluster);
        let place = place(&detail.arn);
        text += &["### ", detail.arn.name(), " (", &place, ")\n\n- Encryption: ", detail.encryption].concat();
        if !detail.key.is_empty() {
            text += &[" ", &*detail.key_name, ", of ", &detail.whose, ", ", &detail.key_state].concat();
            text += &[". Rotation: ", &*detail.rotation, ". Who may use it: see the key"].concat();
        } else if !detail.whose.is_empty() {
            text += &[", of ", &*detail.whose].concat();
        }
        text += &[".\n- Backups: ", &*detail.backups, ".\n"].concat();
        for part in &detail.parts {
            text += &part_line(part);
        }
        text.push('\n');
    }
    if text.is_empty() { text } else { ["\n## Clusters\n\n", text.trim_end(), "\n"].concat() }
}

fn part_line(part: &Part) -> String {
    let key =
        if part.key.is_empty() { String::new() } else { [" ", &*part.key, ", ", &part.key_state].concat() };
    let shared =
        if part.shared.is_empty() { String::new() } else { [". Shared with: ", &*part.shared].concat() };
    [
        "- ",
        part.kind,
        " ",
        part.arn.name(),
        " (",
        &place(&part.arn),
        "): ",
        part.encryption,
        &key,
        &shared,
        ".\n",
    ]
    .concat()
}

fn place(arn: &Arn) -> String {
    [arn.account(), ", ", arn.region()].concat()
}

/// One key after the other: who may use it, and what depends on it until when.
fn of_each_key(all: &All<'_>, details: &mut Details<'_>) -> String {
    let mut text = String::new();
    for key in keys(all.estate) {
        text += &["\n### Key ", &*key.name, " (", &place(&key.arn), ")\n"].concat();
        let access = details.access(&key.arn);
        for (what, administer) in [("May use it", false), ("May administer it", true)] {
            text += &["\n", what, ":\n\n"].concat();
            let lines = access.lines(administer);
            text += &lines.iter().map(|line| ["- ", line, ".\n"].concat()).collect::<String>();
            if lines.is_empty() {
                text += "- Nobody, as far as the files show.\n";
            }
        }
        let loss = all.depends.without(&Without::Key(key.arn.as_str().into()));
        text += &["\nCan't be read without it:\n\n", &lost(&loss)].concat();
    }
    text
}

/// What is lost with each account, if there are several.
fn of_accounts(depends: &Depends<'_>) -> String {
    let accounts = depends.accounts();
    if accounts.len() < 2 {
        return String::new();
    }
    let mut text = String::from("\n## What depends on which account\n");
    for account in accounts {
        let loss = depends.without(&Without::Account(account.clone()));
        text += &["\n### Account ", &*account, "\n\n", &lost_with_account(&loss, &account)].concat();
    }
    text
}

fn lost(loss: &Loss) -> String {
    loss.helps.iter().map(help_line).chain(loss.rows.iter().map(row_of_loss)).collect()
}

fn help_line(help: &Help) -> String {
    let command = help.command.as_ref().map(|command| [" `", &**command, "`"].concat()).unwrap_or_default();
    ["- What helps all: ", &*help.what, &command, " Last day: ", &help.until.words(), ".\n"].concat()
}

fn row_of_loss(row: &Dependent) -> String {
    let kept = if row.kept.is_empty() { String::from("nothing") } else { row.kept.join(", ") };
    let until = row.help.until.words();
    let what = ["- ", row.kind, " ", row.arn.name(), " (", &place(&row.arn), "), ", &row.why, ". "].concat();
    [&*what, &row.help.what, " Last day: ", &until, ". Stays readable: ", &kept, ".\n"].concat()
}

/// What is in the account itself is counted: it is in the tables above.
fn lost_with_account(loss: &Loss, account: &str) -> String {
    let own = |row: &&Dependent| row.arn.account() == account && row.why == "in the account";
    let only = loss.rows.iter().filter(own);
    let alone = only.clone().filter(|row| row.kept.is_empty()).count();
    let own_rows = only.count();
    let rest = loss.rows.iter().filter(|row| !own(row)).map(row_of_loss);
    let help = loss
        .helps
        .iter()
        .map(|help| ["- What helps: ", &*help.what, " Last day: ", &help.until.words(), ".\n"].concat());
    let mut text: String = help.collect();
    if own_rows > 0 {
        let what = count(own_rows, "resource");
        text += &[
            "- ",
            &*what,
            " in the account, ",
            &alone.to_string(),
            " of them without a readable copy in another one.\n",
        ]
        .concat();
    }
    text + &rest.collect::<String>()
}

fn heading(all: &All<'_>) -> String {
    let All { estate, files, .. } = all;
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
    text
}

fn of_findings(estate: &Estate, found: &[Finding]) -> String {
    let mut text = String::from("\n## Findings\n\n");
    if estate.is_empty() {
        text += "The files don't describe any cluster, snapshot or key, so there are no findings.\n\n";
    } else if found.is_empty() {
        text += "None, as far as the files show.\n\n";
    }
    for kind in Kind::ALL {
        let of_kind: Vec<&Finding> = found.iter().filter(|finding| finding.kind == *kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        text +=
            &["### ", kind.severity().name(), ": ", kind.name(), " (", kind.rule().name(), ")\n\n"].concat();
        let common = one_way_out(&of_kind);
        for finding in of_kind {
            let place = [finding.about.account(), ", ", finding.about.region()].concat();
            text += &["- ", &place, ": ", &finding.what, "\n"].concat();
            if common.is_none() {
                text += &["  Fix: ", finding.way_out(), "\n"].concat();
            }
        }
        if let Some(common) = common {
            text += &["\nFix: ", common, "\n"].concat();
        }
        text += "\n";
    }
    text
}

/// What depends on which key.
fn of_keys(all: &All<'_>) -> String {
    let mut table =
        vec![["key", "account", "Region", "state", "rotation", "lost without it"].map(String::from).to_vec()];
    for key in keys(all.estate) {
        let (account, region) = (key.arn.account().into(), key.arn.region().into());
        table.push(vec![key.name, account, region, key.state, key.rotation.into(), key.lost]);
    }
    if table.len() == 1 {
        String::new()
    } else {
        ["\n## What depends on which key\n\n", &aligned(&table)].concat()
    }
}

fn read_from(estate: &Estate, files: &[FileRead]) -> String {
    let mut text = String::from("\n## Files\n\n");
    for file in files {
        let found: Vec<String> =
            file.found.iter().map(|(what, count)| [what, ": ", &count.to_string()].concat()).collect();
        let found = if found.is_empty() { String::from("nothing was read") } else { found.join(", ") };
        text += &["- ", &file.name, ": ", &found, ". Discarded: ", &file.dropped.to_string(), ".\n"].concat();
        for problem in file.unread(estate) {
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
