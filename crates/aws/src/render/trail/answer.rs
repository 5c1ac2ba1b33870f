//! `responseElements`: the answer that the caller got, with CloudTrail's names and times.

use super::object;
use crate::json::Value;
use crate::render::{iam, kms, rds, sts};
use playground_core::edition::Edition;
use playground_core::env::Time;
use playground_core::kms::action::Action;
use playground_core::ops::{Answer, Output};
use playground_core::trail::{Service, TrailCall, TrailKind};

/// `null` for calls that only read, that were refused or that answer nothing.
pub(super) fn elements(edition: Edition, call: &TrailCall) -> Value {
    let answer = call.answer.as_ref().and_then(Answer::of);
    let answer = answer.map(|answer| told(edition, answer)).and_then(|answer| match answer {
        Value::Object(members) => Some(members),
        _ => None,
    });
    let mut members = answer.unwrap_or_default();
    if edition >= Edition::Y2026
        && names_its_key(call)
        && !members.iter().any(|(_, value)| value.get("arn").is_some())
        && !members.iter().any(|(name, _)| name == "keyId")
    {
        members.extend(call.key.as_ref().map(|key| ("keyId".to_owned(), Value::string(key.to_string()))));
    }
    if members.is_empty() { object(Vec::new()) } else { Value::Object(members) }
}

/// Since December 2022 records of what manages a key name it in the answer, even if the answer doesn't; but for
/// `RetireGrant` and rotations.
fn names_its_key(call: &TrailCall) -> bool {
    call.service == Service::Kms
        && matches!(call.kind, TrailKind::ApiCall | TrailKind::ServiceEvent)
        && !call.read_only
        && call.error.is_none()
        && call.name != Action::RetireGrant.operation()
}

/// The answer as the CLI prints it, in CloudTrail's form. RDS's is what is inside the name of the resource.
fn told(edition: Edition, answer: &Answer) -> Value {
    let (world, most) = (&answer.world, usize::MAX);
    let printed = match &answer.output {
        Output::Kms(output) => kms::render(world, output, most),
        Output::Rds(output) => inner(rds::render(world, output, most)),
        Output::Iam(output) => iam::render(output),
        Output::Sts(output) => without_secret(sts::render(output)),
        // CloudTrail records neither its own operations nor what isn't AWS's.
        Output::Trail(_) | Output::Ready | Output::Playground(_) | Output::Sql(_) => Value::Null,
    };
    told_value(edition, "", printed)
}

/// The answer of `AssumeRole`, whose secret access key no record has.
fn without_secret(mut answer: Value) -> Value {
    if let Value::Object(members) = &mut answer {
        for (_, member) in members {
            if let Value::Object(inner) = member {
                inner.retain(|(name, _)| name != "SecretAccessKey");
            }
        }
    }
    answer
}

/// What the only member holds, if that is a structure.
fn inner(answer: Value) -> Value {
    match answer {
        Value::Object(mut members) if matches!(&*members, [(_, Value::Object(_))]) => {
            members.pop().map_or(Value::Null, |(_, value)| value)
        }
        other => other,
    }
}

fn told_value(edition: Edition, name: &str, value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let one = |(name, value): (String, Value)| {
                let value = told_value(edition, &name, value);
                (lower_first(edition, name), value)
            };
            Value::Object(members.into_iter().map(one).collect())
        }
        Value::Array(items) => {
            Value::Array(items.into_iter().map(|item| told_value(edition, name, item)).collect())
        }
        Value::String(text) if name.ends_with("Date") || name.ends_with("Time") => {
            Value::string(Time::parse(&text).map_or(text, |time| written_out(edition, time)))
        }
        other => other,
    }
}

/// CloudTrail's name of a member: with a small first letter, but for one that KMS has written in capitals since.
fn lower_first(edition: Edition, mut name: String) -> String {
    if name == "AWSAccountId" && edition >= Edition::Y2026 {
        return name;
    }
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A time as answers have it in records: `Jun 30, 2020 2:34:07 AM`, with another comma after the year since 2022.
fn written_out(edition: Edition, time: Time) -> String {
    let (year, month, day, hour, minute, second) = time.civil();
    let month =
        usize::try_from(month).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).unwrap_or(&"");
    let comma = match edition {
        Edition::Y2020 => "",
        Edition::Y2026 => ",",
    };
    let half = if hour < 12 { "AM" } else { "PM" };
    let hour = (hour + 11) % 12 + 1;
    format!("{month} {day}, {year}{comma} {hour}:{minute:02}:{second:02} {half}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_out() {
        for (time, then) in [
            ("2020-06-30T02:34:07Z", "Jun 30, 2020 2:34:07 AM"),
            ("2020-12-01T00:00:00Z", "Dec 1, 2020 12:00:00 AM"),
            ("2020-12-01T12:05:09Z", "Dec 1, 2020 12:05:09 PM"),
            ("2021-01-31T23:59:59Z", "Jan 31, 2021 11:59:59 PM"),
        ] {
            assert_eq!(written_out(Edition::Y2020, Time::parse(time).unwrap()), then);
        }
        let time = Time::parse("2026-12-01T22:38:27Z").unwrap();
        assert_eq!(written_out(Edition::Y2026, time), "Dec 1, 2026, 10:38:27 PM");
    }

    #[test]
    fn only_members_that_are_times_are_dates() {
        let answer = |name: &str| {
            let time = Value::string("2020-06-30T02:34:07+00:00");
            told_value(Edition::Y2020, "", Value::Object(vec![(name.to_owned(), time)]))
        };
        assert_eq!(
            answer("CreationDate").get("creationDate"),
            Some(&Value::string("Jun 30, 2020 2:34:07 AM"))
        );
        assert_eq!(
            answer("Description").get("description"),
            Some(&Value::string("2020-06-30T02:34:07+00:00"))
        );
    }
}
