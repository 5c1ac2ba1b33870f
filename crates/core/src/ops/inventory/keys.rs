//! Keys with their aliases and grants, and who calls.

use super::{HeldKey, Inventory};
use crate::env::{Purpose, Time};
use crate::event::{Event, IamEvent};
use crate::iam::role::{Named, Role};
use crate::iam::session::{Credentials, SECRET_LEN, TOKEN_LEN};
use crate::ids::{AccountId, Session};
use crate::kms::builtin::{ADMINISTRATOR, everything, trust};
use crate::kms::key::{Alias, Key, Life, Rotation};
use crate::ops::Tx;
use crate::ops::iam::unique_id::{self, Kind};
use crate::ops::kms::create_grant;
use crate::ops::kms::create_key::new_key;
use crate::world::Due;
use std::rc::Rc;

/// The role of an administrator, as IAM Identity Center and others name it, and the session's name.
const ROLE: &str = "Administrator";
const SESSION: &str = "you";

/// Makes the role of an administrator in an account, and begins a session that outlasts what is tried.
pub(super) fn administrator(tx: &mut Tx, account: AccountId) -> Rc<Credentials> {
    let named = Named { account, path: "/".into(), name: ROLE.into() };
    let role = Rc::new(Role {
        named: named.clone(),
        id: unique_id::new(tx, Kind::Role).into(),
        created: tx.world.now,
        trust: Rc::new(trust(account)),
        description: None,
        longest_session: 43_200,
        tags: crate::map::Map::new(),
    });
    let principal = role.principal();
    let session = Rc::new(Session {
        account,
        role: named.in_arn(),
        role_id: role.id.clone(),
        name: SESSION.into(),
        key: unique_id::new(tx, Kind::AccessKey).into(),
        since: tx.world.now.0,
    });
    let secret = tx.env.bytes::<SECRET_LEN>(Purpose::Credentials);
    let token = tx.env.bytes::<TOKEN_LEN>(Purpose::Credentials);
    let expires = tx.world.now.plus(100 * 365 * Time::DAY);
    let credentials = Rc::new(Credentials { session, secret, token, expires, policy: None });
    tx.emit(IamEvent::RolePut(role).into());
    tx.emit(Event::IdentityPolicyPut(principal, ADMINISTRATOR.into(), Rc::new(everything())));
    tx.emit(IamEvent::SessionBegan(credentials.clone()).into());
    credentials
}

/// Puts keys, aliases and grants.
pub(super) fn put(tx: &mut Tx, inventory: &Inventory) {
    for held in &inventory.keys {
        put_key(tx, held);
    }
    for (name, target) in &inventory.aliases {
        let now = tx.world.now;
        let alias = Alias { target: target.clone(), created: now, updated: now };
        tx.emit(Event::AliasPut(name.clone(), alias));
    }
    for (key, terms, issuer) in &inventory.grants {
        create_grant::grant(tx, key, *issuer, terms.clone());
    }
}

fn put_key(tx: &mut Tx, held: &HeldKey) {
    // Related multi-Region keys have the same material and rotation.
    let related = held.multi_region.and_then(|_| tx.world.related(&held.arn).next().cloned());
    let new = new_key(tx, held.arn.clone(), held.policy.clone());
    let key = Key {
        created: held.created,
        manager: held.manager,
        life: held.life,
        multi_region: held.multi_region,
        rotation: rotation(tx.world.now, held),
        ..new
    };
    let key = match related {
        Some(other) => Key {
            current: other.current.clone(),
            earlier: other.earlier.clone(),
            rotation: other.rotation,
            ..key
        },
        None => key,
    };
    match key.life {
        Life::PendingDeletion(end) => {
            tx.emit(Event::Scheduled(end, Due::KeyDeletion(key.arn.clone())));
        }
        Life::Creating(end) | Life::Updating(end) => {
            tx.emit(Event::Scheduled(end, Due::KeyReady(key.arn.clone())));
        }
        Life::Enabled | Life::Disabled | Life::PendingReplicaDeletion(_) => {}
    }
    if let Rotation::Every { next, .. } = key.rotation {
        tx.emit(Event::Scheduled(next, Due::KeyRotation(key.arn.clone())));
    }
    tx.emit(Event::KeyPut(Rc::new(key)));
}

/// Descriptions of keys do not say when the next rotation is: it is counted from the creation.
fn rotation(now: Time, held: &HeldKey) -> Rotation {
    let Some(days) = held.rotation else { return Rotation::Off };
    let period = u64::from(days.max(1)) * Time::DAY;
    let age = now.0.saturating_sub(held.created.0);
    Rotation::Every { days, next: Time(held.created.0.min(now.0) + (age / period + 1) * period) }
}
