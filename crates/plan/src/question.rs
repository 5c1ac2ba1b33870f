//! What a way out is looked for: what was asked, on which world, and why it was refused; and what the request speaks of.

use playground_aws::Asked;
use playground_core::database::{MountedVolume, SqlEngine};
use playground_core::ids::{
    AccountId, ClusterArn, ClusterId, InstanceArn, InstanceId, KeyArn, Region, SnapshotArn, SnapshotId,
};
use playground_core::kms::refusal::KmsRefusal;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::instance::Instance;
use playground_core::rds::snapshot::Snapshot;
use playground_core::refusal::{ErrorCode, Refusal};
use playground_core::rules::RuleId;
use playground_core::world::World;

/// A refused request.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The world before.
    pub world: &'a World,
    /// What was asked, or what was understood of it.
    pub asked: &'a Asked,
    /// The rule behind the refusal.
    pub rule: Option<RuleId>,
    /// Why; `None` if the CLI turned the line down.
    pub refusal: Option<&'a Refusal>,
    /// Runs clients' statements.
    pub engine: &'a dyn SqlEngine<MountedVolume>,
}

impl<'a> Question<'a> {
    /// Why: what lies underneath, where RDS hides it.
    pub fn code(&self) -> Option<ErrorCode> {
        self.refusal.map(|refusal| refusal.cause().unwrap_or(refusal).code())
    }

    /// The key whose state does not let it, where KMS says so.
    pub(crate) fn key_in_state(&self) -> Option<&'a KeyArn> {
        let refusal = self.refusal.map(|refusal| refusal.cause().unwrap_or(refusal));
        match refusal {
            Some(Refusal::Kms(reason)) => {
                if let KmsRefusal::State { key, .. } = &**reason {
                    Some(key)
                } else {
                    None
                }
            }
            _ => None,
        }
    }

    /// An operation without arguments yet, by its API name, of the same caller.
    pub fn another(&self, name: &str, region: Region) -> Option<Asked> {
        self.asked.another(name, region)
    }

    /// The account of the caller.
    pub fn account(&self) -> AccountId {
        self.asked.account().unwrap_or(AccountId::from_number(0))
    }

    /// The cluster of the caller that a text names.
    pub fn cluster_named(&self, text: &str) -> Option<&'a Cluster> {
        let (account, region) = (self.asked.account()?, self.asked.region());
        let arn = ClusterArn::parse(text)
            .or_else(|_| ClusterId::parse(text).map(|id| ClusterArn { account, region, id }))
            .ok()?;
        self.world.clusters.get(&arn).map(|cluster| &**cluster)
    }

    /// The cluster that a member names.
    fn cluster_of(&self, member: &str) -> Option<&'a Cluster> {
        self.cluster_named(self.asked.get(member)?)
    }

    /// The cluster that the request speaks of, or that of its instance.
    pub fn cluster(&self) -> Option<&'a Cluster> {
        const MEMBERS: [&str; 3] =
            ["SourceDBClusterIdentifier", "ReplicationSourceIdentifier", "DBClusterIdentifier"];
        MEMBERS.iter().find_map(|member| self.cluster_of(member)).or_else(|| {
            let cluster = &self.instance("DBInstanceIdentifier")?.cluster;
            self.world.clusters.get(cluster).map(|cluster| &**cluster)
        })
    }

    /// The instance that a member names.
    pub fn instance(&self, member: &str) -> Option<&'a Instance> {
        let id = InstanceId::parse(self.asked.get(member)?).ok()?;
        let arn = InstanceArn { account: self.asked.account()?, region: self.asked.region(), id };
        self.world.instances.get(&arn).map(|instance| &**instance)
    }

    /// The snapshot that the request reads.
    pub fn snapshot(&self) -> Option<&'a Snapshot> {
        const MEMBERS: [&str; 3] =
            ["SourceDBClusterSnapshotIdentifier", "SnapshotIdentifier", "DBClusterSnapshotIdentifier"];
        let text = MEMBERS.iter().find_map(|member| self.asked.get(member))?;
        let (account, region) = (self.asked.account()?, self.asked.region());
        let arn = SnapshotArn::parse(text)
            .or_else(|_| SnapshotId::parse(text).map(|id| SnapshotArn { account, region, id }))
            .ok()?;
        self.world.snapshots.get(&arn).map(|snapshot| &**snapshot)
    }

    /// The KMS key that was asked for, also where the operation has no such option.
    pub fn key_asked(&self) -> Option<&'a str> {
        let unknown = || self.asked.unknown("--kms-key-id")?.value.as_deref();
        self.asked.get("KmsKeyId").or_else(unknown)
    }

    /// The key that a text names, in any account of this Region.
    pub fn key_named(&self, text: &str) -> Option<&'a KeyArn> {
        let here = |region: Region| region == self.asked.region();
        let mut aliases = self.world.aliases.iter();
        let alias =
            aliases.find(|(arn, _)| here(arn.region) && (arn.id.as_str() == text || arn.to_string() == text));
        let mut keys = self.world.keys.keys();
        let key =
            || keys.find(|arn| here(arn.region) && (arn.id.to_string() == text || arn.to_string() == text));
        alias.map(|(_, alias)| &alias.target).or_else(key)
    }

    /// A key as a person calls it: its alias if it has one, else its id; from elsewhere, its ARN.
    pub fn call(&self, key: &KeyArn) -> String {
        let mut aliases = self.world.aliases.iter().filter(|(_, alias)| alias.target == *key);
        let here = Some(key.account) == self.asked.account() && key.region == self.asked.region();
        match (aliases.next(), here) {
            (Some((alias, _)), true) => alias.id.to_string(),
            (Some((alias, _)), false) => alias.to_string(),
            (None, true) => key.id.to_string(),
            (None, false) => key.to_string(),
        }
    }
}
