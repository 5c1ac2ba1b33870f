//! What the word at the cursor of a command line can become: here what the shell knows, programs, keywords, functions,
//! variables and files; commands, options and values of AWS are in `playground-aws`.

use playground_aws::{Candidate, Completions};
use playground_plan::{GOALS, OPTIONS};

use crate::own;
use crate::own::goals;
use crate::own::plan::FINDING;
use crate::session::Session;
use crate::shell;
use crate::state::State;
use crate::tools;

/// The words of the shell's language that begin a command.
const KEYWORDS: [&str; 6] = ["case", "for", "function", "if", "until", "while"];
/// The words behind which a command begins.
const BEFORE: [&str; 9] = ["do", "then", "else", "elif", "if", "while", "until", "{", "!"];
/// The programs whose words can be names of files.
const READERS: [&str; 16] = [
    "base64", "cat", "cut", "egrep", "fgrep", "grep", "head", "jq", "ls", "rm", "sort", "tail", "tee", "tr",
    "uniq", "wc",
];
/// The most candidates.
const MOST: usize = 50;
/// The most characters of a variable's value that are shown.
const VALUE: usize = 60;

/// The completions at the cursor, a byte offset in the line. There are none in the lines of `<<`, which are no commands.
pub fn complete(session: &Session, line: &str, cursor: usize) -> Completions {
    let head = line.get(..cursor).unwrap_or(line);
    let lines = head.rfind('\n').and_then(|end| head.get(..=end));
    if lines.is_some_and(shell::awaits_lines) {
        return Completions { start: cursor, items: Vec::new() };
    }
    let mut found = playground_aws::complete(line, cursor, session.world());
    let place = Place::of(head);
    let own = place.candidates(session.state());
    if own.is_empty() {
        return found;
    }
    // Only a program, and a command of the playground, can be one of AWS's and one of the shell's.
    let mixed = matches!(place.before.as_slice(), [] | ["playground"]);
    if place.start != found.start || place.redirected || !mixed {
        found.items.clear();
    }
    for candidate in own {
        if found.items.len() < MOST && !found.items.iter().any(|item| item.text == candidate.text) {
            found.items.push(candidate);
        }
    }
    Completions { start: place.start, ..found }
}

/// A candidate, and what it is.
fn candidate(text: impl Into<String>, about: impl Into<String>) -> Candidate {
    Candidate { text: text.into(), about: about.into() }
}

/// The word at the cursor, and what comes before it.
struct Place<'a> {
    /// Where the word begins.
    start: usize,
    word: &'a str,
    /// The words of the same command before it.
    before: Vec<&'a str>,
    /// Whether it names a file that is read or written.
    redirected: bool,
}

impl<'a> Place<'a> {
    fn of(head: &'a str) -> Self {
        let ends = |c: char| c.is_whitespace() || matches!(c, '|' | ';' | '&' | '(' | '<' | '>');
        let start = head.rfind(ends).map_or(0, |at| at + 1);
        let (before, word) = head.split_at_checked(start).unwrap_or((head, ""));
        let redirected = before.trim_end_matches([' ', '\t']).ends_with(['<', '>']);
        let joined =
            |at: usize| before.get(..at).is_some_and(|text| text.trim_end_matches('\r').ends_with('\\'));
        let begins = before.char_indices().rev().find(|(at, c)| match c {
            '|' | ';' | '(' => true,
            '&' => !before.get(..*at).is_some_and(|text| text.ends_with('>')),
            '\n' => !joined(*at),
            _ => false,
        });
        let from = begins.map_or(0, |(at, _)| at + 1);
        let words = before.get(from..).unwrap_or_default().split_whitespace();
        let mut before: Vec<&str> = words.filter(|word| *word != "\\").collect();
        while before.first().is_some_and(|word| BEFORE.contains(word)) {
            before.remove(0);
        }
        Self { start, word, before, redirected }
    }

    /// What the shell knows that begins like the word.
    fn candidates(&self, state: &State) -> Vec<Candidate> {
        if let Some((sign, name)) =
            self.word.split_once("://").filter(|(sign, _)| matches!(*sign, "file" | "fileb"))
        {
            return files(state, &[sign, "://"].concat(), name);
        }
        if let Some(name) = self.word.strip_prefix('$').filter(|name| !name.starts_with('{')) {
            let fits = state.variables.iter().filter(|(known, _)| known.starts_with(name));
            return fits.map(|(known, value)| candidate(["$", known].concat(), shortened(value))).collect();
        }
        if self.redirected {
            return files(state, "", self.word);
        }
        match self.before.as_slice() {
            [] if !self.word.is_empty() => {
                let functions = state.functions.iter().map(|(name, _)| candidate(&**name, "function"));
                let programs = tools::names().map(|name| candidate(name, "program"));
                let keywords = KEYWORDS.into_iter().map(|name| candidate(name, "keyword"));
                let all = programs.chain(keywords).chain(functions);
                all.filter(|it| it.text.starts_with(self.word) && !it.text.starts_with('[')).collect()
            }
            ["playground"] => {
                let own = own::names().filter(|(name, _)| name.starts_with(self.word));
                own.map(|(name, about)| candidate(name, about)).collect()
            }
            ["playground", "plan", .., "--goal"] => {
                let goals = GOALS.into_iter().filter(|name| name.starts_with(self.word));
                goals.map(|name| candidate(name, "goal")).collect()
            }
            ["playground", "plan", .., FINDING] => {
                let names = goals::with_a_goal().map(goals::called);
                names
                    .filter(|name| name.starts_with(self.word))
                    .map(|name| candidate(name, "finding"))
                    .collect()
            }
            ["playground", "plan", ..] => {
                let options = OPTIONS.into_iter().chain([FINDING]).filter(|name| name.starts_with(self.word));
                options.map(|name| candidate(name, "option")).collect()
            }
            ["playground", "import" | "why-refused", ..] if !self.word.starts_with('-') => {
                files(state, "", self.word)
            }
            ["aws", .., "--cli-input-json"] => files(state, "file://", self.word),
            [program, ..] if READERS.contains(program) && !self.word.starts_with('-') => {
                files(state, "", self.word)
            }
            _ => Vec::new(),
        }
    }
}

/// The files whose names begin so and need no quotes, behind a sign.
fn files(state: &State, sign: &str, begin: &str) -> Vec<Candidate> {
    let plain = |name: &str| name.starts_with(begin) && shell::quote(name) == name;
    let fits = state.files.iter().filter(|(name, _)| plain(name));
    fits.map(|(name, bytes)| candidate([sign, name].concat(), [&bytes.len().to_string(), " bytes"].concat()))
        .collect()
}

/// The beginning of a value.
fn shortened(value: &str) -> String {
    let line = value.lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(VALUE).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use playground_core::edition::Edition;

    use super::*;

    #[test]
    fn each_place_of_a_line() {
        let mut session = Session::new(Session::seed_of("1"), Edition::Y2020);
        session.run("KEY=1\ngreet() { echo hello; }\necho '{}' > policy.json\necho a > 'two words'\necho b > plain.txt");
        for (line, start, want) in [
            ("gre", 0, vec!["grep", "greet"]),
            ("pl", 0, vec!["playground"]),
            ("wh", 0, vec!["while"]),
            ("aws kms list-keys | j", 20, vec!["jq"]),
            ("aws kms list-keys |j", 19, vec!["jq"]),
            ("for x in a; do hea", 15, vec!["head"]),
            ("true && ca", 8, vec!["cat", "case"]),
            ("K=$(bas", 4, vec!["base64"]),
            ("aws kms create-key --policy file://po", 28, vec!["file://policy.json"]),
            ("aws kms encrypt --plaintext fileb://p", 28, vec!["fileb://plain.txt", "fileb://policy.json"]),
            ("aws kms create-key --cli-input-json ", 36, vec!["file://plain.txt", "file://policy.json"]),
            ("cat po", 4, vec!["policy.json"]),
            ("jq . < pol", 7, vec!["policy.json"]),
            ("echo a >pl", 8, vec!["plain.txt"]),
            ("echo a >> pl", 10, vec!["plain.txt"]),
            ("aws kms describe-key --key-id $K", 30, vec!["$KEY"]),
            ("cat -", 4, vec![]),
            ("echo po", 5, vec![]),
            ("aws kms list-keys --reg", 18, vec!["--region"]),
            ("aws kms list-keys\naws k", 22, vec!["kms"]),
        ] {
            let found = complete(&session, line, line.len());
            let texts: Vec<&str> = found.items.iter().map(|item| item.text.as_str()).collect();
            assert_eq!((found.start, texts), (start, want), "{line}");
        }
        let texts = |line: &str| {
            let items = complete(&session, line, line.len()).items;
            items.into_iter().map(|item| [item.text, item.about].join(": ")).collect::<Vec<String>>()
        };
        assert_eq!(complete(&session, "", 0).items.len(), 3);
        assert!(texts("cat <<X\npo").is_empty());
        assert_eq!(texts("cat pl"), ["plain.txt: 2 bytes"]);
        assert_eq!(texts("gree"), ["greet: function"]);
        assert_eq!(texts("echo $K"), ["$KEY: 1"]);
        assert_eq!(shortened(&"é".repeat(61)), ["é".repeat(60).as_str(), "…"].concat());
        assert_eq!(shortened("a\nb"), "a…");
    }
}
