//! What happens to keys by itself.

use crate::ids::KeyArn;
use crate::ops::Tx;

/// The end of a waiting period.
pub(in crate::ops) fn delete(_tx: &mut Tx, _key: &KeyArn) {}

/// An automatic rotation.
pub(in crate::ops) fn rotate(_tx: &mut Tx, _key: &KeyArn) {}
