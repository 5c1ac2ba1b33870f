//! Members that don't stand in the line itself: `--cli-input-json` and its skeleton, and files as values (`file://`,
//! `fileb://`).
//!
//! What the JSON must look like is in `skeleton`.

use std::rc::Rc;

use playground_core::ops::api::{Member, Shape};

use crate::base64;
use crate::json::Value;
use crate::model::{Operation, kebab};
use crate::options::{Taken, Typed, Words, Written, one_value};
use crate::skeleton;
use crate::usage::{Usage, invalid_choice};

/// Finds a file of the person's by name.
pub(crate) type Files<'a> = dyn Fn(&str) -> Option<Rc<[u8]>> + 'a;

/// Takes `--cli-input-json` and `--generate-cli-skeleton` out of a service's options; the first one's members, if it is
/// given.
#[expect(clippy::type_complexity, reason = "the words that are left, and the members that were found")]
pub(crate) fn take_json(
    program: &str,
    operation: &Operation,
    words: &[String],
    files: &Files<'_>,
    taken: &mut Taken,
) -> Result<(Vec<String>, Option<Vec<Typed>>), Box<Usage>> {
    const INPUT: &str = "--cli-input-json";
    const SKELETON: &str = "--generate-cli-skeleton";
    if program != "aws" {
        return Ok((words.to_vec(), None));
    }
    let (mut left, mut members) = (Vec::new(), None);
    let mut rest = Words(words.iter().peekable());
    while let Some(word) = rest.0.next() {
        let (name, inline) =
            word.split_once('=').map_or((word.as_str(), None), |(name, value)| (name, Some(value)));
        match name {
            INPUT => {
                let text = one_value(program, INPUT, inline, &mut rest)?;
                let bytes = file(INPUT, &text, files)?;
                let text = bytes.map_or(text, |bytes| String::from_utf8_lossy(&bytes).into_owned());
                members = Some(skeleton::read(operation, &text)?);
            }
            SKELETON => {
                let form = inline.map(str::to_owned).or_else(|| rest.value());
                match form.as_deref() {
                    None | Some("input") => taken.answer = Some(skeleton::input(operation)),
                    Some("yaml-input") => taken.answer = Some(skeleton::yaml(operation)),
                    Some("output") => {
                        return Err(Usage::not_modelled(
                            "--generate-cli-skeleton output: the command itself answers with its members",
                        ));
                    }
                    Some(other) => return Err(not_a_form(program, SKELETON, other)),
                }
            }
            _ => left.push(word.clone()),
        }
    }
    Ok((left, members))
}

/// The error for a skeleton of another form.
fn not_a_form(program: &str, option: &str, form: &str) -> Box<Usage> {
    let forms = ["input", "yaml-input", "output"].map(str::to_owned);
    Usage::grammar(program, &invalid_choice(option, form, &forms))
}

/// The bytes of a file, if the value names one: `file://policy.json`, `fileb://data.bin`.
fn file(option: &str, value: &str, files: &Files<'_>) -> Result<Option<Rc<[u8]>>, Box<Usage>> {
    let Some(name) = value.strip_prefix("file://").or_else(|| value.strip_prefix("fileb://")) else {
        return Ok(None);
    };
    let missing = || {
        let text = [
            "Unable to load paramfile ",
            value,
            ": [Errno 2] No such file or directory: '",
            name,
            "'\nFiles here are those of the session: write them with > or <<.",
        ];
        Usage::parameter(option.trim_start_matches('-'), &text.concat())
    };
    files(name).map(Some).ok_or_else(missing)
}

/// A value, or what is in the file that it names.
pub(crate) fn loaded(
    param: &'static Member,
    words: Vec<String>,
    files: &Files<'_>,
) -> Result<Written, Box<Usage>> {
    let [word] = words.as_slice() else { return Ok(Written::Words(words)) };
    let Some(bytes) = file(&kebab(param.name), word, files)? else { return Ok(Written::Words(words)) };
    if param.shape == Shape::Bytes && word.starts_with("fileb:") {
        return Ok(Written::Json(Value::string(base64::encode(&bytes))));
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    // Base64 in a file may have new lines.
    let joined = text.split_whitespace().collect::<String>();
    let coded = param.shape == Shape::Bytes && base64::decode(&joined).is_some();
    Ok(Written::Words(vec![if coded { joined } else { text }]))
}
