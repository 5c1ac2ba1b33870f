//! Whether the caller's identity policies, and its account's service control policy, allow an operation of RDS: which actions it needs, on which resources, and what it
//! knows for condition keys ("Actions, resources, and condition keys for Amazon RDS" in the Service Authorization Reference,
//! as of December 2020 and of 2026). Each operation declares its own; here is what they share.
//!
//! Not here: the evaluation (`kms::authorize`), and KMS's part in an operation of RDS (`access`).

use super::find::SnapshotRef;
use super::kept::BirthSettings;
use super::resource::ResourceName;
use super::values::{ClusterRef, MemberArn, Tags};
use crate::edition::Edition;
use crate::ids::{
    ClusterArn, ClusterId, GlobalClusterArn, GlobalClusterId, InstanceArn, InstanceId, ResourceId,
    SnapshotArn, SnapshotId,
};
use crate::kms::action::Action;
use crate::kms::authorize;
use crate::kms::condition_key::ConditionKey;
use crate::kms::context::EncryptionContext;
use crate::kms::pattern::Budget;
use crate::ops::Tx;
use crate::ops::kms::attempt::identity_policies;
use crate::ops::kms::known::{self, Known, Way, yes_or_no};
use crate::rds::catalog::{default_version, option_group, parameter_group};
use crate::rds::cluster::{Engine, StorageEncryptionType};
use crate::rds::instance::Instance;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use crate::world::World;
use std::rc::Rc;

/// An operation whose caller needs permission. `#[derive(Operation)]` implements it.
pub(in crate::ops) trait Asking {
    /// The action, without `rds:`.
    const ACTION: &'static str;

    /// Lists what the request needs and says.
    fn ask(&self, asks: &mut Asks<'_>);
}

/// What a request needs permission for, and what it says for condition keys.
pub(in crate::ops) struct Asks<'a> {
    tx: &'a Tx,
    action: &'static str,
    needs: Vec<(&'static str, ResourceName)>,
    known: Known,
}

/// Since which edition the reference lists the groups of a new cluster as resources; the option group is there in both.
#[derive(Clone, Copy)]
pub(super) struct GroupsSince {
    pub(super) parameters: Edition,
    pub(super) subnets: Edition,
}

/// Refuses with `AccessDenied`, unless the caller's identity policies allow all that the request needs.
pub(in crate::ops) fn check<T: Asking>(input: &T, tx: &Tx) -> Result<(), Refusal> {
    let mut asks = Asks { tx, action: T::ACTION, needs: Vec::new(), known: Known::new() };
    input.ask(&mut asks);
    asks.decide()
}

impl Asks<'_> {
    /// Needs the action on a resource, from that edition on.
    pub(in crate::ops) fn on(&mut self, since: Edition, named: &impl Named) {
        let resource = named.resource(self.tx);
        self.needs(since, self.action, resource);
    }

    /// The same, if the request names the resource.
    pub(in crate::ops) fn maybe(&mut self, since: Edition, named: Option<&impl Named>) {
        if let Some(named) = named {
            self.on(since, named);
        }
    }

    /// Needs another action, on the first resource that the request names.
    pub(super) fn needs(&mut self, since: Edition, action: &'static str, resource: ResourceName) {
        if since <= self.edition() {
            self.needs.push((action, resource));
        }
    }

    /// Tags that a new resource gets need permission of their own.
    pub(in crate::ops) fn tags(&mut self, tags: &Tags) {
        if tags.0.is_empty() {
            return;
        }
        self.tagged(tags);
        if let Some((_, created)) = self.needs.first().cloned() {
            self.needs.push(("AddTagsToResource", created));
        }
    }

    /// Knows the tags of the request.
    pub(super) fn tagged(&mut self, tags: &Tags) {
        let pairs: Vec<_> = tags.0.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        self.known.extend(known::of_tags(&pairs));
        self.known.extend(pairs.into_iter().map(|(name, value)| (ConditionKey::ReqTag(name), value)));
        self.knows(ConditionKey::TagsFromRequest, "true");
    }

    /// Knows a value for a condition key.
    pub(super) fn knows(&mut self, key: ConditionKey, value: impl Into<Rc<str>>) {
        self.known.push((key, value.into()));
    }

    /// Knows the engine and whether the request asks for encryption. A request that doesn't say counts as one without
    /// (recorded for `CreateDBInstance`; for clusters, and for the AWS owned key, that is the model).
    pub(super) fn storage(&mut self, engine: Engine, encrypted: Option<bool>) {
        self.knows(ConditionKey::DatabaseEngine, engine.name());
        self.knows(ConditionKey::StorageEncrypted, yes_or_no(encrypted == Some(true)));
    }

    /// Needs the action on the groups that a new cluster gets: those that are named, else the default ones (model: AWS does
    /// not say so for Aurora).
    pub(super) fn groups(
        &mut self,
        engine: Engine,
        version: Option<&str>,
        kept: &BirthSettings,
        since: GroupsSince,
    ) {
        let edition = self.edition();
        let version = version.or_else(|| default_version(edition, engine)).unwrap_or_default();
        let parameters = kept.settings.parameter_group.as_ref();
        let parameters =
            parameters.map_or_else(|| parameter_group(engine, version), |name| String::from(&**name));
        let subnets = kept.subnet_group.as_ref().map_or("default", |name| &**name).to_ascii_lowercase();
        self.group(since.parameters, "cluster-pg", &parameters);
        self.group(Edition::Y2020, "og", &option_group(engine, version));
        self.group(since.subnets, "subgrp", &subnets);
    }

    /// Needs the action on a group of that kind.
    pub(super) fn group(&mut self, since: Edition, kind: &str, name: &str) {
        let resource = here(self.tx, kind, name);
        self.needs(since, self.action, resource);
    }

    /// The edition.
    pub(super) fn edition(&self) -> Edition {
        self.tx.world.edition
    }

    /// The world that the request meets.
    pub(super) const fn tx(&self) -> &Tx {
        self.tx
    }

    fn decide(mut self) -> Result<(), Refusal> {
        if self.needs.is_empty() {
            self.needs.push((self.action, ResourceName::Other("*".into())));
        }
        let Self { tx, needs, known: said, .. } = self;
        let identity = identity_policies(&tx.world, &tx.who);
        let limits = tx.world.limits_of(&tx.who);
        let session = tx.world.session_policy(&tx.who);
        let of_session = session.as_deref();
        let looks = identity.iter().chain(&limits).chain(&of_session).any(|policy| policy.looks_at_calls());
        let context = EncryptionContext::default();
        let mut call = authorize::RequestContext {
            caller: &tx.who,
            account: None,               // `kms:CallerAccount`
            action: Action::DescribeKey, // not used: the permission is given below
            via: None,
            context: &context,
            for_aws_resource: None,
            known: Known::new(),
            session: session.clone(),
            budget: Budget::default(),
        };
        for (action, resource) in needs {
            if looks {
                call.known = known::of_caller(&tx.world, &tx.who, Way::Direct, tx.region);
                call.known.extend(said.iter().cloned());
                call.known.extend(of_resource(&tx.world, &resource));
            }
            let (permission, resource) = (["rds:", action].concat(), resource.to_string());
            let allowed = authorize::by_identity(&call, &permission, &resource, &identity, limits);
            allowed.map_err(|by| {
                let (edition, who) = (tx.world.edition, tx.who.clone());
                RdsRefusal::Denied { edition, who, permission, resource, by }
            })?;
        }
        Ok(())
    }
}

/// What is known of a resource: its account, its tags, and of an instance what it is.
fn of_resource(world: &World, name: &ResourceName) -> Known {
    let mut known = Known::new();
    let (account, tags, of): (_, _, fn(Rc<str>) -> ConditionKey) = match name {
        ResourceName::Cluster(arn) => {
            (arn.account, world.clusters.get(arn).map(|it| &it.tags), ConditionKey::ClusterTag)
        }
        ResourceName::Snapshot(arn) => {
            (arn.account, world.snapshots.get(arn).map(|it| &it.tags), ConditionKey::ClusterSnapshotTag)
        }
        ResourceName::Instance(arn) => {
            let instance = world.instances.get(arn);
            known.extend(instance.into_iter().flat_map(|it| of_instance(world, it)));
            (arn.account, instance.map(|it| &it.tags), ConditionKey::DbTag)
        }
        ResourceName::Global(arn) => {
            (arn.account, world.global_clusters.get(arn).map(|it| &it.tags), ConditionKey::ResourceTag)
        }
        ResourceName::Other(_) => return known,
    };
    known.push((ConditionKey::ResourceAccount, account.to_string().into()));
    for (name, value) in tags.into_iter().flatten() {
        known.push((ConditionKey::ResourceTag(name.clone()), value.clone()));
        known.push((of(name.clone()), value.clone()));
    }
    known
}

fn of_instance(world: &World, instance: &Instance) -> Known {
    let mut known = of_class(&instance.class);
    if let Some(cluster) = world.clusters.get(&instance.cluster) {
        let encrypted = StorageEncryptionType::of(cluster.encryption.key()) == StorageEncryptionType::SseKms;
        known.push((ConditionKey::DatabaseEngine, cluster.engine.name().into()));
        known.push((ConditionKey::StorageEncrypted, yes_or_no(encrypted)));
        known.extend(cluster.database_name.iter().map(|name| (ConditionKey::DatabaseName, name.clone())));
    }
    known
}

/// What is known of every instance of Aurora, and its class.
pub(super) fn of_class(class: &Rc<str>) -> Known {
    vec![
        (ConditionKey::DatabaseClass, class.clone()),
        (ConditionKey::MultiAz, yes_or_no(false)),
        (ConditionKey::Piops, "0".into()),
        (ConditionKey::Vpc, yes_or_no(true)),
    ]
}

impl Extend<(ConditionKey, Rc<str>)> for Asks<'_> {
    fn extend<T: IntoIterator<Item = (ConditionKey, Rc<str>)>>(&mut self, known: T) {
        self.known.extend(known);
    }
}

/// A resource of the caller's account and Region.
fn here(tx: &Tx, kind: &str, name: &str) -> ResourceName {
    let account = tx.account.to_string();
    ResourceName::Other(
        ["arn:aws:rds:", tx.region.as_str(), ":", &account, ":", kind, ":", name].concat().into(),
    )
}

/// What names a resource in a request.
pub(in crate::ops) trait Named {
    /// The resource.
    fn resource(&self, tx: &Tx) -> ResourceName;
}

/// What an operation that lists resources may name.
pub(in crate::ops) trait Listed: Named {
    /// All resources of its kind in the caller's account and Region.
    fn every(tx: &Tx) -> ResourceName;
}

impl<T: Listed> Named for Option<T> {
    fn resource(&self, tx: &Tx) -> ResourceName {
        self.as_ref().map_or_else(|| T::every(tx), |one| one.resource(tx))
    }
}

impl Named for ResourceName {
    fn resource(&self, _: &Tx) -> ResourceName {
        self.clone()
    }
}

macro_rules! named {
    ($($type:ty: |$it:ident, $tx:ident| $resource:expr $(, $kind:literal)?;)*) => {
        $(impl Named for $type {
            fn resource(&self, $tx: &Tx) -> ResourceName {
                let $it = self;
                $resource
            }
        }
        $(impl Listed for $type {
            fn every(tx: &Tx) -> ResourceName {
                here(tx, $kind, "*")
            }
        })?)*
    };
}

named! {
    ClusterId: |it, tx| ResourceName::Cluster(tx.cluster_arn(it));
    ClusterRef: |it, tx| match it {
        Self::Id(id) => ResourceName::Cluster(tx.cluster_arn(id)),
        Self::Arn(arn) => ResourceName::Cluster(arn.clone()),
    }, "cluster";
    ClusterArn: |it, _tx| ResourceName::Cluster(it.clone());
    MemberArn: |it, _tx| ResourceName::Cluster(it.0.clone());
    InstanceId: |it, tx| ResourceName::Instance(tx.instance_arn(it)), "db";
    InstanceArn: |it, _tx| ResourceName::Instance(it.clone());
    SnapshotId: |it, tx| ResourceName::Snapshot(tx.snapshot_arn(it));
    SnapshotRef: |it, tx| match it {
        Self::Id(id) => ResourceName::Snapshot(tx.snapshot_arn(id)),
        Self::Arn(arn) => ResourceName::Snapshot(arn.clone()),
    }, "cluster-snapshot";
    SnapshotArn: |it, _tx| ResourceName::Snapshot(it.clone());
    GlobalClusterId: |it, tx| ResourceName::Global(GlobalClusterArn { account: tx.account, id: it.clone() });
    ResourceId: |it, tx| here(tx, "cluster-auto-backup", &["ab-", &it.to_string().to_ascii_lowercase()].concat()),
        "cluster-auto-backup";
}

impl Listed for GlobalClusterId {
    fn every(tx: &Tx) -> ResourceName {
        let account = tx.account.to_string();
        ResourceName::Other(["arn:aws:rds::", &account, ":global-cluster:*"].concat().into())
    }
}
