//! The CLI's errors for lines that can't be sent: texts, layout and exit codes of AWS CLI v2.
//!
//! Refusals by the model are printed by `respond`.

use crate::asked::Asked;
use crate::model::Operation;
use playground_core::sort::sorted;

/// A line that did not become a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// What the CLI writes to standard error.
    pub stderr: String,
    /// The exit code. 2: wrong use of a program. 252: an invalid line. 253: an invalid configuration. 254:
    /// refused by a service. 255: any other error.
    pub exit_code: u8,
    /// The command's API name, once it is known: `ModifyDBCluster`.
    pub operation: Option<&'static str>,
    /// What is left of the line, as typed.
    pub unknown: Vec<String>,
    /// The request as far as it was understood, if its operation is known.
    pub asked: Option<Box<Asked>>,
}

const HEAD: &str = " [options] <command> <subcommand> [<subcommand> ...] [parameters]\n\
To see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n";

const PLAYGROUND_HEAD: &str = "usage: playground <command> [parameters]\n\
To see help text, you can run:\n\n  playground help\n  playground <command> help\n";

const SQL_HEAD: &str = "usage: sql --db-cluster-identifier <value> [--endpoint writer|reader] [<statements>]\n\
To see help text, you can run:\n\n  sql help\n";

/// The exit code for wrong use of a program, as in `sh`.
const MISUSED: u8 = 2;

impl Usage {
    /// The error of a program that takes lines on its standard input and got none.
    pub fn no_input(program: &str) -> Box<Self> {
        Self::plain(MISUSED, &[program, ": reads no standard input, so << can't follow it"].concat())
    }

    /// Boxed, because every step of reading a line can fail and hands its error on.
    fn new(exit_code: u8, parts: &[&str]) -> Box<Self> {
        let mut stderr = String::from("\n");
        for part in parts {
            stderr.push_str(part);
        }
        stderr.push('\n');
        Box::new(Self { stderr, exit_code, operation: None, unknown: Vec::new(), asked: None })
    }

    /// The words don't fit the grammar: the usage text, then the error.
    pub(crate) fn grammar(program: &str, message: &str) -> Box<Self> {
        let head = head(program);
        Self::new(252, &[&head, "\n", program, ": error: ", message, "\n"])
    }

    /// Options that this command does not have.
    pub(crate) fn unknown_options(program: &str, options: Vec<String>) -> Box<Self> {
        let head = head(program);
        let list = options.join(", ");
        let mut usage = Self::new(252, &[&head, "\nUnknown options: ", &list, "\n"]);
        usage.unknown = options;
        usage
    }

    /// A value that can't be read.
    pub(crate) fn parameter(cli_name: &str, message: &str) -> Box<Self> {
        Self::new(252, &["Error parsing parameter '--", cli_name, "': ", message])
    }

    /// Values that the CLI finds wrong before it sends anything.
    pub(crate) fn validation(errors: &[String]) -> Box<Self> {
        Self::new(252, &["Parameter validation failed:\n", &errors.join("\n")])
    }

    /// Something that AWS has and the playground does not model.
    pub(crate) fn not_modelled(what: &str) -> Box<Self> {
        Self::new(252, &["The playground does not model ", what, "."])
    }

    /// Something that the AWS CLI has and the playground does not model: a line's first words, what that is (`command` or
    /// `operation`), and the line that lists what is modelled.
    pub(crate) fn not_here(it: &str, what: &str, list: &str) -> Box<Self> {
        Self::new(
            252,
            &[
                "The AWS CLI has this ",
                what,
                "; the playground doesn't model it: ",
                it,
                ".\n",
                list,
                " lists what it models.",
            ],
        )
    }

    /// Something that the AWS CLI has today and had not in December 2020: what that CLI said, and that it has come since.
    pub(crate) fn not_yet(argument: &str, what: &str, word: &str, choices: &[String]) -> Box<Self> {
        let said = no_such_name(argument, word, choices);
        let since = [
            "\n\nThe AWS CLI has this ",
            what,
            " today. It didn't in December 2020, whose rules apply here.",
        ];
        Self::grammar("aws", &[&*said, &since.concat()].concat())
    }

    /// A command that the AWS CLI does not have. Of those that it has, only the playground's are listed.
    pub(crate) fn other_command(word: &str, services: &[String]) -> Box<Self> {
        let more = "\n\nThe AWS CLI has more commands; the playground models only these.";
        Self::grammar("aws", &[&no_such_name("command", word, services), more].concat())
    }

    /// Any other message, without a prefix.
    pub(crate) fn plain(exit_code: u8, message: &str) -> Box<Self> {
        Self::new(exit_code, &[message])
    }

    /// Says which operation it is about.
    pub(crate) fn of(mut self: Box<Self>, operation: &Operation) -> Box<Self> {
        self.operation = Some(operation.name);
        self
    }
}

/// The CLI's line for an error of a service.
pub(crate) fn service_error(code: &str, operation: &str, message: &str) -> String {
    format!("An error occurred ({code}) when calling the {operation} operation: {message}")
}

fn head(program: &str) -> String {
    match program {
        "aws" => format!("usage: aws{HEAD}"),
        "sql" => SQL_HEAD.to_owned(),
        _ => PLAYGROUND_HEAD.to_owned(),
    }
}

/// What the CLI says of a command that is none of these: `help` is one besides.
pub(crate) fn no_such_name(argument: &str, given: &str, names: &[String]) -> String {
    let mut choices = names.to_vec();
    choices.push("help".to_owned());
    invalid_choice(argument, given, &choices)
}

/// The list of valid choices, two a line, and those that may have been meant.
pub(crate) fn invalid_choice(argument: &str, given: &str, choices: &[String]) -> String {
    let mut out = format!("argument {argument}: Invalid choice, valid choices are:\n");
    for (at, choice) in choices.iter().enumerate() {
        out.push_str(if at % 2 == 0 { "\n" } else { " | " });
        out.push_str(choice);
        for _ in choice.chars().count()..40 {
            out.push(' ');
        }
    }
    let close = close_matches(given, choices);
    if !close.is_empty() {
        out.push_str("\n\n\nInvalid choice: '");
        out.push_str(given);
        out.push_str("', maybe you meant:\n");
        for word in close {
            out.push_str("\n  * ");
            out.push_str(word);
        }
    }
    out
}

/// The longest word that is compared with the choices, since comparing takes time proportional to its length
/// squared.
const LONGEST_GIVEN: usize = 100;

/// The three choices most similar to `given`, best first, if they are similar enough (4 in 5).
fn close_matches<'a>(given: &str, choices: &'a [String]) -> Vec<&'a str> {
    let scored: Vec<(usize, &str)> = choices
        .iter()
        .map(|choice| (likeness(given, choice), choice.as_str()))
        .filter(|(score, _)| *score >= 800)
        .collect();
    sorted(scored, |one, other| other.cmp(one)).into_iter().take(3).map(|(_, choice)| choice).collect()
}

/// The similarity of two words, from 0 to 1000, as computed by Python's `difflib`, which the AWS CLI uses for
/// its suggestions. A word of more than 100 bytes is similar to none.
pub fn likeness(given: &str, choice: &str) -> usize {
    if given.len() > LONGEST_GIVEN {
        return 0;
    }
    2000 * common(given.as_bytes(), choice.as_bytes()) / (given.len() + choice.len()).max(1)
}

/// Ratcliff and Obershelp's count: the length of the longest common run, and the same on both sides of it.
fn common(a: &[u8], b: &[u8]) -> usize {
    let (mut best, mut at_a, mut at_b) = (0, 0, 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let run = a.iter().skip(i).zip(b.iter().skip(j)).take_while(|(x, y)| x == y).count();
            if run > best {
                (best, at_a, at_b) = (run, i, j);
            }
        }
    }
    let split = |all: &'_ [u8], at: usize| {
        (all.get(..at).unwrap_or_default().to_vec(), all.get(at + best..).unwrap_or_default().to_vec())
    };
    if best == 0 {
        return 0;
    }
    let ((a1, a2), (b1, b2)) = (split(a, at_a), split(b, at_b));
    best + common(&a1, &b1) + common(&a2, &b2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn near_misses_are_suggested_best_first() {
        let choices =
            owned(&["describe-db-clusters", "describe-global-clusters", "create-db-cluster", "wait"]);
        assert_eq!(
            close_matches("describe-db-cluster", &choices),
            ["describe-db-clusters", "describe-global-clusters"]
        );
        assert!(close_matches("zzz", &choices).is_empty());
        assert!(close_matches("", &choices).is_empty());
    }

    #[test]
    fn choices_stand_two_on_a_line() {
        let text = invalid_choice("operation", "wiat", &owned(&["a", "wait", "c"]));
        assert_eq!(
            text,
            format!(
                "argument operation: Invalid choice, valid choices are:\n\n{:40} | {:40}\n{:40}",
                "a", "wait", "c"
            )
        );
    }

    #[test]
    fn unknown_options_look_as_the_cli_prints_them() {
        let usage = Usage::unknown_options("aws", owned(&["--kms-key-id", "alias/x"]));
        assert_eq!(
            usage.stderr,
            "\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n\nUnknown options: --kms-key-id, alias/x\n\n"
        );
        assert_eq!((usage.exit_code, usage.unknown.len()), (252, 2));
    }
}
