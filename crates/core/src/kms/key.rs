//! KMS keys: metadata, lifecycle, policy and backing keys; and aliases.
//!
//! Who may use a key is in [`authorize`](super::authorize), what each state lets through in
//! [`state`](super::state).

use super::policy::Policy;
use super::state::KeyState;
use crate::crypto::keys::BackingKey;
use crate::env::Time;
use crate::ids::KeyArn;
use crate::map::Map;
use std::rc::Rc;

/// Who manages a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum KeyManager {
    /// AWS, on the account's behalf: `alias/aws/rds`.
    Aws,
    /// The customer.
    Customer,
}

/// A key's stage of life. The material of every key here was made by KMS and is in one Region, so the other
/// states of the table can't be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Life {
    /// Usable.
    Enabled,
    /// Switched off.
    Disabled,
    /// To be deleted at that time.
    PendingDeletion(Time),
}

/// Why a version of the key material exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum MaterialKind {
    /// It was created with the key.
    Initial,
    /// An automatic rotation.
    Automatic,
    /// `RotateKeyOnDemand`.
    OnDemand,
}

/// One version of a key's material.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct KeyMaterial {
    /// `CurrentKeyMaterialId`: 32 bytes, shown in hexadecimal.
    pub id: [u8; 32],
    /// The HSM backing key.
    pub backing: Rc<BackingKey>,
    /// When it began to encrypt.
    pub since: Time,
    /// Why it exists.
    pub kind: MaterialKind,
}

/// Automatic rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Rotation {
    /// Off.
    Off,
    /// After so many days each, the next time at `next`.
    Every {
        /// 90 to 2560.
        days: u32,
        /// When it is due. A key that is unusable then is rotated when it is usable again.
        next: Time,
    },
}

/// A KMS key.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Key {
    /// Account, Region and id.
    pub arn: KeyArn,
    /// When it was created.
    pub created: Time,
    /// The description.
    pub description: Rc<str>,
    /// Who manages it.
    pub manager: KeyManager,
    /// Enabled, disabled or to be deleted.
    pub life: Life,
    /// Its key policy.
    pub policy: Rc<Policy>,
    /// The material that encrypts.
    pub current: KeyMaterial,
    /// Earlier material, oldest first. It decrypts what it encrypted, and nothing else.
    pub earlier: Rc<[KeyMaterial]>,
    /// Automatic rotation.
    pub rotation: Rotation,
    /// Its tags.
    pub tags: Map<Rc<str>, Rc<str>>,
}

impl Key {
    /// The key's state in AWS's table.
    pub const fn state(&self) -> KeyState {
        match self.life {
            Life::Enabled => KeyState::Enabled,
            Life::Disabled => KeyState::Disabled,
            Life::PendingDeletion(_) => KeyState::PendingDeletion,
        }
    }

    /// All of its material, oldest first.
    pub fn materials(&self) -> impl Iterator<Item = &KeyMaterial> {
        self.earlier.iter().chain([&self.current])
    }

    /// The material with that id.
    pub fn material(&self, id: &[u8; 32]) -> Option<&KeyMaterial> {
        self.materials().find(|material| material.id == *id)
    }

    /// The same key with new material, which encrypts from now on.
    #[must_use]
    pub fn rotated(&self, material: KeyMaterial) -> Self {
        Self { earlier: self.materials().cloned().collect(), current: material, ..self.clone() }
    }
}

/// An alias: a name for a key of the same account and Region.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Alias {
    /// The key.
    pub target: KeyArn,
    /// When it was created.
    pub created: Time,
    /// When it was last pointed at a key.
    pub updated: Time,
}
