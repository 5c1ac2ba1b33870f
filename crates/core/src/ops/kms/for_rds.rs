//! The calls that RDS makes to KMS. Each is authorised, state-checked and recorded like anybody's call: with
//! the caller's authority forwarded by RDS, or with RDS's own through a grant.
//!
//! A plaintext data key comes out of [`decrypt`] only; [`rewrap`] hands one from key to key without showing it.

use crate::crypto::keys::{DataKey, WrappedDataKey};
use crate::env::Purpose;
use crate::ids::{AccountId, GrantId, KeyArn, KeyRef, Region};
use crate::kms::ciphertext::{self, Fresh};
use crate::kms::context::EncryptionContext;
use crate::kms::key::Key;
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

/// The account's AWS managed key for RDS in that Region, made now if this is the first need (rules E02, E03).
pub(in crate::ops) fn default_key(_tx: &mut Tx, _account: AccountId, _region: Region) -> KeyArn {
    unimplemented!("helper kms")
}

/// `DescribeKey` with the caller's authority, in the Region `region`: finds a key by any of its identifiers.
/// Refused as KMS refuses.
pub(in crate::ops) fn describe_key(_tx: &mut Tx, _region: Region, _key: &KeyRef) -> Result<Rc<Key>, Refusal> {
    unimplemented!("helper kms")
}

/// `CreateGrant` with the caller's authority (`kms:GrantIsForAWSResource` true), in the key's Region, for
/// `rds.<region>.amazonaws.com`, limited to contexts that include `context`.
pub(in crate::ops) fn create_grant(
    _tx: &mut Tx,
    _key: &KeyArn,
    _context: &EncryptionContext,
) -> Result<Custody, Refusal> {
    unimplemented!("helper kms")
}

/// `RetireGrant` by RDS. A grant that is gone is no error.
pub(in crate::ops) fn retire_grant(_tx: &mut Tx, _key: &KeyArn, _grant: GrantId) {
    unimplemented!("helper kms")
}

/// `GenerateDataKeyWithoutPlaintext` by RDS with its grant.
pub(in crate::ops) fn generate_data_key_without_plaintext(
    _tx: &mut Tx,
    _custody: &Custody,
) -> Result<WrappedDataKey, Refusal> {
    unimplemented!("helper kms")
}

/// `Decrypt` by RDS with its grant: what a host does before it can open a page.
pub(in crate::ops) fn decrypt(
    _tx: &mut Tx,
    _custody: &Custody,
    _wrapped: &WrappedDataKey,
) -> Result<DataKey, Refusal> {
    unimplemented!("helper kms")
}

/// The same data key under another key or context. In one Region that is `ReEncrypt`; between Regions
/// `Decrypt` there and `Encrypt` here (rule L11).
pub(in crate::ops) fn rewrap(
    _tx: &mut Tx,
    _from: &Custody,
    _to: &Custody,
    _wrapped: &WrappedDataKey,
) -> Result<WrappedDataKey, Refusal> {
    unimplemented!("helper kms")
}
