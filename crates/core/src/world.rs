//! [`World`]: everything that exists at one moment. Cloning a world is O(1). Only
//! [`apply`](crate::apply::apply) changes one.

use crate::digest::digest_of;
use crate::edition::Edition;
use crate::env::{Moment, Past, Seed, Time};
use crate::iam::managed::{Managed, PolicyArn};
use crate::iam::role::{Role, User};
use crate::iam::session::Credentials;
use crate::ids::{
    AccountId, AliasArn, ClusterArn, GlobalClusterArn, GrantId, InstanceArn, KeyArn, Principal, REGIONS,
    Region, ResourceId, SnapshotArn,
};
use crate::kms::builtin::initial_identity_policies;
use crate::kms::grant::Grant;
use crate::kms::key::{Alias, Key};
use crate::kms::policy::Policy;
use crate::map::{Map, Set};
use crate::profile::PROFILES;
use crate::quota::Quota;
use crate::rds::backup::{AutomatedBackup, BackupKey};
use crate::rds::cluster::{Cluster, Encryption};
use crate::rds::export::{ExportKey, ExportTask};
use crate::rds::global::GlobalCluster;
use crate::rds::instance::{Instance, RebootCause};
use crate::rds::notice::Notices;
use crate::rds::snapshot::Snapshot;
use crate::rules::RuleId;
use crate::storage::page::SEALED_LEN;
use crate::trail::TrailEvent;
use std::rc::Rc;

/// Something that happens at a set time of the logical clock. The queue keeps entries that no longer apply,
/// so whoever handles one checks that it still does.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Due {
    /// The end of a key's waiting period.
    KeyDeletion(KeyArn),
    /// A new replica gets its material, or the change of a primary Region is done.
    KeyReady(KeyArn),
    /// A key's next automatic rotation.
    KeyRotation(KeyArn),
    /// A cluster's transitional status ends.
    Cluster(ClusterArn),
    /// An instance's transitional status ends.
    Instance(InstanceArn),
    /// A snapshot's transitional status ends.
    Snapshot(SnapshotArn),
    /// A cluster's daily backup window begins.
    DailyBackup(ClusterArn, ResourceId),
    /// The retention period of an automated snapshot or of a retained backup ends.
    SnapshotExpiry(SnapshotArn),
    /// Aurora starts a cluster that was stopped seven days ago.
    AutomaticStart(ClusterArn),
    /// A failover ends, and the instance becomes the writer.
    Failover(ClusterArn, InstanceArn),
    /// A switchover or failover of a global cluster ends, and another member becomes its primary cluster.
    GlobalFailover(GlobalClusterArn),
    /// An instance's reboot ends.
    Reboot(InstanceArn, RebootCause),
    /// An instance's maintenance window begins, and something waits for it.
    Maintenance(InstanceArn),
    /// A step of an export ends.
    Export(ExportKey),
}

/// Something that is encrypted under a KMS key. The numbers set the order in the index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
#[repr(u8)]
pub enum KeyUse {
    /// A cluster.
    Cluster(ClusterArn) = 0,
    /// A snapshot.
    Snapshot(SnapshotArn) = 1,
    /// An automated backup.
    Backup(BackupKey) = 2,
}

/// The address from which a user calls unless another is set: one that RFC 5737 reserves for documentation.
pub const ADDRESS: &str = "203.0.113.10";

/// What a record of CloudTrail takes in memory, in bytes.
const TRAIL_RECORD: u64 = 1_024;

/// Everything that exists at one moment. Hashing a world takes time proportional to its size.
#[derive(Clone, StableHash)]
pub struct World {
    /// Which rules hold.
    pub edition: Edition,
    /// Where random values come from.
    pub seed: Seed,
    /// How many operations have been submitted.
    pub op: u64,
    /// The digest of all operations, each chained to the one before it.
    pub requests: [u8; 32],
    /// The logical clock.
    pub now: Time,
    /// KMS keys.
    pub keys: Map<KeyArn, Rc<Key>>,
    /// Aliases and the keys they point to.
    pub aliases: Map<AliasArn, Alias>,
    /// Grants, by key.
    pub grants: Map<(KeyArn, GrantId), Rc<Grant>>,
    /// Inline IAM policies of users and roles, by user or role and policy name.
    pub identity_policies: Map<(Principal, Rc<str>), Rc<Policy>>,
    /// IAM roles, by account and name.
    pub roles: Map<(AccountId, Rc<str>), Rc<Role>>,
    /// IAM users that were created, by account and name, besides those that every world begins with.
    pub users: Map<(AccountId, Rc<str>), Rc<User>>,
    /// Managed policies of accounts.
    pub managed_policies: Map<PolicyArn, Rc<Managed>>,
    /// The managed policies that are attached to users and roles.
    pub attached_policies: Map<(Principal, PolicyArn), Rc<Managed>>,
    /// The credentials of sessions, by the id of their access key. They are kept when they have expired.
    pub sessions: Map<Rc<str>, Rc<Credentials>>,
    /// From which address a user calls, if it is not [`ADDRESS`].
    pub origins: Map<Principal, Rc<str>>,
    /// The organization of an account, if it is in one.
    pub organizations: Map<AccountId, Rc<str>>,
    /// The quotas that were raised.
    pub quotas: Map<(AccountId, Region, Quota), u32>,
    /// The service control policy of an account, if it has one beside `FullAWSAccess`.
    pub service_control_policies: Map<AccountId, Rc<Policy>>,
    /// DB clusters.
    pub clusters: Map<ClusterArn, Rc<Cluster>>,
    /// Global clusters.
    pub global_clusters: Map<GlobalClusterArn, Rc<GlobalCluster>>,
    /// DB instances.
    pub instances: Map<InstanceArn, Rc<Instance>>,
    /// DB cluster snapshots, manual and automated.
    pub snapshots: Map<SnapshotArn, Rc<Snapshot>>,
    /// Automated backups.
    pub backups: Map<BackupKey, Rc<AutomatedBackup>>,
    /// Exports of snapshots.
    pub exports: Map<ExportKey, Rc<ExportTask>>,
    /// RDS events.
    pub notices: Notices,
    /// What is encrypted under each key: an index over the resources above.
    pub uses: Set<(KeyArn, KeyUse)>,
    /// CloudTrail's records by number.
    pub trail: Map<u64, Rc<TrailEvent>>,
    /// The number of the next record.
    pub trail_next: u64,
    /// The queue of what is due, by time.
    pub due: Map<(Time, u64), Due>,
    /// The number of the next entry in the queue.
    pub due_next: u64,
}

impl World {
    /// Creates a world with the accounts of [`PROFILES`](crate::profile::PROFILES), which hold nothing yet.
    pub fn new(seed: Seed, edition: Edition) -> Self {
        Self {
            edition,
            seed,
            op: 0,
            requests: digest_of(&(seed, edition)),
            now: Time::start(edition),
            keys: Map::new(),
            aliases: Map::new(),
            grants: Map::new(),
            identity_policies: initial_identity_policies(),
            roles: Map::new(),
            users: Map::new(),
            managed_policies: Map::new(),
            attached_policies: Map::new(),
            sessions: Map::new(),
            origins: Map::new(),
            organizations: Map::new(),
            quotas: Map::new(),
            service_control_policies: Map::new(),
            clusters: Map::new(),
            global_clusters: Map::new(),
            instances: Map::new(),
            snapshots: Map::new(),
            backups: Map::new(),
            exports: Map::new(),
            notices: Notices::default(),
            uses: Set::new(),
            trail: Map::new(),
            trail_next: 0,
            due: Map::new(),
            due_next: 0,
        }
    }

    /// A multi-Region key and its related keys, in the order of the Regions; only the key itself if it is of one Region.
    pub fn related<'a>(&'a self, key: &'a KeyArn) -> impl Iterator<Item = &'a Rc<Key>> {
        let regions = REGIONS.iter().filter_map(|name| Region::parse(name).ok());
        let regions = regions.filter(|region| key.id.is_multi_region() || *region == key.region);
        regions.filter_map(|region| self.keys.get(&key.in_region(region)))
    }

    /// The grants on a key.
    pub fn grants_of<'a>(&'a self, key: &'a KeyArn) -> impl Iterator<Item = &'a Rc<Grant>> {
        let first = (key.clone(), GrantId([0; 32]));
        self.grants.from_key_while(&first, move |(of, _)| of == key).map(|(_, grant)| grant)
    }

    /// Returns whether the grant that RDS got for a cluster's whole life is gone from its key: revoked, or deleted with the key.
    /// No other grant takes its place, and starting the cluster makes none (model).
    pub fn grant_is_gone(&self, cluster: &Cluster) -> bool {
        match &cluster.encryption {
            Encryption::Unencrypted => false,
            Encryption::Under { key, grant } => !self.grants.contains_key(&(key.clone(), *grant)),
        }
    }

    /// The aliases of a key. They have no index by key, so all those of its account and Region are looked at.
    pub fn aliases_of<'a>(&'a self, key: &'a KeyArn) -> impl Iterator<Item = &'a AliasArn> {
        let first = AliasArn::first_in(key.account, key.region);
        let here = (key.account, key.region);
        let all = self.aliases.from_key_while(&first, move |alias| (alias.account, alias.region) == here);
        all.filter(move |(_, alias)| alias.target == *key).map(|(name, _)| name)
    }

    /// Returns whether a cluster can be stopped, so that in 2026 it can also be recovered when its key is lost (rule N11): not
    /// if it replicates, in either role, nor in a global database. Today the only cluster of a global database can (Aurora
    /// User Guide, "Stopping and starting an Amazon Aurora DB cluster").
    pub fn can_be_stopped(&self, cluster: &Cluster) -> bool {
        let alone = |global: &GlobalCluster| match self.edition {
            Edition::Y2020 => false,
            Edition::Y2026 => global.clusters().count() == 1,
        };
        !cluster.is_serverless()
            && cluster.replication_source.is_none()
            && cluster.replicas.is_empty()
            && self.global_cluster_of(&cluster.arn).is_none_or(|global| alone(global))
    }

    /// The rule by which the cluster can't be recovered once it has lost its key for good.
    pub fn lost_by(&self, cluster: &Cluster) -> RuleId {
        match self.edition {
            Edition::Y2020 => RuleId::E08,
            Edition::Y2026 if self.can_be_stopped(cluster) => RuleId::N12,
            Edition::Y2026 => RuleId::N11,
        }
    }

    /// How many an account may have in a Region of what a quota counts.
    pub fn quota(&self, account: AccountId, region: Region, quota: Quota) -> usize {
        let raised = self.quotas.get(&(account, region, quota)).copied();
        raised.or_else(|| quota.default_value(self.edition)).map_or(usize::MAX, |most| most as usize)
    }

    /// From which address a principal calls.
    pub fn address_of(&self, who: &Principal) -> Rc<str> {
        self.origins.get(who).cloned().unwrap_or_else(|| ADDRESS.into())
    }

    /// The inline policies of a user or role, with their names.
    pub fn policies_of(&self, who: &Principal) -> impl Iterator<Item = (&Rc<str>, &Rc<Policy>)> + use<'_> {
        let (first, who) = ((who.clone(), "".into()), who.clone());
        let own = self.identity_policies.from_key_while(&first, move |(of, _)| *of == who);
        own.map(|((_, name), policy)| (name, policy))
    }

    /// The service control policy that limits a principal: that of its account. Services that act on their own have none.
    pub fn limits_of(&self, who: &Principal) -> Option<&Policy> {
        self.service_control_policies.get(&who.account()?).map(|policy| &**policy)
    }

    /// The managed policies of a user or role.
    pub fn attached_to(&self, who: &Principal) -> impl Iterator<Item = &Rc<Managed>> + use<'_> {
        let (first, who) = ((who.clone(), PolicyArn::first()), who.clone());
        self.attached_policies.from_key_while(&first, move |(of, _)| *of == who).map(|(_, policy)| policy)
    }

    /// The credentials that a caller has, if it is a session.
    pub fn credentials(&self, who: &Principal) -> Option<&Rc<Credentials>> {
        let Principal::Session(session) = who else { return None };
        self.sessions.get(&session.key)
    }

    /// The policy of the caller's session, if it is one that was begun with one.
    pub fn session_policy(&self, who: &Principal) -> Option<Rc<Policy>> {
        self.credentials(who)?.policy.clone()
    }

    /// A role by its principal.
    pub fn role(&self, who: &Principal) -> Option<&Rc<Role>> {
        let Principal::Role(account, named) = who else { return None };
        let name = named.rsplit('/').next().unwrap_or_default();
        let role = self.roles.get(&(*account, Rc::from(name)))?;
        (role.principal() == *who).then_some(role)
    }

    /// Returns whether there is a user or role, as far as its account is modelled; other accounts exist, with whatever a
    /// policy names.
    pub fn may_exist(&self, who: &Principal) -> bool {
        let is_modelled = |account| PROFILES.iter().any(|profile| profile.account == account);
        match who {
            Principal::User(account, named) => {
                let name = named.rsplit('/').next().unwrap_or_default();
                let created = self.users.get(&(*account, Rc::from(name)));
                !is_modelled(*account)
                    || PROFILES.iter().any(|profile| profile.principal() == *who)
                    || created.is_some_and(|user| user.principal() == *who)
            }
            Principal::Role(account, _) => !is_modelled(*account) || self.role(who).is_some(),
            Principal::NamedSession(account, arn) => {
                // A session is one of a role. Nobody has federated users here.
                let role = arn.split_once(":assumed-role/").and_then(|(_, rest)| rest.split('/').next());
                !is_modelled(*account)
                    || role.is_some_and(|name| self.roles.contains_key(&(*account, Rc::from(name))))
            }
            Principal::Root(_) | Principal::Service(_) | Principal::Session(_) => true,
        }
    }

    /// The global clusters of an account.
    pub fn global_clusters_of(&self, account: AccountId) -> impl Iterator<Item = &Rc<GlobalCluster>> {
        let first = GlobalClusterArn::first_in(account);
        self.global_clusters
            .from_key_while(&first, move |arn| arn.account == account)
            .map(|(_, global)| global)
    }

    /// The global cluster that a cluster is a member of.
    pub fn global_cluster_of(&self, member: &ClusterArn) -> Option<&Rc<GlobalCluster>> {
        self.global_clusters_of(member.account).find(|global| global.has(member))
    }

    /// The bytes that it takes beyond what it shares with the world that it came from, about: pages of volumes and of
    /// instances' memories, and CloudTrail's records.
    pub fn beyond(&self, before: &Self) -> u64 {
        let stored = self.clusters.iter().map(|(arn, cluster)| {
            let known = before.clusters.get(arn).map_or(0, |cluster| cluster.volume.made());
            cluster.volume.made().saturating_sub(known)
        });
        let opened = self.instances.iter().map(|(arn, instance)| {
            let known = before.instances.get(arn).map_or(0, |instance| instance.cache.opened());
            let opened = instance.cache.opened();
            let new = if opened < known { opened } else { opened - known }; // it lost its memory meanwhile
            new.min(instance.cache.len() as u64) // a full one drops what it opened before
        });
        let records = self.trail_next.saturating_sub(before.trail_next);
        stored.chain(opened).sum::<u64>() * SEALED_LEN as u64 + records * TRAIL_RECORD
    }

    /// The current time, and the past that led to it.
    pub fn moment(&self) -> Moment {
        Moment { time: self.now, past: Past(self.requests) }
    }
}
