//! Ways out, tried on a copy of a world before they are shown: the command that was pasted is run on the copy, then each way's
//! commands and the command again. Where the copy refuses the command too, the ways that `playground-plan` finds there are shown
//! as well. Nothing of the world changes.
//!
//! Whoever called is an administrator of their account there: files may not have the caller's own permissions.

use std::rc::Rc;

use playground_core::edition::Edition;
use playground_core::env::Seed;
use playground_core::world::World;
use playground_estate::{Arn, Estate};

use super::causes::Named;
use super::pasted::Pasted;
use super::{Answer, Told};
use crate::advice;
use crate::attempt::{Attempt, Reading};
use crate::entry::{Entry, Refused};
use crate::shell::{self, Simple, Word};
use crate::state::State;
use crate::view::Way;

/// What came of trying.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Of the command itself, in a sentence or two.
    pub command: String,
    /// Of each way of the answer, in their order; none for one that only looks.
    pub ways: Vec<Option<String>>,
    /// More ways, each of which works in the copy.
    pub found: Vec<Way>,
}

/// A world to try things on.
pub struct Copy {
    state: State,
}

impl Copy {
    /// The world of an estate, under today's rules.
    pub fn of(estate: &Rc<Estate>, seed: [u8; 16]) -> Self {
        let mut state = State::new(World::new(Seed(seed), Edition::LATEST));
        let at = state.moment_of(estate);
        state.take_over(estate.clone(), Vec::new(), at);
        Self { state }
    }

    /// Tries what a text asked for, and the ways of its answer.
    pub fn tried(&self, text: &str, answer: &Answer) -> Trial {
        tried(&self.state, text, answer)
    }
}

/// Tries what a text asked for, and the ways of its answer, on copies of a state.
pub(crate) fn tried(state: &State, text: &str, answer: &Answer) -> Trial {
    let trying = Trying::of(state, text, answer);
    let ways = answer.ways.iter().map(|way| trying.way(way)).collect();
    let (command, found) = trying.command();
    Trial { command, ways, found }
}

struct Trying<'a> {
    state: &'a State,
    /// The account of the call.
    account: Option<String>,
    /// The Region that the text names. Else the account's profile has one.
    region: Option<String>,
    /// The command, or why it can't be tried.
    line: Result<String, String>,
}

impl<'a> Trying<'a> {
    fn of(state: &'a State, text: &str, answer: &Answer) -> Self {
        let pasted = Pasted::read(text);
        let nothing = Estate::default();
        let estate = state.accounts.as_deref().map_or(&nothing, |own| &*own.estate);
        let denied = match &answer.told {
            Told::Denied(refused) => Some(refused),
            Told::ByText(_) | Told::ByCode(_) | Told::Replacement | Told::CodeOnly(_) | Told::No => None,
        };
        let named = Named::of(estate, &pasted, denied, &[]);
        let trying = Self { state, account: named.account, region: named.region, line: Err(String::new()) };
        let line = trying.line_of(text);
        Self { line, ..trying }
    }

    /// The command of a text, as it is sent here: with the profile of the account of the call.
    fn line_of(&self, text: &str) -> Result<String, String> {
        let from = text.lines().position(|line| words_from_aws(line).is_some());
        let from = from.ok_or("the text has no AWS CLI command. Paste the command with its error")?;
        let mut command = String::new();
        for line in text.lines().skip(from) {
            let line = if command.is_empty() { words_from_aws(line).unwrap_or(line) } else { line };
            let whole = line.trim_end().strip_suffix('\\');
            command.extend([whole.unwrap_or(line), " "]);
            if whole.is_none() {
                break;
            }
        }
        let unread = || String::from("the command isn't one that the AWS CLI can read");
        let commands = shell::parse(command.trim()).map_err(|_| unread())?;
        let [one] = commands.as_slice() else { return Err(unread()) };
        let simple: &Simple = one.single().filter(|it| it.assignments.is_empty()).ok_or_else(unread)?;
        let words: Option<Vec<String>> = simple.words.iter().map(Word::literal).collect();
        let words = words.ok_or("the command has variables, whose values aren't in the text")?;
        self.sent(words, self.account.as_deref())
    }

    /// A command of the AWS CLI with the profile that stands for an account.
    fn sent(&self, words: Vec<String>, account: Option<&str>) -> Result<String, String> {
        let mut kept = Vec::new();
        let mut has_region = false;
        let mut rest = words.into_iter();
        while let Some(word) = rest.next() {
            match word.as_str() {
                "--profile" => drop(rest.next()),
                option if option.starts_with("--profile=") => {}
                option => {
                    has_region |= option == "--region" || option.starts_with("--region=");
                    kept.push(shell::quote(&word));
                }
            }
        }
        if let (false, Some(region)) = (has_region, &self.region) {
            kept.extend([String::from("--region"), shell::quote(region)]);
        }
        if let Some(account) = account.filter(|_| self.state.accounts.is_some()) {
            if !self.state.profiles_of_own().any(|name| name == account) {
                return Err(["the files have nothing of account ", account].concat());
            }
            kept.extend([String::from("--profile"), account.to_owned()]);
        }
        Ok(kept.join(" "))
    }

    /// What the copy says of the command, and the ways that are found there.
    fn command(&self) -> (String, Vec<Way>) {
        const LONG: &str = "It can't be tried, because it takes too long.";
        let line = match &self.line {
            Ok(line) => line,
            Err(why) => return (["It can't be tried, because ", why, "."].concat(), Vec::new()),
        };
        let Some((_, entry)) = run(self.state, line) else { return (LONG.into(), Vec::new()) };
        match (&entry.refused, entry.done()) {
            (_, true) => (self.allowed(), Vec::new()),
            (Some(refused), false) => {
                let found = self.found(refused);
                let said = [
                    self.here(),
                    " the same command is refused with `",
                    &refused.code,
                    "`: ",
                    entry.stderr.trim().trim_end_matches('.'),
                    ".",
                ];
                (said.concat(), found)
            }
            (None, false) => (["It can't be tried, because ", entry.stderr.trim(), "."].concat(), Vec::new()),
        }
    }

    const fn here(&self) -> &'static str {
        if self.state.accounts.is_some() {
            "In a copy of your accounts as read,"
        } else {
            "In a copy of the world as it is,"
        }
    }

    /// What it means that the copy doesn't refuse the command.
    fn allowed(&self) -> String {
        let who = match (&self.account, &self.state.accounts) {
            (Some(account), Some(_)) => [" an administrator of account ", account].concat(),
            (None, _) | (_, None) => String::from(" the caller of the profile"),
        };
        [
            self.here(),
            &who,
            " isn't refused this. The cause isn't in the files: the caller's permissions, for example, or a later change.",
        ]
        .concat()
    }

    fn found(&self, refused: &Refused) -> Vec<Way> {
        advice::explain(&self.state.world, refused, None).ways
    }

    /// What comes of a way.
    fn way(&self, way: &Way) -> Option<String> {
        let is_command = |line: &String| line.starts_with("aws ");
        if way.commands.is_empty() || way.commands.iter().all(|line| is_command(line) && only_looks(line)) {
            return None;
        }
        let cant = |why: &str| Some(["It can't be tried, because ", why, "."].concat());
        if !way.commands.iter().all(is_command) {
            return cant("it is part of a policy or of a command, not a command");
        }
        let mut state = self.state.clone();
        for command in &way.commands {
            let words: Vec<String> = command.split(' ').map(String::from).collect();
            if let Some(open) = words.iter().find(|word| is_placeholder(word)) {
                return cant(&[open, " has to be filled in first"].concat());
            }
            // A key is changed by its owner.
            let owner = words.iter().find_map(|word| Arn::parse(word));
            let owner = owner.as_ref().map(Arn::account).or(self.account.as_deref());
            let line = match self.sent(words, owner) {
                Ok(line) => line,
                Err(why) => return cant(&why),
            };
            let Some((after, entry)) = run(&state, &line) else { return cant("it takes too long") };
            if !entry.done() {
                let said = ["It doesn't work there: ", entry.stderr.trim()];
                return Some([self.here(), " it is refused. ", &said.concat()].concat());
            }
            state = after;
        }
        let again = match &self.line {
            Ok(line) => run(&state, line),
            Err(why) => {
                let said =
                    [" its commands go through. Whether it is enough can't be tried, because ", why, "."];
                return Some([self.here(), &said.concat()].concat());
            }
        };
        let (_, entry) = again?;
        let said = if entry.done() {
            String::from(" it works: the command then succeeds.")
        } else {
            [" it isn't enough: the command is still refused. ", entry.stderr.trim()].concat()
        };
        Some([self.here(), &said].concat())
    }
}

/// What comes of a line, and the state after it.
fn run(state: &State, line: &str) -> Option<(State, Entry)> {
    let mut attempt = Attempt::new([0; 32], line, Reading::Entry);
    attempt.go_on(state).ok()?;
    attempt.done().into_iter().next_back()
}

/// The part of a line that begins with the program `aws`, behind a prompt or nothing.
fn words_from_aws(line: &str) -> Option<&str> {
    let line = line.trim_start().trim_start_matches(['$', '#', '%', '>']).trim_start();
    line.strip_prefix("aws ").filter(|rest| !rest.starts_with('[')).map(|_| line)
}

/// Returns whether a command changes nothing.
fn only_looks(line: &str) -> bool {
    let operation = line.split(' ').nth(2).unwrap_or_default();
    ["describe-", "get-", "list-"].iter().any(|verb| operation.starts_with(verb))
}

/// `KEY_ARN`, `arn:aws:kms:eu-west-1:ACCOUNT:key/KEY_ID`
fn is_placeholder(word: &str) -> bool {
    ["KEY_ARN", "KEY_ID", "ACCOUNT", "REGION", "SNAPSHOT"].iter().any(|name| word.contains(name))
}
