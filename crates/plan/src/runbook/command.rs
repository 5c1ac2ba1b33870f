//! A command of the AWS CLI in a runbook, and how it is written in each of a runbook's forms. Not here: which commands there
//! are (`make`, `check`), nor what stands around them.

use playground_core::ids::{Principal, Region};
use playground_core::profile::PROFILES;

/// A command of the AWS CLI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its words from `aws` on, not quoted, without `--profile` and `--region`. A word with `$NAME` in it, of a variable that
    /// an earlier command keeps its answer in, stands for that answer.
    pub words: Vec<String>,
    /// Who sends it.
    pub who: Principal,
    /// The Region that it is sent to.
    pub region: Region,
    /// The variable that what it prints is kept in.
    pub keeps: Option<String>,
}

impl Command {
    /// A command from words as they are typed, none of which needs quotes.
    pub(crate) fn plain(words: &str, who: &Principal, region: Region) -> Self {
        Self { words: words.split(' ').map(String::from).collect(), who: who.clone(), region, keeps: None }
    }

    /// The same with more words, as they are.
    pub(crate) fn with(mut self, words: &[&str]) -> Self {
        self.words.extend(words.iter().map(|word| String::from(*word)));
        self
    }

    /// The same, of whose answer a part is printed as text.
    pub(crate) fn printing(self, query: &str) -> Self {
        self.with(&["--query", query, "--output", "text"])
    }

    /// Returns whether it asks for the same thing, whatever it shows of the answer.
    pub(crate) fn is_about_the_same(&self, other: &Self) -> bool {
        let asks =
            |command: &Self| command.words.iter().take_while(|word| *word != "--query").cloned().collect();
        let (one, two): (Vec<String>, Vec<String>) = (asks(self), asks(other));
        one == two && self.region == other.region && self.who == other.who
    }

    /// The same with what it prints kept in a variable.
    pub(crate) fn kept_in(self, variable: &str) -> Self {
        Self { keeps: Some(String::from(variable)), ..self }
    }
}

/// The name of a profile for somebody: one of the playground's, or the number of the account, which is what the profiles of
/// people's own accounts are called here.
pub(crate) fn profile_of(who: &Principal) -> String {
    let known = PROFILES.iter().find(|profile| profile.principal() == *who);
    match (known, who.account()) {
        (Some(profile), _) => String::from(profile.name),
        (None, Some(account)) => account.to_string(),
        (None, None) => String::from("default"),
    }
}

/// How commands are written.
pub(crate) struct Writing<'a> {
    /// The variables of the shell that words can name.
    pub(crate) variables: &'a [String],
    /// The profile of somebody, as it stands in a line.
    pub(crate) profile: &'a dyn Fn(&Principal) -> String,
    /// What stands in the place of another text in words: another account's number, the variable of a key.
    pub(crate) instead: &'a [(String, String)],
}

/// As many characters may stand in a line.
const WIDTH: usize = 100;

impl Writing<'_> {
    /// The command's line or lines, without what its answer is kept in.
    pub(crate) fn call(&self, command: &Command, indent: &str) -> String {
        let words = command.words.iter().map(|word| self.word(word));
        let profile = ["--profile ", &(self.profile)(&command.who)].concat();
        let region = ["--region ", command.region.as_str()].concat();
        let mut parts: Vec<String> = Vec::new();
        for word in words {
            match parts.last_mut() {
                // An option stands with its values.
                Some(part) if !word.starts_with("--") => part.extend([" ", &word]),
                Some(_) | None => parts.push(word),
            }
        }
        parts.push([profile, region].join(" "));
        let line = parts.join(" ");
        if line.chars().count() <= WIDTH { line } else { parts.join(&[" \\\n", indent, "  "].concat()) }
    }

    /// The command as a line of a script.
    pub(crate) fn line(&self, command: &Command) -> String {
        let call = self.call(command, "");
        match &command.keeps {
            Some(variable) => [variable, "=$(", &call, ")"].concat(),
            None => call,
        }
    }

    /// A text with what stands in the place of others.
    pub(crate) fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            let found =
                self.instead.iter().find_map(|(from, to)| Some((rest.strip_prefix(from.as_str())?, to)));
            if let Some((after, to)) = found {
                out.push_str(to);
                rest = after;
            } else {
                out.push(next);
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
        }
        out
    }

    /// A word as the shell takes it back.
    pub(crate) fn word(&self, word: &str) -> String {
        quoted(&self.text(word), self.variables)
    }
}

/// A word as the shell takes it back, with the values of variables in it.
fn quoted(word: &str, variables: &[String]) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@,+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return String::from(word);
    }
    let mut out = String::from("\"");
    let (mut rest, mut any) = (word, false);
    while let Some(next) = rest.chars().next() {
        let named = rest.strip_prefix('$').and_then(|after| {
            let found = variables.iter().filter(|name| after.starts_with(name.as_str()));
            found.max_by_key(|name| name.len())
        });
        let len = if let Some(name) = named {
            any = true;
            out.extend(["${", name, "}"]);
            name.len() + 1
        } else {
            if matches!(next, '"' | '\\' | '$' | '`') {
                out.push('\\');
            }
            out.push(next);
            next.len_utf8()
        };
        rest = rest.get(len..).unwrap_or_default();
    }
    out.push('"');
    if any { out } else { ["'", &word.replace('\'', "'\\''"), "'"].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_from_the_shell() {
        let variables = [String::from("KEY"), String::from("KEY_THERE")];
        let rows = [
            ("orders-1", "orders-1"),
            ("", "''"),
            ("it's", "'it'\\''s'"),
            ("$KEY", "\"${KEY}\""),
            ("key/$KEY_THERE", "\"key/${KEY_THERE}\""),
            ("${aws:username} and $OTHER", "'${aws:username} and $OTHER'"),
            ("{\"a\":\"$KEY ${aws:x} `\\\"}", "\"{\\\"a\\\":\\\"${KEY} \\${aws:x} \\`\\\\\\\"}\""),
        ];
        for (word, want) in rows {
            assert_eq!(quoted(word, &variables), want);
        }
    }

    #[test]
    fn long_lines_are_broken_before_options() {
        let who = PROFILES.first().map(playground_core::profile::Profile::principal);
        let Some(who) = who else { return };
        let writing = Writing { variables: &[], profile: &profile_of, instead: &[] };
        let short = Command::plain("aws kms list-keys", &who, Region::DEFAULT);
        assert_eq!(writing.line(&short), "aws kms list-keys --profile default --region us-east-1");
        let long = short.with(&["--query", &"x".repeat(90)]).kept_in("A");
        let want = [
            "A=$(aws kms list-keys \\\n  --query ",
            &"x".repeat(90),
            " \\\n  --profile default --region us-east-1)",
        ];
        assert_eq!(writing.line(&long), want.concat());
    }
}
