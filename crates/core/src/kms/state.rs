//! The key states, as the table that AWS publishes: what each state lets through, and the error with which it
//! refuses the rest.
//!
//! The columns `PendingImport` and `Unavailable` are about imported key material and custom key stores, which no key here
//! has. They are here so that the table is complete and can be compared with the published one.

use crate::error::ErrorCode;

/// A column of the table; the last one shares the column of `PendingDeletion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
#[expect(missing_docs, reason = "each is AWS's state of that name")]
pub enum KeyState {
    Enabled = 0,
    Disabled = 1,
    PendingDeletion = 2,
    PendingImport = 3,
    Unavailable = 4,
    Creating = 5,
    Updating = 6,
    PendingReplicaDeletion = 7,
}

impl KeyState {
    /// Every state, in the order of the columns.
    pub const ALL: [Self; 8] = [
        Self::Enabled,
        Self::Disabled,
        Self::PendingDeletion,
        Self::PendingImport,
        Self::Unavailable,
        Self::Creating,
        Self::Updating,
        Self::PendingReplicaDeletion,
    ];

    /// AWS's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enabled => "Enabled",
            Self::Disabled => "Disabled",
            Self::PendingDeletion => "PendingDeletion",
            Self::PendingImport => "PendingImport",
            Self::Unavailable => "Unavailable",
            Self::Creating => "Creating",
            Self::Updating => "Updating",
            Self::PendingReplicaDeletion => "PendingReplicaDeletion",
        }
    }
}

/// An error of the table: AWS's code, and the text that follows the key's ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct StateError {
    /// The number of the footnote in AWS's table.
    pub footnote: u8,
    /// The exception.
    pub code: ErrorCode,
    /// Follows the key ARN in the message.
    pub text: &'static str,
}

impl StateError {
    /// The whole message.
    pub fn message(&self, key: &str) -> String {
        [key, self.text].concat()
    }
}

const fn error(footnote: u8, code: ErrorCode, text: &'static str) -> StateError {
    StateError { footnote, code, text }
}

const INVALID: ErrorCode = ErrorCode::KMSInvalidStateException;
const UNSUPPORTED: ErrorCode = ErrorCode::UnsupportedOperationException;

/// Allowed.
const OK: Option<StateError> = None;
const E01: Option<StateError> = Some(error(1, ErrorCode::DisabledException, " is disabled."));
// For cryptographic operations the table says "2 or 3": either exception. We return the third.
const E03: Option<StateError> = Some(error(3, INVALID, " is pending deletion."));
const E04: Option<StateError> = Some(error(4, INVALID, " is not pending deletion."));
const E05: Option<StateError> = Some(error(5, INVALID, " is pending import."));
const EXTERNAL: &str = " origin is EXTERNAL which is not valid for this operation.";
const E06: Option<StateError> = Some(error(6, UNSUPPORTED, EXTERNAL));
const STORE: &str = " origin is AWS_CLOUDHSM which is not valid for this operation.";
const E07: Option<StateError> = Some(error(7, UNSUPPORTED, STORE));
const E11: Option<StateError> = Some(error(11, INVALID, " is unavailable."));
const E14: Option<StateError> = Some(error(14, INVALID, " is creating."));
const E15: Option<StateError> = Some(error(15, INVALID, " is updating."));

/// A row of the table: the result of an operation in each state.
pub(super) type Row = [Option<StateError>; 7];

//                     Enabled Disabled PendDel PendImp Unavail Creating Updating
pub(super) const ALWAYS: Row = [OK, OK, OK, OK, OK, OK, OK];
pub(super) const CRYPTOGRAPHIC: Row = [OK, E01, E03, E05, E11, E14, OK];
pub(super) const GRANTING: Row = [OK, E01, E03, E05, OK, E14, OK];
pub(super) const UNLESS_DYING: Row = [OK, OK, E03, OK, OK, OK, OK];
pub(super) const SWITCHING: Row = [OK, OK, E03, E05, OK, E14, E15];
pub(super) const ROTATING: Row = [OK, E01, E03, E06, E07, E14, OK];
// This operation is newer than the table; its results were recorded one by one.
pub(super) const ON_DEMAND: Row = [OK, E01, E03, E05, E07, E14, OK];
pub(super) const ASKING_ROTATION: Row = [OK, OK, OK, E06, E07, OK, OK];
pub(super) const SCHEDULING: Row = [OK, OK, E03, OK, OK, OK, E15];
pub(super) const CANCELING: Row = [E04, E04, OK, E04, E04, E04, E04];
pub(super) const REPLICATING: Row = [OK, E01, E03, E05, E11, E14, E15];
pub(super) const UPDATING: Row = [OK, E01, E03, E05, E11, E14, OK];

impl KeyState {
    /// Returns what a row of the table says for this state.
    pub(super) fn check(self, row: &Row) -> Result<(), StateError> {
        let waits = self == Self::PendingReplicaDeletion;
        let column = if waits { Self::PendingDeletion } else { self };
        match row.get(column as usize).copied().flatten() {
            None => Ok(()),
            Some(error) if waits => Err(StateError { text: " is pending replica deletion.", ..error }),
            Some(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::action::Action;
    use super::*;
    use std::fmt::Write as _;

    /// Parses one of AWS's marks: the operation passes, or is refused with that footnote. `?[7]` passes for
    /// keys of origin `AWS_KMS`, the only one here. `?[10]` is about the new target of an alias, which is
    /// refused.
    fn reading(mark: &str) -> Result<(), u8> {
        match mark {
            "?[7]" => Ok(()),
            "X[1 or 7]" => Err(1),
            "?[10]" | "X[2 or 3]" | "X[3 or 7]" => Err(3),
            "X[4 or 13]" => Err(4),
            "N/A" => Err(11), // a multi-Region key is in no custom key store
            _ if mark.starts_with('✓') => Ok(()),
            _ => Err(mark.trim_start_matches("X[").trim_end_matches(']').parse().unwrap()),
        }
    }

    #[test]
    fn every_operation_agrees_with_the_published_table() {
        // The file has one array a row and one string a line, so this needs no JSON crate.
        let text = include_str!("../../data/kms-key-states.json");
        let mut rows: Vec<Vec<&str>> = Vec::new();
        for line in text.split_once("\"rows\"").unwrap().1.lines().map(str::trim) {
            if line == "[" {
                rows.push(Vec::new());
            } else if line.starts_with('"') {
                rows.last_mut().unwrap().push(line.trim_end_matches(',').trim_matches('"'));
            }
        }
        assert_eq!(rows.len(), 40);
        for &action in Action::ALL {
            let row = rows.iter().find(|row| row[0] == action.operation());
            let unlisted = [
                Action::CreateKey,
                Action::GenerateRandom,
                Action::ListKeys,
                Action::ListKeyRotations,
                Action::ListRetirableGrants,
                Action::RotateKeyOnDemand,
            ];
            let Some(row) = row else {
                assert!(unlisted.contains(&action), "{action:?} is not in the published table");
                continue;
            };
            for (state, mark) in KeyState::ALL.into_iter().zip(&row[1..]) {
                let ours = action.check(state).map_err(|error| error.footnote);
                assert_eq!(ours, reading(mark), "{action:?} {state:?} {mark}");
            }
        }
    }

    /// A snapshot of the whole matrix, so that a person reads every change to it.
    #[test]
    fn matrix() {
        let mut text = String::new();
        for &action in Action::ALL {
            for state in KeyState::ALL {
                let verdict = match action.check(state) {
                    Ok(()) => "allowed".into(),
                    Err(error) => [error.code.name(), ": <key ARN>", error.text].concat(),
                };
                writeln!(text, "{} | {} | {verdict}", action.name(), state.name()).unwrap();
            }
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/kms-key-states.snapshot.txt");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        let expected = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(text, expected, "run with UPDATE_EXPECT=1 and read the difference");
    }
}
