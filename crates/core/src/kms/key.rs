//! A KMS key as it is kept: metadata, state, policy, and its backing keys.
//!
//! Here: the data. Not here: who may use it ([`authorize`](super::authorize)) and in which state
//! ([`state`](super::state)).

use super::policy::Policy;
use crate::crypto::keys::BackingKey;
use crate::env::Time;
use crate::ids::KeyArn;
use crate::map::Map;
use std::rc::Rc;

/// Who manages a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyManager {
    /// AWS, on the account's behalf: `alias/aws/rds`.
    Aws,
    /// The customer.
    Customer,
}

/// Where a key's material comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// KMS made it.
    AwsKms,
    /// It is to be imported.
    External,
}

/// A key's state, as `DescribeKey` shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyState {
    /// Being made.
    Creating,
    /// Usable.
    Enabled,
    /// Switched off.
    Disabled,
    /// To be deleted at that time.
    PendingDeletion(Time),
    /// Has no material yet.
    PendingImport,
    /// Its key store is out of reach.
    Unavailable,
    /// Being changed.
    Updating,
}

/// One version of a key's material.
#[derive(Clone, Hash)]
pub struct KeyMaterial {
    /// `CurrentKeyMaterialId`: 32 bytes, shown in hexadecimal.
    pub id: [u8; 32],
    /// The HSM backing key.
    pub backing: Rc<BackingKey>,
    /// Since when it encrypts.
    pub since: Time,
    /// Asked for, not due.
    pub on_demand: bool,
}

/// Automatic rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rotation {
    /// Off.
    Off,
    /// Every so many days, next at that time.
    Every {
        /// 90 to 2560.
        days: u32,
        /// When it is due.
        next: Time,
    },
}

/// A KMS key.
#[derive(Clone, Hash)]
pub struct Key {
    /// Account, Region and id.
    pub arn: KeyArn,
    /// When it was created.
    pub created: Time,
    /// The description.
    pub description: Rc<str>,
    /// Who manages it.
    pub manager: KeyManager,
    /// Where its material comes from.
    pub origin: Origin,
    /// Its state.
    pub state: KeyState,
    /// Its key policy.
    pub policy: Rc<Policy>,
    /// Its material, oldest first; the newest encrypts, all decrypt. Empty while pending import.
    pub material: Rc<[KeyMaterial]>,
    /// Automatic rotation.
    pub rotation: Rotation,
    /// Its tags.
    pub tags: Map<Rc<str>, Rc<str>>,
}
