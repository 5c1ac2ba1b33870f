//! The help texts: `aws help`, `aws kms help`, `aws rds create-db-cluster help`, `playground help`. They are
//! made from the table of operations, in our own words.

use crate::model::{self, Operation, Service, kebab, services};
use playground_core::edition::Edition;
use playground_core::ops::api::{Fate, Member, Shape};
use playground_core::profile::PROFILES;
use std::fmt::Write as _;

/// The width of a help text.
const WIDTH: usize = 78;

/// What is special about the database client.
const SQL: &str = "
Without statements it only connects. Statements over several lines:

  sql --db-cluster-identifier orders <<'SQL'
  CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);
  INSERT INTO t (name) VALUES ('Ada');
  SQL

.tables and .schema [table] show what there is. The engine is SQLite, in the
place of Aurora's (model): its SQL, its types, its messages.
";

/// What there is around the commands.
const SHELL: &str = "
Around them, as in a shell: variables, $(…), $((…)), pipes, < > >> 2>&1, <<END,
&& || ;, if, for, while, while read, [ … ] and [[ … ]], set -e, export, sleep,
and the programs grep, jq, head, tail, sort, uniq, wc, cut, tr, base64, cat, tee,
echo, printf, seq, date, ls, rm. file:// and fileb:// read files made by > or <<.
";

/// The help for everything, for a service, or for one of its commands.
pub(crate) fn text(edition: Edition, service: Option<&Service>, operation: Option<&Operation>) -> String {
    match (service, operation) {
        (None, _) => all(edition),
        (Some(service), None) => of_service(service),
        (Some(service), Some(operation)) => of_operation(service, operation),
    }
}

/// A service as it is typed: `aws kms`, but `playground` without `aws`.
fn typed(service: &Service) -> String {
    if model::is_program(service.name) { service.name.to_owned() } else { format!("aws {}", service.name) }
}

fn all(edition: Edition) -> String {
    let mut out = String::from(
        "aws <command> <subcommand> [parameters]\n\nThese commands of the AWS CLI work here. No account is contacted.\n\n",
    );
    for service in services(edition) {
        entry(&mut out, 2, &typed(service), 16, service.about);
    }
    out.push_str("\nWith any of them:\n\n");
    entry(&mut out, 2, "--region", 16, "The Region; us-east-1 if you name none.");
    let names: Vec<&str> = PROFILES.iter().map(|profile| profile.name).collect();
    entry(&mut out, 2, "--profile", 16, &format!("Whose credentials: {}.", names.join(", ")));
    entry(&mut out, 2, "--output", 16, "json, text, table or yaml.");
    entry(&mut out, 2, "--query", 16, "A JMESPath expression that picks from the answer.");
    entry(
        &mut out,
        2,
        "--cli-input-json",
        16,
        "An operation's members as JSON; --generate-cli-skeleton writes them.",
    );
    out.push_str("\nMore: aws <command> help, aws <command> <subcommand> help\n");
    out.push_str(SHELL);
    out
}

fn of_service(service: &Service) -> String {
    let name = typed(service);
    let mut out = format!("{name} <subcommand> [parameters]\n\n{}\n\n", service.about);
    let waiters = model::waiters(service);
    let widest = service.operations.iter().map(|operation| operation.cli_name().len()).max().unwrap_or(0);
    for operation in &service.operations {
        entry(&mut out, 2, &operation.cli_name(), widest.min(36), operation.about);
    }
    if let Some(waiters) = waiters {
        entry(&mut out, 2, "wait", widest.min(36), waiters.about);
    }
    let _ = write!(out, "\nMore: {name} <subcommand> help\n");
    out
}

fn of_operation(service: &Service, operation: &Operation) -> String {
    let name = match service.name {
        "sql" => service.name.to_owned(),
        _ => format!("{} {}", typed(service), operation.cli_name()),
    };
    let mut out = format!("{}\n\n", operation.about);
    let mut line = format!("  {name}");
    for param in operation.params().filter(|param| param.fate == Fate::Read) {
        let option = option(param);
        let shown = if param.required { option } else { format!("[{option}]") };
        if line.len() + shown.len() + 1 > WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = String::from("     ");
        }
        line.push(' ');
        line.push_str(&shown);
    }
    out.push_str(&line);
    out.push('\n');
    for param in operation.params().filter(|param| param.fate == Fate::Read) {
        let choices = param.modelled(operation.edition);
        if !choices.is_empty() {
            let _ = write!(out, "\n--{} takes:\n", kebab(param.name));
            paragraph(&mut out, 2, choices.into_iter());
        }
    }
    if service.name == "sql" {
        out.push_str(SQL);
    }
    for (usage, about) in [
        (Fate::Ignored, "Taken, but nothing here depends on them:"),
        (Fate::Refused, "AWS has these too; refused here, because the playground does not model them:"),
    ] {
        let names: Vec<String> = operation
            .params()
            .filter(|param| param.fate == usage)
            .map(|param| format!("--{}", kebab(param.name)))
            .collect();
        if !names.is_empty() {
            let _ = write!(out, "\n{about}\n");
            paragraph(&mut out, 2, names.iter().map(String::as_str));
        }
    }
    out
}

/// `--kms-key-id <value>`, `--[no-]x`.
fn option(param: &Member) -> String {
    let name = kebab(param.name);
    let value = match param.shape {
        _ if param.positional => return format!("<{name}>"),
        Shape::Flag => return format!("--[no-]{name}"),
        Shape::Text
        | Shape::Secret
        | Shape::Time
        | Shape::KeyPolicy
        | Shape::IdentityPolicy
        | Shape::TrustPolicy => "<value>",
        Shape::Integer => "<number>",
        Shape::Texts => "<value> …",
        Shape::Bytes => "<base64>",
        Shape::Map => "<name=value,…>",
        Shape::Structure(_) | Shape::Structures(_) => return shape(&name, param.shape),
    };
    format!("--{name} {value}")
}

fn shape(name: &str, shape: Shape) -> String {
    let (parts, more) = match shape {
        Shape::Structures(parts) => (parts, " …"),
        Shape::Structure(parts) => (parts, ""),
        _ => (&[][..], ""),
    };
    let mut shown = String::new();
    for (part, _) in parts {
        let comma = if shown.is_empty() { "" } else { "," };
        // As many members as fit into a line, with the option in brackets.
        if name.len() + shown.chars().count() + part.len() + 20 > WIDTH {
            shown.push_str(comma);
            shown.push('…');
            break;
        }
        shown.extend([comma, part, "=…"]);
    }
    format!("--{name} <{shown}>{more}")
}

/// Appends a padded name and its description, which is wrapped with an indent.
fn entry(out: &mut String, indent: usize, name: &str, column: usize, about: &str) {
    let start = indent + column + 2;
    out.push_str(&" ".repeat(indent));
    out.push_str(name);
    let mut at = indent + name.chars().count();
    if at + 2 > start {
        out.push('\n');
        at = 0;
    }
    out.push_str(&" ".repeat(start - at));
    at = start;
    for (number, word) in about.split(' ').enumerate() {
        let length = word.chars().count();
        if number > 0 {
            if at + 1 + length > WIDTH {
                out.push('\n');
                out.push_str(&" ".repeat(start));
                at = start;
            } else {
                out.push(' ');
                at += 1;
            }
        }
        out.push_str(word);
        at += length;
    }
    out.push('\n');
}

/// Appends words, wrapped.
fn paragraph<'a>(out: &mut String, indent: usize, words: impl Iterator<Item = &'a str>) {
    let mut at = 0;
    for word in words {
        if at == 0 || at + 1 + word.len() > WIDTH {
            if at > 0 {
                out.push('\n');
            }
            out.push_str(&" ".repeat(indent));
            at = indent;
        } else {
            out.push(' ');
            at += 1;
        }
        out.push_str(word);
        at += word.len();
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_help_text_fits_and_names_every_option() {
        for service in Edition::ALL.into_iter().flat_map(services) {
            let listed = text(service.edition, Some(service), None);
            for operation in &service.operations {
                assert!(listed.contains(&operation.cli_name()));
                let help = text(service.edition, Some(service), Some(operation));
                for param in operation.params() {
                    assert!(help.contains(&kebab(param.name)), "{}: {}", operation.name, param.name);
                }
                for line in help.lines() {
                    assert!(line.chars().count() <= 80, "{line}");
                }
            }
        }
    }

    #[test]
    fn a_command_s_help() {
        let kms = model::service("kms", Edition::Y2020).unwrap();
        let help = text(Edition::Y2020, Some(kms), kms.operation("schedule-key-deletion"));
        assert_eq!(
            help,
            "Deletes a key after a waiting period; what it encrypted is lost then.\n\n  \
             aws kms schedule-key-deletion --key-id <value>\n      [--pending-window-in-days <number>]\n"
        );
        assert!(text(Edition::Y2020, None, None).contains("  aws rds wait"));
    }
}
