//! Which of the model's reasons a text is: its fixed parts are looked for, in their order, with anything between them. The
//! parts are those of the `reasons!` tables, so that a reason is recognized as soon as there is one.

use playground_core::iam::IamReason;
use playground_core::kms::action::Action;
use playground_core::kms::refusal::{KeyReason, KmsReason};
use playground_core::kms::state::KeyState;
use playground_core::rds::feature_refusal::FeatureReason;
use playground_core::rds::global_refusal::GlobalReason;
use playground_core::rds::refusal::RdsReason;
use playground_core::rds::setting_refusal::SettingReason;
use playground_core::refusal::{ErrorCode, Source, Template, ValueReason};
use playground_core::rules::RuleId;

use super::pasted::{Pasted, same};

/// A reason of any service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A value that can't be.
    Value(ValueReason),
    /// Of AWS KMS.
    Kms(KmsReason),
    /// Why KMS finds no key.
    Key(KeyReason),
    /// Of IAM.
    Iam(IamReason),
    /// Of Amazon RDS.
    Rds(RdsReason),
    /// Of Amazon RDS, about a setting.
    Setting(SettingReason),
    /// Of Amazon RDS, about something beside clusters.
    Feature(FeatureReason),
    /// Of Amazon RDS, about a global cluster.
    Global(GlobalReason),
}

type Row = Template<Reason>;

fn of<R: Copy>(all: &'static [Template<R>], reason: fn(R) -> Reason) -> impl Iterator<Item = Row> {
    all.iter().map(move |one| Template {
        reason: reason(one.reason),
        code: one.code,
        source: one.source,
        rule: one.rule,
        parts: one.parts,
    })
}

/// Every row of the tables.
pub(super) fn rows() -> impl Iterator<Item = Row> {
    of(RdsReason::ALL, Reason::Rds)
        .chain(of(KmsReason::ALL, Reason::Kms))
        .chain(of(KeyReason::ALL, Reason::Key))
        .chain(of(GlobalReason::ALL, Reason::Global))
        .chain(of(SettingReason::ALL, Reason::Setting))
        .chain(of(FeatureReason::ALL, Reason::Feature))
        .chain(of(IamReason::ALL, Reason::Iam))
        .chain(of(ValueReason::ALL, Reason::Value))
}

/// What a text was recognized as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) reason: Reason,
    /// The rule that the row names, if it names one of every answer.
    pub(super) rule: Option<RuleId>,
    /// Whether the text is the playground's and not AWS's.
    pub(super) model: bool,
    /// What stands in the text where the row has something that it is about.
    pub(super) about: Vec<String>,
    /// The state of the key, if it is that which is refused.
    pub(super) state: Option<KeyState>,
}

impl Found {
    fn of(row: &Row, about: Vec<String>) -> Self {
        let model = row.source == Some(Source::Model);
        Self { reason: row.reason, rule: row.rule, model, about, state: None }
    }
}

/// The least number of letters of a text by which it is told without its code.
const TOLD_ALONE: usize = 24;
/// The least number with its code.
const TOLD: usize = 8;
/// The longest that may stand between two fixed parts.
const MOST_BETWEEN: usize = 400;

/// The reason that the text is of, if it is one that the tables have: the one with the most letters fixed.
pub(super) fn by_text(pasted: &Pasted) -> Option<Found> {
    if let Some(found) = by_state(pasted) {
        return Some(found);
    }
    let mut best: Option<(usize, Found)> = None;
    for row in rows() {
        let fixed: usize = row.parts.iter().flatten().map(|part| part.len()).sum();
        let code = row.code.zip(pasted.code.as_deref()).map(|(code, said)| same(code.name(), said));
        let enough = if code == Some(true) { TOLD } else { TOLD_ALONE };
        // Which service a text is of may be told by its code alone.
        let score =
            fixed + if code == Some(true) { 50 } else { 0 } + usize::from(row.source == Some(Source::Aws));
        if fixed < enough || best.as_ref().is_some_and(|(most, _)| *most >= score) {
            continue;
        }
        if let Some(about) = captures(&pasted.line, row.parts) {
            best = Some((score, Found::of(&row, about)));
        }
    }
    best.map(|(_, found)| found)
}

/// What stands where a row has no text; `None` if the line has not all of its texts, one after the other, in capital or
/// small letters: services don't always write the same text the same. The last text may lack its full stop.
fn captures(line: &str, parts: &[Option<&str>]) -> Option<Vec<String>> {
    let small = line.to_ascii_lowercase();
    let (mut at, mut about, mut open) = (0, Vec::new(), false);
    let mut first = true;
    for (nth, part) in parts.iter().enumerate() {
        let Some(text) = part else {
            open = true;
            continue;
        };
        let text = if nth + 1 == parts.len() { text.trim_end_matches(['.', ' ']) } else { text };
        let text = text.to_ascii_lowercase();
        let found = if first || open {
            small.get(at..)?.find(&text)?
        } else {
            usize::from(!small.get(at..)?.starts_with(&text))
        };
        if !first && (found > MOST_BETWEEN || (!open && found > 0)) {
            return None;
        }
        if open {
            let before = line.get(..at + found)?;
            let one = if first { before.rsplit([' ', '[', '\'', '"']).next()? } else { before.get(at..)? };
            about.push(one.to_owned());
        }
        at += found + text.len();
        (first, open) = (false, false);
    }
    if open {
        let rest = line.get(at..)?;
        let end = rest.find([' ', '"', '\'', ',', ')']).unwrap_or(rest.len());
        about.push(rest.get(..end)?.trim_end_matches('.').to_owned());
    }
    Some(about)
}

/// A key's state, by the texts of KMS's table of states.
fn by_state(pasted: &Pasted) -> Option<Found> {
    for state in KeyState::ALL {
        for action in Action::ALL {
            let Err(error) = action.check(state) else { continue };
            let Some((before, _)) = pasted.line.split_once(error.text.trim_end_matches('.')) else {
                continue;
            };
            let key = before.rsplit([' ', '"', '\'']).next().unwrap_or_default();
            // The state may come with either of two codes, so that the key alone tells it.
            if key.contains(":kms:")
                || pasted.code.as_deref().is_some_and(|said| same(error.code.name(), said))
            {
                return Some(Found {
                    reason: Reason::Kms(KmsReason::State),
                    rule: None,
                    model: false,
                    about: vec![key.to_owned()],
                    state: Some(state),
                });
            }
        }
    }
    None
}

/// The reason that is told by the code alone: AWS says nothing more, or the model has one reason of this code.
pub(super) fn by_code(pasted: &Pasted) -> Option<Found> {
    let code = pasted.code.as_deref()?;
    let of_code: Vec<Row> =
        rows().filter(|row| row.code.is_some_and(|known| same(known.name(), code))).collect();
    let silent = of_code.iter().find(|row| row.source == Some(Source::Aws) && row.parts == [Some("")]);
    let only = match of_code.as_slice() {
        [one] => Some(one),
        [..] => silent,
    };
    only.map(|row| Found::of(row, Vec::new()))
}

/// The codes that are known, and those that look like one that is not.
pub(super) fn known_code(code: &str) -> Option<ErrorCode> {
    let exact = ErrorCode::ALL.iter().find(|known| known.name() == code);
    exact.or_else(|| ErrorCode::ALL.iter().find(|known| same(known.name(), code))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with something in every gap is told to be of its own row, or of one with the same text.
    #[test]
    fn every_row_is_recognized_by_its_own_text() {
        for row in rows() {
            let text: String = row.parts.iter().map(|part| part.unwrap_or("xyz")).collect();
            let fixed: usize = row.parts.iter().flatten().map(|part| part.len()).sum();
            if fixed < TOLD {
                continue; // its text is made elsewhere: states of keys, policies, refused calls
            }
            let code = row.code.map(ErrorCode::name);
            let said = code.map_or_else(|| text.clone(), |code| [code, ": ", &text].concat());
            let pasted = Pasted::read(&said);
            let found = by_text(&pasted).map(|found| found.reason);
            let Some(found) = found else {
                assert!(fixed < TOLD_ALONE && code.is_none(), "{row:?} is not recognized by {said}");
                continue;
            };
            let same_text =
                rows().any(|one| one.reason == found && captures(&pasted.line, one.parts).is_some());
            assert!(same_text, "{:?} is taken for {found:?}", row.reason);
            if fixed > 40 {
                let twin = |one: Row| {
                    one.reason == found && one.parts.iter().flatten().eq(row.parts.iter().flatten())
                };
                assert!(found == row.reason || rows().any(twin), "{:?} is taken for {found:?}", row.reason);
            }
        }
    }
}
