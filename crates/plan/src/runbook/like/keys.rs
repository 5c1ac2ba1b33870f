//! The keys of a world that is like another.

use playground_core::env::Time;
use playground_core::ids::{ClusterArn, KeyArn};
use playground_core::kms::builtin::default_key_policy;
use playground_core::kms::key::{Key, KeyManager, Life, MultiRegion};
use playground_core::rds::cluster::Cluster;

use super::Making;

impl Making<'_> {
    fn variable(&mut self, arn: &KeyArn) -> String {
        let name = ["KEY_BEFORE_", &(self.variables.len() + 1).to_string()].concat();
        self.instead.push((arn.id.to_string(), ["$", &name].concat()));
        self.variables.push(name.clone());
        name
    }

    pub(super) fn key(&mut self, arn: &KeyArn) {
        let world = self.world;
        let (key, gone) = match world.keys.get(arn) {
            Some(key) if key.manager == KeyManager::Aws => return,
            Some(key) => (Some(&**key), false),
            None => (None, true),
        };
        let replica = key.is_some_and(|key| key.multi_region == Some(MultiRegion::Replica));
        if replica || self.instead.iter().any(|(from, _)| *from == arn.id.to_string()) {
            self.replica(arn, key);
            return;
        }
        if gone && !self.world.uses.iter().any(|(of, _)| of == arn) {
            return;
        }
        let mut create = self.send("aws kms create-key", arn.account, arn.region);
        if arn.id.is_multi_region() {
            create = create.with(&["--multi-region"]);
        }
        if let Some(policy) = key.and_then(own_policy) {
            create = create.with(&["--policy", &policy]);
        }
        let name = self.variable(arn);
        self.push(&create.printing("KeyMetadata.KeyId").kept_in(&name));
        self.aliases(arn);
    }

    fn replica(&mut self, arn: &KeyArn, key: Option<&Key>) {
        let primary = self.world.related(arn).find(|key| key.multi_region == Some(MultiRegion::Primary));
        let Some(primary) = primary.map(|key| key.arn.clone()) else { return };
        if key.is_none_or(|key| key.arn != *arn) || primary == *arn {
            return;
        }
        self.key(&primary);
        let replicate = self.send("aws kms replicate-key", arn.account, primary.region).with(&[
            "--key-id",
            &arn.id.to_string(),
            "--replica-region",
            arn.region.as_str(),
        ]);
        self.push(&replicate);
        self.aliases(arn);
    }

    fn aliases(&mut self, arn: &KeyArn) {
        let aliases: Vec<String> = self.world.aliases_of(arn).map(|alias| alias.id.to_string()).collect();
        for alias in aliases {
            let create = self.send("aws kms create-alias", arn.account, arn.region);
            self.push(&create.with(&["--alias-name", &alias, "--target-key-id", &arn.id.to_string()]));
        }
    }

    /// The id of an AWS managed key, which is there once something is encrypted under it.
    pub(super) fn managed(&mut self, arn: &KeyArn) {
        let is_managed = self.world.keys.get(arn).is_some_and(|key| key.manager == KeyManager::Aws);
        if is_managed {
            let name = self.variable(arn);
            let describe = self.send("aws kms describe-key", arn.account, arn.region);
            let describe = describe.with(&["--key-id", "alias/aws/rds"]);
            self.push(&describe.printing("KeyMetadata.KeyId").kept_in(&name));
        }
    }

    pub(super) fn key_state(&mut self, arn: &KeyArn, clusters: &[ClusterArn]) {
        let named = ["--key-id", &arn.id.to_string()];
        let send = |this: &Self, call| this.send(call, arn.account, arn.region).with(&named);
        let life = self.world.keys.get(arn).map(|key| key.life);
        let made = self.instead.iter().any(|(from, _)| *from == arn.id.to_string());
        match life {
            Some(Life::Disabled) => {
                let disable = send(self, "aws kms disable-key");
                self.push(&disable);
            }
            Some(Life::PendingDeletion(at)) => {
                let days = days_until(self.world.now, at).clamp(7, 30).to_string();
                let schedule = send(self, "aws kms schedule-key-deletion");
                self.push(&schedule.with(&["--pending-window-in-days", &days]));
            }
            None if made => {
                let schedule = send(self, "aws kms schedule-key-deletion");
                self.push(&schedule.with(&["--pending-window-in-days", "7"]));
                self.lines.push("playground wait 8d".into());
                return;
            }
            Some(Life::Enabled | Life::PendingReplicaDeletion(_) | Life::Creating(_) | Life::Updating(_))
            | None => return,
        }
        let lost =
            |cluster: &Cluster| cluster.status.is_inaccessible() && cluster.encryption.key() == Some(arn);
        if clusters.iter().any(|arn| self.world.clusters.get(arn).is_some_and(|cluster| lost(cluster))) {
            self.lines.push("playground wait 1d".into());
        }
    }
}

/// A key's policy, unless it is the one that a key gets without any.
fn own_policy(key: &Key) -> Option<String> {
    let same = default_key_policy(key.arn.account).statements == key.policy.statements;
    (!same).then(|| String::from(&*key.policy.text))
}

fn days_until(now: Time, then: Time) -> u64 {
    then.0.saturating_sub(now.0).div_ceil(86_400)
}
