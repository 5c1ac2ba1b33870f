//! The rows of a report: what holds data and how it is encrypted, and what depends on which key.

use std::rc::Rc;

use playground_core::map::Map;

use crate::arn::Arn;
use crate::detail::shared;
use crate::estate::{Encryption, Estate};
use crate::find::inaccessible;
use crate::finding::{Finding, Kind, Severity};
use crate::uses::Uses;

/// Something that holds data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `cluster`, `snapshot` or `automated backup`.
    pub kind: &'static str,
    /// Its ARN; that of its cluster for an automated backup.
    pub arn: Arn,
    /// Its engine, or `unknown`.
    pub engine: Rc<str>,
    /// How it is encrypted, in words.
    pub encryption: &'static str,
    /// The key that it is under, by an alias if it has one; empty if there is none.
    pub key: String,
    /// The key's ARN, if it can be told.
    pub key_arn: Option<Arn>,
    /// The key's state; empty if there is no key.
    pub key_state: String,
    /// With whom it is shared: `nobody`, `everybody`, accounts, `unknown`; empty for what can't be shared.
    pub shared: String,
    /// What was found about it, and what was found about its key unless it is low.
    pub findings: Vec<Kind>,
}

/// A key, and what is under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// The key.
    pub arn: Arn,
    /// An alias if it has one, else its key ID.
    pub name: String,
    /// Its state, or `unknown`.
    pub state: String,
    /// `automatic`, `none` or `unknown`.
    pub rotation: &'static str,
    /// What can't be read without it: `2 clusters (orders, audit), 1 snapshot (before)`.
    pub lost: String,
}

/// Every resource that holds data.
pub fn rows(estate: &Estate, found: &[Finding]) -> Vec<Row> {
    let mut about: Map<Rc<str>, Vec<Kind>> = Map::new();
    for finding in found {
        let arn = finding.about.as_str();
        let mut kinds = about.get(arn).cloned().unwrap_or_default();
        kinds.push(finding.kind);
        about.insert_mut(arn.into(), kinds);
    }
    let names = KeyNames::of(estate);
    let of_row = |arn: &Arn, key: Option<&Arn>| {
        let mut kinds = about.get(arn.as_str()).cloned().unwrap_or_default();
        let cluster = estate.clusters.get(arn.as_str()).filter(|cluster| cluster.is_aurora());
        // It is said with its key, where that is the cause.
        let lost = cluster.and_then(inaccessible).map(|_| Kind::Inaccessible);
        let of_key = key.and_then(|key| about.get(key.as_str())).into_iter().flatten().copied();
        // What is low stands with the key: every row would have it.
        let of_key = of_key.filter(|kind| kind.severity() < Severity::Low);
        for kind in lost.into_iter().chain(of_key) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    };
    let mut rows = Vec::new();
    let mut row = |kind, arn: &Arn, engine: Option<&Rc<str>>, encryption: &Encryption, shared: String| {
        let key = encryption.key().map(|name| (estate.key_arn(name, arn), name));
        rows.push(Row {
            kind,
            shared,
            arn: arn.clone(),
            engine: engine.cloned().unwrap_or_else(|| "unknown".into()),
            encryption: encryption_words(estate, encryption, arn),
            key: match &key {
                None => String::new(),
                Some((Some(key), _)) => names.name(key),
                Some((None, name)) => String::from(*name),
            },
            key_state: key.as_ref().map(|(key, _)| key_state(estate, key.as_ref())).unwrap_or_default(),
            findings: of_row(arn, key.as_ref().and_then(|(key, _)| key.as_ref())),
            key_arn: key.and_then(|(key, _)| key),
        });
    };
    for cluster in estate.clusters.iter() {
        row("cluster", &cluster.arn, cluster.engine.as_ref(), &cluster.encryption, String::new());
    }
    for snapshot in estate.snapshots.iter() {
        let shared = shared(snapshot.sharing.as_ref(), snapshot.kind.as_deref() == Some("automated"));
        row("snapshot", &snapshot.arn, snapshot.engine.as_ref(), &snapshot.encryption, shared);
    }
    for backup in estate.backups.iter() {
        let arn = backup.cluster.as_ref().unwrap_or(&backup.arn);
        row("automated backup", arn, None, &backup.encryption, String::new());
    }
    rows
}

/// The keys that something is under, with all that can't be read without them.
pub fn keys(estate: &Estate) -> Vec<KeyRow> {
    let (uses, names) = (Uses::of(estate), KeyNames::of(estate));
    let row = |arn: &Rc<str>| {
        let arn = Arn::parse(arn)?;
        let key = estate.keys.get(arn.as_str());
        Some(KeyRow {
            name: names.name(&arn),
            state: key_state(estate, Some(&arn)),
            rotation: match key.and_then(|key| key.rotates) {
                Some(true) => "automatic",
                Some(false) => "none",
                None => "unknown",
            },
            lost: uses.by_key.get(arn.as_str())?.words(),
            arn,
        })
    };
    uses.by_key.keys().filter_map(row).collect()
}

/// How something is encrypted, in words.
pub(crate) fn encryption_words(estate: &Estate, encryption: &Encryption, beside: &Arn) -> &'static str {
    match encryption {
        Encryption::Unknown => "can't tell",
        Encryption::Unencrypted => "unencrypted",
        Encryption::AwsOwned => "AWS owned key",
        Encryption::Under(name) => match estate.key_arn(name, beside) {
            Some(key) if estate.is_aws_managed(&key) => "AWS managed key",
            Some(key) if estate.keys.get(key.as_str()).is_some_and(|key| key.aws_managed.is_some()) => {
                "customer managed key"
            }
            Some(_) | None => "KMS key",
        },
    }
}

/// A key's state; `unknown` if no file says it.
pub(crate) fn key_state(estate: &Estate, key: Option<&Arn>) -> String {
    let key = key.and_then(|arn| estate.keys.get(arn.as_str()));
    key.and_then(|key| key.state.as_deref()).unwrap_or("unknown").to_owned()
}

/// The first alias of each key, by the key's ARN.
pub(crate) struct KeyNames(Map<Rc<str>, Rc<str>>);

impl KeyNames {
    pub(crate) fn of(estate: &Estate) -> Self {
        let mut names: Map<Rc<str>, Rc<str>> = Map::new();
        for alias in estate.aliases.iter() {
            let target = alias.target.as_deref().and_then(|id| alias.arn.beside(&["key/", id].concat()));
            if let Some(target) = target.filter(|target| !names.contains_key(target.as_str())) {
                names.insert_mut(target.as_str().into(), alias.arn.resource().into());
            }
        }
        Self(names)
    }

    pub(crate) fn name(&self, key: &Arn) -> String {
        self.0.get(key.as_str()).map_or_else(|| key.name().to_owned(), |name| String::from(&**name))
    }
}
