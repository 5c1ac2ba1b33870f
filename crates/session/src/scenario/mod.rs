//! Scenarios. One Markdown file is both a lesson on the page and a golden test.
//!
//! ~~~markdown
//! ---
//! title: The key can't be changed
//! summary: One line for the list.
//! seed: 05
//! edition: 2020
//! rules: E04 L03
//! group: keys
//! level: basic
//! path: 3
//! ---
//!
//! Prose before the first step (optional).
//!
//! ## Title of a step
//!
//! look: map orders
//!
//! Prose read before the commands run: paragraphs, lists, ``` fences,
//! `> notes`, `### headings`; in a line `code`, **bold**, *italic* and
//! [links](https://example.org) or [to a place here](#v1/own-account).
//!
//! > What will happen?
//! >
//! > - [ ] It works.
//! >   Said afterwards to those who chose this.
//! > - [x] It is refused.
//! >   Said afterwards to those who chose this.
//!
//! ```aws
//! aws rds modify-db-cluster --db-cluster-identifier orders --kms-key-id alias/b
//! ```
//! ```output refused: E04 UnknownOptions
//! Unknown options: --kms-key-id, alias/b
//! ```
//!
//! Prose read after the commands ran.
//! ~~~
//!
//! A step has any number of command blocks, each followed by the `output` block that it must print (if there
//! is none, it prints nothing). A refusal must be announced with `refused:`, the rule's number if one of ours
//! was enforced, and the error code. A step without commands is prose only. `look:` says what the step is about
//! once it has run: a panel, and for `map` and `inspector` a thing by its name or ARN, in the inspector also a part
//! of it (`look: inspector orders pages 2`); without it, the page decides. The edition is `2020` or `2026`. `rules`
//! lists the rules that the scenario shows, which tests check for our own scenarios; it may be left out, like
//! the place in the list: `group`, `level` and `path`, which [`Listing`] explains; and `languages`, such as `de pt-BR`. A file is at most as long as
//! [`LIMITS`] says, since it may come from anywhere.
//!
//! The texts may be given in other languages, a file each beside it: see [`Translation`].
//!
//! [`parse`] reads the file, [`problems`] tells its author everything that is wrong with it, [`rewrite`] puts
//! new outputs into it, and [`parse_index`] reads the list of scenarios. `crate::session` runs them.

mod index;
mod inline;
mod language;
pub(crate) mod lines;
pub mod list_texts;
mod listing;
mod look;
pub(crate) mod parse;
mod quote;
mod translation;

pub use index::{IndexRow, OtherwiseRow, Shows, parse_index, parse_otherwise};
pub use inline::HERE;
pub use language::{Language, Spoken, beside, languages_of, original_of, wanted};
pub use listing::{Group, Level, Listing, minutes};
pub use look::LookLine;
pub use parse::{LIMITS, parse, problems};
pub use translation::{Misfit, Translation};

use playground_core::edition::Edition;

use crate::entry::Refused;
use crate::view::{Block, Prediction};

/// A parsed scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// Its title.
    pub title: String,
    /// One line of text for the list.
    pub summary: String,
    /// The text from which every key and id of the world is derived.
    pub seed: String,
    /// Which rules hold.
    pub edition: Edition,
    /// The numbers of the rules that it shows, such as `E04`.
    pub rules: Vec<String>,
    /// Its place in the list.
    pub listing: Listing,
    /// The language of its title and summary; `None` for that of its own file.
    pub spoken: Option<Language>,
    /// The languages that its texts are in as well, each in a file beside it.
    pub languages: Vec<Language>,
    /// Prose before the first step.
    pub intro: Vec<Block>,
    /// The steps; at least one.
    pub steps: Vec<Step>,
}

/// A step: a title, and what is read and run in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its title.
    pub title: String,
    /// What it is about once it has run, if the file says it.
    pub look: Option<LookLine>,
    /// What is read before the commands run.
    pub before: Vec<Block>,
    /// The question asked before the commands run.
    pub prediction: Option<Prediction>,
    /// What is run, in order; empty in a step that is prose only.
    pub runs: Vec<Run>,
    /// What is read after the commands ran.
    pub after: Vec<Block>,
    /// The languages of its texts.
    pub spoken: Spoken,
}

/// A block of commands, with what it must print.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The text of the block, one or more commands.
    pub text: String,
    /// The line of its first command in the file, from 1.
    pub line: u32,
    /// The expected result of the last command of the block.
    pub expected: Expected,
    /// The lines of the `output` block in the file, from 1, without the end; an empty range at the line after
    /// the commands if there is none.
    pub output_lines: core::ops::Range<u32>,
}

/// The expected result of a block of commands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// What it prints, both streams together, as in a terminal.
    pub text: String,
    /// The refusal, if a command of the block is refused.
    pub refused: Option<ExpectedRefusal>,
}

/// A refusal by rule and error code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedRefusal {
    /// The rule's number, if a rule of the source document was enforced.
    pub rule: Option<String>,
    /// AWS's error code, or `UnknownOptions` or `Usage` for a line that the CLI itself refuses.
    pub code: String,
}

impl ExpectedRefusal {
    /// Returns whether the CLI itself refused the line, so that nothing was sent.
    pub fn by_cli(&self) -> bool {
        [Refused::UNKNOWN_OPTIONS, Refused::USAGE].contains(&&*self.code)
    }
}

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// The line in the file, from 1.
    pub line: u32,
    /// What is wrong, in a sentence.
    pub message: String,
}

impl core::fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl Scenario {
    /// All command blocks, in order.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        self.steps.iter().flat_map(|step| &step.runs)
    }
}

/// The file with other expected results: one for each of [`Scenario::runs`], in order.
pub fn rewrite(text: &str, scenario: &Scenario, outcomes: &[Expected]) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut next = 0_usize;
    let mut copy = |out: &mut String, upto: usize| {
        for line in lines.get(next..upto).unwrap_or_default() {
            out.push_str(line);
            out.push('\n');
        }
        next = next.max(upto);
    };
    for (run, outcome) in scenario.runs().zip(outcomes) {
        copy(&mut out, run.output_lines.start as usize - 1);
        copy(&mut String::new(), run.output_lines.end as usize - 1);
        push_outcome(&mut out, outcome);
    }
    copy(&mut out, lines.len());
    out
}

fn push_outcome(out: &mut String, outcome: &Expected) {
    if outcome.text.is_empty() && outcome.refused.is_none() {
        return;
    }
    out.push_str("```output");
    if let Some(refused) = &outcome.refused {
        out.push_str(" refused:");
        if let Some(rule) = &refused.rule {
            out.push(' ');
            out.push_str(rule);
        }
        out.push(' ');
        out.push_str(&refused.code);
    }
    out.push('\n');
    out.push_str(&outcome.text);
    if !outcome.text.is_empty() && !outcome.text.ends_with('\n') {
        out.push('\n');
    }
    out.push_str("```\n");
}

/// The similarity, from 0 to 1000, above which an id counts as a misspelling of another: the default of
/// Python's `difflib`.
const ALIKE: usize = 600;

/// The id in the list that is most similar to an unknown one, if any is similar enough.
pub fn nearest<'a>(rows: &'a [IndexRow], id: &str) -> Option<&'a str> {
    let id = id.to_ascii_lowercase();
    let scored = rows.iter().map(|row| (playground_aws::likeness(&id, &row.id), row.id.as_str()));
    scored.filter(|(score, _)| *score >= ALIKE).max().map(|(_, id)| id)
}

/// The longest id of a scenario.
const MAX_ID: usize = 64;

/// Returns whether a text can be the id of a scenario: lower-case letters, digits and hyphens.
pub fn is_id(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.len() <= MAX_ID && text.chars().all(fits)
}

/// The id of a scenario, from its file name: `10-lose-the-key.md` is `lose-the-key`.
pub fn id_of_file(file: &str) -> &str {
    let stem = file.strip_suffix(".md").unwrap_or(file);
    stem.split_once('-').map_or(stem, |(_, id)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---\ntitle: T\nsummary: S\nseed: 05\nedition: 2020\nrules: E04 L03\n---\n\n\
        Hello.\n\n## One\n\nLook.\n\n```aws\na b\n```\n```output\nold\n```\n\n## Two\n\n```aws\nc\n```\n";

    #[test]
    fn outcomes_are_put_in_and_taken_out() {
        let scenario = parse(FILE).unwrap();
        let refused = Expected {
            text: "no\n".into(),
            refused: Some(ExpectedRefusal { rule: Some("E04".into()), code: "X".into() }),
        };
        let new = rewrite(FILE, &scenario, &[Expected::default(), refused]);
        assert!(!new.contains("old"));
        assert!(new.ends_with("```aws\nc\n```\n```output refused: E04 X\nno\n```\n"), "{new}");
        let back = parse(&new).unwrap();
        assert_eq!(back.steps[1].runs[0].expected.refused.as_ref().unwrap().code, "X");
        let same: Vec<Expected> = back.runs().map(|run| run.expected.clone()).collect();
        assert_eq!(rewrite(&new, &back, &same), new);
    }

    #[test]
    fn the_nearest_id_is_one_that_somebody_may_have_meant() {
        let ids = ["rotate-a-key", "lose-the-key", "key-of-another-account", "replicas"];
        let rows: Vec<IndexRow> = ids
            .iter()
            .flat_map(|id| parse_index(&format!("1-{id}.md\t{id}\tT\tS\t5\t2020\t\t1\t\t\t\n")).unwrap())
            .collect();
        let table = [
            ("rotate-key", Some("rotate-a-key")),
            ("Rotate-A-Key", Some("rotate-a-key")),
            ("lose-key", Some("lose-the-key")),
            ("loose-the-keys", Some("lose-the-key")),
            ("replica", Some("replicas")),
            ("nope", None),
            ("", None),
        ];
        for (id, near) in table {
            assert_eq!(nearest(&rows, id), near, "{id}");
        }
        assert_eq!(nearest(&rows, &"rotate-a-key".repeat(1000)), None);
    }
}
