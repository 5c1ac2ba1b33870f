//! Programs beside `aws` that the script may run, and the options that they may have: none of them runs another program or
//! writes elsewhere.

use super::numbers::is_number;
use crate::shell::{Piece, Word, is_name};

/// What the words of a program that are no options are.
pub(super) enum Operands<'a> {
    /// Texts.
    Texts,
    /// Files that it reads.
    Read(Vec<&'a Word>),
    /// Files that it writes.
    Write(Vec<&'a Word>),
}

/// What a program takes beside its options.
#[derive(Clone, Copy)]
enum Takes {
    Texts,
    /// Texts that can be no options.
    Plain,
    /// A format that can be no option, and texts.
    Format,
    Files,
    /// A pattern, then files.
    Pattern,
    /// A filter that can be no option, then files.
    Filter,
    /// Files that are written or removed.
    Outputs,
}

/// The programs, each with the letters of its options, those that are followed by a value, and its long options.
const PROGRAMS: [(&str, &str, &str, &[&str], Takes); 18] = [
    ("cat", "", "", &[], Takes::Files),
    ("head", "0123456789", "nc", &[], Takes::Files),
    ("tail", "0123456789", "nc", &[], Takes::Files),
    ("cut", "s", "dfcb", &[], Takes::Files),
    ("grep", "ivcnqoxwEFhHls", "eABCm", &[], Takes::Pattern),
    ("egrep", "ivcnqoxwh", "eABCm", &[], Takes::Pattern),
    ("fgrep", "ivcnqoxwh", "eABCm", &[], Takes::Pattern),
    ("sort", "rnufbV", "kt", &[], Takes::Files),
    ("uniq", "cdui", "", &[], Takes::Files),
    ("wc", "lwcm", "", &[], Takes::Files),
    ("tr", "dscC", "", &[], Takes::Plain),
    ("base64", "dDi", "w", &["--decode"], Takes::Files),
    ("jq", "rcensSj", "", &["--arg", "--argjson"], Takes::Filter),
    ("seq", "", "", &[], Takes::Texts),
    ("printf", "", "", &[], Takes::Format),
    ("sleep", "", "", &[], Takes::Texts),
    ("tee", "a", "", &[], Takes::Outputs),
    ("rm", "f", "", &[], Takes::Outputs),
];

const ODD: &str = "An option of it is none that the script may have";

/// Checks the options of a program, and returns what its other words are. An error says why it can't be in the script.
pub(super) fn allowed_options<'a>(
    program: &str,
    words: &'a [Word],
    called: bool,
) -> Result<Operands<'a>, &'static str> {
    if let Some(fine) = of_the_shell(program, words, called) {
        return if fine { Ok(Operands::Texts) } else { Err(ODD) };
    }
    let found = PROGRAMS.iter().find(|(name, ..)| *name == program);
    let (_, flags, valued, long, takes) = found.ok_or("Not a command of the AWS CLI")?;
    let (mut operands, patterned) = operands(words, flags, valued, long)?;
    match takes {
        Takes::Texts => Ok(Operands::Texts),
        Takes::Plain if operands.iter().all(|word| is_no_option(word)) => Ok(Operands::Texts),
        Takes::Format if operands.first().is_some_and(|word| is_no_option(word)) => Ok(Operands::Texts),
        Takes::Plain | Takes::Format => Err(ODD),
        Takes::Files => Ok(Operands::Read(operands)),
        Takes::Outputs => Ok(Operands::Write(operands)),
        Takes::Pattern | Takes::Filter => {
            if !patterned && !operands.is_empty() {
                let first = operands.remove(0);
                // No option of `grep` does harm in the script's folder, but a filter of `jq` may read files.
                if matches!(takes, Takes::Filter) && !is_no_option(first) {
                    return Err(ODD);
                }
            }
            Ok(Operands::Read(operands))
        }
    }
}

/// Returns whether these are words that a command of the shell may have; `None` if it is no command of the shell.
fn of_the_shell(program: &str, words: &[Word], called: bool) -> Option<bool> {
    let literals: Option<Vec<String>> = words.iter().map(Word::literal).collect();
    let literals = literals.as_deref();
    Some(match program {
        "date" => literals.is_some_and(|words| {
            let before = core::iter::once("").chain(words.iter().map(String::as_str));
            words.iter().zip(before).all(|(word, before)| {
                before == "-d" || word.starts_with('+') || matches!(word.as_str(), "-u" | "-d")
            })
        }),
        "set" => literals.is_some_and(|words| {
            let letters = |it: &str| it.chars().all(|c| matches!(c, 'e' | 'u' | 'x' | 'o'));
            !words.is_empty()
                && words.iter().all(|word| {
                    matches!(word.as_str(), "pipefail" | "errexit" | "nounset")
                        || word.strip_prefix(['-', '+']).is_some_and(letters)
                })
        }),
        "break" | "continue" => words.is_empty(),
        "exit" | "return" | "shift" => {
            let status =
                |word: &Word| matches!(word.pieces.as_slice(), [Piece::Variable { name, .. }] if name == "?");
            let number = |word: &Word| word.literal().is_some_and(|text| is_number(&text));
            (called || program == "exit") && words.iter().all(|word| number(word) || status(word))
        }
        "unset" => literals.is_some_and(|words| words.iter().all(|name| is_name(name))),
        "command" => matches!(literals, Some([option, _]) if option == "-v"),
        _ => return None,
    })
}

/// The words of a program that are no options, and whether an option gives a pattern.
fn operands<'a>(
    words: &'a [Word],
    flags: &str,
    valued: &str,
    long: &[&str],
) -> Result<(Vec<&'a Word>, bool), &'static str> {
    let mut operands = Vec::new();
    let mut patterned = false;
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let literal = word.literal();
        match literal.as_deref() {
            Some("-") => return Err(ODD),
            Some("--") => {}
            Some(text) if long.contains(&text) => {
                // `--arg NAME VALUE`
                let behind = if text.starts_with("--arg") { 2 } else { 0 };
                for _ in 0..behind {
                    rest.next();
                }
            }
            Some(text) if text.starts_with("--") => return Err(ODD),
            Some(text) if text.starts_with('-') => {
                let letters = text.trim_start_matches('-');
                let value = letters.find(|c| valued.contains(c)).unwrap_or(letters.len());
                let (before, from) = letters.split_at_checked(value).ok_or(ODD)?;
                if !before.chars().all(|c| flags.contains(c)) {
                    return Err(ODD);
                }
                patterned |= from.starts_with('e');
                if from.len() == 1 {
                    rest.next();
                }
            }
            _ => operands.push(word),
        }
    }
    Ok((operands, patterned))
}

/// Returns whether a word can be no option, whatever its variables hold.
fn is_no_option(word: &Word) -> bool {
    match word.pieces.as_slice() {
        [Piece::Text { text, .. }, rest @ ..] => {
            !text.starts_with('-') && (!text.is_empty() || rest.is_empty())
        }
        _ => false,
    }
}
