//! What happens to keys without a command: the end of a waiting period, and automatic rotation.

use super::create_key::new_material;
use super::enable_key_rotation::start;
use crate::event::Event;
use crate::ids::{KeyArn, Principal};
use crate::kms::key::{Key, Life, MaterialKind, Rotation};
use crate::ops::Tx;
use crate::trail::{Service, TrailCall, TrailKind};
use std::rc::Rc;

/// Ends a waiting period, unless the deletion was cancelled or scheduled anew.
pub(in crate::ops) fn delete(tx: &mut Tx, arn: &KeyArn) {
    let now = tx.world.now;
    let over = |key: &Rc<Key>| matches!(key.life, Life::PendingDeletion(end) if end <= now);
    if tx.world.keys.get(arn).is_some_and(over) {
        tx.emit(Event::KeyRemoved(arn.clone()));
        tx.record(by_itself("DeleteKey", arn));
    }
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
        Rotation::Every { days, next } if next <= tx.world.now && key.life == Life::Enabled => {
            let key = rotate_now(tx, &key, MaterialKind::Automatic);
            start(tx, &key, days);
        }
        _ => {}
    }
}

/// Gives a key new material.
pub(super) fn rotate_now(tx: &mut Tx, key: &Key, kind: MaterialKind) -> Rc<Key> {
    let material = new_material(tx, kind);
    let rotated = Rc::new(key.rotated(material));
    tx.emit(Event::KeyPut(rotated.clone()));
    tx.record(by_itself("RotateKey", &key.arn));
    rotated
}

/// The record of something that KMS did without being called.
fn by_itself(name: &'static str, key: &KeyArn) -> TrailCall {
    TrailCall {
        service: Service::Kms,
        name,
        who: Principal::Service("kms.amazonaws.com".into()),
        via: None,
        region: key.region,
        recipient: key.account,
        key: Some(key.clone()),
        source_key: None,
        context: None,
        request: Vec::new(),
        response: Vec::new(),
        error: None,
        read_only: false,
        kind: TrailKind::ServiceEvent,
    }
}
