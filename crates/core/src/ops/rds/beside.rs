//! Performance Insights and the master user's secret: what has a KMS key of its own beside a cluster's storage.
//!
//! The key is looked up, and a grant on it is taken and retired, so that it is checked as a cluster's key is (model).

use super::access::{self, Role};
use crate::edition::Edition;
use crate::env::Purpose;
use crate::ids::{AliasName, KeyArn, KeyId, KeyRef, ResourceId};
use crate::ops::Tx;
use crate::ops::kms::for_rds;
use crate::rds::beside::{Insights, MasterSecret};
use crate::rds::cluster::Engine;
use crate::rds::feature_refusal::FeatureRefusal;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// What a request says of Performance Insights.
#[derive(Clone, Debug, PartialEq, Eq, Default, Members)]
pub struct InstanceInsights {
    /// Whether they are switched on.
    #[member(EnablePerformanceInsights)]
    pub on: Option<bool>,
    /// The key of their data; the AWS managed key if absent.
    #[member(PerformanceInsightsKMSKeyId)]
    pub key: Option<KeyRef>,
    /// How many days their data is kept; 7 if absent.
    #[member(PerformanceInsightsRetentionPeriod)]
    pub retention: Option<i64>,
}

/// The same for a cluster, which later editions have.
#[derive(Clone, Debug, PartialEq, Eq, Default, Members)]
pub struct ClusterInsights {
    /// Whether they are switched on.
    #[member(EnablePerformanceInsights, since(Y2026))]
    pub on: Option<bool>,
    /// The key of their data; the AWS managed key if absent.
    #[member(PerformanceInsightsKMSKeyId, since(Y2026))]
    pub key: Option<KeyRef>,
    /// How many days their data is kept; 7 if absent.
    #[member(PerformanceInsightsRetentionPeriod, since(Y2026))]
    pub retention: Option<i64>,
}

impl ClusterInsights {
    /// The insights of a new cluster.
    pub(super) fn take(&self, tx: &mut Tx, id: ResourceId) -> Result<Option<Insights>, Refusal> {
        insights(tx, (self.on, self.key.as_ref(), self.retention), id)
    }

    /// The insights of a cluster that is changed: those that it has, unless the request says something of them.
    pub(super) fn over(
        &self,
        tx: &mut Tx,
        now: Option<Insights>,
        id: ResourceId,
    ) -> Result<Option<Insights>, Refusal> {
        match self.on {
            None if self.key.is_none() && self.retention.is_none() => Ok(now),
            on => insights(tx, (on.or(now.map(|_| true)), self.key.as_ref(), self.retention), id),
        }
    }
}

impl InstanceInsights {
    /// The insights of a new instance; those of its cluster unless the request says something of them.
    pub(super) fn take(
        &self,
        tx: &mut Tx,
        (engine, class): (Engine, &str),
        id: ResourceId,
    ) -> Result<Option<Insights>, Refusal> {
        let taken = insights(tx, (self.on, self.key.as_ref(), self.retention), id)?;
        of_class(engine, class, taken)
    }

    /// The insights of an instance that is changed: those that it has, unless the request says something of them.
    pub(super) fn over(
        &self,
        tx: &mut Tx,
        now: Option<Insights>,
        (engine, class): (Engine, &str),
        id: ResourceId,
    ) -> Result<Option<Insights>, Refusal> {
        let then = match self.on {
            None if self.key.is_none() && self.retention.is_none() => now,
            on => insights(tx, (on.or(now.map(|_| true)), self.key.as_ref(), self.retention), id)?,
        };
        of_class(engine, class, then)
    }
}

/// Refuses Performance Insights for a class that can't have them.
fn of_class(engine: Engine, class: &str, insights: Option<Insights>) -> Result<Option<Insights>, Refusal> {
    if insights.is_some() && engine != Engine::AuroraPostgresql && class.starts_with("db.t") {
        return Err(FeatureRefusal::InsightsClass {}.into());
    }
    Ok(insights)
}

fn insights(
    tx: &mut Tx,
    (on, key, retention): (Option<bool>, Option<&KeyRef>, Option<i64>),
    id: ResourceId,
) -> Result<Option<Insights>, Refusal> {
    if on != Some(true) {
        if key.is_some() || retention.is_some() {
            return Err(FeatureRefusal::InsightsOff {}.into());
        }
        return Ok(None);
    }
    let days = retention.unwrap_or(7);
    // Months of 31 days came later.
    let months = tx.world.edition >= Edition::Y2026 && days % 31 == 0 && (1..=23).contains(&(days / 31));
    let retention = match u16::try_from(days) {
        Ok(retention) if months || matches!(retention, 7 | 731) => retention,
        _ => {
            let member = "PerformanceInsightsRetentionPeriod";
            return Err(RdsRefusal::OutOfRange { member, number: days }.into());
        }
    };
    let custody = match key {
        Some(named) => access::take_named(tx, Role::Specified, named, id)?,
        None => access::take_default(tx, id)?,
    };
    access::release(tx, &custody);
    Ok(Some(Insights { key: custody.key, retention }))
}

/// Returns whether a request names the AWS managed key of Secrets Manager by its alias.
fn is_default(tx: &Tx, key: &KeyRef) -> bool {
    let default = AliasName::aws_secrets_manager();
    match key {
        KeyRef::AliasName(name) => *name == default,
        KeyRef::AliasArn(arn) => arn.id == default && (arn.account, arn.region) == (tx.account, tx.region),
        KeyRef::Id(_) | KeyRef::Arn(_) | KeyRef::Malformed(_) => false,
    }
}

/// The customer managed key of a secret, checked as a cluster's key is.
fn secret_key(tx: &mut Tx, named: &KeyRef, id: ResourceId) -> Result<KeyArn, Refusal> {
    let custody = access::take_named(tx, Role::Specified, named, id)?;
    access::release(tx, &custody);
    access::customer_managed(tx, &custody.key, "the master user's secret")?;
    Ok(custody.key)
}

/// What a request says of the master user's secret.
#[derive(Clone, Debug, PartialEq, Eq, Default, Members)]
pub struct SecretSettings {
    /// Whether RDS keeps the master user's password in Secrets Manager.
    #[member(ManageMasterUserPassword, since(Y2026))]
    pub manage: Option<bool>,
    /// The key of the secret; the AWS managed key of Secrets Manager if absent.
    #[member(MasterUserSecretKmsKeyId, since(Y2026))]
    pub key: Option<KeyRef>,
}

impl SecretSettings {
    /// The secret of a new cluster; refused beside a password.
    pub(super) fn take(
        &self,
        tx: &mut Tx,
        password: bool,
        id: ResourceId,
    ) -> Result<Option<MasterSecret>, Refusal> {
        if self.manage != Some(true) {
            let alone = self.key.is_some().then_some(FeatureRefusal::SecretKeyAlone {});
            return alone.map_or(Ok(None), |why| Err(why.into()));
        }
        if password {
            return Err(FeatureRefusal::PasswordManaged {}.into());
        }
        let key = match self.key.as_ref().filter(|key| !is_default(tx, key)) {
            Some(named) => secret_key(tx, named, id)?,
            None => for_rds::secrets_key(tx),
        };
        let uuid = KeyId::from_random(tx.env.bytes(Purpose::ResourceId));
        let more = ResourceId(tx.env.bytes(Purpose::ResourceId)).to_string();
        let suffix = more.get(..6).unwrap_or(&more);
        Ok(Some(MasterSecret { id: Rc::from(format!("{uuid}-{suffix}")), key }))
    }

    /// The secret of a cluster that is changed. A secret keeps its key for life.
    pub(super) fn over(
        &self,
        tx: &mut Tx,
        now: Option<MasterSecret>,
        password: bool,
        id: ResourceId,
    ) -> Result<Option<MasterSecret>, Refusal> {
        match (now, self.manage) {
            (Some(_), _) if self.key.is_some() => Err(FeatureRefusal::SecretKeyStays {}.into()),
            (Some(_), Some(false)) if !password => Err(FeatureRefusal::PasswordNeeded {}.into()),
            (Some(_), Some(false)) => Ok(None),
            (Some(_), _) if password => Err(FeatureRefusal::PasswordManaged {}.into()),
            (Some(secret), _) => Ok(Some(secret)),
            (None, _) => self.take(tx, password, id),
        }
    }
}
