//! Options: the global ones, which may stand anywhere, and those of an operation, with `--x=v` and unambiguous prefixes, as
//! the CLI's own parser takes them.
//!
//! Which operation a line names is in `words`, what a value means in `values`.

use playground_core::ops::api::{Member, Shape};

use crate::asked::Unknown;
use crate::files::{Files, loaded, take_json};
use crate::json::Value;
use crate::model::{Operation, kebab};
use crate::output::OutputFormat;
use crate::usage::{Usage, invalid_choice};

/// Options that may come before or after any command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Globals {
    pub(crate) region: Option<String>,
    pub(crate) profile: Option<String>,
    pub(crate) output: Option<OutputFormat>,
    pub(crate) query: Option<String>,
    /// `--cli-binary-format raw-in-base64-out`
    pub(crate) raw_blobs: bool,
}

/// The options of an operation, as far as they could be parsed.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub(crate) typed: Vec<Typed>,
    pub(crate) unknown: Vec<Unknown>,
    /// Why the CLI refuses the line.
    pub(crate) trouble: Option<Box<Usage>>,
    /// What is printed instead of calling the operation: `--generate-cli-skeleton`.
    pub(crate) answer: Option<String>,
}

/// A parameter and its value as it was given.
#[derive(Debug)]
pub(crate) struct Typed {
    pub(crate) param: &'static Member,
    pub(crate) given: Written,
}

/// How a value was given.
#[derive(Debug)]
pub(crate) enum Written {
    /// Words of the line, or the text of a file. The word of a flag is `true` or `false`.
    Words(Vec<String>),
    /// JSON: a member of `--cli-input-json`, or the bytes of a file in base64.
    Json(Value),
}

/// What a global option does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Global {
    Output,
    Query,
    Profile,
    Region,
    BinaryFormat,
    /// `--version`: prints the version and ignores everything else.
    Version,
    /// Accepted without effect: it is about terminals, networks or the CLI's own pages.
    NoEffect,
    /// Refused by name.
    NotModelled,
}

impl Global {
    /// Returns whether the program has the option. The database client has those that choose the cluster and
    /// the output; the others must not be found as completions of abbreviated options.
    fn is_of(self, program: &str) -> bool {
        match self {
            Self::Output | Self::Query | Self::Profile | Self::Region => true,
            Self::BinaryFormat | Self::Version | Self::NoEffect | Self::NotModelled => program != "sql",
        }
    }
}

/// The global options: name, whether it takes a value, and what it does.
const GLOBALS: [(&str, bool, Global); 19] = [
    ("--debug", false, Global::NoEffect),
    ("--endpoint-url", true, Global::NotModelled),
    ("--no-verify-ssl", false, Global::NoEffect),
    ("--no-paginate", false, Global::NoEffect),
    ("--output", true, Global::Output),
    ("--query", true, Global::Query),
    ("--profile", true, Global::Profile),
    ("--region", true, Global::Region),
    ("--version", false, Global::Version),
    ("--color", true, Global::NoEffect),
    ("--no-sign-request", false, Global::NotModelled),
    ("--ca-bundle", true, Global::NotModelled),
    ("--cli-read-timeout", true, Global::NoEffect),
    ("--cli-connect-timeout", true, Global::NoEffect),
    ("--cli-binary-format", true, Global::BinaryFormat),
    ("--no-cli-pager", false, Global::NoEffect),
    ("--cli-auto-prompt", false, Global::NotModelled),
    ("--no-cli-auto-prompt", false, Global::NoEffect),
    ("--cli-error-format", true, Global::NotModelled),
];

/// The global options' names, for completion and help.
pub(crate) fn global_names() -> impl Iterator<Item = &'static str> {
    GLOBALS.iter().filter(|(_, _, global)| *global != Global::NotModelled).map(|(name, ..)| *name)
}

/// Returns whether the CLI takes this word for an option. Negative numbers and texts with spaces are values.
pub(crate) fn is_option(word: &str) -> bool {
    let negative = word.strip_prefix('-').is_some_and(|rest| {
        rest.contains(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
    });
    word.len() > 1 && word.starts_with('-') && !word.contains(' ') && !negative
}

/// The result of looking a word up in a table of option names.
enum Match<'a> {
    /// The index in the table, and the text after `=`.
    One(usize, Option<&'a str>),
    Many(Vec<String>),
    None,
}

fn find<'a>(names: &[String], word: &'a str) -> Match<'a> {
    if !word.starts_with("--") || word.len() < 3 {
        return Match::None;
    }
    if let Some(at) = names.iter().position(|name| name == word) {
        return Match::One(at, None);
    }
    let (head, value) = word.split_once('=').map_or((word, None), |(head, value)| (head, Some(value)));
    if let Some(at) = names.iter().position(|name| name == head) {
        return Match::One(at, value);
    }
    let close: Vec<usize> =
        names.iter().enumerate().filter(|(_, name)| name.starts_with(head)).map(|(at, _)| at).collect();
    match close.as_slice() {
        [] => Match::None,
        [only] => Match::One(*only, value),
        many => Match::Many(many.iter().filter_map(|at| names.get(*at).cloned()).collect()),
    }
}

fn ambiguous(program: &str, word: &str, names: &[String]) -> Box<Usage> {
    let head = word.split('=').next().unwrap_or(word);
    Usage::grammar(program, &format!("ambiguous option: {head} could match {}", names.join(", ")))
}

/// Takes one value: the text after `=`, or the next word.
pub(crate) fn one_value(
    program: &str,
    name: &str,
    inline: Option<&str>,
    rest: &mut Words<'_>,
) -> Result<String, Box<Usage>> {
    if let Some(value) = inline {
        return Ok(value.to_owned());
    }
    rest.value().ok_or_else(|| Usage::grammar(program, &format!("argument {name}: expected one argument")))
}

/// The words that are still to be parsed.
pub(crate) struct Words<'a>(pub(crate) std::iter::Peekable<std::slice::Iter<'a, String>>);

impl Words<'_> {
    pub(crate) fn value(&mut self) -> Option<String> {
        self.0.next_if(|word| !is_option(word)).cloned()
    }
}

/// Global options wherever they stand, and what is left. No globals means `--version`.
pub(crate) fn take_globals(
    program: &str,
    words: &[String],
) -> Result<(Option<Globals>, Vec<String>), Box<Usage>> {
    let known: Vec<_> = GLOBALS.iter().filter(|(.., global)| global.is_of(program)).collect();
    let names: Vec<String> = known.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let mut globals = Globals::default();
    let mut left = Vec::new();
    let mut rest = Words(words.iter().peekable());
    while let Some(word) = rest.0.next() {
        let (at, inline) = match find(&names, word) {
            Match::One(at, inline) => (at, inline),
            Match::Many(many) => return Err(ambiguous(program, word, &many)),
            Match::None => {
                left.push(word.clone());
                continue;
            }
        };
        let Some((name, takes_value, global)) = known.get(at).copied().copied() else {
            continue;
        };
        let value = match (takes_value, inline) {
            (true, _) => one_value(program, name, inline, &mut rest)?,
            (false, None) => String::new(),
            (false, Some(value)) => return Err(ignored(program, name, value)),
        };
        match global {
            Global::Output => globals.output = Some(output(program, &value)?),
            Global::Query => globals.query = Some(value),
            Global::Profile => globals.profile = Some(value),
            Global::Region => globals.region = Some(value),
            Global::BinaryFormat => globals.raw_blobs = binary_format(program, &value)?,
            Global::Version => return Ok((None, left)),
            Global::NotModelled => return Err(Usage::not_modelled(name)),
            Global::NoEffect => {}
        }
    }
    Ok((Some(globals), left))
}

fn ignored(program: &str, name: &str, value: &str) -> Box<Usage> {
    Usage::grammar(program, &format!("argument {name}: ignored explicit argument '{value}'"))
}

fn output(program: &str, value: &str) -> Result<OutputFormat, Box<Usage>> {
    OutputFormat::parse(value).ok_or_else(|| {
        let choices = ["json", "text", "table", "yaml", "yaml-stream"].map(str::to_owned);
        Usage::grammar(program, &invalid_choice("--output", value, &choices))
    })
}

fn binary_format(program: &str, value: &str) -> Result<bool, Box<Usage>> {
    match value {
        "base64" => Ok(false),
        "raw-in-base64-out" => Ok(true),
        _ => {
            let choices = ["base64", "raw-in-base64-out"].map(str::to_owned);
            Err(Usage::grammar(program, &invalid_choice("--cli-binary-format", value, &choices)))
        }
    }
}

/// The operation's own options. What is left over is refused, the way the CLI lists it.
pub(crate) fn take_options(
    program: &str,
    operation: &Operation,
    words: &[String],
    files: &Files<'_>,
    taken: &mut Taken,
) -> Result<(), Box<Usage>> {
    let (words, input) = take_json(program, operation, words, files, taken)?;
    let from_json = input.is_some();
    taken.typed = input.unwrap_or_default();
    let params: Vec<&'static Member> = operation.params().collect();
    let mut names = Vec::new();
    let mut targets = Vec::new();
    for param in params.iter().filter(|param| !param.positional) {
        let name = format!("--{}", kebab(param.name));
        if param.shape == Shape::Flag {
            names.push(name.replacen("--", "--no-", 1));
            targets.push((*param, false));
        }
        names.push(name);
        targets.push((*param, true));
    }
    let typed = &mut taken.typed;
    let (mut unknown, mut loose) = (Vec::new(), Vec::new());
    let mut rest = Words(words.iter().peekable());
    while let Some(word) = rest.0.next() {
        let (at, inline) = match find(&names, word) {
            Match::One(at, inline) => (at, inline),
            Match::Many(many) => return Err(ambiguous(program, word, &many)),
            Match::None => {
                if is_option(word) {
                    taken.unknown.push(unknown_option(word, &mut rest));
                }
                place_loose(word, &params, typed, &mut unknown, &mut loose);
                continue;
            }
        };
        let (Some((param, positive)), Some(name)) = (targets.get(at).copied(), names.get(at)) else {
            continue;
        };
        let words = match (param.shape, inline) {
            (Shape::Flag, None) => vec![positive.to_string()],
            (Shape::Flag, Some(value)) => return Err(ignored(program, name, value)),
            (Shape::Texts | Shape::Structures(_), None) => std::iter::from_fn(|| rest.value()).collect(),
            _ => vec![one_value(program, name, inline, &mut rest)?],
        };
        put(typed, Typed { param, given: loaded(param, words, files)? });
    }
    if taken.answer.is_some() {
        return Ok(());
    }
    let missing: Vec<String> = params
        .iter()
        .filter(|param| param.required && !typed.iter().any(|typed| typed.param.name == param.name))
        .map(|param| if param.positional { kebab(param.name) } else { format!("--{}", kebab(param.name)) })
        .collect();
    if from_json && !missing.is_empty() {
        let missing = params
            .iter()
            .filter(|param| param.required && !typed.iter().any(|typed| typed.param.name == param.name))
            .map(|param| ["Missing required parameter in input: \"", param.name, "\""].concat());
        return Err(Usage::validation(&missing.collect::<Vec<_>>()));
    }
    if !missing.is_empty() {
        let message = format!("the following arguments are required: {}", missing.join(", "));
        return Err(Usage::grammar(program, &message));
    }
    unknown.append(&mut loose);
    if unknown.is_empty() { Ok(()) } else { Err(Usage::unknown_options(program, unknown)) }
}

/// An option that the operation does not have, with its apparent value, which is not consumed.
fn unknown_option(word: &str, rest: &mut Words<'_>) -> Unknown {
    if let Some((option, value)) = word.split_once('=') {
        return Unknown { option: option.to_owned(), value: Some(value.to_owned()) };
    }
    let value = rest.0.peek().filter(|next| !is_option(next));
    Unknown { option: word.to_owned(), value: value.map(|next| (*next).clone()) }
}

/// Adds a parameter. The last of a repeated option counts.
fn put(typed: &mut Vec<Typed>, new: Typed) {
    typed.retain(|old| old.param.name != new.param.name);
    typed.push(new);
}

/// Handles a word that belongs to no option: it is the positional parameter, or left over. The CLI lists the
/// first such word after everything else.
fn place_loose(
    word: &str,
    params: &[&'static Member],
    typed: &mut Vec<Typed>,
    unknown: &mut Vec<String>,
    loose: &mut Vec<String>,
) {
    let positional = params.iter().find(|param| param.positional);
    match positional {
        Some(param) if !is_option(word) && !typed.iter().any(|typed| typed.param.name == param.name) => {
            typed.push(Typed { param, given: Written::Words(vec![word.to_owned()]) });
        }
        _ if loose.is_empty() && !is_option(word) => loose.push(word.to_owned()),
        _ => unknown.push(word.to_owned()),
    }
}
