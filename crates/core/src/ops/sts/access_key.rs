//! The access keys that principals call with. Nobody has to know one here, so there are ids of access keys only, which are
//! derived from the principal's ARN (model).

use crate::ids::Principal;
use crate::ops::iam::unique_id::characters;

/// The id of the access key that a principal calls with: `AKIA` and 16 characters for users and roots, `ASIA` for those whose
/// credentials are temporary. A service has none.
pub fn access_key_id(who: &Principal) -> Option<String> {
    let kind = match who {
        Principal::Root(_) | Principal::User(..) => "AKIA",
        Principal::Role(..) | Principal::NamedSession(..) => "ASIA",
        Principal::Session(session) => return Some(String::from(&*session.key)),
        Principal::Service(_) => return None,
    };
    let drawn = characters(&["access key of ", &who.to_string()].concat());
    Some([kind, drawn.get(..16).unwrap_or_default()].concat())
}
