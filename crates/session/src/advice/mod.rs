//! Explains refusals: the rule with its place in the source, the reason in terms of the keys on the map, and
//! the shortest legal ways to what was wanted, as commands that can be run.
//!
//! Whether a command is refused is decided in `playground-core`, and ways out are found in `playground-plan`.
//! Advice is computed from the world before the command when somebody looks at it, and never stored.

mod client;
mod denied;
pub(crate) mod global;
mod iam;
pub(crate) mod why;

use playground_aws::Asked;
use playground_core::ops::Operation;
use playground_core::refusal::Source;
use playground_core::rules::{Rule, SOURCE_URL};
use playground_core::world::World;
use playground_plan::{Question, Way as Found};

use crate::engine;
use crate::entry::{Refused, SqlRun};
use crate::view::{Inline, RefusalView, RuleView, Way};

/// Explains a refusal. `world` is the one before the command, `run` the database's answer if there is one.
pub fn explain(world: &World, refused: &Refused, run: Option<&SqlRun>) -> RefusalView {
    let engine = engine::engine();
    let asked = refused.asked.as_deref();
    let question = asked.and_then(|asked| Question::new(world, asked, refused.refusal.as_ref(), &*engine));
    let mut tried = run.is_some() || refused.rule.is_some();
    let (why, ways) = match &question {
        None => (String::from(why::of_words(refused)), Vec::new()),
        Some(question) => {
            let (why, ways) = if by_client(question, run) {
                let why = client::why(question, refused, run).unwrap_or_default();
                (why, client::ways(question, refused, run))
            } else {
                let choices = playground_plan::choices(question);
                tried |= choices.iter().any(|choice| !choice.is_empty()) || why::is_lost(question);
                (why::why(question, refused), playground_plan::tried(question, choices))
            };
            (why, ways.iter().map(|found| way(found, question.asked)).collect())
        }
    };
    RefusalView {
        code: String::from(&*refused.code),
        rule: question.as_ref().map_or(refused.rule, |question| why::rule(question, refused)).map(rule_view),
        why: prose(&why),
        // Of a name or a value that can't be, the message says what is wrong, and no command was tried.
        no_way: ways.is_empty() && tried,
        ways,
        model: refused.refusal.as_ref().is_some_and(|refusal| refusal.source() == Source::Model),
    }
}

/// Returns whether a database client was refused: by the database, or because no instance answered, and not
/// because of its options.
fn by_client(question: &Question<'_>, run: Option<&SqlRun>) -> bool {
    matches!(question.request.operation, Operation::Sql(_)) && (run.is_some() || question.refusal.is_some())
}

fn way(found: &Found, asked: &Asked) -> Way {
    let commands = found.steps.iter().map(|step| step.line(asked)).collect();
    Way { text: String::from(found.text), commands }
}

/// A text with `code` in backticks, as a list of runs.
pub fn prose(text: &str) -> Vec<Inline> {
    let runs = text.split('`').enumerate().filter(|(_, run)| !run.is_empty());
    runs.map(
        |(at, run)| {
            if at % 2 == 0 { Inline::Text(String::from(run)) } else { Inline::Code(String::from(run)) }
        },
    )
    .collect()
}

/// A rule as the page shows it.
pub fn rule_view(rule: &Rule) -> RuleView {
    RuleView {
        id: String::from(rule.id.name()),
        place: rule.place(),
        statement: String::from(rule.statement),
        href: [SOURCE_URL, rule.section.fragment()].concat(),
    }
}
