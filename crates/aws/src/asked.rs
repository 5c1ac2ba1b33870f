//! A request as it was typed: an operation with its arguments by their API names, the caller and the Region.
//! It is kept with the answer to explain a refusal, and a request made from it can be printed as a command
//! line.

use crate::json::{self, Value};
use crate::line;
use crate::model::{self, Kind, Operation, Service};
use crate::usage::Usage;
use crate::values::{self, Args};
use crate::words::{Globals, Typed, is_option};
use playground_core::ids::{AccountId, Region};
use playground_core::ops::Request;
use playground_core::profile::Profile;
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
        input: Option<&str>,
    ) -> Self {
        let read = |one: &Typed| {
            Some((one.param.name, values::read_one(&one.param, &one.words, globals.raw_blobs).ok()?))
        };
        let region = globals.region.as_deref().and_then(|region| Region::parse(region).ok());
        Self {
            service: service.name,
            operation,
            args: typed.iter().filter_map(read).collect(),
            input: input.map(Rc::from),
            unknown: Vec::new(),
            profile: Profile::find(globals.profile.as_deref().unwrap_or("default")),
            region: region.unwrap_or(Region::DEFAULT),
            output: globals.output.map(crate::output::OutputFormat::name),
            query: globals.query.as_deref().map(Rc::from),
        }
    }

    pub(crate) fn with_unknown(mut self, unknown: Vec<Unknown>) -> Self {
        self.unknown = unknown;
        self
    }

    /// Another operation, by its API name, of the same caller in a Region, without arguments; `None` if there
    /// is no such operation.
    pub fn another(&self, name: &str, region: Region) -> Option<Self> {
        let of = |service: &'static Service| {
            Some((service.name, service.operations.iter().find(|operation| operation.name == name)?))
        };
        let (service, operation) = model::SERVICES.iter().find_map(of)?;
        Some(Self {
            service,
            operation,
            args: Vec::new(),
            input: None,
            unknown: Vec::new(),
            profile: self.profile,
            region,
            output: None,
            query: None,
        })
    }

    /// The same request by another caller.
    #[must_use]
    pub fn by(mut self, profile: &'static Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// The same in another Region.
    #[must_use]
    pub fn at(mut self, region: Region) -> Self {
        self.region = region;
        self
    }

    /// The same request with a value for a member. Changes nothing if the operation does not have the member.
    #[must_use]
    pub fn with(mut self, member: &str, value: Value) -> Self {
        let known = self.operation.params().find(|param| param.name == member);
        debug_assert!(known.is_some(), "{} has no {member}", self.operation.name);
        let Some(known) = known else { return self };
        match self.args.iter_mut().find(|(name, _)| *name == member) {
            Some((_, slot)) => *slot = value,
            None => self.args.push((known.name, value)),
        }
        self
    }

    /// Like [`Self::with`], for a text.
    #[must_use]
    pub fn text(self, member: &str, text: &str) -> Self {
        self.with(member, Value::string(text))
    }

    /// Like [`Self::with`], for true or false.
    #[must_use]
    pub fn flag(self, member: &str, on: bool) -> Self {
        self.with(member, Value::Bool(on))
    }

    /// The same request without some members, and without options that the operation does not have.
    #[must_use]
    pub fn without(mut self, members: &[&str]) -> Self {
        self.args.retain(|(name, _)| !members.contains(name));
        self.unknown.clear();
        self
    }

    /// The same request with its answer reduced by `--query`, as plain text.
    #[must_use]
    pub fn printing(mut self, query: &str) -> Self {
        self.query = Some(query.into());
        self.output = Some("text");
        self
    }

    /// The same request with its answer reduced by `--query`.
    #[must_use]
    pub fn querying(mut self, query: &str) -> Self {
        self.query = Some(query.into());
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

    /// The text of a member.
    pub fn get(&self, member: &str) -> Option<&str> {
        self.value(member).and_then(Value::as_str)
    }

    /// The value of a member.
    pub fn value(&self, member: &str) -> Option<&Value> {
        self.args.iter().find(|(name, _)| *name == member).map(|(_, value)| value)
    }

    /// Returns whether a member was given.
    pub fn has(&self, member: &str) -> bool {
        self.value(member).is_some()
    }

    /// Returns whether the operation has a member of that name.
    pub fn takes(&self, member: &str) -> bool {
        self.operation.params().any(|param| param.name == member)
    }

    /// Finds an option that the operation does not have.
    pub fn unknown(&self, option: &str) -> Option<&Unknown> {
        self.unknown.iter().find(|unknown| unknown.option == option)
    }

    /// The standard input.
    pub fn input(&self) -> Option<&str> {
        self.input.as_deref()
    }

    /// The profile's name.
    pub fn profile(&self) -> &'static str {
        self.profile.map_or("default", |profile| profile.name)
    }

    /// The caller's account.
    pub fn account(&self) -> Option<AccountId> {
        self.profile.map(|profile| profile.account)
    }

    /// The Region.
    pub fn region(&self) -> Region {
        self.region
    }

    /// The request for the model, or the CLI's error if it is invalid.
    pub fn request(&self) -> Result<Request, Box<Usage>> {
        let no = || Usage::plain(252, "This can't be asked for.");
        let service = model::service(self.service).ok_or_else(no)?;
        let profile = self.profile.ok_or_else(no)?;
        if self.operation.params().any(|param| param.required && !self.has(param.name)) {
            return Err(no());
        }
        let mut args = values::checked(service, self.operation, Args::of(self.args.clone()))?;
        let operation = line::typed_operation(service, self.operation, &mut args, self.input.as_deref())?;
        Ok(Request { who: profile.principal(), region: self.region, operation })
    }

    /// The command line for the request, as the shell reads it. The text `$` and `variable` stays a variable.
    pub fn line(&self, variable: Option<&str>) -> String {
        let quoted = |text: &str| {
            if variable == Some(text) { String::from(text) } else { quote(text) }
        };
        let mut line = match self.program() {
            "sql" => String::from("sql"),
            "playground" => ["playground ", &self.operation.cli_name()].concat(),
            _ => ["aws ", self.service, " ", &self.operation.cli_name()].concat(),
        };
        let mut last = Vec::new();
        for (name, value) in &self.args {
            let Some(param) = self.operation.params().find(|param| param.name == *name) else { continue };
            let option = param.cli_name();
            match (param.kind, value) {
                (Kind::Positional, Value::String(text)) => last.push(quoted(text)),
                (Kind::Flag, Value::Bool(on)) => {
                    line.extend([if *on { " --" } else { " --no-" }, &option]);
                }
                (_, Value::String(text)) if is_option(text) => {
                    line.extend([" --", &option, "=", &quoted(text)]);
                }
                (_, Value::String(text)) => line.extend([" --", &option, " ", &quoted(text)]),
                (Kind::Texts, Value::Array(items)) if plain_words(items) => {
                    line.extend([" --", &option]);
                    for item in items.iter().filter_map(Value::as_str) {
                        line.extend([" ", &quoted(item)]);
                    }
                }
                (_, Value::Number(number)) if is_option(number) => line.extend([" --", &option, "=", number]),
                _ => line.extend([" --", &option, " ", &quote(&json::compact(value))]),
            }
        }
        let globals = [
            ("--query", self.query.as_deref()),
            ("--output", self.output),
            ("--region", (self.region != Region::DEFAULT).then(|| self.region.as_str())),
            ("--profile", Some(self.profile()).filter(|name| *name != "default")),
        ];
        for (option, value) in globals {
            if let Some(value) = value {
                line.extend([" ", option, " ", &quote(value)]);
            }
        }
        for word in last {
            line.extend([" ", &word]);
        }
        if let Some(input) = &self.input {
            push_lines(&mut line, input);
        }
        line
    }
}

/// Returns whether a list can be written as words after its option, so that it is read back as the same list.
fn plain_words(items: &[Value]) -> bool {
    let words: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    let first = words.first().copied().unwrap_or("[");
    words.len() == items.len()
        && !first.trim_start().starts_with('[')
        && !first.contains("://")
        && !words.iter().any(|word| is_option(word))
}

/// Quotes a word for the shell.
fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@,+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return String::from(word);
    }
    ["'", &word.replace('\'', "'\\''"), "'"].concat()
}

/// Appends lines with `<<`, and an end that is none of them.
fn push_lines(line: &mut String, input: &str) {
    let mut end = String::from("SQL");
    while input.lines().any(|one| one == end) {
        end.push('_');
    }
    line.extend([
        " <<'",
        &end,
        "'\n",
        input,
        if input.is_empty() || input.ends_with('\n') { "" } else { "\n" },
        &end,
    ]);
}
