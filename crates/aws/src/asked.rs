//! What was asked: an operation with its arguments by their API names as they were typed, who asks and where. It stays
//! with the answer, for whoever explains a refusal and prints the line again with a change (`print`).

use crate::caller::Caller;
use crate::json::Value;
use crate::line::{self, Given};
use crate::model::{self, Operation, Service};
use crate::options::{Globals, Typed};
use crate::usage::Usage;
use crate::values::{self, Args};
use playground_core::ids::{Principal, Region};
use playground_core::ops::Request;
use playground_core::profile::{PROFILES, Profile};
use std::rc::Rc;

/// A request, which was typed or which somebody may type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    service: &'static str,
    operation: &'static Operation,
    /// Every member that was given and could be read, in the order typed, including those that the model does
    /// not read.
    args: Vec<(&'static str, Value)>,
    /// The standard input.
    input: Option<Rc<str>>,
    /// Options that the operation does not have.
    unknown: Vec<Unknown>,
    /// The caller; `None` for an unknown profile.
    profile: Option<&'static Profile>,
    /// The session that calls instead, and the name of the profile that has its credentials, if one has.
    session: Option<(Principal, Option<Rc<str>>)>,
    region: Region,
    output: Option<&'static str>,
    query: Option<Rc<str>>,
}

/// An option that an operation does not have, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// With its dashes.
    pub option: String,
    /// Its value: the text after `=`, or the next word.
    pub value: Option<String>,
}

impl Asked {
    /// Makes a request of a parsed line. What can't be read is left out.
    pub(crate) fn of(
        service: &'static Service,
        operation: &'static Operation,
        typed: &[Typed],
        globals: &Globals,
        given: &Given<'_>,
    ) -> Self {
        let read = |one: &Typed| {
            Some((one.param.name, values::read_one(one.param, &one.given, globals.raw_blobs).ok()?))
        };
        let region = globals.region.as_deref().and_then(|region| Region::parse(region).ok());
        Self {
            service: service.name,
            operation,
            args: typed.iter().filter_map(read).collect(),
            input: given.input.map(Rc::from),
            unknown: Vec::new(),
            profile: Profile::find(globals.profile.as_deref().unwrap_or("default")),
            session: match given.caller {
                Caller::Session(session) => Some((session.clone(), globals.profile.as_deref().map(Rc::from))),
                Caller::Profile | Caller::Refused(_) => None,
            },
            region: region.unwrap_or(Region::DEFAULT),
            output: globals.output.map(crate::output::OutputFormat::name),
            query: globals.query.as_deref().map(Rc::from),
        }
    }

    pub(crate) fn with_unknown(mut self, unknown: Vec<Unknown>) -> Self {
        self.unknown = unknown;
        self
    }

    /// The program: `aws`, `playground` or `sql`.
    pub fn program(&self) -> &'static str {
        if model::is_program(self.service) { self.service } else { "aws" }
    }

    /// The operation's API name, such as `ModifyDBCluster`.
    pub fn name(&self) -> &'static str {
        self.operation.name
    }

    /// Returns whether a member was given.
    pub(crate) fn has(&self, member: &str) -> bool {
        self.args.iter().any(|(name, _)| *name == member)
    }

    /// Every member that was given and could be read, in the order typed.
    pub(crate) fn args(&self) -> &[(&'static str, Value)] {
        &self.args
    }

    /// Finds an option that the operation does not have.
    pub fn unknown(&self, option: &str) -> Option<&Unknown> {
        self.unknown.iter().find(|unknown| unknown.option == option)
    }

    /// The standard input.
    pub fn input(&self) -> Option<&str> {
        self.input.as_deref()
    }

    /// `--query`
    pub(crate) fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// `--output`
    pub(crate) fn output(&self) -> Option<&'static str> {
        self.output
    }

    /// The profile's name.
    pub fn profile(&self) -> &'static str {
        self.profile.map_or("default", |profile| profile.name)
    }

    /// The session that calls, if one does.
    pub fn session(&self) -> Option<&Principal> {
        self.session.as_ref().map(|(session, _)| session)
    }

    /// The profile that picks a caller in another line: of the session, the one that has its credentials, if one has.
    pub(crate) fn profile_of(&self, who: &Principal) -> Option<&str> {
        match &self.session {
            Some((session, profile)) if session == who => profile.as_deref(),
            session => {
                let profile = PROFILES.iter().find(|profile| profile.principal() == *who)?;
                // Where a session calls, the default profile has to be named.
                (profile.name != "default" || session.is_some()).then_some(profile.name)
            }
        }
    }

    /// The request that the model is given; as the CLI turns it down where it can't be one.
    pub fn request(&self) -> Result<Request, Box<Usage>> {
        let no = || Usage::plain(252, "This can't be asked for.");
        let service = model::service(self.service, self.operation.edition).ok_or_else(no)?;
        let who = match (&self.session, self.profile) {
            (Some((session, _)), _) => session.clone(),
            (None, Some(profile)) => profile.principal(),
            (None, None) => return Err(no()),
        };
        if self.operation.params().any(|param| param.required && !self.has(param.name)) {
            return Err(no());
        }
        let mut args = values::checked(service, self.operation, Args::of(self.args.clone()))?;
        let operation = line::typed_operation(service, self.operation, &mut args, self.input.as_deref())?;
        let unread = service.group.unread(self.operation.name, &args);
        Ok(Request { who, region: self.region, operation, unread })
    }
}
