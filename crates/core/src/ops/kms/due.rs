//! What happens to keys without a command: the end of a waiting period, automatic rotation, and what related multi-Region
//! keys share.

use super::create_key::new_material;
use super::enable_key_rotation::start;
use crate::env::Time;
use crate::event::Event;
use crate::ids::{KeyArn, Principal};
use crate::kms::key::{Key, Life, MaterialKind, MultiRegion, Rotation};
use crate::ops::Tx;
use crate::trail::{Service, TrailCall, TrailKind};
use crate::world::Due;
use std::rc::Rc;

/// Ends a waiting period, unless the deletion was canceled or scheduled anew.
pub(in crate::ops) fn delete(tx: &mut Tx, arn: &KeyArn) {
    let now = tx.world.now;
    let over = |key: &Rc<Key>| matches!(key.life, Life::PendingDeletion(end) if end <= now);
    if tx.world.keys.get(arn).is_some_and(over) {
        tx.emit(Event::KeyRemoved(arn.clone()));
        tx.record(by_itself("DeleteKey", arn));
        last_replica_gone(tx, arn);
    }
}

/// Begins the waiting period of a primary key that only waits for the end of its replicas.
fn last_replica_gone(tx: &mut Tx, arn: &KeyArn) {
    let left: Vec<_> = tx.world.related(arn).cloned().collect();
    if let [primary] = &*left
        && let Life::PendingReplicaDeletion(days) = primary.life
    {
        schedule_deletion(tx, primary, days);
    }
}

/// Begins the waiting period of a key. Returns when it ends.
pub(super) fn schedule_deletion(tx: &mut Tx, key: &Key, days: u32) -> Time {
    let wait = u64::from(days) * Time::DAY;
    let end = tx.world.now.plus(wait);
    tx.emit(Event::KeyPut(Rc::new(Key { life: Life::PendingDeletion(end), ..key.clone() })));
    tx.schedule(wait, Due::KeyDeletion(key.arn.clone()));
    end
}

/// Ends the creation of a replica, or the change of a primary Region.
pub(in crate::ops) fn ready(tx: &mut Tx, arn: &KeyArn) {
    let now = tx.world.now;
    let Some(key) = tx.world.keys.get(arn).cloned() else { return };
    match key.life {
        Life::Creating(end) | Life::Updating(end) if end <= now => {
            tx.emit(Event::KeyPut(Rc::new(Key { life: Life::Enabled, ..(*key).clone() })));
            if matches!(key.life, Life::Creating(_)) {
                synchronized(tx, arn);
            }
            catch_up(tx, arn);
        }
        _ => {}
    }
}

/// Records that KMS copied what related keys share from the primary key to the others.
fn synchronized(tx: &mut Tx, arn: &KeyArn) {
    let primary = tx.world.related(arn).find(|key| key.multi_region == Some(MultiRegion::Primary));
    let Some(primary) = primary.map(|key| key.arn.clone()) else { return };
    let record = TrailCall { kind: TrailKind::ApiCall, ..by_itself("SynchronizeMultiRegionKey", &primary) };
    tx.record(record);
}

/// Rotates a key automatically, if that is still planned for now.
pub(in crate::ops) fn rotate(tx: &mut Tx, arn: &KeyArn) {
    catch_up(tx, arn);
}

/// Rotates a key whose rotation is due and that can be used. One that can't be used rotates as soon as it can
/// again.
pub(super) fn catch_up(tx: &mut Tx, arn: &KeyArn) {
    let Some(key) = tx.world.keys.get(arn).cloned() else { return };
    match key.rotation {
        Rotation::Every { days, next }
            if next <= tx.world.now
                && key.life == Life::Enabled
                && key.multi_region != Some(MultiRegion::Replica) =>
        {
            let key = rotate_now(tx, &key, MaterialKind::Automatic);
            start(tx, &key, days);
        }
        _ => {}
    }
}

/// Gives a key and its related keys new material.
pub(super) fn rotate_now(tx: &mut Tx, key: &Key, kind: MaterialKind) -> Rc<Key> {
    let material = new_material(tx, kind);
    let related: Vec<_> = tx.world.related(&key.arn).cloned().collect();
    for other in related.iter().filter(|other| other.arn != key.arn) {
        tx.emit(Event::KeyPut(Rc::new(other.rotated(material.clone()))));
    }
    let rotated = Rc::new(key.rotated(material));
    tx.emit(Event::KeyPut(rotated.clone()));
    tx.record(TrailCall {
        material: Some(rotated.current.id),
        source_material: Some(key.current.id),
        kind: TrailKind::Rotation(kind),
        ..by_itself("RotateKey", &key.arn)
    });
    if related.len() > 1 {
        synchronized(tx, &key.arn);
    }
    rotated
}

/// Sets the automatic rotation of a key, which it shares with its related keys.
pub(super) fn set_rotation(tx: &mut Tx, key: &Key, rotation: Rotation) {
    let related: Vec<_> = tx.world.related(&key.arn).filter(|other| other.arn != key.arn).cloned().collect();
    for other in related {
        tx.emit(Event::KeyPut(Rc::new(Key { rotation, ..(*other).clone() })));
    }
    tx.emit(Event::KeyPut(Rc::new(Key { rotation, ..key.clone() })));
}

/// The record of something that KMS did without being called.
fn by_itself(name: &'static str, key: &KeyArn) -> TrailCall {
    let who = Principal::Service("kms.amazonaws.com".into());
    TrailCall {
        key: Some(key.clone()),
        read_only: false,
        kind: TrailKind::ServiceEvent,
        ..TrailCall::new(Service::Kms, name, who, key.region, key.account)
    }
}
