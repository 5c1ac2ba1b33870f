//! What is under which key.

use std::rc::Rc;

use playground_core::map::Map;

use crate::arn::Arn;
use crate::estate::{Encryption, Estate};

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
