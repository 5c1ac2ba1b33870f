//! The accounts and users that every world begins with, and the profiles that pick them. Not here: their IAM
//! policies (`kms::builtin`).

use crate::ids::{AccountId, Principal};

/// A named set of credentials, as `--profile` picks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The profile's name.
    pub name: &'static str,
    /// The account.
    pub account: AccountId,
    /// The IAM user in it.
    pub user: &'static str,
    /// What the initial policies let the user do, in a few words.
    pub may: &'static str,
}

impl Profile {
    /// The user's principal.
    pub fn principal(&self) -> Principal {
        Principal::User(self.account, self.user.into())
    }

    /// Finds a profile by name.
    pub fn find(name: &str) -> Option<&'static Self> {
        PROFILES.iter().find(|profile| profile.name == name)
    }
}

/// The accounts and users that every world begins with.
pub const PROFILES: [Profile; 4] = [
    Profile {
        name: "default",
        account: AccountId::from_number(111_122_223_333),
        user: "admin",
        may: "everything",
    },
    Profile {
        name: "dev",
        account: AccountId::from_number(111_122_223_333),
        user: "dev",
        may: "RDS, but nothing in KMS",
    },
    Profile {
        name: "partner",
        account: AccountId::from_number(444_455_556_666),
        user: "admin",
        may: "everything",
    },
    Profile {
        name: "stranger",
        account: AccountId::from_number(777_788_889_999),
        user: "admin",
        may: "everything",
    },
];
