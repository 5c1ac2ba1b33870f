//! From the words of a line to a request, and from the model's decision to what the CLI prints.

use crate::asked::Asked;
use crate::caller::{self, Caller};
use crate::help;
use crate::json::Value;
use crate::model;
use crate::options::{Globals, Taken, Typed};
use crate::output::{MAX_ANSWER, OutputFormat, write};
use crate::paging::Paging;
use crate::query::Query;
use crate::render::{self, render};
use crate::sql;
use crate::usage::{Usage, service_error};
use crate::values::{Args, read};
use crate::words::{Line, split};
use playground_core::edition::Edition;
use playground_core::ids::Region;
use playground_core::ops::{self, Output, Request};
use playground_core::refusal::{ErrorCode, Refusal};
use playground_core::world::World;
use std::rc::Rc;

/// A command for the model.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// The request: operation, caller and Region.
    pub request: Request,
    /// The request as it was typed, including what the model does not read.
    pub asked: Asked,
    /// `--output`, if given.
    pub output: Option<OutputFormat>,
    /// `--query`
    pub query: Option<Query>,
    service: &'static model::Service,
    operation: &'static model::Operation,
    paging: Paging,
}

/// A parsed line.
#[derive(Clone, Debug)]
pub enum Parsed {
    /// A command.
    Run(Box<Invocation>),
    /// A question about commands, and its answer.
    Help(String),
}

/// What a command prints, and its exit code: 0, or 252 to 255 as in AWS CLI v2.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Reply {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// 0 for success.
    pub exit_code: u8,
    /// What it took to make the answer: one for each byte printed or for each step of `--query`, whichever are more.
    pub work: usize,
}

/// Parses a line of an edition that the shell has split into words. The first word is `aws`, `playground` or `sql`.
pub fn parse(words: &[String], edition: Edition) -> Result<Parsed, Usage> {
    parse_with_input(words, None, edition)
}

/// Like [`parse`], with the standard input if there is one.
pub fn parse_with_input(words: &[String], input: Option<&str>, edition: Edition) -> Result<Parsed, Usage> {
    parse_with(words, &Given { input, file: &|_| None, caller: Caller::Profile }, edition)
}

/// What a line may read besides its words.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The standard input, if there is one.
    pub input: Option<&'a str>,
    /// The bytes of a file by its name, for `file://` and `fileb://`.
    pub file: &'a dyn Fn(&str) -> Option<Rc<[u8]>>,
    /// Whose credentials the line is sent with.
    pub caller: Caller<'a>,
}

/// Like [`parse`], with what the line may read besides its words.
pub fn parse_with(words: &[String], given: &Given<'_>, edition: Edition) -> Result<Parsed, Usage> {
    read_line(words, given, edition).map_err(|usage| *usage)
}

fn read_line(words: &[String], given: &Given<'_>, edition: Edition) -> Result<Parsed, Box<Usage>> {
    let (service, operation, taken, globals) = match split(words, given.file, edition)? {
        Line::Help(service, operation) => return Ok(Parsed::Help(help::text(edition, service, operation))),
        Line::Version => return Ok(Parsed::Help("aws-cli/2 (Aurora Encryption Playground)\n".to_owned())),
        Line::Run(service, operation, taken, globals) => (service, operation, taken, globals),
    };
    let Taken { typed, unknown, trouble, answer } = taken;
    if let (Some(answer), None) = (answer, &trouble) {
        return Ok(Parsed::Help(answer));
    }
    let asked = Asked::of(service, operation, &typed, &globals, given).with_unknown(unknown);
    let sent = match trouble {
        Some(usage) => Err(usage),
        None => invocation(service, operation, &typed, &globals, &asked, given.caller),
    };
    match sent {
        Ok(invocation) => Ok(Parsed::Run(invocation)),
        Err(usage) => Err(usage.of(operation).about(asked)),
    }
}

/// Makes the command of a line whose options are known.
fn invocation(
    service: &'static model::Service,
    operation: &'static model::Operation,
    typed: &[Typed],
    globals: &Globals,
    asked: &Asked,
    caller: Caller<'_>,
) -> Result<Box<Invocation>, Box<Usage>> {
    let input = asked.input();
    if input.is_some() && service.name != "sql" {
        let program = if model::is_program(service.name) { service.name } else { "aws" };
        return Err(Usage::no_input(program));
    }
    let query = globals.query.as_ref().map(|text| {
        Query::parse(text)
            .map_err(|error| Usage::plain(252, &format!("Bad value for --query {text}: {error}")))
    });
    let query = query.transpose()?;
    if matches!(caller, Caller::Profile) {
        caller::found(globals.profile.as_deref().unwrap_or("default"))?;
    }
    let region = match globals.region.as_deref().map(Region::parse) {
        None => Region::DEFAULT,
        Some(Ok(region)) => region,
        Some(Err(_)) => {
            let region = globals.region.as_deref().unwrap_or_default();
            let host = service.name.split(' ').next().unwrap_or_default();
            let text =
                ["Could not connect to the endpoint URL: \"https://", host, ".", region, ".amazonaws.com/\""];
            return Err(Usage::plain(255, &text.concat()));
        }
    };
    let mut args = read(service, operation, typed, globals.raw_blobs)?;
    let typed = typed_operation(service, operation, &mut args, input)?;
    let unread = service.group.unread(operation.name, &args);
    let paging = Paging::of(operation, &args)?;
    let who = caller.of(globals.profile.as_deref(), &typed, operation)?;
    Ok(Box::new(Invocation {
        request: Request { who, region, operation: typed, unread },
        asked: asked.clone(),
        output: globals.output,
        query,
        service,
        operation,
        paging,
    }))
}

/// The operation for the model.
pub(crate) fn typed_operation(
    service: &model::Service,
    operation: &model::Operation,
    args: &mut Args,
    input: Option<&str>,
) -> Result<ops::Operation, Box<Usage>> {
    if service.name == "sql" {
        sql::statements(operation, args, input)?;
    }
    let typed = service
        .group
        .read(operation.edition, operation.name, args)
        .ok_or_else(|| Usage::not_modelled(operation.name))?;
    match &typed {
        // A program checks its own arguments, so no request is sent.
        ops::Operation::Malformed(malformed) if model::is_program(service.name) => {
            Err(Usage::grammar(service.name, &malformed.refusal().message()))
        }
        _ => Ok(typed),
    }
}

/// What the CLI prints about the model's decision. `after` is the world after the command.
pub fn respond(invocation: &Invocation, after: &World, outcome: &Result<Output, Refusal>) -> Reply {
    let output = match outcome {
        Ok(output) => output,
        Err(refusal) => return refused(invocation, refusal),
    };
    let reach = invocation.paging.reach();
    let most = reach.min(MOST_ITEMS + 1);
    let Some(rendered) = render(after, &invocation.request.operation, output, most) else {
        return Reply { work: MAX_ANSWER, ..Usage::plain(255, TOO_LONG).reply() };
    };
    if rendered.text.is_none() && reach > MOST_ITEMS + 1 && has_more(&rendered.json, MOST_ITEMS) {
        return Reply { work: MAX_ANSWER, ..Usage::plain(255, TOO_MANY).reply() };
    }
    let (stderr, exit_code) = match output {
        Output::Sql(sql) if !sql.done() => (render::sql::error(sql), 1),
        _ => (String::new(), 0),
    };
    if let (Some(text), None, None) = (&rendered.text, invocation.output, &invocation.query) {
        return Reply { stdout: text.clone(), stderr, exit_code, work: text.len() };
    }
    let whole = invocation.paging.cut(rendered.json);
    let (answer, work) = match &invocation.query {
        None => (Ok(whole), 0),
        Some(query) => query.search_counted(&whole),
    };
    let format = invocation.output.unwrap_or_default();
    match answer.map(|answer| write(format, invocation.operation.name, &answer)) {
        Ok(Some(stdout)) => Reply { work: work.max(stdout.len()), stdout, stderr, exit_code },
        Ok(None) => Reply { work: MAX_ANSWER, ..Usage::plain(255, TOO_LONG).reply() },
        Err(error) => Reply { work, ..Usage::plain(255, &error).reply() },
    }
}

/// The most items of a list in one answer of a service, which itself gives 50 or 100 at once.
const MOST_ITEMS: usize = 1_000;
const TOO_MANY: &str = "More than 1,000 items were found, which is more than one answer can have. Ask for fewer of them with --max-items, or with the options that choose among them.";
const TOO_LONG: &str =
    "The answer is longer than 2 MiB. Pick less of it with --query, or ask for less with --max-items.";

/// Returns whether the answer is a list of more than so many items.
fn has_more(answer: &Value, items: usize) -> bool {
    let members = answer.as_object().unwrap_or_default();
    members.iter().any(|(_, member)| member.as_array().is_some_and(|list| list.len() > items))
}

fn refused(invocation: &Invocation, refusal: &Refusal) -> Reply {
    let (operation, kind, message) = (invocation.operation, refusal.code(), &refusal.message());
    let code = kind.name();
    match invocation.service.name {
        "playground" => Usage::plain(1, &format!("playground {}: {message}", operation.cli_name())),
        "sql" => {
            let text = [code, ": ", message, "\n"].concat();
            return Reply { stdout: String::new(), stderr: text, exit_code: 1, work: 0 };
        }
        "rds wait" if kind == ErrorCode::WaiterError => Usage::plain(255, message),
        "rds wait" => {
            let parts = ["Waiter ", operation.name, " failed: An error occurred (", code, "): ", message];
            Usage::plain(255, &parts.concat())
        }
        _ => Usage::plain(254, &service_error(code, operation.name, message)),
    }
    .reply()
}

impl Usage {
    /// Adds the request, as far as it was understood.
    fn about(mut self: Box<Self>, asked: Asked) -> Box<Self> {
        self.asked = Some(Box::new(asked));
        self
    }

    /// The reply of the command.
    pub fn reply(&self) -> Reply {
        Reply { stderr: self.stderr.clone(), exit_code: self.exit_code, ..Reply::default() }
    }
}
