//! Candidates with another name: one that is there and much like the one that was given, or one that is free.

use playground_aws::{likeness, read_as};
use playground_core::ids::{AccountId, AliasName, ClusterId, InstanceId, KeyArn, KeyRef, Region, SnapshotId};
use playground_core::ops::api::{Arguments, Member, Value, Written};
use playground_core::ops::rds::RdsOp;
use playground_core::sort::sorted;

use crate::access::allowing;
use crate::question::Question;
use crate::step::{Candidate, Choice, Key, Step};

/// So alike, of 1000, is a name that may have been meant.
const ALIKE: usize = 600;

/// The request with one member changed.
struct Renamed<'a> {
    written: &'a Written,
    at: usize,
    name: &'a str,
}

impl Arguments for Renamed<'_> {
    fn get(&self, member: &'static Member) -> Option<Value> {
        let at = self.written.iter().position(|(known, _)| known.name == member.name)?;
        if at == self.at { Some(Value::text(self.name)) } else { Some(self.written.get(at)?.1.clone()) }
    }
}

/// The refused request with another name, in each of the members that have the one that was given.
fn renamed(q: &Question<'_>, given: &str, name: &str) -> Vec<Step> {
    let operation = &q.request.operation;
    let written = operation.write();
    let has = |(at, (_, value)): (usize, &(&Member, Value))| {
        (value.as_text().is_some_and(|text| text == given)).then_some(at)
    };
    let read = |at| read_as(operation, &Renamed { written: &written, at, name });
    let places = written.iter().enumerate().filter_map(has);
    places.filter_map(read).map(|operation| q.again_as(operation)).collect()
}

/// The same with a name that is there, the most alike first.
fn alike<'n>(q: &Question<'_>, given: &str, names: impl Iterator<Item = &'n str>) -> Choice {
    let scored = names.filter(|name| *name != given).map(|name| (likeness(given, name), name));
    let near = scored.filter(|(score, _)| *score >= ALIKE).collect();
    let near = sorted(near, |(one, _): &(usize, &str), (other, _)| other.cmp(one));
    let again = near.into_iter().flat_map(|(_, name)| renamed(q, given, name));
    again.map(|step| Candidate::new("There's one with a similar name.", vec![step])).collect()
}

/// The names of all that the caller has here, of a map by ARNs.
macro_rules! names_here {
    ($q:expr, $map:ident) => {{
        let (account, region) = ($q.account(), $q.region());
        let here = $q.world.$map.keys().filter(move |arn| arn.account == account && arn.region == region);
        here.map(|arn| arn.id.as_str())
    }};
}

/// No cluster has that name.
pub(crate) fn clusters_alike(q: &Question<'_>, given: &ClusterId) -> Choice {
    alike(q, given.as_str(), names_here!(q, clusters))
}

/// No instance has that name.
pub(crate) fn instances_alike(q: &Question<'_>, given: &InstanceId) -> Choice {
    alike(q, given.as_str(), names_here!(q, instances))
}

/// No snapshot has that name.
pub(crate) fn snapshots_alike(q: &Question<'_>, given: &str) -> Choice {
    alike(q, given, names_here!(q, snapshots))
}

/// No alias has that name, or it is none of an alias.
pub(crate) fn aliases_alike(q: &Question<'_>, given: &str) -> Choice {
    alike(q, given, names_here!(q, aliases))
}

/// The alias's name is reserved for AWS: the same without the part that makes it so.
pub(crate) fn unreserved_alias(q: &Question<'_>) -> Choice {
    let written = q.request.operation.write();
    let given =
        written.iter().find_map(|(_, value)| value.as_text().filter(|text| text.starts_with(RESERVED)));
    let Some(given) = given else { return Vec::new() };
    let own = ["alias/", given.trim_start_matches(RESERVED)].concat();
    renamed(q, given, &own)
        .into_iter()
        .map(|step| Candidate::new("Use a name that isn't reserved.", vec![step]))
        .collect()
}

/// How the names begin that only AWS gives.
const RESERVED: &str = "alias/aws/";

/// Returns whether something in this Region belongs to another account.
fn is_foreign(q: &Question<'_>, account: AccountId, region: Region) -> bool {
    account != q.account() && region == q.region()
}

/// The ARN of a key or alias of that name in another account.
pub(crate) fn by_arn(q: &Question<'_>) -> Option<Choice> {
    let (arn, key): (KeyRef, &KeyArn) = match q.key_asked()? {
        KeyRef::Id(id) => {
            let mut keys = q.world.keys.keys();
            let key = keys.find(|arn| arn.id == id && is_foreign(q, arn.account, arn.region))?;
            (KeyRef::Arn(key.clone()), key)
        }
        KeyRef::AliasName(name) => alias_elsewhere(q, &name)?,
        KeyRef::Arn(_) | KeyRef::AliasArn(_) | KeyRef::Malformed(_) => return None,
    };
    let again = q.again().with_key(&Key::Named(arn));
    let mut choice = vec![Candidate::new("Name it by its ARN.", vec![again.clone()])];
    choice.extend(allowing(q, key, &[], &again));
    Some(choice)
}

fn alias_elsewhere<'w>(q: &Question<'w>, name: &AliasName) -> Option<(KeyRef, &'w KeyArn)> {
    let mut aliases = q.world.aliases.iter();
    let (arn, alias) = aliases.find(|(arn, _)| arn.id == *name && is_foreign(q, arn.account, arn.region))?;
    Some((KeyRef::AliasArn(arn.clone()), &alias.target))
}

/// The same with a name for a new cluster that is free.
pub(crate) fn another_cluster(q: &Question<'_>, taken: &ClusterId) -> Choice {
    let free = q.free_cluster(q.region(), &[taken.as_str()]);
    free.map_or_else(Vec::new, |free| free_instead(q, taken.as_str(), free.id.as_str()))
}

/// The same with a name for a new instance that is free.
pub(crate) fn another_instance(q: &Question<'_>, taken: &InstanceId) -> Choice {
    let free = q.free_instance(q.region(), taken.as_str());
    free.map_or_else(Vec::new, |free| free_instead(q, taken.as_str(), free.as_str()))
}

/// The same with a name for a new snapshot that is free.
pub(crate) fn another_snapshot(q: &Question<'_>, taken: &SnapshotId) -> Choice {
    let free = q.free_snapshot(q.region(), &[taken.as_str()]);
    free.map_or_else(Vec::new, |free| free_instead(q, taken.as_str(), free.id.as_str()))
}

fn free_instead(q: &Question<'_>, taken: &str, free: &str) -> Choice {
    let again = renamed(q, taken, free).into_iter();
    again.map(|step| Candidate::new("Use a name that isn't taken.", vec![step])).collect()
}

/// The same with a name for a new snapshot that a person may give.
pub(crate) fn given_by_people(q: &Question<'_>, automated: &SnapshotId) -> Choice {
    let stem = automated.as_str().rsplit(':').next().unwrap_or_default();
    let Some(free) = q.free_snapshot(q.region(), &[stem]) else { return Vec::new() };
    let text = if matches!(q.rds(), Some(RdsOp::CopyDBClusterSnapshot(_))) {
        "Give the copy another name."
    } else {
        "Give the snapshot another name."
    };
    let again = renamed(q, automated.as_str(), free.id.as_str()).into_iter();
    again.map(|step| Candidate::new(text, vec![step])).collect()
}
