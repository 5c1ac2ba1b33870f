//! Finds what is wrong in an estate or may become so.
//!
//! Findings say only what files say. Of an unknown thing nothing is found, but that it is unknown.

use std::rc::Rc;

use playground_core::map::Map;
use playground_core::sort::sorted;

use crate::access::lets;
use crate::arn::Arn;
use crate::estate::{Cluster, Encryption, Estate, KeyPolicy, Snapshot, is_aurora};
use crate::family::Family;
use crate::finding::{Finding, Kind};
use crate::uses::{Used, Uses};

/// Finds everything, worst first; findings of one kind are in the order of the files.
pub fn findings(estate: &Estate) -> Vec<Finding> {
    let (uses, family) = (Uses::of(estate), Family::of(estate));
    let mut found = Found { findings: Vec::new() };
    for cluster in estate.clusters.iter().filter(|cluster| cluster.is_aurora()) {
        of_cluster(&mut found, estate, &family, cluster);
    }
    for snapshot in estate.snapshots.iter().filter(|snapshot| is_aurora(snapshot.engine.as_deref())) {
        of_snapshot(&mut found, estate, snapshot);
    }
    for (arn, used) in &uses.by_key {
        of_key(&mut found, estate, arn, used);
    }
    one_key(&mut found, estate);
    let severity = |finding: &Finding| Kind::ALL.iter().position(|kind| *kind == finding.kind);
    sorted(found.findings, |a, b| severity(a).cmp(&severity(b)))
}

struct Found {
    findings: Vec<Finding>,
}

impl Found {
    fn add(&mut self, kind: Kind, about: &Arn, what: &[&str]) {
        self.findings.push(Finding { kind, about: about.clone(), what: what.concat() });
    }
}

fn of_cluster(found: &mut Found, estate: &Estate, family: &Family<'_>, cluster: &Cluster) {
    let (arn, name) = (&cluster.arn, cluster.arn.name());
    if let Some(status) =
        cluster.status.as_deref().filter(|status| status.starts_with("inaccessible-encryption-credentials"))
    {
        found.add(Kind::Inaccessible, arn, &["Cluster ", name, " is ", status, "."]);
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
            &["No snapshot, replica or backup of ", name, " is in another Region, as far as the files say."],
        );
    }
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
        found.add(Kind::PublicSnapshot, arn, &["Everybody can restore snapshot ", name, "."]);
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
                &["No file says in which state this key is. Under it: ", &used.words(), "."],
            );
        }
        return;
    };
    match key.state.as_deref() {
        Some("PendingDeletion") => {
            let when =
                key.deletion.map_or_else(|| String::from("soon"), |time| ["at ", &time.to_string()].concat());
            let what = ["The key will be deleted ", &when, ". With it is lost: ", &used.words(), "."];
            found.add(Kind::KeyPendingDeletion, &key.arn, &what);
        }
        Some("Disabled") => {
            found.add(Kind::KeyDisabled, &key.arn, &["The key is disabled. Under it: ", &used.words(), "."]);
        }
        Some(_) => {}
        None => found.add(
            Kind::UnknownKey,
            &key.arn,
            &["No file says in which state this key is. Under it: ", &used.words(), "."],
        ),
    }
    if let Some(KeyPolicy::Unread(why)) = &key.policy {
        found.add(Kind::UnreadPolicy, &key.arn, &["Who may use the key can't be told: ", why]);
    }
    if key.rotates == Some(false) && key.aws_managed != Some(true) {
        found.add(
            Kind::NotRotated,
            &key.arn,
            &["The key is not rotated automatically. Under it: ", &used.words(), "."],
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
            let count = count.to_string();
            found.add(
                Kind::OneKey,
                key,
                &["All ", &count, " encrypted clusters of ", account, " in ", region, " are under this key."],
            );
        }
    }
}
