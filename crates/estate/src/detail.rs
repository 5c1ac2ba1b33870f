//! What is to be known of one cluster: its key, whose it is and when it was rotated, who may use and administer it, and what else
//! has the cluster's data, under which key and shared with whom.

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::map::Map;

use crate::access::{Access, access};
use crate::arn::Arn;
use crate::estate::{Cluster, Encryption, Estate, Key, Sharing};
use crate::family::{Family, Member};
use crate::rows::{KeyNames, encryption_words, key_state};

/// One cluster, as far as the files say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The cluster.
    pub arn: Arn,
    /// How it is encrypted, in words.
    pub encryption: &'static str,
    /// The key's ARN, or what a file names; empty if there is none.
    pub key: String,
    /// The key's name; empty if there is none.
    pub key_name: String,
    /// Whose key it is; empty if there is none.
    pub whose: String,
    /// The key's state; empty if there is none.
    pub key_state: String,
    /// Whether and when the key was rotated; empty if there is none.
    pub rotation: String,
    /// Who may use and administer the key; nothing if there is none.
    pub access: Rc<Access>,
    /// How far back it can be restored, in words.
    pub backups: String,
    /// What else has its data.
    pub parts: Vec<Part>,
}

/// A snapshot, a copy, a replica or an automated backup of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `snapshot`, `automated snapshot`, `copy`, `replica` or `automated backup`.
    pub kind: &'static str,
    /// Its ARN.
    pub arn: Arn,
    /// How it is encrypted, in words.
    pub encryption: &'static str,
    /// Its key's name; empty if there is none.
    pub key: String,
    /// Its key's state; empty if there is none.
    pub key_state: String,
    /// With whom it is shared: `nobody`, `everybody`, accounts, `unknown`; empty for what can't be shared.
    pub shared: String,
}

/// Tells of clusters; what they have in common is looked up once.
pub struct Details<'a> {
    estate: &'a Estate,
    family: Family<'a>,
    names: KeyNames,
    accesses: Map<Rc<str>, Rc<Access>>,
}

impl<'a> Details<'a> {
    /// For the clusters of an estate.
    pub fn of(estate: &'a Estate) -> Self {
        Self { estate, family: Family::of(estate), names: KeyNames::of(estate), accesses: Map::new() }
    }

    /// Who may use and administer a key.
    pub fn access(&mut self, key: &Arn) -> Rc<Access> {
        if let Some(known) = self.accesses.get(key.as_str()) {
            return known.clone();
        }
        let found = Rc::new(access(self.estate, key));
        self.accesses.insert_mut(key.as_str().into(), found.clone());
        found
    }

    /// One cluster.
    pub fn cluster(&mut self, cluster: &Cluster) -> Detail {
        let (estate, arn) = (self.estate, &cluster.arn);
        let named = cluster.encryption.key();
        let key = named.and_then(|name| estate.key_arn(name, arn));
        let encryption = encryption_words(estate, &cluster.encryption, arn);
        let described = key.as_ref().and_then(|key| estate.keys.get(key.as_str()));
        Detail {
            arn: arn.clone(),
            encryption,
            key: key.as_ref().map_or(named.unwrap_or_default(), Arn::as_str).to_owned(),
            key_name: self.key_name(&cluster.encryption, arn),
            whose: whose(estate, &cluster.encryption, arn),
            key_state: named.map(|_| key_state(estate, key.as_ref())).unwrap_or_default(),
            rotation: named.map(|_| rotation(described)).unwrap_or_default(),
            access: key.as_ref().map(|key| self.access(key)).unwrap_or_default(),
            backups: self.backups(cluster),
            parts: self.family.members(cluster).into_iter().map(|member| self.part(member, arn)).collect(),
        }
    }

    fn key_name(&self, encryption: &Encryption, beside: &Arn) -> String {
        let Some(name) = encryption.key() else { return String::new() };
        self.estate.key_arn(name, beside).map_or_else(|| name.to_owned(), |key| self.names.name(&key))
    }

    fn part(&self, member: Member<'a>, cluster: &Arn) -> Part {
        let (estate, arn, encryption) = (self.estate, member.arn(), member.encryption());
        let named = encryption.key();
        let key = named.and_then(|name| estate.key_arn(name, arn));
        Part {
            kind: member.kind(cluster),
            arn: arn.clone(),
            encryption: encryption_words(estate, encryption, arn),
            key: self.key_name(encryption, arn),
            key_state: named.map(|_| key_state(estate, key.as_ref())).unwrap_or_default(),
            shared: match member {
                Member::Snapshot(snapshot) => {
                    shared(member.sharing(), snapshot.kind.as_deref() == Some("automated"))
                }
                Member::Backup(_) | Member::Replica(_) => String::new(),
            },
        }
    }

    /// `back to 2026-11-14T03:00:00Z, kept for 14 days`
    pub(crate) fn backups(&self, cluster: &Cluster) -> String {
        let own = self.family.members(cluster).into_iter().find_map(|member| match member {
            Member::Backup(backup) => Some(backup),
            Member::Snapshot(_) | Member::Replica(_) => None,
        });
        let earliest = cluster.earliest.or_else(|| own?.earliest);
        let days = cluster.retention.or_else(|| own?.retention);
        let since = earliest.map(|time| ["back to ", &time.to_string()].concat());
        let kept = days
            .map(|days| ["kept for ", &days.to_string(), if days == 1 { " day" } else { " days" }].concat());
        let words: Vec<String> = since.into_iter().chain(kept).collect();
        if words.is_empty() { String::from("unknown") } else { words.join(", ") }
    }
}

/// With whom a snapshot is shared. Automated ones can't be: a copy can.
pub(crate) fn shared(sharing: Option<&Sharing>, automated: bool) -> String {
    match sharing {
        None if automated => String::from("nobody"),
        None => String::from("unknown"),
        Some(Sharing { public: true, .. }) => String::from("everybody"),
        Some(Sharing { accounts, .. }) if accounts.is_empty() => String::from("nobody"),
        Some(Sharing { accounts, .. }) => accounts.join(", "),
    }
}

/// Whose key something is under, seen from its account.
pub(crate) fn whose(estate: &Estate, encryption: &Encryption, beside: &Arn) -> String {
    match encryption {
        Encryption::Unknown | Encryption::Unencrypted => String::new(),
        Encryption::AwsOwned => String::from("AWS's own"),
        Encryption::Under(name) => match estate.key_arn(name, beside) {
            None => String::from("unknown"),
            Some(key) => whose_key(&key, beside),
        },
    }
}

/// Whose key it is, seen from the account of what is under it.
pub(crate) fn whose_key(key: &Arn, beside: &Arn) -> String {
    let other = if key.account() == beside.account() { "" } else { ", another one" };
    ["account ", key.account(), other].concat()
}

/// `automatic, last on 2026-05-01, next on 2027-05-01`; `unknown` if no file says it.
pub(crate) fn rotation(key: Option<&Key>) -> String {
    let Some(key) = key else { return String::from("unknown") };
    let how = match key.rotates {
        Some(true) => "automatic",
        Some(false) => "none",
        None => "unknown",
    };
    let date = |what: &str, time: Option<Time>| time.map(|time| [what, &day(time)].concat());
    let words = [Some(how.to_owned()), date("last on ", key.rotated), date("next on ", key.rotates_next)];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `2026-12-04`
pub(crate) fn day(time: Time) -> String {
    time.to_string().split('T').next().unwrap_or_default().to_owned()
}
