//! Records of CloudTrail: what calls answered, and what became of a key's state.
//!
//! Records come in any order, in any file, before or after the descriptions of what they are about. So what a record says of a
//! key counts from its own time on: the newest record counts, and neither if the key was described later.

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::map::Map;

use super::Walk;
use crate::arn::Arn;
use crate::estate::{Estate, Key};
use crate::fields::Fields;

/// The state of a key, as a description or a record says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// When it was so, if that is known.
    pub(crate) at: Option<Time>,
    /// `Enabled`, `Disabled`, …
    pub(crate) state: Option<Rc<str>>,
    /// When the key will be deleted.
    pub(crate) deletion: Option<Time>,
}

/// What was said of the states of keys, by ARN: by descriptions, and by the newest record.
#[derive(Clone, Debug, Default)]
pub(crate) struct States {
    described: Map<Rc<str>, Said>,
    recorded: Map<Rc<str>, Said>,
}

impl States {
    /// What a description says of a key.
    pub(crate) fn described(&self, key: &Arn) -> Option<&Said> {
        self.described.get(key.as_str())
    }

    /// What the newest record says of a key.
    pub(crate) fn recorded(&self, key: &Arn) -> Option<&Said> {
        self.recorded.get(key.as_str())
    }

    /// The same of keys with other ARNs.
    pub(crate) fn renamed(&self, mut name: impl FnMut(&str) -> Rc<str>) -> Self {
        let mut all = |of: &Map<Rc<str>, Said>| {
            let mut out = Map::new();
            for (key, said) in of {
                out.insert_mut(name(key), said.clone());
            }
            out
        };
        Self { described: all(&self.described), recorded: all(&self.recorded) }
    }
}

impl Estate {
    /// Takes what a description says of a key. One that says no state, or less of it (Terraform's, which knows only whether a key
    /// is enabled), doesn't count against one that does.
    pub(crate) fn describe(&mut self, key: &Arn, said: Said, whole: bool) {
        let known = self.states.described.get(key.as_str()).is_some_and(|known| known.state.is_some());
        if known && !whole {
            return;
        }
        self.states.described.insert_mut(key.as_str().into(), said);
        self.settle(key);
    }

    /// Takes what a record says of a key. Returns whether it counts: not if a newer record or description was read.
    fn record(&mut self, key: &Arn, said: Said) -> bool {
        let newer =
            |known: Option<&Said>| known.is_some_and(|known| known.state.is_some() && known.at > said.at);
        if newer(self.states.recorded.get(key.as_str())) {
            return false;
        }
        let counts = !newer(self.states.described.get(key.as_str()));
        self.states.recorded.insert_mut(key.as_str().into(), said);
        self.settle(key);
        counts
    }

    /// Gives a key the state that was said last.
    fn settle(&mut self, arn: &Arn) {
        let described = self.states.described.get(arn.as_str());
        let recorded = self.states.recorded.get(arn.as_str());
        let said = match (described, recorded) {
            (Some(described), Some(recorded)) if described.state.is_some() && described.at > recorded.at => {
                described
            }
            (_, Some(recorded)) => recorded,
            (Some(described), None) => described,
            (None, None) => return,
        };
        let (state, deletion) = (said.state.clone(), said.deletion);
        if let Some(key) = self.keys.entry(arn, Key::new).filter(|_| state.is_some()) {
            key.state = state;
            key.deletion = deletion;
        }
    }
}

/// A record: what a call that was not refused answered.
pub(super) fn read(walk: &mut Walk<'_>, fields: &Fields<'_>) {
    let refused = fields.any(&["errorcode"]).is_some();
    let before: usize = walk.read.found.iter().map(|(_, count)| count).sum();
    let problems = walk.read.problems.len();
    if !refused {
        let of_key = state_of(fields);
        if let Some((key, said)) = of_key {
            let counts = walk.estate.record(&key, said);
            walk.read.found(if counts { "records of keys" } else { "outdated records of keys" });
        } else if let Some(answer) = fields.any(&["responseelements"]) {
            walk.region = place_of(fields);
            walk.at(String::from("responseElements"), answer);
            walk.region = None;
        }
    }
    let after: usize = walk.read.found.iter().map(|(_, count)| count).sum();
    if before == after && problems == walk.read.problems.len() {
        walk.read.found("records that describe no resource");
    }
}

/// The account and Region that a record is of.
fn place_of(fields: &Fields<'_>) -> Option<(Rc<str>, Rc<str>)> {
    let identity = fields.any(&["useridentity"]).map(Fields::of);
    let caller = identity.as_ref().and_then(|one| one.text(&["accountid"]));
    let account = fields.text(&["recipientaccountid"]).or(caller)?;
    Some((account.into(), fields.text(&["awsregion"])?.into()))
}

/// What a record says of the state of a key.
fn state_of(fields: &Fields<'_>) -> Option<(Arn, Said)> {
    let answer = fields.any(&["responseelements"]).map(Fields::of);
    // https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
    let state = match (fields.text(&["eventsource"])?, fields.text(&["eventname"])?) {
        ("kms.amazonaws.com", "ScheduleKeyDeletion") => {
            answer.as_ref().and_then(|one| one.text(&["keystate"])).unwrap_or("PendingDeletion")
        }
        // Canceling leaves the key disabled.
        ("kms.amazonaws.com", "DisableKey" | "CancelKeyDeletion") => "Disabled",
        ("kms.amazonaws.com", "EnableKey") => "Enabled",
        (_, _) => return None,
    };
    let deletion = answer.as_ref().and_then(|one| one.time(&["deletiondate"]));
    let said = Said { at: fields.time(&["eventtime"]), state: Some(state.into()), deletion };
    Some((key_of(fields, answer.as_ref())?, said))
}

/// The key that a record is about: by its ARN, or by its id in the account and Region of the record.
fn key_of(fields: &Fields<'_>, answer: Option<&Fields<'_>>) -> Option<Arn> {
    let asked = fields.any(&["requestparameters"]).map(Fields::of);
    let resources = fields.list(&["resources"]).iter().map(Fields::of);
    let listed = resources.filter_map(|one| one.arn(&["arn"])).find(|arn| arn.resource().starts_with("key/"));
    let named = answer.and_then(|one| one.text(&["keyid"]));
    let named = named.or_else(|| asked.as_ref()?.text(&["keyid"]));
    listed.or_else(|| {
        let named = named?;
        Arn::parse(named).or_else(|| {
            let (account, region) = place_of(fields)?;
            Arn::parse(&["arn:aws:kms:", &region, ":", &account, ":key/", named].concat())
        })
    })
}
