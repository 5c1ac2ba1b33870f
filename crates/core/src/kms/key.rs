//! KMS keys: metadata, lifecycle, policy and backing keys; and aliases.
//!
//! Who may use a key is in [`authorize`](super::authorize), what each state lets through in
//! [`state`](super::state).

use super::policy::Policy;
use super::spec::{KeyUsage, SYMMETRIC_DEFAULT, Special};
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

/// A key's stage of life. The material of every key here was made by KMS, so the states of imported material and of
/// custom key stores can't be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Life {
    /// Usable.
    Enabled,
    /// Switched off.
    Disabled,
    /// To be deleted at that time.
    PendingDeletion(Time),
    /// A primary key that waits for the end of its replicas. The waiting period of so many days begins then.
    PendingReplicaDeletion(u32),
    /// A replica whose material is on its way until that time.
    Creating(Time),
    /// It becomes the primary key, or is it no longer; done at that time.
    Updating(Time),
}

/// What a multi-Region key is among its related keys: those of one account with the same id. They share their
/// material and its rotation; state, policy, grants, aliases, tags and description are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum MultiRegion {
    /// The one that can be replicated and rotated.
    Primary,
    /// A replica.
    Replica,
}

impl MultiRegion {
    /// `MultiRegionKeyType`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Primary => "PRIMARY",
            Self::Replica => "REPLICA",
        }
    }
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
    /// What it is made for, if that is not symmetric encryption.
    pub special: Option<Special>,
    /// What it is among related keys; `None` for a key of one Region.
    pub multi_region: Option<MultiRegion>,
}

impl Key {
    /// The key's state in AWS's table.
    pub const fn state(&self) -> KeyState {
        match self.life {
            Life::Enabled => KeyState::Enabled,
            Life::Disabled => KeyState::Disabled,
            Life::PendingDeletion(_) => KeyState::PendingDeletion,
            Life::PendingReplicaDeletion(_) => KeyState::PendingReplicaDeletion,
            Life::Creating(_) => KeyState::Creating,
            Life::Updating(_) => KeyState::Updating,
        }
    }

    /// `KeySpec`, in 2020 `CustomerMasterKeySpec`.
    pub fn spec(&self) -> &'static str {
        self.special.map_or(SYMMETRIC_DEFAULT, |special| special.spec.name())
    }

    /// `KeyUsage`.
    pub fn usage(&self) -> KeyUsage {
        self.special.map_or(KeyUsage::EncryptDecrypt, |special| special.usage)
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
