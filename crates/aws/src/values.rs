//! Converts words to values: lists, maps, structures, numbers, bytes; and makes the checks that the CLI makes
//! before it sends anything.
//!
//! Words are split into options in `words`; what a value means is in the core.

use crate::base64;
use crate::json::{self, Value};
use crate::model::{self, Operation, Service, kebab};
use crate::options::{Typed, Written};
use crate::paging;
use crate::policy;
use crate::shorthand;
use crate::usage::Usage;
use playground_core::edition::Edition;
use playground_core::env::Time;
use playground_core::ops::api::{self, Arguments, Fate, Inner, Member, Shape};

/// An operation's parameters, by their API names, in the order typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Args(Vec<(&'static str, Value)>);

impl Args {
    pub(crate) const fn of(args: Vec<(&'static str, Value)>) -> Self {
        Self(args)
    }

    /// A parameter's value.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// A text; empty if absent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// A text that may be left out.
    pub(crate) fn maybe_text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// An optional whole number.
    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        self.get(name).and_then(Value::as_i64)
    }

    /// Sets the value of a parameter.
    pub(crate) fn set(&mut self, name: &'static str, value: Value) {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value));
    }
}

impl Arguments for Args {
    fn get(&self, member: &'static Member) -> Option<api::Value> {
        // The CLI's own tokens count what it has shown; only other tokens are the service's.
        let own = member.name == paging::TOKEN && paging::is_own(self.text(member.name));
        self.get(member.name).filter(|_| !own).and_then(|value| in_shape(member.shape, value))
    }
}

/// The value for the core, if it has that shape.
fn in_shape(shape: Shape, value: &Value) -> Option<api::Value> {
    Some(match shape {
        Shape::Text => api::Value::text(value.as_str()?),
        Shape::Secret => api::Value::Secret(api::Secret(value.as_str()?.into())),
        Shape::Integer => api::Value::Integer(value.as_i64()?),
        Shape::Flag => api::Value::Flag(value.as_bool()?),
        Shape::Bytes => api::Value::Bytes(base64::decode(value.as_str()?)?.into()),
        Shape::Time => api::Value::Time(time(value.as_str()?)?),
        Shape::KeyPolicy => api::Value::Policy(policy::read(value.as_str()?, policy::Kind::Key)),
        Shape::IdentityPolicy => api::Value::Policy(policy::read(value.as_str()?, policy::Kind::Identity)),
        Shape::TrustPolicy => api::Value::Policy(policy::read(value.as_str()?, policy::Kind::Trust)),
        Shape::Texts | Shape::Map | Shape::Structure(_) | Shape::Structures(_) => as_it_is(value)?,
    })
}

/// A value whose parts are all texts.
fn as_it_is(value: &Value) -> Option<api::Value> {
    Some(match value {
        Value::String(text) => api::Value::text(text),
        Value::Bool(on) => api::Value::Flag(*on),
        Value::Number(text) => {
            value.as_i64().map_or_else(|| api::Value::Fraction(text.as_str().into()), api::Value::Integer)
        }
        Value::Array(items) => api::Value::List(items.iter().filter_map(as_it_is).collect()),
        Value::Object(members) => {
            let pair = |(name, value): &(String, Value)| Some((name.as_str().into(), as_it_is(value)?));
            api::Value::Structure(members.iter().filter_map(pair).collect())
        }
        Value::Null => return None,
    })
}

/// A value as it is typed; `None` for a policy that could not be read, of which there is no text.
pub(crate) fn in_json(value: &api::Value) -> Option<Value> {
    Some(match value {
        api::Value::Text(text) | api::Value::Secret(api::Secret(text)) => Value::string(&**text),
        api::Value::Integer(number) => Value::int(*number),
        api::Value::Fraction(text) => Value::Number(String::from(&**text)),
        api::Value::Flag(on) => Value::Bool(*on),
        api::Value::Bytes(bytes) => Value::string(base64::encode(bytes)),
        api::Value::Time(time) => Value::string(time.to_string()),
        api::Value::Policy(policy) => Value::string(&*policy.as_ref().ok()?.text),
        api::Value::List(items) => Value::Array(items.iter().filter_map(in_json).collect()),
        api::Value::Structure(members) => {
            let pair = |(name, value): &(std::rc::Rc<str>, api::Value)| {
                Some((String::from(&**name), in_json(value)?))
            };
            Value::Object(members.iter().filter_map(pair).collect())
        }
    })
}

/// A time such as `2020-12-01T09:00:00Z`, as the CLI reads it.
pub(crate) fn time(text: &str) -> Option<Time> {
    let whole = if text.contains(['T', ' ']) { text.to_owned() } else { format!("{text}T00:00:00") };
    let seconds = text.parse().ok().map(Time);
    Time::parse(&whole).or_else(|| Time::parse(&format!("{whole}Z"))).or(seconds)
}

/// Reads and checks every parameter. `raw_blobs`: bytes are typed as text, not as base64.
pub(crate) fn read(
    service: &Service,
    operation: &'static Operation,
    typed: &[Typed],
    raw_blobs: bool,
) -> Result<Args, Box<Usage>> {
    let mut args = Args::default();
    // In the table's order: the CLI reports errors in that order, and not as typed.
    for param in operation.params() {
        let Some(typed) = typed.iter().find(|typed| typed.param.name == param.name) else {
            continue;
        };
        args.0.push((param.name, read_one(param, &typed.given, raw_blobs)?));
    }
    checked(service, operation, args)
}

/// The parameters that the model takes, if all are valid.
pub(crate) fn checked(
    service: &Service,
    operation: &'static Operation,
    mut args: Args,
) -> Result<Args, Box<Usage>> {
    let mut errors = Vec::new();
    for param in operation.params() {
        if let Some(value) = args.get(param.name) {
            check(service, param, value, &mut errors);
        }
    }
    if !errors.is_empty() {
        return Err(Usage::validation(&errors).of(operation));
    }
    for param in operation.params() {
        if let Some(value) = args.get(param.name) {
            limits(service, operation, param, value)?;
        }
    }
    // What the model doesn't take is refused, if AWS doesn't know it either.
    let stays = |param: &Member| match param.fate {
        Fate::Read | Fate::Ignored => true,
        Fate::Refused => !param.choices.is_empty(),
    };
    args.0.retain(|(name, _)| operation.params().any(|param| param.name == *name && stays(param)));
    Ok(args)
}

pub(crate) fn read_one(param: &Member, given: &Written, raw_blobs: bool) -> Result<Value, Box<Usage>> {
    match given {
        Written::Words(words) => read_words(param, words, raw_blobs),
        Written::Json(value) => of_json(param, value),
    }
}

/// A member of `--cli-input-json`, if it has the type.
fn of_json(param: &Member, value: &Value) -> Result<Value, Box<Usage>> {
    let (fits, valid) = match param.shape {
        Shape::Text | Shape::Secret | Shape::KeyPolicy | Shape::IdentityPolicy | Shape::TrustPolicy => {
            (value.as_str().is_some(), "<class 'str'>")
        }
        Shape::Bytes => {
            (value.as_str().is_some_and(|text| base64::decode(text).is_some()), "<class 'bytes'>")
        }
        Shape::Integer => (value.as_i64().is_some(), "<class 'int'>"),
        Shape::Flag => (value.as_bool().is_some(), "<class 'bool'>"),
        // What these hold is checked with all other values.
        Shape::Time | Shape::Texts | Shape::Map | Shape::Structure(_) | Shape::Structures(_) => (true, ""),
    };
    if fits { Ok(value.clone()) } else { Err(Usage::validation(&[wrong_type(param.name, value, valid)])) }
}

fn read_words(param: &Member, words: &[String], raw_blobs: bool) -> Result<Value, Box<Usage>> {
    let cli_name = kebab(param.name);
    let first = words.first().map(String::as_str).unwrap_or_default();
    let wrong = |message: String| Usage::parameter(&cli_name, &message);
    match param.shape {
        Shape::Text
        | Shape::Time
        | Shape::KeyPolicy
        | Shape::IdentityPolicy
        | Shape::TrustPolicy
        | Shape::Secret => Ok(Value::string(first)),
        Shape::Flag => Ok(Value::Bool(first == "true")),
        Shape::Integer => first
            .trim()
            .parse()
            .map(Value::int)
            .map_err(|_| Usage::plain(255, &format!("invalid literal for int() with base 10: '{first}'"))),
        Shape::Bytes if raw_blobs => Ok(Value::string(base64::encode(first.as_bytes()))),
        Shape::Bytes => base64::decode(first)
            .map(|bytes| Value::string(base64::encode(&bytes)))
            .ok_or_else(|| Usage::plain(252, &format!("Invalid base64: \"{first}\""))),
        Shape::Texts | Shape::Structures(_) if words.len() == 1 && first.trim_start().starts_with('[') => {
            json(first).map_err(wrong)
        }
        Shape::Texts => Ok(Value::strings(words.iter().cloned())),
        Shape::Map => structure(first, &[]).map_err(wrong),
        Shape::Structure(parts) => structure(first, parts).map_err(wrong),
        Shape::Structures(parts) => words
            .iter()
            .map(|word| structure(word, parts))
            .collect::<Result<_, _>>()
            .map(Value::Array)
            .map_err(wrong),
    }
}

fn json(text: &str) -> Result<Value, String> {
    json::parse(text).map_err(|error| format!("Invalid JSON: {error}\nJSON received: {text}"))
}

/// Parses JSON or shorthand. A list member with a single value becomes a list of one.
fn structure(text: &str, parts: &[(&str, Inner)]) -> Result<Value, String> {
    if text.trim_start().starts_with('{') {
        return json(text);
    }
    let mut value = shorthand::parse(text)?;
    if let Value::Object(members) = &mut value {
        for (name, member) in members {
            let is_list = parts
                .iter()
                .any(|(known, part)| known == name && matches!(part, Inner::Texts | Inner::RequiredTexts));
            if is_list && !matches!(member, Value::Array(_)) {
                *member = Value::Array(vec![std::mem::take(member)]);
            }
            let is_number = |part| matches!(part, Inner::Number | Inner::Integer | Inner::LaterInteger);
            let is_number = parts.iter().any(|(known, part)| known == name && is_number(*part));
            if is_number && let Some(number) = member.as_str().and_then(|text| json::parse(text).ok()) {
                *member = number;
            }
            let is_flag = parts.iter().any(|(known, part)| known == name && matches!(part, Inner::Flag));
            if is_flag && let Some(on) = member.as_str().and_then(flag) {
                *member = Value::Bool(on);
            }
        }
    }
    Ok(value)
}

/// True or false, as it stands in shorthand.
fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// The CLI's own checks, in its words.
fn check(service: &Service, param: &Member, value: &Value, errors: &mut Vec<String>) {
    match param.shape {
        // Every text of KMS and IAM has at least one character; RDS sets no bound.
        Shape::Text | Shape::Secret | Shape::KeyPolicy | Shape::IdentityPolicy | Shape::TrustPolicy
            if !param.positional
                && value.as_str() == Some("")
                && service.name != "rds"
                && param.name != "Description" =>
        {
            errors.push(too_short(param.name));
        }
        Shape::Bytes if value.as_str() == Some("") => errors.push(too_short(param.name)),
        Shape::Time if value.as_str().and_then(time).is_none() => {
            errors.push(wrong_type(param.name, value, "<class 'datetime.datetime'>, timestamp-string"));
        }
        Shape::Integer if value.as_i64().is_some_and(|number| number < *param.range.start()) => {
            let min = param.range.start();
            let shown = json::compact(value);
            errors.push(format!(
                "Invalid value for parameter {}, value: {shown}, valid min value: {min}",
                param.name
            ));
        }
        Shape::Map => check_part(param.name, Inner::Map, value, errors),
        Shape::Texts => check_part(param.name, Inner::RequiredTexts, value, errors),
        Shape::Structure(parts) if !parts.is_empty() => {
            check_shape(service.edition, param.name, parts, value, errors);
        }
        Shape::Structures(parts) if !parts.is_empty() => match value.as_array() {
            Some(items) => {
                for (at, item) in items.iter().enumerate() {
                    let name = format!("{}[{at}]", param.name);
                    check_shape(service.edition, &name, parts, item, errors);
                }
            }
            None => errors.push(wrong_type(param.name, value, "<class 'list'>, <class 'tuple'>")),
        },
        _ => {}
    }
}

fn too_short(name: &str) -> String {
    format!("Invalid length for parameter {name}, value: 0, valid min length: 1")
}

fn check_shape(
    edition: Edition,
    name: &str,
    parts: &[(&str, Inner)],
    value: &Value,
    errors: &mut Vec<String>,
) {
    let parts: Vec<_> = parts.iter().filter(|(_, kind)| kind.since() <= edition).collect();
    let Some(members) = value.as_object() else {
        errors.push(wrong_type(name, value, "<class 'dict'>"));
        return;
    };
    for (part, kind) in &parts {
        if matches!(kind, Inner::Required | Inner::RequiredTexts) && value.get(part).is_none() {
            errors.push(format!("Missing required parameter in {name}: \"{part}\""));
        }
    }
    for (member, _) in members {
        if !parts.iter().any(|(part, _)| part == member) {
            let known: Vec<&str> = parts.iter().map(|(part, _)| *part).collect();
            errors.push(format!(
                "Unknown parameter in {name}: \"{member}\", must be one of: {}",
                known.join(", ")
            ));
        }
    }
    for (part, kind) in parts {
        if let Some(member) = value.get(part) {
            check_part(&format!("{name}.{part}"), *kind, member, errors);
        }
    }
}

fn check_part(name: &str, part: Inner, value: &Value, errors: &mut Vec<String>) {
    match (part, value) {
        (Inner::Text | Inner::Required, Value::String(_))
        | (Inner::Number, Value::Number(_))
        | (Inner::Flag, Value::Bool(_)) => {}
        (Inner::Integer | Inner::LaterInteger, Value::Number(_)) if value.as_i64().is_some() => {}
        (Inner::Texts | Inner::RequiredTexts, Value::Array(items)) => {
            for (at, item) in items.iter().enumerate() {
                check_part(&format!("{name}[{at}]"), Inner::Text, item, errors);
            }
        }
        (Inner::Map, Value::Object(members)) => {
            for (key, member) in members {
                check_part(&format!("{name}.{key}"), Inner::Text, member, errors);
            }
        }
        (Inner::Text | Inner::Required, _) => errors.push(wrong_type(name, value, "<class 'str'>")),
        (Inner::Texts | Inner::RequiredTexts, _) => {
            errors.push(wrong_type(name, value, "<class 'list'>, <class 'tuple'>"));
        }
        (Inner::Map, _) => errors.push(wrong_type(name, value, "<class 'dict'>")),
        (Inner::Integer | Inner::LaterInteger, _) => errors.push(wrong_type(name, value, "<class 'int'>")),
        (Inner::Flag, _) => errors.push(wrong_type(name, value, "<class 'bool'>")),
        (Inner::Number, _) => {
            let valid = "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>";
            errors.push(wrong_type(name, value, valid));
        }
    }
}

/// The message for a wrong type, in which the CLI shows that it is a Python program.
fn wrong_type(name: &str, value: &Value, valid: &str) -> String {
    let class = match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(text) if text.contains(['.', 'e', 'E']) => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    };
    let shown = json::python(value);
    format!(
        "Invalid type for parameter {name}, value: {shown}, type: <class '{class}'>, valid types: {valid}"
    )
}

/// Bounds and choices that the service checks, and what the playground does not model.
fn limits(
    service: &Service,
    operation: &'static Operation,
    param: &Member,
    value: &Value,
) -> Result<(), Box<Usage>> {
    let texts: Vec<&str> = match value {
        Value::String(text) => vec![text],
        Value::Bool(flag) => vec![if *flag { "true" } else { "false" }],
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let choices = param.choices(operation.edition);
    let outside = texts.iter().find(|text| !choices.contains(text));
    let is_known = choices.is_empty() || outside.is_none();
    if is_known && (param.fate == Fate::Refused || !param.modelled.is_empty()) {
        let shown = match texts.iter().find(|text| !param.modelled.contains(text)) {
            Some(text) if !param.modelled.is_empty() && param.shape != Shape::Flag => format!(" {text}"),
            None if !param.modelled.is_empty() => return Ok(()),
            _ => String::new(),
        };
        return Err(Usage::not_modelled(&format!("--{}{shown}", kebab(param.name))).of(operation));
    }
    // A program checks its own arguments. A service's are checked by the model, so that its refusals are
    // recorded.
    if !model::is_program(service.name) {
        return Ok(());
    }
    let constraint = match (param.shape, outside) {
        (Shape::Integer, _) if value.as_i64().is_some_and(|number| number > *param.range.end()) => {
            format!("have value less than or equal to {}", param.range.end())
        }
        (_, Some(_)) if !choices.is_empty() => {
            format!("satisfy enum value set: [{}]", choices.join(", "))
        }
        _ => return Ok(()),
    };
    let shown = outside.map_or_else(|| json::compact(value), |text| (*text).to_owned());
    let text = format!("--{} {shown}: must {constraint}", kebab(param.name));
    Err(Usage::grammar(service.name, &text).of(operation))
}
