//! The functions that a filter can call.

use playground_aws::base64;
use playground_aws::json::{self, Value};
use playground_core::sort::sorted;

use super::eval::{Run, compare, described, size, truth};
use super::{Filter, compact_text};
use crate::tools::affordable;
use crate::tools::grep::compiled;

/// Every function: its name and the number of its arguments.
pub(super) const FUNCTIONS: [(&str, usize); 44] = [
    ("add", 0),
    ("all", 0),
    ("any", 0),
    ("any", 1),
    ("all", 1),
    ("ascii_downcase", 0),
    ("ascii_upcase", 0),
    ("contains", 1),
    ("empty", 0),
    ("endswith", 1),
    ("first", 0),
    ("from_entries", 0),
    ("fromjson", 0),
    ("group_by", 1),
    ("has", 1),
    ("join", 1),
    ("keys", 0),
    ("last", 0),
    ("length", 0),
    ("ltrimstr", 1),
    ("map", 1),
    ("max", 0),
    ("min", 0),
    ("not", 0),
    ("reverse", 0),
    ("rtrimstr", 1),
    ("select", 1),
    ("sort", 0),
    ("sort_by", 1),
    ("split", 1),
    ("startswith", 1),
    ("test", 1),
    ("to_entries", 0),
    ("tojson", 0),
    ("tonumber", 0),
    ("tostring", 0),
    ("type", 0),
    ("unique", 0),
    ("unique_by", 1),
    ("values", 0),
    ("@base64d", 0),
    ("@base64", 0),
    ("@tsv", 0),
    ("@csv", 0),
];

type Values = Result<Vec<Value>, String>;

/// Calls a function.
pub(super) fn call(run: &mut Run<'_>, name: &str, args: &[Filter], input: &Value) -> Values {
    run.step(size(input))?;
    let Some(arg) = args.first() else { return plain(name, input) };
    match name {
        "select" => {
            let kept = run.all(arg, input)?.iter().filter(|value| truth(value)).count();
            Ok(vec![input.clone(); kept])
        }
        "map" => {
            let mut out = Vec::new();
            for item in items(input)? {
                out.extend(run.all(arg, item)?);
            }
            Ok(vec![Value::Array(out)])
        }
        "any" | "all" => {
            let mut found = Vec::new();
            for item in items(input)? {
                found.extend(run.all(arg, item)?);
            }
            plain(name, &Value::Array(found))
        }
        "sort_by" | "group_by" | "unique_by" => by_key(run, name, arg, input),
        _ => {
            // A regular expression is made ready each time.
            run.step(if name == "test" { 1_000 } else { 0 })?;
            run.all(arg, input)?.iter().map(|given| with(name, input, given)).collect()
        }
    }
}

/// The items of an array, or the members of an object.
fn items(value: &Value) -> Result<Vec<&Value>, String> {
    match value {
        Value::Array(items) => Ok(items.iter().collect()),
        Value::Object(members) => Ok(members.iter().map(|(_, member)| member).collect()),
        other => Err(["Cannot iterate over ", &described(other)].concat()),
    }
}

fn array(value: &Value, what: &str) -> Result<Vec<Value>, String> {
    let found = value.as_array().map(<[Value]>::to_vec);
    found.ok_or_else(|| [&described(value), " cannot be ", what, ", as it is not an array"].concat())
}

fn by_key(run: &mut Run<'_>, name: &str, arg: &Filter, input: &Value) -> Values {
    let mut keyed = Vec::new();
    for item in array(input, "sorted")? {
        keyed.push((Value::Array(run.all(arg, &item)?), item));
    }
    run.step(keyed.len() * 8)?;
    let keyed = sorted(keyed, |(one, _), (other, _)| compare(one, other));
    let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
    for (key, item) in keyed {
        match groups.last_mut() {
            Some((last, group)) if compare(last, &key).is_eq() => group.push(item),
            _ => groups.push((key, vec![item])),
        }
    }
    let groups = groups.into_iter().map(|(_, group)| group);
    let out = match name {
        "group_by" => groups.map(Value::Array).collect(),
        "unique_by" => groups.filter_map(|group| group.into_iter().next()).collect(),
        _ => groups.flatten().collect(),
    };
    Ok(vec![Value::Array(out)])
}

/// A function without arguments.
fn plain(name: &str, input: &Value) -> Values {
    let one = match name {
        "empty" => return Ok(Vec::new()),
        "values" => return Ok(if input.is_null() { Vec::new() } else { vec![input.clone()] }),
        "not" => Value::Bool(!truth(input)),
        "any" => Value::Bool(items(input)?.into_iter().any(truth)),
        "all" => Value::Bool(items(input)?.into_iter().all(truth)),
        "length" => length(input)?,
        "keys" => match input {
            Value::Object(_) => {
                Value::Array(by_name(input).into_iter().map(|(name, _)| Value::String(name)).collect())
            }
            Value::Array(items) => Value::Array((0..items.len()).map(|at| Value::uint(at as u64)).collect()),
            other => return Err([&described(other), " has no keys"].concat()),
        },
        "type" => Value::string(input.kind()),
        "first" => input.as_array().and_then(<[_]>::first).cloned().unwrap_or_default(),
        "last" => input.as_array().and_then(<[_]>::last).cloned().unwrap_or_default(),
        "tostring" => Value::String(text_of(input)),
        "tojson" => Value::String(compact_text(input)),
        "fromjson" => {
            let text = text(input)?;
            json::parse(text)
                .map_err(|error| [&error.to_string(), " (while parsing '", text, "')"].concat())?
        }
        "tonumber" => match input {
            Value::Number(_) => input.clone(),
            Value::String(text) if text.trim().parse::<f64>().is_ok() => {
                Value::Number(text.trim().to_owned())
            }
            other => return Err([&described(other), " cannot be parsed as a number"].concat()),
        },
        "ascii_downcase" => Value::String(text(input)?.to_ascii_lowercase()),
        "ascii_upcase" => Value::String(text(input)?.to_ascii_uppercase()),
        "add" => {
            let mut sum = Value::Null;
            let items = items(input)?;
            // Adding arrays or texts copies what there is already.
            affordable(items.len(), items.iter().map(|item| length_of(item)).sum())?;
            for item in items {
                sum = arithmetic(&sum, "+", item)?;
            }
            sum
        }
        "sort" | "unique" | "min" | "max" => {
            let mut items = sorted(array(input, "sorted")?, compare);
            match name {
                "min" => items.into_iter().next().unwrap_or_default(),
                "max" => items.pop().unwrap_or_default(),
                "unique" => {
                    items.dedup_by(|one, other| compare(one, other).is_eq());
                    Value::Array(items)
                }
                _ => Value::Array(items),
            }
        }
        "reverse" => Value::Array(array(input, "reversed")?.into_iter().rev().collect()),
        "to_entries" => {
            let Value::Object(members) = input else {
                return Err([&described(input), " has no keys"].concat());
            };
            let entry = |(name, value): &(String, Value)| {
                let key = (String::from("key"), Value::string(name.as_str()));
                Value::Object(vec![key, (String::from("value"), value.clone())])
            };
            Value::Array(members.iter().map(entry).collect())
        }
        "from_entries" => from_entries(&items(input)?),
        "@base64" => Value::String(base64::encode(text_of(input).as_bytes())),
        "@base64d" => {
            let bytes = base64::decode(text(input)?);
            let bytes = bytes.ok_or_else(|| [&described(input), " is not valid base64 data"].concat())?;
            Value::String(String::from_utf8_lossy(&bytes).into_owned())
        }
        "@tsv" | "@csv" => Value::String(row(name == "@tsv", &items(input)?)),
        other => return Err([other, " isn't modeled here."].concat()),
    };
    Ok(vec![one])
}

/// About how much is copied with a value.
fn length_of(value: &Value) -> usize {
    size(value) + value.as_str().map_or(1, str::len)
}

fn length(input: &Value) -> Result<Value, String> {
    let count = match input {
        Value::Null => 0,
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        Value::Number(text) => return Ok(Value::Number(text.trim_start_matches('-').to_owned())),
        Value::Bool(_) => return Err([&described(input), " has no length"].concat()),
    };
    Ok(Value::uint(count as u64))
}

/// Tags, as AWS writes them, have `Key` and `Value`.
fn from_entries(items: &[&Value]) -> Value {
    let mut members: Vec<(String, Value)> = Vec::new();
    for item in items {
        let member =
            |names: &[&str]| names.iter().find_map(|name| item.get(name)).cloned().unwrap_or_default();
        let name = text_of(&member(&["key", "k", "name", "Name", "Key", "K"]));
        members.retain(|(known, _)| *known != name);
        members.push((name, member(&["value", "v", "Value", "V"])));
    }
    Value::Object(members)
}

fn row(tabs: bool, items: &[&Value]) -> String {
    let cell = |value: &&Value| match value {
        Value::Null => String::new(),
        Value::String(text) if tabs => text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n"),
        Value::String(text) => ["\"", &text.replace('"', "\"\""), "\""].concat(),
        value => text_of(value),
    };
    items.iter().map(cell).collect::<Vec<_>>().join(if tabs { "\t" } else { "," })
}

/// A function with an argument that is a value.
fn with(name: &str, input: &Value, given: &Value) -> Result<Value, String> {
    Ok(match name {
        "has" => match (input, given) {
            (Value::Object(_), Value::String(name)) => Value::Bool(input.get(name).is_some()),
            (Value::Array(items), Value::Number(_)) => {
                let at = given.as_i64().and_then(|at| usize::try_from(at).ok());
                Value::Bool(at.is_some_and(|at| at < items.len()))
            }
            _ => {
                return Err(["Cannot check whether ", input.kind(), " has a ", given.kind(), " key"].concat());
            }
        },
        "contains" => {
            affordable(size(input) + 1, size(given) + 1)?;
            Value::Bool(contains(input, given))
        }
        "startswith" => Value::Bool(text(input)?.starts_with(text(given)?)),
        "endswith" => Value::Bool(text(input)?.ends_with(text(given)?)),
        "ltrimstr" | "rtrimstr" => match (input.as_str(), given.as_str()) {
            (Some(text), Some(cut)) => {
                let kept = if name == "ltrimstr" { text.strip_prefix(cut) } else { text.strip_suffix(cut) };
                Value::string(kept.unwrap_or(text))
            }
            _ => input.clone(),
        },
        "split" => Value::Array(text(input)?.split(text(given)?).map(Value::string).collect()),
        "join" => {
            let between = text(given)?;
            let parts: Vec<String> = items(input)?
                .into_iter()
                .map(|item| if item.is_null() { String::new() } else { text_of(item) })
                .collect();
            Value::String(parts.join(between))
        }
        "test" => Value::Bool(compiled(text(given)?, false)?.is_match(text(input)?)),
        other => return Err([other, " isn't modeled here."].concat()),
    })
}

fn contains(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.contains(other.as_str()),
        (Value::Array(one), Value::Array(other)) => {
            other.iter().all(|wanted| one.iter().any(|item| contains(item, wanted)))
        }
        (Value::Object(_), Value::Object(other)) => {
            other.iter().all(|(name, wanted)| one.get(name).is_some_and(|member| contains(member, wanted)))
        }
        _ => compare(one, other).is_eq(),
    }
}

/// `+ - * / %`
pub(super) fn arithmetic(one: &Value, sign: &str, other: &Value) -> Result<Value, String> {
    if sign == "+" {
        match (one, other) {
            (Value::Null, value) | (value, Value::Null) => return Ok(value.clone()),
            (Value::String(one), Value::String(other)) => {
                return Ok(Value::String([one.as_str(), other].concat()));
            }
            (Value::Array(one), Value::Array(other)) => {
                return Ok(Value::Array([one.as_slice(), other].concat()));
            }
            (Value::Object(one), Value::Object(other)) => {
                let mut members = one.clone();
                members.retain(|(name, _)| !other.iter().any(|(new, _)| new == name));
                members.extend(other.iter().cloned());
                return Ok(Value::Object(members));
            }
            _ => {}
        }
    }
    if let (Value::Array(one), "-", Value::Array(other)) = (one, sign, other) {
        affordable(size(&Value::Array(one.clone())), size(&Value::Array(other.clone())))?;
        let kept = one.iter().filter(|item| !other.iter().any(|cut| compare(item, cut).is_eq()));
        return Ok(Value::Array(kept.cloned().collect()));
    }
    let wrong =
        || [&described(one), " and ", &described(other), " cannot be calculated with ", sign].concat();
    let (Some(left), Some(right)) = (one.as_i64(), other.as_i64()) else { return Err(wrong()) };
    let result = match sign {
        "+" => left.checked_add(right),
        "-" => left.checked_sub(right),
        "*" => left.checked_mul(right),
        "%" => left.checked_rem(right),
        _ if right != 0 && left % right == 0 => left.checked_div(right),
        _ => None,
    };
    result.map(Value::int).ok_or_else(|| [&wrong(), ": only whole numbers exist here"].concat())
}

pub(super) fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| compact_text(value), str::to_owned)
}

fn text(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| [&described(value), " is not a string"].concat())
}

/// The members of an object, by name.
pub(super) fn by_name(value: &Value) -> Vec<(String, Value)> {
    let members = value.as_object().unwrap_or_default().to_vec();
    sorted(members, |(one, _), (other, _)| one.cmp(other))
}
