//! What the word at the cursor of a command line can become: here what the shell knows, programs, keywords, functions,
//! variables and files; commands, options and values of AWS are in `playground-aws`.

use playground_plan::{GOALS, OPTIONS};

use crate::own;
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

/// Where the word at the cursor begins, in bytes, and what it can become. `caret` counts bytes, too. There is nothing in
/// the lines of `<<`, which are no commands.
pub fn complete(session: &Session, line: &str, caret: usize) -> (usize, Vec<String>) {
    let head = line.get(..caret).unwrap_or(line);
    let lines = head.rfind('\n').and_then(|end| head.get(..=end));
    if lines.is_some_and(shell::awaits_lines) {
        return (caret, Vec::new());
    }
    let aws = playground_aws::complete(line, caret, session.world());
    let place = Place::of(head);
    let mut found: Vec<String> = aws.items.into_iter().map(|item| item.text).collect();
    let own = place.candidates(session.state());
    if own.is_empty() {
        return (aws.start, found);
    }
    // Only a program, and a command of the playground, can be one of AWS's and one of the shell's.
    let mixed = matches!(place.before.as_slice(), [] | ["playground"]);
    if place.start != aws.start || place.redirected || !mixed {
        found.clear();
    }
    for candidate in own {
        if found.len() < MOST && !found.contains(&candidate) {
            found.push(candidate);
        }
    }
    (place.start, found)
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
    fn candidates(&self, state: &State) -> Vec<String> {
        if let Some((sign, name)) =
            self.word.split_once("://").filter(|(sign, _)| matches!(*sign, "file" | "fileb"))
        {
            return files(state, &[sign, "://"].concat(), name);
        }
        if let Some(name) = self.word.strip_prefix('$').filter(|name| !name.starts_with('{')) {
            let names = state.variables.iter().map(|(known, _)| &**known);
            return names
                .filter(|known| known.starts_with(name))
                .map(|known| ["$", known].concat())
                .collect();
        }
        if self.redirected {
            return files(state, "", self.word);
        }
        match self.before.as_slice() {
            [] if !self.word.is_empty() => {
                let functions = state.functions.iter().map(|(name, _)| name.to_string());
                let all = tools::names().chain(KEYWORDS).map(str::to_owned).chain(functions);
                all.filter(|name| name.starts_with(self.word) && !name.starts_with('[')).collect()
            }
            ["playground"] => {
                own::names().filter(|name| name.starts_with(self.word)).map(str::to_owned).collect()
            }
            ["playground", "plan", .., "--goal"] => GOALS
                .iter()
                .filter(|name| name.starts_with(self.word))
                .map(|name| String::from(*name))
                .collect(),
            ["playground", "plan", ..] => OPTIONS
                .iter()
                .filter(|name| name.starts_with(self.word))
                .map(|name| String::from(*name))
                .collect(),
            ["playground", "import", ..] if !self.word.starts_with('-') => files(state, "", self.word),
            ["aws", .., "--cli-input-json"] => files(state, "file://", self.word),
            [program, ..] if READERS.contains(program) && !self.word.starts_with('-') => {
                files(state, "", self.word)
            }
            _ => Vec::new(),
        }
    }
}

/// The files whose names begin so and need no quotes, behind a sign.
fn files(state: &State, sign: &str, begin: &str) -> Vec<String> {
    let names = state.files.iter().map(|(name, _)| &**name);
    let fits = names.filter(|name| name.starts_with(begin) && shell::quote(name) == *name);
    fits.map(|name| [sign, name].concat()).collect()
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
            assert_eq!(
                complete(&session, line, line.len()),
                (start, want.into_iter().map(str::to_owned).collect()),
                "{line}"
            );
        }
        assert_eq!(complete(&session, "", 0).1, ["aws", "playground", "sql"]);
        assert!(complete(&session, "cat <<X\npo", 10).1.is_empty());
    }
}
