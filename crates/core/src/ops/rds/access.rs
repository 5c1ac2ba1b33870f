//! How RDS gets access to a KMS key: it looks the key up and takes a grant with the caller's authority, and
//! from then on uses the key with that grant. A refusal by KMS becomes one by RDS, which holds KMS's as its
//! cause.
//!
//! A [`Custody`] is the proof: whoever has one may use the key with that encryption context.

use crate::ids::{AccountId, AliasArn, KeyArn, KeyRef, Region, ResourceId};
use crate::kms::key::KeyManager;
use crate::kms::refusal::{KeyNotFound, KmsRefusal};
use crate::ops::Tx;
use crate::ops::kms::for_rds::{self, Custody};
use crate::rds::cluster::dbc_context;
use crate::rds::feature_refusal::FeatureRefusal;
pub(in crate::ops) use crate::rds::refusal::Role;
use crate::rds::refusal::{Elsewhere, RdsRefusal};
use crate::refusal::Refusal;
use std::rc::Rc;

/// `KMSKeyNotAccessibleFault`: RDS does not say whether a key is missing, disabled or forbidden.
pub(in crate::ops) fn not_accessible(role: Role, shown: &str, cause: Refusal) -> Refusal {
    refused(role, shown.into(), None, cause)
}

fn refused(role: Role, key: String, elsewhere: Option<Elsewhere>, cause: Refusal) -> Refusal {
    Refusal::Rds(Rc::new(RdsRefusal::KeyNotAccessible { role, key, elsewhere }), Some(Rc::new(cause)))
}

/// Takes custody of the key that a command names, for the cluster with that resource id. The key must be in
/// the Region that the command runs in (rule L09).
pub(in crate::ops) fn take_named(
    tx: &mut Tx,
    role: Role,
    key: &KeyRef,
    id: ResourceId,
) -> Result<Custody, Refusal> {
    let region = tx.region;
    if let KeyRef::Arn(KeyArn { region: other, .. }) | KeyRef::AliasArn(AliasArn { region: other, .. }) = key
        && *other != region
    {
        let cause = KmsRefusal::Key(KeyNotFound::OtherRegion(*other));
        return Err(refused(role, key.to_string(), Some(Elsewhere::Region), cause.into()));
    }
    // The AWS managed key is created on first use, also when it is named by its alias (rules E02, E03).
    let default_alias = matches!(key, KeyRef::AliasName(name) if name.as_str() == "alias/aws/rds")
        || matches!(key, KeyRef::AliasArn(arn) if arn.id.as_str() == "alias/aws/rds" && arn.account == tx.account);
    if default_alias {
        for_rds::default_key(tx, tx.account, region);
    }
    let found = for_rds::describe_key(tx, region, key).map_err(|cause| {
        let elsewhere = named_without_its_account(tx, key).then_some(Elsewhere::Account);
        refused(role, shown(tx.account, region, key), elsewhere, cause)
    })?;
    take(tx, role, &found.arn, id)
}

/// Takes custody of the AWS managed key (rules E02, E03).
pub(in crate::ops) fn take_default(tx: &mut Tx, id: ResourceId) -> Result<Custody, Refusal> {
    let (account, region) = (tx.account, tx.region);
    let key = for_rds::default_key(tx, account, region);
    let found = for_rds::describe_key(tx, region, &KeyRef::Arn(key));
    let key = found.map_err(|cause| not_accessible(Role::Specified, "alias/aws/rds", cause))?.arn.clone();
    take(tx, Role::Specified, &key, id)
}

/// Takes custody of the AWS owned key of a Region.
pub(in crate::ops) fn take_owned(tx: &mut Tx, region: Region, id: ResourceId) -> Custody {
    for_rds::owned_key(tx, region, &dbc_context(id))
}

/// Takes custody of a key that has been found already.
pub(in crate::ops) fn take(
    tx: &mut Tx,
    role: Role,
    key: &KeyArn,
    id: ResourceId,
) -> Result<Custody, Refusal> {
    if key.is_aws_owned() {
        return Ok(take_owned(tx, key.region, id));
    }
    for_rds::create_grant(tx, key, &dbc_context(id))
        .map_err(|cause| not_accessible(role, &key.to_string(), cause))
}

/// Retires a grant that was taken for one command only.
pub(in crate::ops) fn release(tx: &mut Tx, custody: &Custody) {
    for_rds::retire_grant(tx, &custody.key, custody.grant);
}

/// Refuses a key of AWS's for what has to have a customer managed one: `a snapshot export`.
pub(in crate::ops) fn customer_managed(tx: &Tx, key: &KeyArn, of: &'static str) -> Result<(), Refusal> {
    if is_aws_managed(tx, key) {
        return Err(FeatureRefusal::CustomerKeyNeeded { of, key: key.clone() }.into());
    }
    Ok(())
}

/// Returns whether a key is the account's AWS managed key for RDS.
pub(in crate::ops) fn is_aws_managed(tx: &Tx, key: &KeyArn) -> bool {
    !key.is_aws_owned() && tx.world.keys.get(key).is_some_and(|key| key.manager == KeyManager::Aws)
}

/// The key as the refusal shows it: a key id becomes an ARN in the caller's account.
fn shown(account: AccountId, region: Region, key: &KeyRef) -> String {
    match key {
        KeyRef::Id(id) => KeyArn { account, region, id: *id }.to_string(),
        other => other.to_string(),
    }
}

/// Returns whether the id or alias does not exist in the caller's account but does in another (rule E06).
fn named_without_its_account(tx: &Tx, key: &KeyRef) -> bool {
    match key {
        KeyRef::Id(id) => tx.world.keys.keys().any(|arn| arn.id == *id && arn.account != tx.account),
        KeyRef::AliasName(name) => {
            let known = |own: bool| {
                tx.world.aliases.keys().any(|arn| {
                    arn.id == *name && arn.region == tx.region && (arn.account == tx.account) == own
                })
            };
            known(false) && !known(true)
        }
        KeyRef::Arn(_) | KeyRef::AliasArn(_) | KeyRef::Malformed(_) => false,
    }
}
