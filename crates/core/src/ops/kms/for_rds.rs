//! The calls that RDS makes to KMS. Each is authorised, checked against the key's state and recorded like any
//! other call: with the caller's authority, which RDS forwards, or with RDS's own grant.
//!
//! Only [`decrypt`] returns a plaintext data key; [`rewrap`] moves one from key to key without revealing it.

use super::KmsOutput;
use super::attempt::{Attempt, Authority, rds_in};
use super::create_grant;
use super::create_key::new_key;
use super::enable_key_rotation::start;
use super::find::Forms;
use super::re_encrypt::tell;
use super::seal::{fresh, invalid, open, seal};
use crate::crypto::keys::{DataKey, WrappedDataKey};
use crate::env::Purpose;
use crate::event::Event;
use crate::ids::{AccountId, AliasArn, AliasName, GrantId, KeyArn, KeyId, KeyRef, Principal, Region};
use crate::kms::action::Action;
use crate::kms::builtin::{
    SECRETS_KEY, aws_managed_rotation, rds_key_description, rds_key_policy, secrets_key_policy,
};
use crate::kms::ciphertext;
use crate::kms::context::EncryptionContext;
use crate::kms::grant::{Constraint, GrantTerms};
use crate::kms::key::{Alias, Key, KeyManager};
use crate::kms::policy::Policy;
use crate::kms::refusal::{KeyNotFound, KmsRefusal};
use crate::kms::spec::SYMMETRIC_DEFAULT;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// A KMS key with RDS's grant on it and the encryption context that the grant is limited to.
#[derive(Clone, Debug)]
pub(in crate::ops) struct Custody {
    /// The key.
    pub key: KeyArn,
    /// RDS's grant.
    pub grant: GrantId,
    /// The context.
    pub context: EncryptionContext,
}

/// The AWS managed key for RDS of an account and Region; creates it on first use (rules E02, E03).
pub(in crate::ops) fn default_key(tx: &mut Tx, account: AccountId, region: Region) -> KeyArn {
    let description = rds_key_description(tx.world.edition);
    aws_managed(tx, AliasArn { account, region, id: AliasName::aws_rds() }, rds_key_policy, description)
}

/// The AWS managed key for Secrets Manager of the caller's account and Region; creates it on first use.
pub(in crate::ops) fn secrets_key(tx: &mut Tx) -> KeyArn {
    let name = AliasArn { account: tx.account, region: tx.region, id: AliasName::aws_secrets_manager() };
    aws_managed(tx, name, secrets_key_policy, SECRETS_KEY)
}

fn aws_managed(
    tx: &mut Tx,
    name: AliasArn,
    policy: fn(AccountId, Region) -> Policy,
    description: &str,
) -> KeyArn {
    let (account, region) = (name.account, name.region);
    if let Some(alias) = tx.world.aliases.get(&name) {
        return alias.target.clone();
    }
    let id = KeyId::from_random(tx.env.bytes(Purpose::KeyId));
    let target = KeyArn { account, region, id };
    let policy = Rc::new(policy(account, region));
    let key = new_key(tx, target.clone(), policy);
    let edition = tx.world.edition;
    let key = Key { manager: KeyManager::Aws, description: description.into(), ..key };
    start(tx, &key, aws_managed_rotation(edition));
    let now = tx.world.now;
    tx.emit(Event::AliasPut(name, Alias { target: target.clone(), created: now, updated: now }));
    target
}

/// Takes custody of the AWS owned key of a Region; creates it on first use. RDS uses a key of its own here, so nobody is
/// asked, and nothing is recorded (rules N02, N03).
pub(in crate::ops) fn owned_key(tx: &mut Tx, region: Region, context: &EncryptionContext) -> Custody {
    let key = default_key(tx, AccountId::AWS, region);
    let grant = create_grant::grant(tx, &key, AccountId::AWS, terms(region, context));
    Custody { key, grant, context: context.clone() }
}

/// What RDS's grant on a key in a Region allows: its use for contexts that include `context`.
pub(in crate::ops) fn terms(region: Region, context: &EncryptionContext) -> GrantTerms {
    let rds = Principal::Service(rds_in(region));
    GrantTerms {
        grantee: rds.clone(),
        retiring: Some(rds),
        operations: Action::grantable_ones().collect(),
        constraint: Some(Constraint::Subset(context.clone())),
        name: None,
    }
}

/// Makes a call and records it, successful or not.
fn call<T>(
    tx: &mut Tx,
    authority: Authority,
    region: Region,
    action: Action,
    body: impl FnOnce(&mut Tx, &mut Attempt) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let mut at = Attempt::new(tx, authority, region, action.operation());
    if matches!(action, Action::CreateGrant | Action::RetireGrant) {
        at.writes();
    }
    let outcome = body(tx, &mut at);
    at.finish(tx, outcome.as_ref().err());
    outcome
}

/// Makes a call with RDS's grant on a key.
fn with_grant<T>(
    tx: &mut Tx,
    custody: &Custody,
    action: Action,
    body: impl FnOnce(&mut Tx, &mut Attempt, &Key) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let authority = Authority::Rds(custody.grant);
    call(tx, authority, custody.key.region, action, |tx, at| {
        at.bind(&custody.context);
        at.asked_context("encryptionContext", &custody.context);
        let key = KeyRef::Arn(custody.key.clone());
        let usable = at.key(tx, &key, Forms::KeyOnly, action, &custody.context)?;
        body(tx, at, &usable.key)
    })
}

/// `DescribeKey` with the caller's authority in `region`: finds a key by any of the four identifiers. The
/// refusal is KMS's.
pub(in crate::ops) fn describe_key(tx: &mut Tx, region: Region, key: &KeyRef) -> Result<Rc<Key>, Refusal> {
    call(tx, Authority::ForwardedByRds, region, Action::DescribeKey, |tx, at| {
        let none = EncryptionContext::default();
        at.key(tx, key, Forms::All, Action::DescribeKey, &none).map(|usable| usable.key)
    })
}

/// `CreateGrant` with the caller's authority (`kms:GrantIsForAWSResource` is true) in the key's Region, for
/// `rds.<region>.amazonaws.com`, limited to contexts that include `context`.
pub(in crate::ops) fn create_grant(
    tx: &mut Tx,
    key: &KeyArn,
    context: &EncryptionContext,
) -> Result<Custody, Refusal> {
    call(tx, Authority::ForwardedByRds, key.region, Action::CreateGrant, |tx, at| {
        let terms = terms(key.region, context);
        create_grant::tell(at, &terms);
        let usable = at.key(tx, &KeyRef::Arn(key.clone()), Forms::KeyOnly, Action::CreateGrant, context)?;
        // So RDS takes no key but one for symmetric encryption.
        create_grant::suits(&usable.key, &terms)?;
        let grant = create_grant::grant(tx, key, tx.account, terms);
        at.answers(tx, &KmsOutput::GrantRecorded(grant));
        Ok(Custody { key: key.clone(), grant, context: context.clone() })
    })
}

/// `RetireGrant` by RDS. A grant that no longer exists is no error.
pub(in crate::ops) fn retire_grant(tx: &mut Tx, key: &KeyArn, grant: GrantId) {
    let Some(found) = tx.world.grants.get(&(key.clone(), grant)).cloned() else { return };
    let retired = call(tx, Authority::Rds(grant), key.region, Action::RetireGrant, |tx, at| {
        at.asked("keyId", key.to_string());
        at.asked("grantId", grant.to_string());
        at.beside("grantId", grant.to_string());
        at.may_retire(tx, &found)?;
        tx.emit(Event::GrantRemoved(key.clone(), grant));
        Ok(())
    });
    debug_assert!(retired.is_ok(), "RDS is the retiring principal of its grants");
}

/// `GenerateDataKeyWithoutPlaintext` by RDS with its grant.
pub(in crate::ops) fn generate_data_key_without_plaintext(
    tx: &mut Tx,
    custody: &Custody,
) -> Result<WrappedDataKey, Refusal> {
    with_grant(tx, custody, Action::GenerateDataKeyWithoutPlaintext, |tx, at, key| {
        at.asked("keySpec", "AES_256");
        at.uses(key.current.id);
        let data_key = DataKey::filled(|key| tx.env.fill(Purpose::DataKey, key));
        let (material, arn) = (&key.current, key.arn.to_string());
        let fresh = fresh(&mut tx.env);
        ciphertext::wrap(&material.backing, &arn, &material.id, &custody.context, &data_key, &fresh)
            .map_err(invalid)
    })
}

/// `Decrypt` by RDS with its grant, which a host needs before it can open a page.
pub(in crate::ops) fn decrypt(
    tx: &mut Tx,
    custody: &Custody,
    wrapped: &WrappedDataKey,
) -> Result<DataKey, Refusal> {
    with_grant(tx, custody, Action::Decrypt, |_, at, key| {
        at.asked("encryptionAlgorithm", SYMMETRIC_DEFAULT);
        let (bytes, material) = open(key, &custody.context, wrapped.blob())?;
        at.uses(material);
        let bytes = bytes.as_slice().try_into().map_err(|_| invalid(ciphertext::InvalidCiphertext))?;
        Ok(DataKey::new(bytes))
    })
}

/// Wraps the same data key under another key or context: in one Region with `ReEncrypt`, between Regions with
/// `Decrypt` there and `Encrypt` here (rule L11). So it is with a key of AWS's own, too, which no record of an account
/// names.
pub(in crate::ops) fn rewrap(
    tx: &mut Tx,
    from: &Custody,
    to: &Custody,
    wrapped: &WrappedDataKey,
) -> Result<WrappedDataKey, Refusal> {
    let seen = from.key.is_aws_owned() == to.key.is_aws_owned();
    if from.key.region == to.key.region && seen {
        return re_encrypt(tx, from, to, wrapped);
    }
    let data_key = decrypt(tx, from, wrapped)?;
    with_grant(tx, to, Action::Encrypt, |tx, at, key| {
        at.asked("encryptionAlgorithm", SYMMETRIC_DEFAULT);
        at.uses(key.current.id);
        seal(&mut tx.env, key, &to.context, data_key.expose()).map(|blob| WrappedDataKey::new(&blob))
    })
}

fn re_encrypt(
    tx: &mut Tx,
    from: &Custody,
    to: &Custody,
    wrapped: &WrappedDataKey,
) -> Result<WrappedDataKey, Refusal> {
    call(tx, Authority::Rds(from.grant), to.key.region, Action::ReEncryptFrom, |tx, at| {
        at.bind(&to.context);
        at.asked("sourceKeyId", from.key.to_string());
        tell(at, &from.context, &to.context);
        let known = tx.world.keys.get(&from.key).cloned();
        let known = known.ok_or_else(|| KmsRefusal::Key(KeyNotFound::NoKey(from.key.clone())))?;
        let source = at.on(tx, known, Action::ReEncryptFrom, &from.context)?;
        let (bytes, material) = open(&source.key, &from.context, wrapped.blob())?;
        at.uses(material);
        at.now_the_destination();
        at.use_grant(to.grant);
        let destination = KeyRef::Arn(to.key.clone());
        let destination = at.key(tx, &destination, Forms::KeyOnly, Action::ReEncryptTo, &to.context)?;
        at.uses(destination.key.current.id);
        seal(&mut tx.env, &destination.key, &to.context, &bytes).map(|blob| WrappedDataKey::new(&blob))
    })
}
