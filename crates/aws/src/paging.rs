//! Pagination as the CLI does it: it fetches all pages, so that a list is complete and shows no markers of
//! the service unless they are asked for. `--max-items` and `--starting-token` return a part of it. A log
//! file is paginated in the same way, by characters.
//!
//! The services' own `Limit` and `Marker` are done by the model.

use crate::base64;
use crate::json::{self, Value};
use crate::model::Operation;
use crate::usage::Usage;
use crate::values::Args;

/// Members that control the service's own pages.
const MANUAL: [&str; 6] = ["Limit", "Marker", "MaxRecords", "MaxResults", "NextToken", "NumberOfLines"];

/// The operation whose pages are parts of one text. Its tokens can also be markers of the service: people
/// read from the beginning of a file with `--starting-token 0`.
const TEXT: &str = "DownloadDBLogFilePortion";

/// The member with which the CLI continues a list.
pub(crate) const TOKEN: &str = "StartingToken";

/// Returns whether a token is one of the CLI's, and not a marker of the service.
pub(crate) fn is_own(token: &str) -> bool {
    read_token(token).is_some()
}

/// The part of a list that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paging {
    /// Whether the service's own pagination is used, so that its markers are shown.
    manual: bool,
    start: usize,
    most: Option<usize>,
}

impl Paging {
    pub(crate) fn of(operation: &'static Operation, args: &Args) -> Result<Self, Box<Usage>> {
        let start = match args.maybe_text(TOKEN) {
            None => 0,
            Some(token) if operation.name == TEXT && !is_own(token) => 0,
            Some(token) => read_token(token)
                .ok_or_else(|| Usage::plain(255, &format!("Bad starting token: {token}")).of(operation))?,
        };
        let most = args.int("MaxItems").and_then(|most| usize::try_from(most).ok());
        Ok(Self { manual: MANUAL.iter().any(|name| args.get(name).is_some()), start, most })
    }

    /// The number of items of the list that are looked at.
    pub(crate) fn reach(&self) -> usize {
        // One more, to know whether there are more.
        self.most.map_or(usize::MAX, |most| self.start.saturating_add(most).saturating_add(1))
    }

    /// The answer with that part of its list.
    pub(crate) fn cut(&self, answer: Value) -> Value {
        let Value::Object(mut members) = answer else { return answer };
        if self.manual {
            return Value::Object(members);
        }
        if members.iter().any(|(name, _)| name == "AdditionalDataPending") {
            members.retain(|(name, _)| name == "LogFileData");
        }
        members.retain(|(name, _)| name != "Truncated");
        let (start, most) = (self.start, self.most.unwrap_or(usize::MAX));
        if start == 0 && self.most.is_none() {
            return Value::Object(members);
        }
        let mut rest = false;
        if let Some(Value::Array(items)) =
            members.iter_mut().map(|(_, value)| value).find(|value| value.as_array().is_some())
        {
            let tail = items.split_off(start.min(items.len()));
            rest = tail.len() > most;
            *items = tail.into_iter().take(most).collect();
        } else if let [(_, Value::String(text))] = members.as_mut_slice() {
            rest = text.chars().nth(start.saturating_add(most)).is_some();
            *text = text.chars().skip(start).take(most).collect();
        }
        if rest {
            members.push(("NextToken".to_owned(), Value::String(token(start + most))));
        }
        Value::Object(members)
    }
}

/// The CLI's token: JSON in base64, with the number of items already shown.
fn token(shown: usize) -> String {
    base64::encode(format!("{{\"Marker\": null, \"boto_truncate_amount\": {shown}}}").as_bytes())
}

fn read_token(text: &str) -> Option<usize> {
    let text = String::from_utf8(base64::decode(text)?).ok()?;
    usize::try_from(json::parse(&text).ok()?.get("boto_truncate_amount")?.as_i64()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_list_join_up() {
        let answer = json::parse(r#"{"Keys":[1,2,3],"Truncated":false}"#).unwrap();
        let first = Paging { most: Some(2), ..Paging::default() }.cut(answer.clone());
        assert_eq!(first.get("Keys").unwrap().as_array().unwrap().len(), 2);
        let start = read_token(first.get("NextToken").unwrap().as_str().unwrap()).unwrap();
        let second = Paging { start, most: Some(2), manual: false }.cut(answer.clone());
        assert_eq!(json::compact(&second), r#"{"Keys":[3]}"#);
        assert_eq!(json::compact(&Paging::default().cut(answer.clone())), r#"{"Keys":[1,2,3]}"#);
        assert_eq!(Paging { manual: true, ..Paging::default() }.cut(answer.clone()), answer);
        assert_eq!(read_token("nonsense"), None);
    }
}
