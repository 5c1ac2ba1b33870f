//! Lines with their numbers, and the front matter.

use playground_core::edition::Edition;
use playground_core::rules::{RuleId, numbers};

use super::ScenarioError;
use super::language::Language;
use super::listing::{Group, Level, Listing};

/// A cursor over lines.
pub(crate) struct Lines<'a> {
    lines: Vec<&'a str>,
    next: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { lines: text.trim_start_matches('\u{feff}').lines().collect(), next: 0 }
    }

    pub(crate) fn peek(&self) -> Option<&'a str> {
        self.lines.get(self.next).copied()
    }

    pub(crate) fn take(&mut self) -> Option<&'a str> {
        let line = self.peek()?;
        self.next += 1;
        Some(line)
    }

    /// The number of the next line, from 1.
    pub(crate) fn number(&self) -> u32 {
        u32::try_from(self.next + 1).unwrap_or(u32::MAX)
    }

    pub(crate) fn skip_blank(&mut self) {
        while self.peek().is_some_and(|line| line.trim().is_empty()) {
            self.next += 1;
        }
    }

    /// The next line that is not blank.
    pub(crate) fn peek_text(&mut self) -> Option<&'a str> {
        self.skip_blank();
        self.peek()
    }

    /// Skips what can't be read, up to the next blank line or step.
    pub(crate) fn skip_bad(&mut self) {
        while self.peek().is_some_and(|line| !line.trim().is_empty() && !is_step(line)) {
            self.next += 1;
        }
    }

    pub(crate) fn error(&self, message: &str) -> ScenarioError {
        error(self.number(), message)
    }

    /// Takes the lines of a fence whose opening line was just taken, and the closing line.
    pub(crate) fn fence(&mut self) -> Result<String, ScenarioError> {
        let open = self.number().saturating_sub(1);
        let mut text = String::new();
        loop {
            match self.take() {
                None => {
                    return Err(error(
                        open,
                        "This ``` is never closed: put ``` on a line of its own under the block.",
                    ));
                }
                Some(line) if line.trim_end() == "```" => return Ok(text),
                Some(line) => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
}

/// Returns whether a line begins a step.
pub(super) fn is_step(line: &str) -> bool {
    line.starts_with("## ") || line == "##"
}

pub(crate) fn error(line: u32, message: &str) -> ScenarioError {
    ScenarioError { line, message: String::from(message) }
}

/// The front matter's fields.
#[derive(Default)]
pub(crate) struct Front {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) seed: String,
    pub(crate) edition: Edition,
    pub(crate) rules: Vec<String>,
    pub(crate) listing: Listing,
    pub(crate) languages: Vec<Language>,
    pub(crate) after: String,
}

/// What a kind of file may have in its front matter.
pub(crate) struct Form {
    /// The error for a file that does not begin with it.
    pub(crate) begins: &'static str,
    /// The error for a field of another name.
    pub(crate) only: &'static str,
    /// The fields that it must have, of [`FIELDS`].
    pub(crate) needed: &'static [&'static str],
    /// The fields that only this kind has, and that may be left out.
    pub(crate) own: &'static [&'static str],
}

/// The front matter of a scenario.
pub(crate) const SCENARIO: Form = Form {
    begins: "A scenario begins with a line ---, then title:, summary:, seed: and edition: on lines of their own, then --- again.",
    only: "Only title, summary, seed, edition, rules, group, level, path and languages are allowed here.",
    needed: &FIELDS,
    own: &OF_SCENARIO,
};

const OF_SCENARIO: [&str; 5] = ["rules", "group", "level", "path", "languages"];

/// The front matter of a scenario's texts in another language.
pub(crate) const TRANSLATION: Form = Form {
    begins: "A translation begins with a line ---, then title: and summary: on lines of their own, then --- again.",
    only: "A translation has only title and summary here. The rest is in the scenario's own file.",
    needed: &["title", "summary"],
    own: &[],
};

const AFTER: &str = "after";

/// The front matter of a challenge.
pub(crate) const CHALLENGE: Form = Form {
    begins: "A challenge begins with a line ---, then title:, summary:, seed: and edition: on lines of their own, then --- again.",
    only: "Only title, summary, seed, edition and after are allowed here.",
    needed: &FIELDS,
    own: &[AFTER],
};

/// The fields that a file with commands has.
const FIELDS: [&str; 4] = ["title", "summary", "seed", "edition"];

/// Parses the lines between `---` at the top. `None` if there are none, or if they don't end.
pub(crate) fn front(form: &Form, lines: &mut Lines<'_>, problems: &mut Vec<ScenarioError>) -> Option<Front> {
    if lines.take().map(str::trim_end) != Some("---") {
        problems.push(error(1, form.begins));
        return None;
    }
    let mut fields: Vec<(&str, &str, u32)> = Vec::new();
    loop {
        match lines.peek().map(str::trim_end) {
            None => {
                problems.push(error(
                    1,
                    "The --- of the first line is never closed: put --- under the last of its lines.",
                ));
                return None;
            }
            Some("---") => break,
            Some("") => {}
            Some(line) => match line.split_once(':').map(|(name, value)| (name.trim(), value.trim())) {
                Some((name, value)) if form.needed.contains(&name) || form.own.contains(&name) => {
                    fields.push((name, value, lines.number()));
                }
                Some(_) => problems.push(lines.error(form.only)),
                None => problems.push(lines.error(
                    "A line here is a name, a colon and a value, for example title: My first scenario.",
                )),
            },
        }
        lines.take();
    }
    let end = lines.number();
    lines.take();
    let field = |name: &str| {
        let found = fields.iter().find(|(n, value, _)| *n == name && !value.is_empty());
        found.map_or((String::new(), end), |(_, value, line)| (String::from(*value), *line))
    };
    for name in form.needed.iter().filter(|name| field(name).0.is_empty()) {
        let message = [name, ": is missing in the lines between ---."].concat();
        problems.push(ScenarioError { line: end, message });
    }
    let [title, summary, seed, edition] = FIELDS.map(field);
    let [rules, group, level, path, languages] = OF_SCENARIO.map(field);
    let after = field(AFTER);
    let known = Edition::parse(&edition.0);
    if known.is_none() && !edition.0.is_empty() {
        let message = [&edition.0, " is not an edition of the rules. There are ", &Edition::names(), "."];
        problems.push(ScenarioError { line: edition.1, message: message.concat() });
    }
    let edition = known.unwrap_or_default();
    let rules: (Vec<String>, u32) = (rules.0.split_whitespace().map(String::from).collect(), rules.1);
    problems.extend(rules.0.iter().filter_map(|rule| unknown_rule(rule, edition, rules.1)));
    let listing = Listing {
        group: one_of(&group, Group::parse, "a group of the list", Group::names, problems),
        level: one_of(&level, Level::parse, "a level", Level::names, problems),
        path: one_of(
            &path,
            |text| text.parse().ok(),
            "a place in the path",
            || "numbers from 1".into(),
            problems,
        ),
    };
    let languages = all_languages(&languages, problems);
    let (title, summary, seed, after) = (title.0, summary.0, seed.0, after.0);
    Some(Front { title, summary, seed, edition, rules: rules.0, listing, languages, after })
}

/// Reads the languages that a scenario has files in.
fn all_languages((text, line): &(String, u32), problems: &mut Vec<ScenarioError>) -> Vec<Language> {
    let read = |word: &str| {
        let language = Language::parse(word);
        if language.is_none() {
            let message = [
                word,
                " is not a language that a scenario can be translated into. There are tags as in HTML, such as de or pt-BR, but not en: the file itself is in English.",
            ];
            problems.push(ScenarioError { line: *line, message: message.concat() });
        }
        language
    };
    text.split_whitespace().filter_map(read).collect()
}

/// Reads a field that may be left out; anything but what there is is a problem.
fn one_of<T>(
    (text, line): &(String, u32),
    parse: impl Fn(&str) -> Option<T>,
    what: &str,
    all: impl Fn() -> String,
    problems: &mut Vec<ScenarioError>,
) -> Option<T> {
    let read = parse(text);
    if read.is_none() && !text.is_empty() {
        let message = [text, " is not ", what, ". There are ", &all(), "."].concat();
        problems.push(ScenarioError { line: *line, message });
    }
    read
}

/// The error for a rule's number that the edition does not have.
pub(super) fn unknown_rule(rule: &str, edition: Edition, line: u32) -> Option<ScenarioError> {
    if RuleId::parse(rule).and_then(|id| id.rule(edition)).is_some() {
        return None;
    }
    let message =
        [rule, " is not a rule's number. In ", edition.name(), " there are ", &numbers(edition), "."];
    Some(ScenarioError { line, message: message.concat() })
}
