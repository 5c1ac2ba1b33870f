//! What the operations answer with and which errors they name, by botocore's models: `tests/shapes/*.txt`, which
//! `make.py` beside them writes and describes.

use std::collections::BTreeMap;

use playground_aws::json::Value;
use playground_core::edition::Edition;

/// The facts of an edition. Names are a service's and an operation's or a structure's.
#[derive(Default)]
pub(crate) struct Shapes {
    operations: BTreeMap<Name, Answer>,
    structures: BTreeMap<Name, Vec<Member>>,
    values: BTreeMap<(&'static str, &'static str, &'static str), Vec<&'static str>>,
}

type Name = (&'static str, &'static str);

struct Answer {
    output: &'static str,
    errors: Vec<&'static str>,
}

struct Member {
    name: &'static str,
    kind: &'static str,
    required: bool,
}

impl Shapes {
    pub(crate) fn of(edition: Edition) -> Self {
        let text = match edition {
            Edition::Y2020 => include_str!("../../shapes/2020.txt"),
            Edition::Y2026 => include_str!("../../shapes/2026.txt"),
        };
        let mut shapes = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match *line.split(' ').collect::<Vec<_>>() {
                ["operation", service, name, output, ref errors @ ..] => {
                    shapes.operations.insert((service, name), Answer { output, errors: errors.to_vec() });
                }
                ["structure", service, name, ref members @ ..] => {
                    let members = members.iter().map(|word| member(word)).collect();
                    shapes.structures.insert((service, name), members);
                }
                ["values", service, name, member, ref values @ ..] => {
                    shapes.values.insert((service, name, member), values.to_vec());
                }
                _ => unreachable!("{line}"),
            }
        }
        shapes
    }

    /// The errors that an operation names; `None` if the service had no such operation.
    pub(crate) fn errors(&self, service: &'static str, operation: &'static str) -> Option<&[&'static str]> {
        self.operations.get(&(service, operation)).map(|answer| &*answer.errors)
    }

    /// The texts that a member of an operation's input can be; empty where the model of the API doesn't say.
    pub(crate) fn values(
        &self,
        service: &'static str,
        operation: &'static str,
        member: &'static str,
    ) -> &[&'static str] {
        self.values.get(&(service, operation, member)).map_or(&[], |values| values)
    }

    /// What is wrong with an answer.
    pub(crate) fn wrong(
        &self,
        service: &'static str,
        operation: &'static str,
        answer: &Value,
    ) -> Vec<String> {
        let Some(known) = self.operations.get(&(service, operation)) else {
            return vec![format!("{service} had no {operation}")];
        };
        let mut wrong = Vec::new();
        match (known.output, answer) {
            // The CLI prints nothing for an empty structure either.
            ("-", Value::Null) => {}
            ("-", _) => wrong.push(format!("{operation} answers nothing")),
            (output, Value::Null) => {
                self.compare(service, operation, output, &Value::Object(Vec::new()), &mut wrong);
            }
            (output, answer) => self.compare(service, operation, output, answer, &mut wrong),
        }
        wrong
    }

    fn compare(
        &self,
        service: &'static str,
        at: &str,
        kind: &'static str,
        value: &Value,
        wrong: &mut Vec<String>,
    ) {
        let item = kind.strip_prefix('[').and_then(|kind| kind.strip_suffix(']'));
        let right = match (kind, value) {
            ("string", Value::String(_))
            | ("boolean", Value::Bool(_))
            | ("number", Value::Number(_))
            | ("document" | "{}", Value::Object(_)) => true,
            ("bytes", Value::String(text)) => text.len().is_multiple_of(4),
            ("integer", Value::Number(text)) => text.parse::<i64>().is_ok(),
            ("time", Value::String(text)) => {
                text.len() == 25 && text.contains('T') && text.ends_with("+00:00")
            }
            (_, Value::Array(items)) => item.is_some_and(|kind| {
                for value in items {
                    self.compare(service, at, kind, value, wrong);
                }
                true
            }),
            (_, Value::Object(members)) => self.structures.get(&(service, kind)).is_some_and(|known| {
                self.compare_members(service, at, known, members, wrong);
                true
            }),
            _ => false,
        };
        if !right {
            wrong.push(format!("{at} is no {kind}: {value:?}"));
        }
    }

    fn compare_members(
        &self,
        service: &'static str,
        at: &str,
        known: &[Member],
        members: &[(String, Value)],
        wrong: &mut Vec<String>,
    ) {
        let mut last = None;
        for (name, value) in members {
            let at = format!("{at}.{name}");
            let mut places = known.iter().enumerate();
            let Some((place, member)) = places.find(|(_, member)| member.name == name) else {
                wrong.push(format!("{at} does not exist"));
                continue;
            };
            if last.replace(place).is_some_and(|before| before > place) {
                wrong.push(format!("{at} stands before the member that is printed before it"));
            }
            self.compare(service, &at, member.kind, value, wrong);
        }
        for missing in known.iter().filter(|member| member.required) {
            if !members.iter().any(|(name, _)| name == missing.name) {
                wrong.push(format!("{at}.{} is always there", missing.name));
            }
        }
    }
}

fn member(word: &'static str) -> Member {
    let (name, kind) = word.split_once(':').unwrap();
    let optional = kind.strip_suffix('!');
    Member { name, kind: optional.unwrap_or(kind), required: optional.is_some() }
}
