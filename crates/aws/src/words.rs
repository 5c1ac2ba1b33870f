//! Splits words like the CLI's own parser: the program, the command, the operation. Their options are in `options`.
//!
//! What a value means is in `values`, help texts are in `help`.

use playground_core::edition::Edition;

use crate::files::Files;
use crate::model::{self, Operation, Service};
use crate::names;
use crate::options::{Globals, Taken, is_option, take_globals, take_options};
use crate::usage::{Usage, no_such_name};

/// A parsed line.
#[derive(Debug)]
pub(crate) enum Line {
    /// `… help`
    Help(Option<&'static Service>, Option<&'static Operation>),
    /// `aws --version`
    Version,
    /// An operation and its options as typed.
    Run(&'static Service, &'static Operation, Taken, Globals),
}

/// Takes a line apart. The first word is `aws`, `playground` or `sql`; `help` stands for `aws help`, and `help kms` for
/// `aws kms help`.
pub(crate) fn split(words: &[String], files: &Files<'_>, edition: Edition) -> Result<Line, Box<Usage>> {
    let (program, rest) = match words.split_first() {
        Some((first, rest)) if first == "playground" => ("playground", rest),
        Some((first, rest)) if first == "aws" => ("aws", rest),
        Some((first, rest)) if first == "sql" => return client(rest, files, edition),
        Some((first, about)) if first == "help" => {
            let named = about.first().is_some_and(|word| word == "aws" || model::is_program(word));
            let program = if named { None } else { Some("aws") };
            let words = program.into_iter().chain(about.iter().map(String::as_str)).chain(["help"]);
            return split(&words.map(str::to_owned).collect::<Vec<_>>(), files, edition);
        }
        first => {
            let name = first.map_or("", |(first, _)| first.as_str());
            return Err(Usage::plain(127, &format!("{name}: command not found")));
        }
    };
    let (globals, rest) = take_globals(program, rest)?;
    let Some(globals) = globals else {
        return Ok(Line::Version);
    };
    let (service, rest) = if program == "playground" {
        (model::service(program, edition), rest)
    } else {
        let services: Vec<String> = model::services(edition)
            .iter()
            .map(|service| service.name)
            .filter(|name| is_typed(name))
            .map(str::to_owned)
            .collect();
        let beyond = |word: &str| {
            let named = beyond("aws", "command", "command", word, &services, edition);
            Some(named.unwrap_or_else(|| Usage::other_command(word, &services)))
        };
        match choose(program, "command", &services, rest, beyond)? {
            (None, _) => return Ok(Line::Help(None, None)),
            (Some(name), rest) => (model::service(&name, edition), rest),
        }
    };
    let Some(service) = service else {
        return Ok(Line::Help(None, None));
    };
    let mut names: Vec<String> = service.operations.iter().map(Operation::cli_name).collect();
    let waiters = model::waiters(service);
    if waiters.is_some() {
        names.push("wait".to_owned());
    }
    let typed = [program, " ", service.name].concat();
    let beyond_service = |word: &str| beyond(&typed, "operation", "operation", word, &names, edition);
    let (name, rest) = choose(program, "operation", &names, rest, beyond_service)?;
    let Some(name) = name else {
        return Ok(Line::Help(Some(service), None));
    };
    match waiters {
        Some(waiters) if name == "wait" => {
            if rest.is_empty() {
                let text =
                    "usage: aws [options] <command> <subcommand> [parameters]\naws: error: too few arguments";
                return Err(Usage::plain(252, text));
            }
            let names: Vec<String> = waiters.operations.iter().map(Operation::cli_name).collect();
            let typed = [&typed, " wait"].concat();
            let beyond = |word: &str| beyond(&typed, "subcommand", "waiter", word, &names, edition);
            match choose(program, "subcommand", &names, rest, beyond)? {
                (None, _) => Ok(Line::Help(Some(waiters), None)),
                (Some(name), rest) => Ok(operation(program, waiters, &name, &rest, globals, files)),
            }
        }
        _ => Ok(operation(program, service, &name, &rest, globals, files)),
    }
}

/// Parses `sql`, a program without subcommands.
fn client(words: &[String], files: &Files<'_>, edition: Edition) -> Result<Line, Box<Usage>> {
    const PROGRAM: &str = "sql";
    let (globals, rest) = take_globals(PROGRAM, words)?;
    let (Some(service), Some(globals)) = (model::service(PROGRAM, edition), globals) else {
        return Ok(Line::Version);
    };
    Ok(operation(PROGRAM, service, PROGRAM, &rest, globals, files))
}

/// Returns whether a service is typed after `aws`, in one word.
fn is_typed(name: &str) -> bool {
    !model::is_program(name) && !name.contains(' ')
}

fn operation(
    program: &str,
    service: &'static Service,
    name: &str,
    rest: &[String],
    globals: Globals,
    files: &Files<'_>,
) -> Line {
    let Some(operation) = service.operation(name) else { return Line::Help(Some(service), None) };
    if let [only] = rest
        && only == "help"
    {
        return Line::Help(Some(service), Some(operation));
    }
    let mut taken = Taken::default();
    taken.trouble = take_options(program, operation, rest, files, &mut taken).err();
    Line::Run(service, operation, taken, globals)
}

/// The error for a word that the AWS CLI has and the playground has not, or that the AWS CLI has today and had not in the
/// edition: the words before it, how the AWS CLI calls the argument, what it is, and what would be taken. `None` if the AWS CLI
/// has it in no edition.
fn beyond(
    typed: &str,
    argument: &str,
    what: &str,
    word: &str,
    choices: &[String],
    edition: Edition,
) -> Option<Box<Usage>> {
    let group = typed.strip_prefix("aws ").unwrap_or(typed);
    if names::has(group, word, edition) {
        return Some(Usage::not_here(&[typed, " ", word].concat(), what, &[typed, " help"].concat()));
    }
    names::has(group, word, Edition::Y2026).then(|| Usage::not_yet(argument, what, word, choices))
}

/// Takes the first free-standing word, which must be one of `choices`. `None` stands for `help`. `beyond` gives the error
/// for a word that the AWS CLI has and the playground has not.
fn choose(
    program: &str,
    argument: &str,
    choices: &[String],
    mut rest: Vec<String>,
    beyond: impl Fn(&str) -> Option<Box<Usage>>,
) -> Result<(Option<String>, Vec<String>), Box<Usage>> {
    let Some(at) = rest.iter().position(|word| !is_option(word)) else {
        let message = format!("the following arguments are required: {argument}");
        return Err(Usage::grammar(program, &message));
    };
    let word = rest.remove(at);
    if word == "help" {
        return Ok((None, rest));
    }
    if choices.contains(&word) {
        return Ok((Some(word), rest));
    }
    if let Some(usage) = beyond(&word) {
        return Err(usage);
    }
    Err(Usage::grammar(program, &no_such_name(argument, &word, choices)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_stands_before_or_behind_what_it_is_about() {
        let parsed = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            split(&words, &|_| None, Edition::Y2026)
                .map_or_else(|usage| format!("{usage:?}"), |line| format!("{line:?}"))
        };
        for (line, same) in [
            ("help", "aws help"),
            ("help aws", "aws help"),
            ("help kms", "aws kms help"),
            ("help kms encrypt", "aws kms encrypt help"),
            ("help playground", "playground help"),
            ("help sql", "sql help"),
            ("help nothing", "aws nothing help"),
        ] {
            assert_eq!(parsed(line), parsed(same), "{line}");
        }
        assert!(parsed("help kms").starts_with("Help(Some("));
        assert!(parsed("helps").contains("helps: command not found"));
    }
}
