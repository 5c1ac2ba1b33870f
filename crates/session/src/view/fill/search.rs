//! The map's search: a thing is found if each word that the reader has typed is part of its name, kind, state, engine or
//! key, and if it is what the map is narrowed to. Upper and lower case are the same.

use playground_core::ids::{AccountId, KeyArn, Region};
use playground_core::kms::key::Key;
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::snapshot::Snapshot;
use playground_core::world::World;

use super::findings::{self, Found};
use super::map;
use super::names::{self, Names};
use crate::view::{MapFilter, MapFocus, MapKind};

/// What is searched for.
pub(super) struct Search<'a> {
    world: &'a World,
    words: Vec<String>,
    filter: &'a MapFilter,
    key: Option<KeyArn>,
}

impl<'a> Search<'a> {
    /// Reads what was typed and chosen; `None` if that is nothing.
    pub(super) fn of(world: &'a World, focus: &'a MapFocus) -> Option<Self> {
        let words = focus.search.split(' ').filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
        let filter = &focus.filter;
        let owned = |id: &str| names::owned_key(world, id).map(|key| key.arn.clone());
        let key = filter.key.as_ref().and_then(|id| owned(id).or_else(|| KeyArn::parse(id).ok()));
        (!words.is_empty() || *filter != MapFilter::default()).then_some(Self { world, words, filter, key })
    }

    /// Returns whether things of a place may be found.
    pub(super) fn looks_in(&self, (account, region): (AccountId, Region)) -> bool {
        self.filter.account.as_ref().is_none_or(|it| *it == names::account_id(account))
            && self.filter.region.as_ref().is_none_or(|it| it == region.as_str())
    }

    fn finds(&self, said: &[&str]) -> bool {
        let said = said.join("\n").to_ascii_lowercase();
        self.words.iter().all(|word| said.contains(word.as_str()))
    }

    /// Returns whether a thing is what the map is narrowed to.
    fn lets(&self, kind: MapKind, key: Option<&KeyArn>, found: impl FnOnce() -> Found) -> bool {
        self.filter.kind.is_none_or(|it| it == kind)
            && (self.key.is_none() || self.key.as_ref() == key)
            && self.filter.finding.is_none_or(|finding| found().has(finding))
    }

    /// Returns whether a key is what the map is narrowed to.
    pub(super) fn lets_key(&self, names: &Names<'_>, key: &Key) -> bool {
        self.lets(MapKind::Keys, Some(&key.arn), || findings::of_key(names, key))
    }

    /// Returns whether a cluster is.
    pub(super) fn lets_cluster(&self, c: &Cluster) -> bool {
        self.lets(MapKind::Clusters, c.encryption.key(), || findings::of_cluster(self.world, c))
    }

    /// Returns whether a snapshot is.
    pub(super) fn lets_snapshot(&self, s: &Snapshot) -> bool {
        self.lets(MapKind::Snapshots, s.encryption.key(), || findings::of_snapshot(self.world, s))
    }

    /// Returns whether a backup is.
    pub(super) fn lets_backup(&self, b: &AutomatedBackup) -> bool {
        self.lets(MapKind::Backups, b.encryption.key(), || findings::of_backup(self.world, b))
    }

    pub(super) fn finds_key(&self, names: &Names<'_>, key: &Key) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let aliases = names.aliases(&key.arn).join("\n");
        let (id, state) = (key.arn.id.to_string(), map::key_status(key).word.to_string());
        // Nobody knows the id of an AWS owned key.
        let id = if key.arn.is_aws_owned() { "" } else { &id };
        self.finds(&[
            "key",
            &names.key_name(&key.arn),
            &aliases,
            id,
            &state,
            map::manager(key),
            &key.description,
        ])
    }

    pub(super) fn finds_cluster(&self, names: &Names<'_>, c: &Cluster) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let instances: Vec<&str> = c.members.iter().map(|arn| arn.id.as_str()).collect();
        let said = [
            "cluster",
            c.arn.id.as_str(),
            c.status.name(),
            c.engine.name(),
            &under(names, c.encryption.key()),
        ];
        self.finds(&[&said.join("\n"), &instances.join("\n")])
    }

    pub(super) fn finds_snapshot(&self, names: &Names<'_>, s: &Snapshot) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let key = s.encryption.key();
        let status = map::leaf_status(names, key, map::snapshot_status(s.status)).word.to_string();
        self.finds(&[
            "snapshot",
            s.arn.id.as_str(),
            map::kind(s.kind),
            &status,
            s.engine.name(),
            &under(names, key),
        ])
    }

    pub(super) fn finds_backup(&self, names: &Names<'_>, b: &AutomatedBackup) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let key = b.encryption.key();
        let status = map::leaf_status(names, key, map::backup_status(b.status)).word.to_string();
        self.finds(&["automated backup", b.cluster.id.as_str(), &status, b.engine.name(), &under(names, key)])
    }
}

/// The name of a key, or "plain".
fn under(names: &Names<'_>, key: Option<&KeyArn>) -> String {
    key.map_or_else(|| String::from("plain"), |key| names.key_name(key))
}
