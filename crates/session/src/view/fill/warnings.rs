//! What is said of a cluster whose key is lost, or will be, by the rules of its world's edition.

use playground_core::edition::Edition;
use playground_core::env::Time;
use playground_core::kms::key::Life;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::world::World;

use super::Worlds;
use super::names::{self, Names};
use crate::view::{Phrase, phrase};

/// The warnings on a cluster's box: how it is, and what to do about that where a view advises.
pub(super) fn warnings(worlds: Worlds<'_>, names: &Names<'_>, c: &Cluster) -> Vec<Phrase> {
    let Worlds { now: world, advises, .. } = worlds;
    let mut warnings = Vec::new();
    let Some(key) = c.encryption.key() else { return warnings };
    let revoked = names.exists(key) && world.grant_is_gone(c);
    let left = recoverable(world, c);
    let lost = c.status == ClusterStatus::InaccessibleEncryptionCredentials;
    if !names.exists(key) && (lost || left.is_some()) {
        warnings.push(
            "Its key is deleted: it can't be recovered, and nothing under that key can be read.".into(),
        );
    } else if revoked && left.is_some() {
        warnings.push(if advises {
            "RDS's grant on its key was revoked. Starting the cluster doesn't give RDS a new one: restore a backup to a new cluster (model).".into()
        } else {
            "RDS's grant on its key was revoked.".into()
        });
    } else if let Some(left) = left {
        warnings.push(match world.keys.get(key).map(|key| way_back(key.life)) {
            Some(way) if advises => {
                phrase!("The cluster can be recovered {left}: {way} (N10).", left = left, way = way)
            }
            Some(_) | None => phrase!("The cluster can be recovered {left}.", left = left),
        });
    } else if lost {
        let rule = Phrase::own(world.lost_by(c).name());
        warnings.push(if advises {
            phrase!("This is final. Only restoring a backup helps ({rule}).", rule = rule)
        } else {
            phrase!("This is final ({rule}).", rule = rule)
        });
    } else if !names.usable(key) {
        warnings.push(phrase!("Its key can't be used: {then}.", then = will_be_lost(world, c)));
    } else if revoked {
        warnings.push(phrase!("RDS has no grant on its key: {then}.", then = will_be_lost(world, c)));
    }
    warnings
}

/// How a cluster is recovered whose key is in that state.
fn way_back(key: Life) -> Phrase {
    Phrase::from(match key {
        Life::Enabled => "its key can be used again, so start the cluster",
        Life::PendingDeletion(_) => "cancel its key's deletion, enable the key, then start the cluster",
        Life::Disabled | Life::PendingReplicaDeletion(_) | Life::Creating(_) | Life::Updating(_) => {
            "enable its key, then start the cluster"
        }
    })
}

/// What becomes of a cluster whose key RDS can't use.
fn will_be_lost(world: &World, c: &Cluster) -> Phrase {
    Phrase::from(match world.edition {
        Edition::Y2020 => "when RDS next needs it, the cluster is lost (E07)",
        Edition::Y2026 if world.can_be_stopped(c) && world.grant_is_gone(c) => {
            "when RDS next needs it, the cluster stops, and starting it doesn't give RDS a new one: only restoring a backup helps (model)"
        }
        Edition::Y2026 if world.can_be_stopped(c) => {
            "when RDS next needs it, the cluster stops and can be recovered for seven days (N09)"
        }
        Edition::Y2026 => {
            "when RDS next needs it, the cluster is lost at once, because it can't be stopped (N11)"
        }
    })
}

/// How long a cluster can still be recovered, and until when: "for 7 days, until 2026-12-09 03:00:00"; `None` if that is not
/// its state. Of one that files describe, nobody says since when it is without its key.
pub(super) fn recoverable(world: &World, c: &Cluster) -> Option<Phrase> {
    if c.status != ClusterStatus::Recoverable {
        return None;
    }
    let Some(until) = c.until else {
        return Some(
            "until an unknown day (seven days after it lost its key, and no file says when that was)".into(),
        );
    };
    let left = until.0.saturating_sub(world.now.0);
    let (days, hours) = (left / Time::DAY, left / 3600);
    let left: Phrase = match (days, hours) {
        (0, 0) => "less than an hour".into(),
        (0, hours) => names::hours(usize::try_from(hours).unwrap_or(usize::MAX)),
        (days, _) => names::days(usize::try_from(days).unwrap_or(usize::MAX)),
    };
    Some(phrase!("for {left}, until {time}", left = left, time = names::clock(until)))
}
