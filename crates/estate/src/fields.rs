//! The members of a JSON object by name, whichever way the name is written: the CLI says `DBClusterIdentifier`, AWS Config
//! `dbclusterIdentifier`, CloudTrail `dBClusterIdentifier` and Terraform `cluster_identifier`. So one reader reads them all.

use std::cell::Cell;

use playground_aws::json::Value;
use playground_core::env::Time;

use crate::arn::Arn;

/// An object's members, and which of them were used.
pub(crate) struct Fields<'a> {
    members: Vec<Member<'a>>,
}

struct Member<'a> {
    /// The name in small letters, without underscores.
    plain: String,
    value: &'a Value,
    used: Cell<bool>,
}

/// A name in small letters, without underscores.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect()
}

impl<'a> Fields<'a> {
    /// The members of an object; none if the value is something else.
    pub(crate) fn of(value: &'a Value) -> Self {
        let members = value.as_object().unwrap_or_default().iter();
        let member =
            |(name, value): &'a (String, Value)| Member { plain: plain(name), value, used: Cell::new(false) };
        Self { members: members.map(member).collect() }
    }

    /// How many members there are.
    pub(crate) fn count(&self) -> usize {
        self.members.len()
    }

    /// Returns whether there is a member with this plain name, whatever its value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.members.iter().any(|member| member.plain == name)
    }

    /// Returns whether all of these members are there.
    pub(crate) fn have(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.has(name))
    }

    /// The first of these members that is there and not `null`.
    pub(crate) fn any(&self, names: &[&str]) -> Option<&'a Value> {
        let find =
            |name: &&str| self.members.iter().find(|member| member.plain == *name && !member.value.is_null());
        let member = names.iter().find_map(find)?;
        member.used.set(true);
        Some(member.value)
    }

    /// A text that is not empty. AWS Config puts some of them into an object with a member `value`.
    pub(crate) fn text(&self, names: &[&str]) -> Option<&'a str> {
        let value = self.any(names)?;
        value.as_str().or_else(|| value.get("value")?.as_str()).filter(|text| !text.is_empty())
    }

    /// An ARN.
    pub(crate) fn arn(&self, names: &[&str]) -> Option<Arn> {
        self.text(names).and_then(Arn::parse)
    }

    /// `true` or `false`, as a text as well.
    pub(crate) fn flag(&self, names: &[&str]) -> Option<bool> {
        let value = self.any(names)?;
        value.as_bool().or(match value.as_str() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => None,
        })
    }

    /// A whole number, as a text or with a fraction of zeros as well.
    pub(crate) fn number(&self, names: &[&str]) -> Option<u64> {
        whole(self.any(names)?)
    }

    /// A time: ISO 8601, or seconds or milliseconds since 1970.
    pub(crate) fn time(&self, names: &[&str]) -> Option<Time> {
        let value = self.any(names)?;
        if let Some(time) = value.as_str().and_then(|text| Time::parse(text).or_else(|| spelled(text))) {
            return Some(time);
        }
        // Seconds have ten digits until the year 2286, milliseconds thirteen.
        whole(value).map(|number| Time(if number > 99_999_999_999 { number / 1_000 } else { number }))
    }

    /// The items of a list; none if it isn't there.
    pub(crate) fn list(&self, names: &[&str]) -> &'a [Value] {
        self.any(names).and_then(Value::as_array).unwrap_or_default()
    }

    /// The texts of a list.
    pub(crate) fn texts(&self, names: &[&str]) -> Vec<&'a str> {
        self.list(names).iter().filter_map(Value::as_str).collect()
    }

    /// The plain names of the members that nobody asked for.
    pub(crate) fn unused(&self) -> impl Iterator<Item = (&str, &'a Value)> {
        self.members.iter().filter(|member| !member.used.get()).map(|member| (&*member.plain, member.value))
    }
}

/// `Nov 28, 2026, 12:38:06 PM`, as CloudTrail writes times in answers.
fn spelled(text: &str) -> Option<Time> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    // Some versions of Java put a narrow space before AM and PM.
    let mut words = text.split([' ', ',', '\u{202f}']).filter(|word| !word.is_empty());
    let (month, day, year, clock, half) =
        (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let (hour, rest) = clock.split_once(':')?;
    let hour = hour.parse::<usize>().ok().filter(|hour| (1..=12).contains(hour))? % 12;
    let hour = match half {
        "AM" => hour,
        "PM" => hour + 12,
        _ => return None,
    };
    Time::parse(&format!("{year}-{month:02}-{day:0>2}T{hour:02}:{rest}Z"))
}

/// A number without its fraction. `1.611066134335E12` is how AWS Config writes a time.
fn whole(value: &Value) -> Option<u64> {
    let text = match value {
        Value::Number(text) | Value::String(text) => text,
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let exponent: usize = exponent.trim_start_matches('+').parse().ok().filter(|exponent| *exponent < 19)?;
    let moved: String = fraction.chars().chain(std::iter::repeat('0')).take(exponent).collect();
    [integer, &*moved].concat().parse().ok()
}

#[cfg(test)]
mod tests {
    use playground_aws::json;

    use super::*;

    #[test]
    fn one_name_in_every_writing() {
        for text in [
            r#"{"DBClusterIdentifier": "orders"}"#,
            r#"{"dbclusterIdentifier": "orders"}"#,
            r#"{"dBClusterIdentifier": "orders"}"#,
            r#"{"db_cluster_identifier": "orders"}"#,
            r#"{"cluster_identifier": "orders"}"#,
        ] {
            let value = json::parse(text).unwrap();
            let names = ["dbclusteridentifier", "clusteridentifier"];
            assert_eq!(Fields::of(&value).text(&names), Some("orders"), "{text}");
        }
    }

    #[test]
    fn numbers_and_times_in_every_writing() {
        for (text, seconds) in [
            (r#""2021-01-19T14:22:14.335000+00:00""#, 1_611_066_134),
            ("1611066134.335", 1_611_066_134),
            ("1611066134335", 1_611_066_134),
            ("1.611066134335E12", 1_611_066_134),
            ("1611066134", 1_611_066_134),
            (r#""Jan 19, 2021, 2:22:14 PM""#, 1_611_066_134),
            (r#""Jan 19, 2021 2:22:14\u202fPM""#, 1_611_066_134),
            (r#""Jan 19, 2021, 12:22:14 AM""#, 1_611_015_734),
        ] {
            let value = Value::Object(vec![("time".into(), json::parse(text).unwrap())]);
            assert_eq!(Fields::of(&value).time(&["time"]), Some(Time(seconds)), "{text}");
        }
        for (text, number) in [
            ("7", Some(7)),
            ("7.0", Some(7)),
            (r#""7""#, Some(7)),
            ("-1", None),
            ("1e99", None),
            ("[]", None),
        ] {
            let value = Value::Object(vec![("n".into(), json::parse(text).unwrap())]);
            assert_eq!(Fields::of(&value).number(&["n"]), number, "{text}");
        }
    }
}
