//! What is said of a cluster whose key is lost, or will be, by the rules of its world's edition.

use playground_core::edition::Edition;
use playground_core::env::Time;
use playground_core::kms::key::Life;
use playground_core::rds::cluster::{Cluster, Encryption};
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rules::RuleId;
use playground_core::world::World;

use super::Worlds;
use super::names::{self, Names};

/// The warnings on a cluster's box: how it is, and what to do about that where a view advises.
pub(super) fn warnings(worlds: Worlds<'_>, names: &Names<'_>, c: &Cluster) -> Vec<String> {
    let Worlds { now: world, advises, .. } = worlds;
    let mut warnings = Vec::new();
    let Encryption::Under { key, grant } = &c.encryption else { return warnings };
    if let Some(left) = recoverable(world, c) {
        warnings.push(match world.keys.get(key).map(|key| way_back(key.life)) {
            None => String::from(
                "Its key is deleted: it can't be recovered, and nothing under that key can be read.",
            ),
            Some(way) if advises => ["It can be recovered ", &left, ": ", way, " (N10)."].concat(),
            Some(_) => ["It can be recovered ", &left, "."].concat(),
        });
    } else if c.status == ClusterStatus::InaccessibleEncryptionCredentials {
        let text = if advises { "This is final. Only restoring a backup helps" } else { "This is final" };
        warnings.push(by_rule(text, RuleId::E08, world));
    } else if !names.usable(key) {
        warnings.push(["Its key can't be used", &will_be_lost(world, c)].concat());
    } else if !world.grants.contains_key(&(key.clone(), *grant)) {
        warnings.push(["RDS has no grant on its key", &will_be_lost(world, c)].concat());
    }
    if c.backup_retention == 1 {
        warnings.push("Its backups go back only one day (E09).".into());
    }
    warnings
}

/// How a cluster is recovered whose key is in that state.
const fn way_back(key: Life) -> &'static str {
    match key {
        Life::Enabled => "its key can be used again, so start the cluster",
        Life::PendingDeletion(_) => "cancel its key's deletion, enable the key, then start the cluster",
        Life::Disabled | Life::PendingReplicaDeletion(_) | Life::Creating(_) | Life::Updating(_) => {
            "enable its key, then start the cluster"
        }
    }
}

/// A sentence with the rule of the world's edition that says so.
fn by_rule(text: &str, rule: RuleId, world: &World) -> String {
    let rule = rule.in_edition(world.edition).map_or(rule, |rule| rule.id);
    [text, " (", rule.name(), ")."].concat()
}

/// What becomes of a cluster whose key RDS can't use.
fn will_be_lost(world: &World, c: &Cluster) -> String {
    String::from(match world.edition {
        Edition::Y2020 => ": when RDS next needs it, the cluster is lost (E07).",
        Edition::Y2026 if world.can_be_stopped(c) => {
            ": when RDS next needs it, the cluster stops and can be recovered for seven days (N09)."
        }
        Edition::Y2026 => {
            ": when RDS next needs it, the cluster is lost at once, because it can't be stopped (N11)."
        }
    })
}

/// How long a cluster can still be recovered, and until when: "for 7 days, until 2026-12-09 03:00:00"; `None` if that is not
/// its state.
pub(super) fn recoverable(world: &World, c: &Cluster) -> Option<String> {
    let until = c.until.filter(|_| c.status == ClusterStatus::Recoverable)?;
    let left = until.0.saturating_sub(world.now.0);
    let (days, hours) = (left / Time::DAY, left / 3600);
    let left = match (days, hours) {
        (0, 0) => String::from("less than an hour"),
        (0, hours) => names::count(usize::try_from(hours).unwrap_or(usize::MAX), "hour", "hours"),
        (days, _) => names::count(usize::try_from(days).unwrap_or(usize::MAX), "day", "days"),
    };
    Some(["for ", &left, ", until ", &names::clock(until)].concat())
}
