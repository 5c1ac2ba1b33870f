//! Requests as the lines that ask for them.
//!
//! Here: which words a request is, in the order of its operation's declaration, or as a line that was typed has them.
//! Not here: reading lines (`line`), nor how values are written as JSON (`values` and `json`).

use crate::asked::Asked;
use crate::json::{self, Value};
use crate::model::{self, Operation, Service, kebab};
use crate::options::is_option;
use crate::output::OutputFormat;
use crate::sql;
use crate::values::in_json;
use playground_core::ids::Region;
use playground_core::ops::api::{self, Member, Shape, Written};
use playground_core::ops::playground::PlaygroundOp;
use playground_core::ops::sql::SqlOp;
use playground_core::ops::{self, Request};
use playground_core::profile::PROFILES;

/// How a line is written, beside what it asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner<'a> {
    /// What of the answer is shown, as `--query` takes it.
    pub query: Option<&'a str>,
    /// How the answer is shown.
    pub output: Option<OutputFormat>,
    /// A text that the shell puts something in the place of: `$KEY`.
    pub variable: Option<&'a str>,
    /// The line that it changes: members stay in its order and as it has them where they say the same, with those that
    /// the model does not read, and with its standard input.
    pub like: Option<&'a Asked>,
}

/// The line that asks for a request, as the shell reads it.
pub fn print(request: &Request) -> String {
    print_as(request, &Manner::default())
}

/// As [`print`], in some manner.
pub fn print_as(request: &Request, manner: &Manner<'_>) -> String {
    let declaration = request.operation.declaration();
    let Some((service, operation)) = model::declared(declaration) else { return String::new() };
    let typed = manner.like.filter(|asked| asked.name() == declaration.name);
    let members = members(request, typed);
    let mut line = Line { text: opening(service, operation), last: Vec::new(), input: None, manner };
    for (name, value) in &members {
        line.member(operation, name, value);
    }
    let profile = match manner.like {
        Some(asked) => asked.profile_of(&request.who),
        None => PROFILES.iter().find(|one| one.principal() == request.who).map(|one| one.name),
    };
    let output = manner.output.map(OutputFormat::name).or_else(|| typed?.output());
    let globals = [
        ("--query", manner.query.or_else(|| typed?.query())),
        ("--output", output),
        ("--region", (request.region != Region::DEFAULT).then(|| request.region.as_str())),
        ("--profile", profile.filter(|name| *name != "default" || manner.like.is_some())),
    ];
    for (option, value) in globals {
        if let Some(value) = value {
            line.text.extend([" ", option, " ", &quote(value)]);
        }
    }
    for word in line.last {
        line.text.extend([" ", &word]);
    }
    if let Some(input) = line.input.as_deref().or_else(|| typed?.input()) {
        push_lines(&mut line.text, input);
    }
    line.text
}

fn opening(service: &Service, operation: &Operation) -> String {
    match service.name {
        "sql" => String::from("sql"),
        name if model::is_program(name) => [name, " ", &operation.cli_name()].concat(),
        name => ["aws ", name, " ", &operation.cli_name()].concat(),
    }
}

/// The members in the order in which they are printed.
fn members(request: &Request, like: Option<&Asked>) -> Vec<(&'static str, Value)> {
    let operation = &request.operation;
    let new = operation.write();
    let typed = |(member, value): &(&'static Member, api::Value)| {
        let short = shorter(operation).filter(|_| member.positional).map(Value::string);
        Some((member.name, short.or_else(|| in_json(value))?))
    };
    let Some(asked) = like else {
        // A list that must be there and has nothing in it is not written.
        let absent =
            |member: &&&Member| member.required && !new.iter().any(|(known, _)| known.name == member.name);
        let members = operation.declaration().members();
        let empty = members.iter().filter(absent).map(|member| (member.name, Value::Array(Vec::new())));
        return new.iter().chain(&request.unread.0).filter_map(typed).chain(empty).collect();
    };
    let old = asked.request().map(|request| request.operation.write()).unwrap_or_default();
    let of = |written: &Written, name: &str| written.iter().find(|(member, _)| member.name == name).cloned();
    let kept = |(name, value): &(&'static str, Value)| match (of(&old, name), of(&new, name)) {
        (before, after) if before == after => Some((*name, value.clone())),
        (_, after) => typed(&after?),
    };
    let added = |one: &&(&'static Member, api::Value)| {
        !asked.has(one.0.name) && of(&old, one.0.name).as_ref() != Some(one)
    };
    asked.args().iter().filter_map(kept).chain(new.iter().filter(added).filter_map(typed)).collect()
}

/// A word without an option as people type it.
fn shorter(operation: &ops::Operation) -> Option<String> {
    match operation {
        ops::Operation::Playground(PlaygroundOp::Wait(wait)) => Some(wait.duration.to_string()),
        ops::Operation::Sql(SqlOp::Sql(client)) => sql::command(client.script.as_deref()?).map(String::from),
        _ => None,
    }
}

struct Line<'a> {
    text: String,
    /// Words without an option.
    last: Vec<String>,
    /// What can't stand as a word.
    input: Option<String>,
    manner: &'a Manner<'a>,
}

impl Line<'_> {
    fn quoted(&self, text: &str) -> String {
        if self.manner.variable == Some(text) { String::from(text) } else { quote(text) }
    }

    fn member(&mut self, operation: &Operation, name: &str, value: &Value) {
        match spelled(operation, name, value) {
            None => {}
            Some(Spelled::Input(text)) => self.input = Some(text),
            Some(Spelled::Word(text)) => self.last.push(self.quoted(&text)),
            Some(Spelled::Flag(option)) => self.text.extend([" ", &option]),
            Some(Spelled::Option { option, between, values }) => {
                self.text.extend([" ", &option]);
                for value in values {
                    let value = self.quoted(&value);
                    self.text.extend([between, &value]);
                }
            }
        }
    }
}

/// The words of the line that asks for a request, as the AWS CLI gets them; without the options that every command has,
/// and without a client's standard input.
pub fn words_of(request: &Request) -> Vec<String> {
    let declaration = request.operation.declaration();
    let Some((service, operation)) = model::declared(declaration) else { return Vec::new() };
    let mut words: Vec<String> = opening(service, operation).split(' ').map(String::from).collect();
    let mut last = Vec::new();
    for (name, value) in &members(request, None) {
        match spelled(operation, name, value) {
            None | Some(Spelled::Input(_)) => {}
            Some(Spelled::Word(text)) => last.push(text),
            Some(Spelled::Flag(option)) => words.push(option),
            Some(Spelled::Option { option, between: " ", values }) => {
                words.push(option);
                words.extend(values);
            }
            Some(Spelled::Option { option, between, values }) => {
                words.push([&option, between, &values.concat()].concat());
            }
        }
    }
    words.extend(last);
    words
}

/// A member as it stands in a line, its values not quoted.
enum Spelled {
    /// What can't stand as a word.
    Input(String),
    /// A word without an option.
    Word(String),
    /// An option that takes nothing.
    Flag(String),
    /// An option, what stands before each of its values, and those.
    Option { option: String, between: &'static str, values: Vec<String> },
}

fn spelled(operation: &Operation, name: &str, value: &Value) -> Option<Spelled> {
    let param = operation.params().find(|param| param.name == name)?;
    let option = ["--", &kebab(param.name)].concat();
    let between = |text: &str| if is_option(text) { "=" } else { " " };
    Some(match (param.shape, value) {
        (_, Value::String(text)) if param.positional && is_option(text) => Spelled::Input(text.clone()),
        (_, Value::String(text)) if param.positional => Spelled::Word(text.clone()),
        (Shape::Flag, Value::Bool(true)) => Spelled::Flag(option),
        (Shape::Flag, Value::Bool(false)) => Spelled::Flag(["--no-", &kebab(param.name)].concat()),
        (_, Value::String(text)) => {
            Spelled::Option { option, between: between(text), values: vec![text.clone()] }
        }
        (Shape::Texts, Value::Array(items)) if plain_words(items) => {
            let values = items.iter().filter_map(Value::as_str).map(String::from).collect();
            Spelled::Option { option, between: " ", values }
        }
        (_, Value::Number(number)) if is_option(number) => {
            Spelled::Option { option, between: "=", values: vec![number.clone()] }
        }
        _ => Spelled::Option { option, between: " ", values: vec![json::compact(value)] },
    })
}

/// Returns whether a list can stand as words behind its option and is read back as the same list.
fn plain_words(items: &[Value]) -> bool {
    let words: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    let first = words.first().copied().unwrap_or("[");
    words.len() == items.len()
        && !first.trim_start().starts_with('[')
        && !first.contains("://")
        && !words.iter().any(|word| is_option(word))
}

/// A word as the shell takes it back.
fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@,+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return String::from(word);
    }
    ["'", &word.replace('\'', "'\\''"), "'"].concat()
}

/// Lines by `<<`, with an end that is none of them.
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
