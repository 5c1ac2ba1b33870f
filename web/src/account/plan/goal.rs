//! What can be planned: what a goal is called, what it asks for, what it can be about, and which finding it takes away.

use playground_estate::{Arn, Cluster, Encryption, Estate, Finding, KeyRow, Kind, findings};
use playground_session::own::goals;
use playground_session::own::planning::{About, Aim, Field};

use super::Step;
use crate::text::{self, Text};

/// What an aim is called.
pub(super) const fn label(aim: Aim) -> Text {
    match aim {
        Aim::Encrypted => text::OWN_AIM_ENCRYPTED,
        Aim::AnotherKey => text::OWN_AIM_ANOTHER_KEY,
        Aim::AnotherRegion => text::OWN_AIM_ANOTHER_REGION,
        Aim::AnotherAccount => text::OWN_AIM_ANOTHER_ACCOUNT,
        Aim::Readable => text::OWN_AIM_READABLE,
        Aim::Restored => text::OWN_AIM_RESTORED,
        Aim::Recovered => text::OWN_AIM_RECOVERED,
        Aim::UnusedKey => text::OWN_AIM_UNUSED_KEY,
        Aim::CopyInRegion => text::OWN_AIM_COPY_IN_REGION,
        Aim::SnapshotKey => text::OWN_AIM_SNAPSHOT_KEY,
        Aim::LongerBackups => text::OWN_AIM_LONGER_BACKUPS,
        Aim::NotPublic => text::OWN_AIM_NOT_PUBLIC,
        Aim::UsableKey => text::OWN_AIM_USABLE_KEY,
        Aim::RotatedKey => text::OWN_AIM_ROTATED_KEY,
    }
}

/// What a field is called.
pub(super) const fn name(field: Field) -> Text {
    match field {
        Field::Key => text::OWN_FACET_KEY,
        Field::Region => text::OWN_PLAN_REGION,
        Field::Account => text::OWN_PLAN_ACCOUNT,
        Field::Time => text::OWN_PLAN_TIME,
        Field::Instead => text::OWN_PLAN_INSTEAD,
        Field::Days => text::OWN_PLAN_BACKUPS,
    }
}

/// What it means that a field is left empty, where that is possible.
pub(super) const fn left_empty(field: Field) -> Option<Text> {
    match field {
        Field::Key | Field::Instead => Some(text::OWN_PLAN_OPTIONAL),
        Field::Days => Some(text::OWN_PLAN_DEFAULT),
        Field::Region | Field::Account | Field::Time => None,
    }
}

/// An example of what is typed there.
pub(super) const fn example(field: Field) -> &'static str {
    match field {
        Field::Key | Field::Instead => "alias/…",
        Field::Region => "eu-central-1",
        Field::Account => "444455556666",
        Field::Time => "2026-11-28T12:00:00Z",
        Field::Days => "7",
    }
}

/// What an aim asks for.
pub(super) const fn fields(aim: Aim) -> &'static [Field] {
    match aim {
        Aim::Encrypted | Aim::AnotherKey | Aim::SnapshotKey => &[Field::Key],
        Aim::AnotherRegion | Aim::CopyInRegion => &[Field::Region, Field::Key],
        Aim::AnotherAccount => &[Field::Account, Field::Key],
        Aim::Readable => &[Field::Account],
        Aim::Restored => &[Field::Time],
        Aim::UnusedKey => &[Field::Instead],
        Aim::LongerBackups => &[Field::Days],
        Aim::Recovered | Aim::NotPublic | Aim::UsableKey | Aim::RotatedKey => &[],
    }
}

/// What the choice of what a goal is about is called.
pub(super) const fn about(aim: Aim) -> Text {
    match aim.about() {
        About::Key => text::OWN_FACET_KEY,
        About::Snapshot => text::OWN_SNAPSHOT,
        About::Cluster => text::OWN_CLUSTER,
    }
}

/// Something that a goal can be about, as it is shown.
pub(super) struct Choice {
    pub(super) words: String,
    pub(super) about: Vec<Arn>,
    /// Instead of these, everything with this finding.
    pub(super) finding: Option<Kind>,
}

/// The question that a finding leads to: its goal, and what it is about; of a snapshot, where the goal is about clusters, its
/// cluster.
pub(crate) fn for_finding(estate: &Estate, finding: &Finding) -> Option<Step> {
    let (aim, about) = (goals::aim_of(finding.kind).ok()?, &finding.about);
    let of = match estate.snapshots.get(about.as_str()) {
        Some(snapshot) if aim.about() == About::Cluster => {
            snapshot.cluster.as_ref().and_then(|name| about.beside(&["cluster:", name].concat()))
        }
        Some(_) | None => Some(about.clone()),
    };
    Some(Step::Ask(aim, of))
}

/// What an aim can be for: everything with a finding that it takes away, all of an account and Region that are not encrypted,
/// and each cluster, snapshot or key.
pub(super) fn choices(aim: Aim, estate: &Estate, keys: &[KeyRow]) -> Vec<Choice> {
    let place = |arn: &Arn| format!("{} · {}", arn.account(), arn.region());
    let one = |name: &str, arn: &Arn| Choice {
        words: format!("{name} · {}", place(arn)),
        about: vec![arn.clone()],
        finding: None,
    };
    let found: Vec<Finding> =
        findings(estate).into_iter().filter(|finding| goals::aim_of(finding.kind) == Ok(aim)).collect();
    let mut choices = all_with(&found);
    match aim.about() {
        About::Key => choices.extend(keys.iter().map(|key| one(&key.name, &key.arn))),
        // There may be thousands of snapshots: those that have the finding.
        About::Snapshot => {
            choices.extend(found.iter().map(|finding| one(finding.about.name(), &finding.about)));
        }
        About::Cluster => {
            let wanted = |cluster: &&Cluster| {
                cluster.is_aurora()
                    && (aim != Aim::Encrypted || cluster.encryption == Encryption::Unencrypted)
            };
            let clusters = || estate.clusters.iter().filter(wanted);
            if aim == Aim::Encrypted {
                choices.extend(by_place(clusters(), &place));
            }
            choices.extend(clusters().map(|cluster| one(cluster.arn.name(), &cluster.arn)));
        }
    }
    choices
}

/// Everything with each finding that there is.
fn all_with(found: &[Finding]) -> Vec<Choice> {
    let counted =
        goals::with_a_goal().map(|kind| (kind, found.iter().filter(|finding| finding.kind == kind).count()));
    let choice = |(kind, count): (Kind, usize)| Choice {
        words: text::own_all_with(count, kind.name()),
        about: Vec::new(),
        finding: Some(kind),
    };
    counted.filter(|(_, count)| *count > 0).map(choice).collect()
}

/// All of each account and Region, where there are several.
fn by_place<'a>(clusters: impl Iterator<Item = &'a Cluster>, place: &dyn Fn(&Arn) -> String) -> Vec<Choice> {
    let mut groups: Vec<Choice> = Vec::new();
    for cluster in clusters {
        let there = place(&cluster.arn);
        match groups.iter_mut().find(|group| group.words == there) {
            Some(group) => group.about.push(cluster.arn.clone()),
            None => groups.push(Choice { words: there, about: vec![cluster.arn.clone()], finding: None }),
        }
    }
    let several = groups.into_iter().filter(|group| group.about.len() > 1);
    let named =
        |group: Choice| Choice { words: text::own_all_unencrypted(group.about.len(), &group.words), ..group };
    several.map(named).collect()
}
