//! Finds what is wrong in an estate or may become so.
//!
//! Findings say only what files say. Of an unknown thing nothing is found, but that it is unknown.

mod open_key;

use std::rc::Rc;

use playground_core::map::Map;
use playground_core::sort::sorted;

use crate::access::lets;
use crate::arn::Arn;
use crate::estate::{Cluster, Encryption, Estate, KeyPolicy, Snapshot, is_aurora};
use crate::family::Family;
use crate::finding::{Finding, Kind};
use crate::rows::KeyNames;
use crate::uses::{Used, Uses};

/// Finds everything, worst first; findings of one kind are in the order of the files.
pub fn findings(estate: &Estate) -> Vec<Finding> {
    let (uses, family) = (Uses::of(estate), Family::of(estate));
    let mut found = Found { findings: Vec::new(), names: KeyNames::of(estate) };
    for cluster in estate.clusters.iter().filter(|cluster| cluster.is_aurora()) {
        of_cluster(&mut found, estate, &family, cluster);
    }
    for snapshot in estate.snapshots.iter().filter(|snapshot| is_aurora(snapshot.engine.as_deref())) {
        of_snapshot(&mut found, estate, snapshot);
    }
    for (arn, used) in &uses.by_key {
        of_key(&mut found, estate, arn, used);
    }
    for key in estate.keys.iter() {
        open_key::find(&mut found, key, uses.by_key.get(key.arn.as_str()));
    }
    one_key(&mut found, estate);
    let severity = |finding: &Finding| Kind::ALL.iter().position(|kind| *kind == finding.kind);
    sorted(found.findings, |a, b| severity(a).cmp(&severity(b)))
}

struct Found {
    findings: Vec<Finding>,
    names: KeyNames,
}

impl Found {
    fn add(&mut self, kind: Kind, about: &Arn, what: &[&str]) {
        self.findings.push(Finding { kind, about: about.clone(), what: what.concat(), own_way_out: None });
    }

    /// The same with a way out of its own.
    fn add_with(&mut self, kind: Kind, about: &Arn, what: &[&str], way_out: &[&str]) {
        let own_way_out = Some(way_out.concat());
        self.findings.push(Finding { kind, about: about.clone(), what: what.concat(), own_way_out });
    }
}

fn of_cluster(found: &mut Found, estate: &Estate, family: &Family<'_>, cluster: &Cluster) {
    let (arn, name) = (&cluster.arn, cluster.arn.name());
    // A key that is disabled or pending deletion is a finding of its own, which names its clusters.
    if let Some(status) = inaccessible(cluster).filter(|_| !key_is_at_fault(estate, cluster)) {
        let what = ["Cluster ", name, " is ", status, "."];
        found.add_with(Kind::Inaccessible, arn, &what, &[recovery(status)]);
    }
    if cluster.encryption == Encryption::Unencrypted {
        found.add(Kind::Unencrypted, arn, &["Cluster ", name, " is not encrypted."]);
    }
    foreign(found, estate, &cluster.encryption, arn, "Cluster ");
    if cluster.retention == Some(1) {
        found.add(Kind::OneDayOfBackups, arn, &["Automated backups of ", name, " are kept for one day."]);
    }
    if let Some(key) = cluster.encryption.key().and_then(|name| estate.key_arn(name, arn))
        && estate.is_aws_managed(&key)
    {
        found.add(
            Kind::AwsManagedKey,
            arn,
            &["Cluster ", name, " is under the AWS managed key: its snapshots can't be shared."],
        );
    }
    if !estate.snapshots.is_empty() && !family.is_away(cluster) {
        found.add(
            Kind::OneRegion,
            arn,
            &["No snapshot, replica or backup of ", name, " is in another Region, as far as the files show."],
        );
    }
}

/// The status of a cluster that can't use its key.
pub(crate) fn inaccessible(cluster: &Cluster) -> Option<&str> {
    cluster.status.as_deref().filter(|status| status.starts_with("inaccessible-encryption-credentials"))
}

/// What helps a cluster with such a status.
fn recovery(status: &str) -> &'static str {
    if status.ends_with("-recoverable") {
        "Make its key usable again (enable it, or ask the key's owner to), then start the cluster (aws rds start-db-cluster) within seven days of losing the key."
    } else {
        "It can't be started again: restore a backup or a snapshot under a key that works."
    }
}

fn key_is_at_fault(estate: &Estate, cluster: &Cluster) -> bool {
    let key = estate.key_of(&cluster.encryption, &cluster.arn);
    key.is_some_and(|key| matches!(key.state.as_deref(), Some("PendingDeletion" | "Disabled")))
}

/// What lost the key already: ` Cluster orders is inaccessible-…: …`, a sentence each.
fn lost_already(estate: &Estate, key: &Arn) -> String {
    let under = |cluster: &Cluster| {
        estate.key_of(&cluster.encryption, &cluster.arn).is_some_and(|one| one.arn == *key)
    };
    // The status first: few have such a one, and this is asked for every key.
    let sentence = |cluster: &Cluster| {
        let status = inaccessible(cluster).filter(|_| under(cluster))?;
        Some([" Cluster ", cluster.arn.name(), " is ", status, " already. ", recovery(status)].concat())
    };
    estate.clusters.iter().filter_map(sentence).collect()
}

fn of_snapshot(found: &mut Found, estate: &Estate, snapshot: &Snapshot) {
    let (arn, name) = (&snapshot.arn, snapshot.arn.name());
    let own = snapshot.kind.as_deref() != Some("automated");
    if own && snapshot.encryption == Encryption::Unencrypted {
        found.add(Kind::UnencryptedSnapshot, arn, &["Snapshot ", name, " is not encrypted."]);
    }
    foreign(found, estate, &snapshot.encryption, arn, "Snapshot ");
    let Some(sharing) = &snapshot.sharing else { return };
    if sharing.public {
        match snapshot.encryption {
            Encryption::Unencrypted | Encryption::Unknown => {
                let what = [
                    "Any AWS account can restore snapshot ",
                    name,
                    ", which is not encrypted, and read all of it.",
                ];
                let command = [
                    "Stop sharing it publicly (aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier ",
                    name,
                    " --attribute-name restore --values-to-remove all --region ",
                    arn.region(),
                    ").",
                ];
                found.add_with(Kind::PublicSnapshot, arn, &what, &command);
            }
            Encryption::AwsOwned | Encryption::Under(_) => {
                let what = [
                    "A file says that snapshot ",
                    name,
                    " is public. It is encrypted, and an encrypted snapshot can't be public: one of the files is wrong or out of date.",
                ];
                found.add(Kind::DoubtfulSharing, arn, &what);
            }
        }
    }
    let Some(key) = estate.key_of(&snapshot.encryption, arn) else { return };
    for account in &sharing.accounts {
        if lets(key, account) == Some(false) {
            let what = [
                "Snapshot ",
                name,
                " is shared with account ",
                account,
                ", which its key's policy and grants don't name.",
            ];
            found.add(Kind::SharedWithoutKey, arn, &what);
        }
    }
}

fn foreign(found: &mut Found, estate: &Estate, encryption: &Encryption, arn: &Arn, what: &str) {
    let key = encryption.key().and_then(|name| estate.key_arn(name, arn));
    if let Some(key) = key.filter(|key| key.account() != arn.account()) {
        found.add(
            Kind::ForeignKey,
            arn,
            &[what, arn.name(), " is under a key of account ", key.account(), "."],
        );
    }
}

fn of_key(found: &mut Found, estate: &Estate, arn: &str, used: &Used) {
    let Some(key) = estate.keys.get(arn) else {
        if let Some(arn) = Arn::parse(arn) {
            found.add(
                Kind::UnknownKey,
                &arn,
                &[
                    "No file has the state of the key ",
                    &found.names.name(&arn),
                    ". Under it: ",
                    &used.words(),
                    ".",
                ],
            );
        }
        return;
    };
    let name = found.names.name(&key.arn);
    let (words, lost) = (used.words(), lost_already(estate, &key.arn));
    let id = [" --key-id ", key.arn.name(), " --region ", key.arn.region(), ")"].concat();
    match key.state.as_deref() {
        Some("PendingDeletion") => {
            let when =
                key.deletion.map_or_else(|| String::from("soon"), |time| ["at ", &time.to_string()].concat());
            let what = [
                "The key ",
                &*name,
                " will be deleted ",
                &*when,
                ". With it, you lose: ",
                &*words,
                ".",
                &*lost,
            ];
            let way_out = [
                "Cancel the deletion (aws kms cancel-key-deletion",
                &*id,
                ", then enable the key. If the key has to go, first copy what you need under another key.",
            ];
            found.add_with(Kind::KeyPendingDeletion, &key.arn, &what, &way_out);
        }
        Some("Disabled") => {
            let what = ["The key ", &*name, " is disabled. Under it: ", &*words, ".", &*lost];
            let way_out = ["Enable the key (aws kms enable-key", &*id, ", then start the clusters under it."];
            found.add_with(Kind::KeyDisabled, &key.arn, &what, &way_out);
        }
        Some(_) => {}
        None => found.add(
            Kind::UnknownKey,
            &key.arn,
            &["No file has the state of the key ", &name, ". Under it: ", &words, "."],
        ),
    }
    if let Some(KeyPolicy::Unread(why)) = &key.policy {
        found.add(
            Kind::UnreadPolicy,
            &key.arn,
            &["The policy of the key ", &name, " can't be evaluated: ", why],
        );
    }
    if key.rotates == Some(false) && key.aws_managed != Some(true) {
        found.add(
            Kind::NotRotated,
            &key.arn,
            &["The key ", &name, " is not rotated automatically. Under it: ", &words, "."],
        );
    }
}

/// Keys that all encrypted clusters of an account and Region are under, if there are at least three of them.
fn one_key(found: &mut Found, estate: &Estate) {
    /// The one key, or none if there are several, and how many clusters are encrypted.
    type Keys = (Option<Arn>, usize);
    let mut places: Map<(Rc<str>, Rc<str>), Keys> = Map::new();
    for cluster in estate.clusters.iter().filter(|cluster| cluster.is_aurora()) {
        let Some(key) = cluster.encryption.key().and_then(|name| estate.key_arn(name, &cluster.arn)) else {
            continue;
        };
        let place = (cluster.arn.account().into(), cluster.arn.region().into());
        let now = match places.get(&place) {
            None => (Some(key), 1),
            Some((Some(known), count)) if *known == key => (Some(key), count + 1),
            Some((_, count)) => (None, count + 1),
        };
        places.insert_mut(place, now);
    }
    for ((account, region), (key, count)) in &places {
        if let Some(key) = key.as_ref().filter(|_| *count > 2) {
            let (count, name) = (count.to_string(), found.names.name(key));
            found.add(
                Kind::OneKey,
                key,
                &[
                    "All ",
                    &count,
                    " encrypted clusters of ",
                    account,
                    " in ",
                    region,
                    " are under the key ",
                    &name,
                    ".",
                ],
            );
        }
    }
}
