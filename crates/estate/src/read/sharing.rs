//! With whom snapshots are shared, and what follows from it.

use std::rc::Rc;

use super::{Problem, Unplaced, Walk};
use crate::arn::Arn;
use crate::estate::{Encryption, Estate, Sharing, Snapshot};
use crate::fields::Fields;

/// Accounts, and `all` for everybody.
pub(super) fn with(names: &[&str]) -> Sharing {
    let accounts = names.iter().filter(|who| **who != "all").map(|who| Rc::from(*who)).collect();
    Sharing { public: names.contains(&"all"), accounts }
}

/// The answer of `describe-db-cluster-snapshot-attributes`: it has no ARN, so the snapshot must be known by its name. It may be
/// described later, or in another file.
pub(super) fn attributes(walk: &mut Walk<'_>, fields: &Fields<'_>) -> &'static str {
    let name = fields.text(&["dbclustersnapshotidentifier"]).unwrap_or_default();
    let restore = fields.list(&["dbclustersnapshotattributes"]).iter().map(Fields::of);
    let mut restore = restore.filter(|one| one.text(&["attributename"]) == Some("restore"));
    let shared = restore.next().map(|one| with(&one.texts(&["attributevalues"]))).unwrap_or_default();
    let place = walk.region.clone();
    // The answer follows the list of the same account and Region.
    let known = walk.seen.last_named.get(name).filter(|_| place.is_none()).cloned();
    let name = known.map_or_else(|| Rc::from(name), |arn| arn.as_str().into());
    let problem = Problem { place: walk.place(), message: String::new() };
    walk.estate.unplaced.push(Unplaced {
        file: walk.read.name.clone(),
        problem,
        name,
        place,
        sharing: shared,
    });
    "snapshot attributes"
}

/// Gives attributes to their snapshots, as far as those are known by now.
pub(super) fn place(estate: &mut Estate) {
    for mut one in std::mem::take(&mut estate.unplaced) {
        let is = |snapshot: &&Snapshot| {
            let arn = &snapshot.arn;
            let here = one
                .place
                .as_ref()
                .is_none_or(|(account, region)| arn.account() == &**account && arn.region() == &**region);
            here && arn.name() == &*one.name
        };
        let exact = estate.snapshots.get(&one.name).map(|known| known.arn.clone());
        let named: Vec<Arn> = match exact {
            Some(arn) => vec![arn],
            None => estate.snapshots.iter().filter(is).map(|known| known.arn.clone()).collect(),
        };
        let why = match named.as_slice() {
            [arn] => {
                if let Some(snapshot) = estate.snapshots.entry(arn, Snapshot::new) {
                    snapshot.sharing = Some(one.sharing);
                }
                continue;
            }
            [] => {
                "No snapshot with this name has been read. Add the output of describe-db-cluster-snapshots."
            }
            [..] => "Snapshots in several accounts or Regions have this name. Use its ARN as the identifier.",
        };
        one.problem.message = String::from(why);
        estate.unplaced.push(one);
    }
}

/// AWS shares no encrypted snapshot with everybody: one that is, and of which no file says more, is not encrypted.
pub(super) fn public_is_plain(estate: &mut Estate) {
    let public = |one: &&Snapshot| {
        one.encryption == Encryption::Unknown && one.sharing.as_ref().is_some_and(|with| with.public)
    };
    let plain: Vec<Arn> = estate.snapshots.iter().filter(public).map(|one| one.arn.clone()).collect();
    for arn in plain {
        if let Some(snapshot) = estate.snapshots.entry(&arn, Snapshot::new) {
            snapshot.encryption = Encryption::Unencrypted;
        }
    }
}
