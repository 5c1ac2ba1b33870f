//! An estate as a world of the model: its keys, clusters, snapshots and backups as they are, with the edition's rules, at the
//! moment for which the files were made.
//!
//! What the model hasn't is left out, and what no file says is assumed: each is named ([`Beside`]), so that whatever is tried
//! can say what it rests on. Contents and key material are in no file: the core gives storage no page, and keys teaching keys.

mod beside;
mod data;
pub(crate) mod keys;

use std::rc::Rc;

use playground_core::digest::sha256;
use playground_core::edition::Edition;
use playground_core::env::{Seed, Time};
use playground_core::iam::session::Credentials;
use playground_core::ids::{AccountId, Region, ResourceId};
use playground_core::map::Set;
use playground_core::ops::inventory::{self, Held, Inventory};
use playground_core::world::World;

pub use beside::{Beside, Why};

use crate::arn::Arn;
use crate::estate::{Encryption, Estate};

/// A world, and what it is beside the files.
pub struct Imported {
    /// The world.
    pub world: World,
    /// An administrator of each account, the account with most clusters first.
    pub administrators: Vec<Rc<Credentials>>,
    /// What was left out or assumed.
    pub beside: Vec<Beside>,
}

/// The world of an estate at a moment: when the files were made, or now. What stands in the place of keys that nobody knows is
/// derived from `seed`.
pub fn world_of(estate: &Estate, edition: Edition, seed: Seed, now: Time) -> Imported {
    let mut making = Making { estate, edition, now, beside: Vec::new(), said: Set::new() };
    let keys = keys::of(&mut making);
    let mut inventory = Inventory {
        now,
        accounts: accounts(estate),
        keys: keys.held,
        aliases: keys.aliases,
        grants: keys.grants,
        clusters: Vec::new(),
        instances: Vec::new(),
        snapshots: Vec::new(),
        retained: Vec::new(),
        globals: Vec::new(),
    };
    data::put(&mut making, &mut inventory);
    let (world, administrators) = inventory::world(&inventory, seed, edition);
    Imported { world, administrators, beside: making.beside }
}

/// An inventory in the making.
struct Making<'a> {
    estate: &'a Estate,
    edition: Edition,
    now: Time,
    beside: Vec<Beside>,
    /// What was noted, so that nothing is noted twice.
    said: Set<Rc<str>>,
}

impl Making<'_> {
    /// Notes what is not as the files say, or what they don't say.
    fn note(&mut self, arn: &Arn, why: Why) {
        let said: Rc<str> = [arn.as_str(), " ", &why.to_string()].concat().into();
        if !self.said.contains(&said) {
            self.said.insert_mut(said);
            self.beside.push(Beside { arn: arn.clone(), why });
        }
    }

    /// The account and Region of something; `None`, with a note, if the model doesn't have them.
    fn place(&mut self, arn: &Arn) -> Option<(AccountId, Region)> {
        let Ok(account) = AccountId::parse(arn.account()) else { return None };
        match Region::parse(arn.region()) {
            Ok(region) if arn.as_str().starts_with("arn:aws:") => Some((account, region)),
            Ok(_) | Err(_) => {
                self.note(arn, Why::Region);
                None
            }
        }
    }

    /// How something is encrypted; `None`, with a note, where that can't be said.
    fn encryption(&mut self, of: &Encryption, arn: &Arn) -> Option<Held> {
        match of {
            Encryption::Unencrypted => Some(Held::Unencrypted),
            Encryption::AwsOwned => Some(Held::AwsOwned),
            Encryption::Unknown => {
                self.note(arn, Why::EncryptionUnknown);
                None
            }
            Encryption::Under(name) => {
                let Some(key) = self.estate.key_arn(name, arn) else {
                    self.note(arn, Why::KeyUnnamed);
                    return None;
                };
                let Ok(parsed) = playground_core::ids::KeyArn::parse(key.as_str()) else {
                    self.note(arn, Why::KeyUnreadable(key.as_str().into()));
                    return None;
                };
                if key.region() != arn.region() {
                    self.note(arn, Why::KeyElsewhere(key.region().into()));
                    return None;
                }
                Some(Held::Under(parsed))
            }
        }
    }
}

/// The accounts that have something, that with most clusters first.
fn accounts(estate: &Estate) -> Vec<AccountId> {
    let mut counts: Vec<(AccountId, usize)> = Vec::new();
    let mut count = |arn: &Arn, weight: usize| {
        let Ok(account) = AccountId::parse(arn.account()) else { return };
        match counts.iter_mut().find(|(known, _)| *known == account) {
            Some((_, count)) => *count += weight,
            None => counts.push((account, weight)),
        }
    };
    estate.clusters.iter().for_each(|one| count(&one.arn, 1));
    estate.snapshots.iter().for_each(|one| count(&one.arn, 0));
    estate.keys.iter().for_each(|one| count(&one.arn, 0));
    let counts = playground_core::sort::sorted(counts, |(_, one), (_, other)| other.cmp(one));
    counts.into_iter().map(|(account, _)| account).collect()
}

/// A resource id. One that AWS couldn't have given, as a redacted one, gets a stand-in that stays the same.
fn resource_id(text: Option<&str>, of: &Arn) -> ResourceId {
    let text = text.unwrap_or_else(|| of.as_str());
    ResourceId::parse(text).unwrap_or_else(|_| {
        let mut id = [0; 16];
        for (slot, byte) in id.iter_mut().zip(sha256(text.as_bytes())) {
            *slot = byte;
        }
        ResourceId(id)
    })
}
