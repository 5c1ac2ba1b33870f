//! Values that AWS refuses before it looks at any key, in its own sentences.

use crate::kms::refusal::KmsRefusal;
use crate::refusal::{Refusal, ValueConstraint};
use std::rc::Rc;

/// Tags, as they are given.
pub(in crate::ops) type Tags = [(Rc<str>, Rc<str>)];

/// How many tags a key may have.
const MOST_TAGS: usize = 50;

/// A whole number between two bounds.
pub(in crate::ops) fn range(name: &str, value: i64, least: u32, most: u32) -> Result<u32, Refusal> {
    let fits = u32::try_from(value).ok().filter(|value| (least..=most).contains(value));
    fits.ok_or_else(|| Refusal::out_of_range(name, &(least.into()..=most.into()), value))
}

/// One of a fixed set of texts.
pub(in crate::ops) fn one_of(name: &str, value: &str, choices: &[&'static str]) -> Result<(), Refusal> {
    if choices.contains(&value) { Ok(()) } else { Err(Refusal::not_one_of(name, value, choices)) }
}

/// A text of at most so many characters.
pub(in crate::ops) fn longest(name: &str, value: &str, most: usize) -> Result<(), Refusal> {
    if value.chars().count() <= most {
        return Ok(());
    }
    Err(Refusal::breaks(name, Some(value), ValueConstraint::Longest(most)))
}

/// A key's description.
pub(in crate::ops) fn description(text: &str) -> Result<(), Refusal> {
    longest("description", text, 8192)
}

/// New tags for a key that has `present` others.
pub(in crate::ops) fn tags(tags: &Tags, present: usize) -> Result<(), Refusal> {
    for (at, (name, value)) in tags.iter().enumerate() {
        let place = |part: &str| ["tags.", &(at + 1).to_string(), ".member.", part].concat();
        longest(&place("tagKey"), name, 128)?;
        longest(&place("tagValue"), value, 256)?;
        if name.starts_with("aws:") {
            return Err(KmsRefusal::ReservedTag(name.clone()).into());
        }
        if tags.iter().filter(|(other, _)| other == name).count() > 1 {
            return Err(KmsRefusal::RepeatedTag(name.clone()).into());
        }
    }
    if tags.len() + present > MOST_TAGS { Err(KmsRefusal::TooManyTags.into()) } else { Ok(()) }
}
