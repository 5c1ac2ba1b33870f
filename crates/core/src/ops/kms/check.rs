//! Values that AWS refuses before it looks for a key, with AWS's messages.

use crate::kms::refusal::KmsRefusal;
use crate::refusal::{Refusal, ValueConstraint};
use std::rc::Rc;

/// Tags in the order given.
pub(in crate::ops) type Tags = [(Rc<str>, Rc<str>)];

/// The most tags that a key may have.
const MOST_TAGS: usize = 50;

/// A text of at most so many characters.
pub(in crate::ops) fn longest(name: &str, value: &str, most: usize) -> Result<(), Refusal> {
    if value.chars().count() <= most {
        return Ok(());
    }
    Err(Refusal::breaks(name, Some(value), ValueConstraint::Longest(most)))
}

/// A text of at least so many characters.
pub(in crate::ops) fn shortest(name: &str, value: &str, least: usize) -> Result<(), Refusal> {
    if value.chars().count() >= least {
        return Ok(());
    }
    Err(Refusal::breaks(name, Some(value), ValueConstraint::Shortest(least)))
}

/// A text of characters that a pattern of AWS's has.
pub(in crate::ops) fn pattern(
    name: &str,
    value: &str,
    pattern: &'static str,
    has: impl Fn(u8) -> bool,
) -> Result<(), Refusal> {
    if value.bytes().all(has) {
        return Ok(());
    }
    Err(Refusal::breaks(name, Some(value), ValueConstraint::Pattern(pattern)))
}

/// Checks a key's description.
pub(in crate::ops) fn description(text: &str) -> Result<(), Refusal> {
    longest("description", text, 8192)
}

/// Checks new tags for a key that has `present` others.
pub(in crate::ops) fn tags(tags: &Tags, present: usize) -> Result<(), Refusal> {
    for (at, (name, value)) in tags.iter().enumerate() {
        let place = |part: &str| ["tags.", &(at + 1).to_string(), ".member.", part].concat();
        longest(&place("tagKey"), name, 128)?;
        longest(&place("tagValue"), value, 256)?;
        if name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
            return Err(KmsRefusal::ReservedTag(name.clone()).into());
        }
        if tags.iter().filter(|(other, _)| other == name).count() > 1 {
            return Err(KmsRefusal::RepeatedTag(name.clone()).into());
        }
    }
    if tags.len() + present > MOST_TAGS { Err(KmsRefusal::TooManyTags.into()) } else { Ok(()) }
}
