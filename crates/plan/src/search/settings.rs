//! Settings that are changed where they are: the steps that make them so. Nothing is tried against a refusal of one: it is what
//! stands in the way.

use playground_core::ids::KeyRef;
use playground_core::kms::key::Rotation;
use playground_core::kms::state::KeyState;
use playground_core::ops::kms::disable_key_rotation::DisableKeyRotation;
use playground_core::ops::kms::enable_key::EnableKey;
use playground_core::ops::kms::enable_key_rotation::EnableKeyRotation;
use playground_core::ops::rds::modify_db_cluster_snapshot_attribute::Grantee;

use super::build::{At, at, await_cluster, change};
use super::node::Node;
use super::prepare::usable;
use crate::goal::Setting;
use crate::plan::{Back, PlanStep};
use crate::requests::{backups_kept, share};

/// The steps after which a setting is so; none if it is so already.
pub(super) fn steps(node: &Node, setting: &Setting) -> Vec<PlanStep> {
    let world = node.world();
    match setting {
        Setting::BackupsKept(arn, days) => {
            let kept = world.clusters.get(arn).map_or(0, |cluster| cluster.backup_retention);
            if kept >= *days {
                return Vec::new();
            }
            let at = at!(world, arn);
            let back = Back::By(vec![at.rds(backups_kept(arn.id.clone(), kept))]);
            vec![change(at.rds(backups_kept(arn.id.clone(), *days)), back), await_cluster(world, arn)]
        }
        Setting::NotPublic(arn) => {
            if !world.snapshots.get(arn).is_some_and(|snapshot| snapshot.public) {
                return Vec::new();
            }
            let at = at!(world, arn);
            let (all, id) = (|| vec![Grantee::All], || arn.id.clone());
            let back = Back::By(vec![at.rds(share(id(), all(), Vec::new()))]);
            vec![change(at.rds(share(id(), Vec::new(), all())), back)]
        }
        Setting::Usable(arn) => match world.keys.get(arn).map(|key| key.state()) {
            Some(KeyState::Enabled) => Vec::new(),
            state => state.and_then(|state| usable(node, arn, state)).unwrap_or_else(|| {
                let enable = EnableKey { key: KeyRef::Id(arn.id) };
                vec![change(at!(world, arn).kms(enable), Back::None)]
            }),
        },
        Setting::Rotated(arn) => {
            if world.keys.get(arn).is_some_and(|key| key.rotation != Rotation::Off) {
                return Vec::new();
            }
            let (at, key) = (at!(world, arn), || KeyRef::Id(arn.id));
            let back = Back::By(vec![at.kms(DisableKeyRotation { key: key() })]);
            vec![change(at.kms(EnableKeyRotation { key: key(), days: None }), back)]
        }
    }
}
