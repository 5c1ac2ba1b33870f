//! `--cli-input-json`, which gives an operation's members as JSON, and `--generate-cli-skeleton`, which writes such JSON
//! with all members that the operation has here.

use playground_core::edition::Edition;
use playground_core::ops::api::{Fate, Inner, Member, Shape};

use crate::json::{self, Value};
use crate::model::Operation;
use crate::options::{Typed, Written};
use crate::output::{self, OutputFormat};
use crate::usage::Usage;

/// The members in a text of JSON, as if they had been typed.
pub(crate) fn read(operation: &Operation, text: &str) -> Result<Vec<Typed>, Box<Usage>> {
    let wrong =
        |message: &str| Usage::plain(252, &["Error parsing parameter 'cli-input-json': ", message].concat());
    let value = json::parse(text).map_err(|error| {
        wrong(&["Invalid JSON: ", &error.to_string(), "\nJSON received: ", text].concat())
    })?;
    let Value::Object(members) = value else { return Err(wrong("Invalid JSON: an object is expected.")) };
    let mut typed = Vec::new();
    let mut unknown = Vec::new();
    for (name, value) in members {
        match operation.params().find(|param| param.name == name && !param.positional) {
            Some(param) => typed.push(Typed { param, given: Written::Json(value) }),
            None => unknown.push(name),
        }
    }
    if unknown.is_empty() {
        return Ok(typed);
    }
    let known: Vec<&str> =
        operation.params().filter(|param| is_of_service(param)).map(|param| param.name).collect();
    let errors: Vec<String> = unknown
        .iter()
        .map(|name| {
            ["Unknown parameter in input: \"", name, "\", must be one of: ", &known.join(", ")].concat()
        })
        .collect();
    Err(Usage::validation(&errors))
}

/// Returns whether a parameter is one of the service's, and not one that the CLI adds.
fn is_of_service(param: &Member) -> bool {
    !matches!(param.name, "StartingToken" | "PageSize" | "MaxItems")
}

/// All members with empty values, as the CLI writes them.
pub(crate) fn input(operation: &Operation) -> String {
    let members =
        members(operation).map(|param| (param.name.to_owned(), empty(operation.edition, param))).collect();
    json::pretty(&Value::Object(members)) + "\n"
}

/// The same as YAML. As the CLI does it, a comment says what is required and which values there are; what each member is
/// for isn't repeated.
pub(crate) fn yaml(operation: &Operation) -> String {
    let mut out = String::new();
    for param in members(operation) {
        let member = Value::Object(vec![(param.name.to_owned(), empty(operation.edition, param))]);
        let text = output::write(OutputFormat::Yaml, operation.name, &member).unwrap_or_default();
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        out.push_str(first);
        let choices = param.choices(operation.edition);
        let valid = ["Valid values are: ", &choices.join(", "), "."].concat();
        let said = [("[REQUIRED]", param.required), (valid.as_str(), !choices.is_empty())];
        let said: Vec<&str> = said.into_iter().filter(|(_, holds)| *holds).map(|(text, _)| text).collect();
        if !said.is_empty() {
            out.extend(["  # ", &said.join(" ")]);
        }
        out.extend(["\n", rest]);
    }
    out
}

fn members(operation: &Operation) -> impl Iterator<Item = &'static Member> {
    operation
        .params()
        .filter(|param| is_of_service(param) && param.fate != Fate::Refused && !param.positional)
}

fn empty(edition: Edition, param: &Member) -> Value {
    match param.shape {
        Shape::Text
        | Shape::Secret
        | Shape::KeyPolicy
        | Shape::IdentityPolicy
        | Shape::TrustPolicy
        | Shape::Bytes => Value::string(param.choices.first().copied().unwrap_or_default()),
        Shape::Time => Value::string("1970-01-01T00:00:00"),
        Shape::Integer => Value::int(0),
        Shape::Flag => Value::Bool(true),
        Shape::Texts => Value::strings([param.choices.first().copied().unwrap_or_default().to_owned()]),
        Shape::Map => Value::Object(vec![("KeyName".to_owned(), Value::string(""))]),
        Shape::Structure(parts) => structure(edition, parts),
        Shape::Structures(parts) => Value::Array(vec![structure(edition, parts)]),
    }
}

fn structure(edition: Edition, parts: &[(&'static str, Inner)]) -> Value {
    let value = |inner: Inner| match inner {
        Inner::Text | Inner::Required => Value::string(""),
        Inner::Texts | Inner::RequiredTexts => Value::strings([String::new()]),
        Inner::Number => Value::Number(String::from("0.0")),
        Inner::Integer | Inner::LaterInteger => Value::int(0),
        Inner::Flag => Value::Bool(true),
        Inner::Map => Value::Object(vec![("KeyName".to_owned(), Value::string(""))]),
    };
    let parts = parts.iter().filter(|(_, inner)| inner.since() <= edition);
    Value::Object(parts.map(|(name, inner)| ((*name).to_owned(), value(*inner))).collect())
}
