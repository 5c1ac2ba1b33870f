//! A refusal explained: the rule with its place in the source, why in terms of
//! the keys there are, and the shortest legal ways to what was wanted, as
//! commands with the names in question filled in.
//!
//! Here: what to say. Not here: whether a command is refused (that is
//! `playground-core`'s). Advice is computed when it is looked at, from the world
//! before the command; nothing of it is kept.

mod access;
mod client;
mod commands;
mod instances;
mod names;
mod snapshots;
mod ways;
mod why;

use playground_core::refusal::Source;
use playground_core::rules::{Rule, SOURCE_URL};
use playground_core::world::World;

use crate::entry::{Refused, SqlRun};
use crate::view::{RefusalView, RuleView};
use crate::words::Asked;
use names::Names;

/// Explains a refusal; `world` is the one the command was tried on, `run` what a database answered, if it came that far.
pub fn explain(world: &World, refused: &Refused, run: Option<&SqlRun>) -> RefusalView {
    let asked = Asked { words: &refused.words, input: refused.input.as_deref() };
    let names = Names { world, asked };
    RefusalView {
        code: String::from(&*refused.code),
        rule: refused.rule.map(|rule| rule_view(rule.rule())),
        why: names::prose(&why::why(&names, refused, run)),
        ways: ways::ways(&names, refused, run),
        model: refused.refusal.as_ref().is_some_and(|refusal| refusal.source() == Source::Model),
    }
}

/// A rule as the page shows it.
pub fn rule_view(rule: &Rule) -> RuleView {
    RuleView {
        id: String::from(rule.id.name()),
        section: String::from(rule.section.name()),
        place: ["paragraph ", &rule.paragraph.to_string()].concat(),
        statement: String::from(rule.statement),
        href: [SOURCE_URL, rule.section.fragment()].concat(),
    }
}
