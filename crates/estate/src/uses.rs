//! What is under which key, and where copies of a cluster are.

use std::rc::Rc;

use playground_core::map::Map;

use crate::arn::Arn;
use crate::estate::{Cluster, Encryption, Estate};

/// What is under each key, of every engine: all of it is lost with the key.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    pub(crate) by_key: Map<Rc<str>, Used>,
}

/// What is under one key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Used {
    pub(crate) clusters: Vec<Rc<str>>,
    pub(crate) snapshots: Vec<Rc<str>>,
    pub(crate) backups: Vec<Rc<str>>,
}

impl Uses {
    pub(crate) fn of(estate: &Estate) -> Self {
        let mut uses = Self::default();
        for cluster in estate.clusters.iter() {
            let name = cluster.arn.name();
            uses.add(estate, &cluster.encryption, &cluster.arn, |used| used.clusters.push(name.into()));
        }
        for snapshot in estate.snapshots.iter() {
            let name = snapshot.arn.name();
            uses.add(estate, &snapshot.encryption, &snapshot.arn, |used| used.snapshots.push(name.into()));
        }
        for backup in estate.backups.iter() {
            let of = backup.cluster.as_ref().unwrap_or(&backup.arn);
            uses.add(estate, &backup.encryption, of, |used| used.backups.push(of.name().into()));
        }
        uses
    }

    fn add(&mut self, estate: &Estate, encryption: &Encryption, beside: &Arn, add: impl FnOnce(&mut Used)) {
        let Some(key) = encryption.key().and_then(|name| estate.key_arn(name, beside)) else { return };
        let name: Rc<str> = key.as_str().into();
        let mut used = self.by_key.get(&*name).cloned().unwrap_or_default();
        add(&mut used);
        self.by_key.insert_mut(name, used);
    }
}

impl Used {
    /// `2 clusters (orders, audit) and 1 snapshot (orders-before)`
    pub(crate) fn words(&self) -> String {
        let kinds =
            [("cluster", &self.clusters), ("snapshot", &self.snapshots), ("automated backup", &self.backups)];
        let kinds: Vec<String> = kinds
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(kind, names)| {
                let plural = if names.len() == 1 { "" } else { "s" };
                let shown: Vec<&str> = names.iter().take(5).map(|name| &**name).collect();
                let more = if names.len() > 5 { ", …" } else { "" };
                [&*names.len().to_string(), " ", kind, plural, " (", &*shown.join(", "), more, ")"].concat()
            })
            .collect();
        kinds.join(", ")
    }
}

/// In which Regions copies of each cluster are, by [`Copies::name`].
pub(crate) struct Copies {
    regions: Map<Rc<str>, Vec<Rc<str>>>,
}

impl Copies {
    /// A cluster by its account and resource id, or by its name where that is not known.
    fn name(account: &str, resource_id: Option<&str>, name: Option<&str>) -> Rc<str> {
        [account, "/", resource_id.or(name).unwrap_or_default()].concat().into()
    }

    pub(crate) fn of(estate: &Estate) -> Self {
        let mut copies = Self { regions: Map::new() };
        for snapshot in estate.snapshots.iter() {
            let of = Self::name(
                snapshot.arn.account(),
                snapshot.resource_id.as_deref(),
                snapshot.cluster.as_deref(),
            );
            copies.add(of, &snapshot.arn);
        }
        for backup in estate.backups.iter() {
            copies.extend(estate, backup.cluster.as_ref().map(Arn::as_str), &backup.arn);
        }
        for global in estate.globals.iter() {
            for (member, other) in
                global.members.iter().flat_map(|one| global.members.iter().map(move |two| (one, two)))
            {
                if let Some(other) = Arn::parse(other) {
                    copies.extend(estate, Some(member), &other);
                }
            }
        }
        copies
    }

    fn extend(&mut self, estate: &Estate, cluster: Option<&str>, copy: &Arn) {
        if let Some(cluster) = cluster.and_then(|arn| estate.clusters.get(arn)) {
            self.add(Self::of_cluster(cluster), copy);
        }
    }

    fn add(&mut self, of: Rc<str>, copy: &Arn) {
        let mut regions = self.regions.get(&*of).cloned().unwrap_or_default();
        if !regions.iter().any(|region| **region == *copy.region()) {
            regions.push(copy.region().into());
            self.regions.insert_mut(of, regions);
        }
    }

    fn of_cluster(cluster: &Cluster) -> Rc<str> {
        Self::name(cluster.arn.account(), cluster.resource_id.as_deref(), Some(cluster.arn.name()))
    }

    /// Returns whether something of a cluster is in another Region.
    pub(crate) fn are_away(&self, cluster: &Cluster) -> bool {
        let regions = self.regions.get(&*Self::of_cluster(cluster));
        let away =
            regions.is_some_and(|regions| regions.iter().any(|region| **region != *cluster.arn.region()));
        away || !cluster.replicas.is_empty()
    }
}
