//! One program call: words to `playground-aws`, its request to `playground-core`, the answer back.
//! The only place in this crate that knows both.

use playground_aws::{Parsed, Usage, parse, respond};
use playground_core::event::Event;
use playground_core::ops::submit;
use playground_core::world::World;

use crate::entry::Refused;
use crate::usage_rules;

/// What a program printed and did.
pub(crate) struct Called {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) exit_code: u8,
    pub(crate) events: Vec<Event>,
    pub(crate) refused: Option<Refused>,
}

impl Called {
    pub(crate) fn printed(stdout: String) -> Self {
        Self { stdout, stderr: String::new(), exit_code: 0, events: Vec::new(), refused: None }
    }
}

/// Runs `aws …` or `playground …` on a world.
pub(crate) fn call(world: &mut World, words: Vec<String>) -> Called {
    let invocation = match parse(&words) {
        Ok(Parsed::Run(invocation)) => invocation,
        Ok(Parsed::Help(text)) => return Called::printed(text),
        Err(usage) => return turned_down(world, words, usage),
    };
    let (after, decision) = submit(world, &invocation.request);
    let reply = respond(&invocation, &after, &decision.outcome);
    let refused = decision.outcome.err().map(|refusal| Refused {
        code: refusal.code.into(),
        rule: refusal.rule,
        words: words.into(),
        refusal: Some(refusal),
    });
    *world = after;
    Called {
        stdout: reply.stdout,
        stderr: reply.stderr,
        exit_code: reply.exit_code,
        events: decision.events,
        refused,
    }
}

/// A line that the CLI itself turns down: nothing was sent, the world is as it was.
fn turned_down(world: &World, words: Vec<String>, usage: Usage) -> Called {
    let rule = usage_rules::rule(&usage, &words, world);
    let code = if usage.unknown.is_empty() { "Usage" } else { "UnknownOptions" };
    let refused = Refused { code: code.into(), rule, words: words.into(), refusal: None };
    Called {
        stdout: String::new(),
        stderr: usage.stderr,
        exit_code: usage.exit_code,
        events: Vec::new(),
        refused: Some(refused),
    }
}
