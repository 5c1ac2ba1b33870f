//! The map's search: a thing is found if each word that the reader has typed is part of its name, kind, state, engine or
//! key. Upper and lower case are the same.

use playground_core::ids::KeyArn;
use playground_core::kms::key::Key;
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::snapshot::Snapshot;

use super::map;
use super::names::Names;

/// What is searched for.
pub(super) struct Search {
    words: Vec<String>,
}

impl Search {
    /// Reads what was typed; `None` if it has no words.
    pub(super) fn of(typed: &str) -> Option<Self> {
        let words: Vec<String> =
            typed.split(' ').filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
        (!words.is_empty()).then_some(Self { words })
    }

    fn finds(&self, said: &[&str]) -> bool {
        let said = said.join("\n").to_ascii_lowercase();
        self.words.iter().all(|word| said.contains(word.as_str()))
    }

    pub(super) fn finds_key(&self, names: &Names<'_>, key: &Key) -> bool {
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
        let key = b.encryption.key();
        let status = map::leaf_status(names, key, map::backup_status(b.status)).word.to_string();
        self.finds(&["automated backup", b.cluster.id.as_str(), &status, b.engine.name(), &under(names, key)])
    }
}

/// The name of a key, or "plain".
fn under(names: &Names<'_>, key: Option<&KeyArn>) -> String {
    key.map_or_else(|| String::from("plain"), |key| names.key_name(key))
}
