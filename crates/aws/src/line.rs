//! A line of words to a request, and the model's decision to what the CLI prints.

use crate::bind::{Call, bind};
use crate::help;
use crate::model;
use crate::output::{OutputFormat, write};
use crate::query::Query;
use crate::render::{Rendered, render};
use crate::usage::{Usage, service_error};
use crate::values::read;
use crate::words::{Line, split};
use playground_core::ids::Region;
use playground_core::ops::{Output, Request};
use playground_core::refusal::Refusal;
use playground_core::world::{PROFILES, Profile, World};

/// A command that can be given to the model.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// Who asks for what, where.
    pub request: Request,
    /// `--output`
    pub output: OutputFormat,
    /// `--query`
    pub query: Option<Query>,
    operation: &'static model::Operation,
    program: &'static str,
}

/// What a line is.
#[derive(Clone, Debug)]
pub enum Parsed {
    /// A command.
    Run(Box<Invocation>),
    /// A question about commands, with its answer.
    Help(String),
}

/// What a command prints, and its exit code: 0, 252 to 255 as the AWS CLI v2.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Reply {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// 0 if all went well.
    pub exit_code: u8,
}

/// Reads a line that the shell has split into words. The first word is `aws` or `playground`.
pub fn parse(words: &[String]) -> Result<Parsed, Usage> {
    let (service, operation, typed, globals) = match split(words)? {
        Line::Help(service, operation) => return Ok(Parsed::Help(help::text(service, operation))),
        Line::Version => return Ok(Parsed::Help("aws-cli/2 (Aurora Encryption Playground)\n".to_owned())),
        Line::Run(service, operation, typed, globals) => (service, operation, typed, globals),
    };
    let query = globals.query.as_ref().map(|text| {
        Query::parse(text).map_err(|error| {
            Usage::plain(252, &["Bad value for --query ", text, ": ", &error].concat()).of(operation)
        })
    });
    let query = query.transpose()?;
    let name = globals.profile.as_deref().unwrap_or("default");
    let Some(profile) = Profile::find(name) else {
        let names: Vec<&str> = PROFILES.iter().map(|profile| profile.name).collect();
        let text =
            ["The config profile (", name, ") could not be found (here there are ", &names.join(", "), ")"];
        return Err(Usage::plain(255, &text.concat()).of(operation));
    };
    let region = match globals.region.as_deref().map(Region::parse) {
        None => Region::DEFAULT,
        Some(Ok(region)) => region,
        Some(Err(_)) => {
            let region = globals.region.as_deref().unwrap_or_default();
            let host = service.name.split(' ').next().unwrap_or_default();
            let text =
                ["Could not connect to the endpoint URL: \"https://", host, ".", region, ".amazonaws.com/\""];
            return Err(Usage::plain(255, &text.concat()).of(operation));
        }
    };
    let args = read(service, operation, typed, globals.raw_blobs)?;
    let call = Call { service, operation, args: &args, account: profile.account, region };
    let request = Request { who: profile.principal(), region, operation: bind(&call)? };
    let program = if service.name == "playground" { "playground" } else { "aws" };
    Ok(Parsed::Run(Box::new(Invocation { request, output: globals.output, query, operation, program })))
}

/// What the CLI prints about the model's decision. `after` is the world it left.
pub fn respond(invocation: &Invocation, after: &World, outcome: &Result<Output, Refusal>) -> Reply {
    let output = match outcome {
        Ok(output) => output,
        Err(refusal) => return refused(invocation, refusal),
    };
    let Rendered::Json(mut answer) = render(after, output);
    if let Some(query) = &invocation.query {
        match query.search(&answer) {
            Ok(found) => answer = found,
            Err(error) => return Usage::plain(255, &error).reply(),
        }
    }
    Reply { stdout: write(invocation.output, invocation.operation.name, &answer), ..Reply::default() }
}

fn refused(invocation: &Invocation, refusal: &Refusal) -> Reply {
    if invocation.program == "playground" {
        let text = ["playground ", &invocation.operation.cli_name(), ": ", &refusal.message].concat();
        return Usage::plain(1, &text).reply();
    }
    Usage::plain(254, &service_error(refusal.code, invocation.operation.name, &refusal.message)).reply()
}

impl Usage {
    /// As a command's reply.
    pub fn reply(&self) -> Reply {
        Reply { stdout: String::new(), stderr: self.stderr.clone(), exit_code: self.exit_code }
    }
}
