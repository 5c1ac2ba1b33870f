//! Runs lines on a world like a session does, for golden files.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use playground_aws::{Parsed, parse, respond};
use playground_core::edition::Edition;
use playground_core::env::Seed;
use playground_core::ops::submit;
use playground_core::world::World;
use playground_sql::Sqlite;

/// Splits a line at spaces; `'…'` and `"…"` keep spaces.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let (mut quoted, mut open) = (None, false);
    for c in line.chars() {
        match c {
            '\'' | '"' if quoted.is_none_or(|quote| quote == c) => {
                quoted = if quoted.is_some() { None } else { Some(c) };
                if !open {
                    out.push(String::new());
                }
                open = true;
            }
            ' ' if quoted.is_none() => open = false,
            c => {
                if !open {
                    out.push(String::new());
                }
                open = true;
                out.last_mut().unwrap().push(c);
            }
        }
    }
    out
}

/// A world and the variables that lines have set.
pub(crate) struct Session {
    pub(crate) world: World,
    variables: Vec<(String, String)>,
}

impl Session {
    pub(crate) fn new(edition: Edition) -> Self {
        Self { world: World::new(Seed([7; 16]), edition), variables: Vec::new() }
    }

    /// Runs a line; `NAME=aws …` stores what it prints. Returns what it printed, errors included, and the
    /// exit code.
    pub(crate) fn run(&mut self, line: &str) -> (String, u8) {
        let mut text = line.to_owned();
        for (name, value) in &self.variables {
            text = text.replace(&format!("${name}"), value);
        }
        let set = text.split_once("=aws ").filter(|(name, _)| name.bytes().all(|b| b.is_ascii_uppercase()));
        let set = set.map(|(name, rest)| (name.to_owned(), format!("aws {rest}")));
        let command = set.as_ref().map_or(text.as_str(), |(_, command)| command);
        let reply = match parse(&words(command), self.world.edition) {
            Err(usage) => usage.reply(),
            Ok(Parsed::Help(text)) => return (text, 0),
            Ok(Parsed::Run(invocation)) => {
                let (after, decision) = submit(&self.world, &invocation.request, &Sqlite).unwrap();
                self.world = after;
                if let Err(refusal) = &decision.outcome {
                    let errors = invocation.request.operation.declaration().errors;
                    assert!(errors.contains(&refusal.code()), "{line}: {refusal:?}");
                }
                respond(&invocation, &self.world, &decision.outcome)
            }
        };
        if let Some((name, _)) = set
            && reply.exit_code == 0
        {
            self.variables.retain(|(known, _)| *known != name);
            self.variables.push((name, reply.stdout.trim_end().to_owned()));
            return (String::new(), 0);
        }
        (reply.stdout + &reply.stderr, reply.exit_code)
    }
}
