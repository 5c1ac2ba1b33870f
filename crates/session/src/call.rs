//! Runs one program: `playground-aws` reads the words, `playground-core` handles the request, and the answer
//! is printed. This is the only place in this crate that knows both.

use std::rc::Rc;

use playground_aws::{Given, Parsed, Usage, parse_with, respond};
use playground_core::database::Pause;
use playground_core::event::Event;
use playground_core::ops::sql::client::Sql;
use playground_core::ops::sql::{SqlOp, SqlOutput};
use playground_core::ops::{Operation, Output, submit};
use playground_core::refusal::Refusal;
use playground_core::world::World;
use playground_plan::{Question, Wanted};

use crate::engine;
use crate::entry::{Micros, Refused, SqlRun};

/// What a program printed, and its effects.
pub(crate) struct Called {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) exit_code: u8,
    pub(crate) events: Vec<Event>,
    pub(crate) refused: Option<Refused>,
    pub(crate) sql: Option<SqlRun>,
    /// What it took, in bytes printed; see [`Reply::work`](playground_aws::Reply::work).
    pub(crate) work: usize,
}

/// What an event of the model takes, in bytes printed, whether or not a refusal dropped it.
const EVENT: usize = 40;
/// What a refused command takes beyond its events: its policies may have been compared at length.
const REFUSED: usize = 50_000;

impl Called {
    pub(crate) fn printed(stdout: String) -> Self {
        Self {
            work: stdout.len(),
            stdout,
            stderr: String::new(),
            exit_code: 0,
            events: Vec::new(),
            refused: None,
            sql: None,
        }
    }
}

/// Runs `aws …`, `playground …` or `sql …` on a world, with its standard input and the files that it may read.
pub(crate) fn call(world: &mut World, words: &[String], given: &Given<'_>) -> Result<Called, Pause> {
    let invocation = match parse_with(words, given, world.edition) {
        Ok(Parsed::Run(invocation)) => invocation,
        Ok(Parsed::Help(text)) => return Ok(Called::printed(text)),
        Err(usage) => return Ok(turned_down(world, usage)),
    };
    let (after, decision) = submit(world, &invocation.request, &*engine::engine())?;
    let reply = respond(&invocation, &after, &decision.outcome);
    let in_vain = if decision.outcome.is_err() { REFUSED } else { 0 };
    let work = reply.work + EVENT * decision.made + in_vain;
    let refused = match &decision.outcome {
        Ok(Output::Sql(output)) => match output.lost() {
            Some(lost) => Some(of_model(lost)),
            None => output.answer.error.as_ref().map(|error| (Rc::from(&*error.name), None)),
        },
        Ok(_) => None,
        Err(refusal) => Some(of_model(refusal.clone())),
    };
    let refused = refused.map(|(code, refusal)| Refused {
        code,
        rule: refusal.as_ref().and_then(|refusal| refusal.rule()?.in_edition(world.edition)),
        asked: Some(Rc::new(invocation.asked.clone())),
        refusal,
    });
    let sql = match (decision.outcome, invocation.request.operation) {
        (Ok(Output::Sql(output)), Operation::Sql(SqlOp::Sql(asked))) => Some(sql_run(output, asked)),
        _ => None,
    };
    *world = after;
    Ok(Called {
        stdout: reply.stdout,
        stderr: reply.stderr,
        exit_code: reply.exit_code,
        work,
        events: decision.events,
        refused,
        sql,
    })
}

/// A refusal of the model, with its code.
fn of_model(refusal: Refusal) -> (Rc<str>, Option<Refusal>) {
    (refusal.code().name().into(), Some(refusal))
}

fn sql_run(output: SqlOutput, asked: Sql) -> SqlRun {
    SqlRun {
        cluster: output.cluster.arn.clone(),
        encrypted: output.cluster.encryption.key().is_some(),
        instance: output.instance,
        read_only: output.read_only,
        script: asked.script.unwrap_or_default(),
        answer: output.answer,
        fault: output.fault,
        micros: Micros(output.micros),
    }
}

/// The result of a line that the CLI itself refuses: no request was sent, and the world is unchanged.
fn turned_down(world: &World, usage: Usage) -> Called {
    let engine = engine::engine();
    let question = usage.asked.as_deref().and_then(|asked| Question::new(world, asked, None, &*engine));
    let rule =
        question.as_ref().and_then(Wanted::of).and_then(|wanted| wanted.rule().in_edition(world.edition));
    let code = if usage.unknown.is_empty() { Refused::USAGE } else { Refused::UNKNOWN_OPTIONS };
    let asked = usage.asked.map(|asked| Rc::new(*asked));
    let refused = Refused { code: code.into(), rule, asked, refusal: None };
    let Usage { stderr, exit_code, .. } = usage;
    Called { stderr, exit_code, refused: Some(refused), ..Called::printed(String::new()) }
}
