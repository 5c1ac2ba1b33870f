//! What can be planned: what a goal is called, what it asks for, what it can be about, and which finding it takes away.

use playground_estate::{Arn, Encryption, Estate, Finding, KeyRow, Kind};
use playground_session::own::planning::Aim;

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
    }
}

/// What is typed beside the cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Key,
    Region,
    Account,
    Time,
}

impl Field {
    pub(super) const fn label(self) -> Text {
        match self {
            Self::Key => text::OWN_PLAN_KEY,
            Self::Region => text::OWN_PLAN_REGION,
            Self::Account => text::OWN_PLAN_ACCOUNT,
            Self::Time => text::OWN_PLAN_TIME,
        }
    }

    pub(super) const fn example(self) -> &'static str {
        match self {
            Self::Key => "alias/…",
            Self::Region => "eu-central-1",
            Self::Account => "444455556666",
            Self::Time => "2026-11-28T12:00:00Z",
        }
    }

    /// What an aim asks for.
    pub(super) const fn of(aim: Aim) -> &'static [Self] {
        match aim {
            Aim::Encrypted | Aim::AnotherKey => &[Self::Key],
            Aim::AnotherRegion => &[Self::Region, Self::Key],
            Aim::AnotherAccount => &[Self::Account, Self::Key],
            Aim::Readable => &[Self::Account],
            Aim::Restored => &[Self::Time],
            Aim::Recovered | Aim::UnusedKey => &[],
        }
    }
}

/// What the choice of what a goal is about is called.
pub(super) const fn about(aim: Aim) -> Text {
    match aim {
        Aim::UnusedKey => text::OWN_FACET_KEY,
        Aim::Encrypted
        | Aim::AnotherKey
        | Aim::AnotherRegion
        | Aim::AnotherAccount
        | Aim::Readable
        | Aim::Restored
        | Aim::Recovered => text::OWN_CLUSTER,
    }
}

/// Something that a goal can be about, as it is shown.
pub(super) struct Choice {
    pub(super) words: String,
    pub(super) about: Vec<Arn>,
}

/// The goal that takes a finding away, if a plan can.
const fn aim_of(kind: Kind) -> Option<Aim> {
    match kind {
        Kind::Unencrypted => Some(Aim::Encrypted),
        Kind::ForeignKey | Kind::AwsManagedKey => Some(Aim::AnotherKey),
        Kind::OneRegion => Some(Aim::AnotherRegion),
        Kind::SharedWithoutKey => Some(Aim::Readable),
        Kind::Inaccessible => Some(Aim::Recovered),
        Kind::KeyPendingDeletion
        | Kind::KeyDisabled
        | Kind::PublicSnapshot
        | Kind::UnencryptedSnapshot
        | Kind::OneDayOfBackups
        | Kind::UnknownKey
        | Kind::UnreadPolicy
        | Kind::NotRotated
        | Kind::OneKey => None,
    }
}

/// The question that a finding leads to: its goal, and the cluster that it is about or whose snapshot it is about.
pub(crate) fn for_finding(estate: &Estate, finding: &Finding) -> Option<Step> {
    let about = &finding.about;
    let of = match estate.snapshots.get(about.as_str()) {
        Some(snapshot) => {
            snapshot.cluster.as_ref().and_then(|name| about.beside(&["cluster:", name].concat()))
        }
        None => Some(about.clone()),
    };
    Some(Step::Ask(aim_of(finding.kind)?, of))
}

/// What an aim can be for: each cluster, or all of an account and Region that are not encrypted; or each key.
pub(super) fn choices(aim: Aim, estate: &Estate, keys: &[KeyRow]) -> Vec<Choice> {
    let place = |arn: &Arn| format!("{} · {}", arn.account(), arn.region());
    if aim == Aim::UnusedKey {
        let of = |key: &KeyRow| Choice {
            words: format!("{} · {}", key.name, place(&key.arn)),
            about: vec![key.arn.clone()],
        };
        return keys.iter().map(of).collect();
    }
    let mut all: Vec<Choice> = Vec::new();
    let mut plain: Vec<Choice> = Vec::new();
    for cluster in estate.clusters.iter().filter(|cluster| cluster.is_aurora()) {
        let unencrypted = cluster.encryption == Encryption::Unencrypted;
        if aim == Aim::Encrypted && unencrypted {
            let there = place(&cluster.arn);
            match plain.iter_mut().find(|group| group.words == there) {
                Some(group) => group.about.push(cluster.arn.clone()),
                None => plain.push(Choice { words: there, about: vec![cluster.arn.clone()] }),
            }
        }
        if aim != Aim::Encrypted || unencrypted {
            let words = format!("{} · {}", cluster.arn.name(), place(&cluster.arn));
            all.push(Choice { words, about: vec![cluster.arn.clone()] });
        }
    }
    let several = plain.into_iter().filter(|group| aim.takes_several() && group.about.len() > 1);
    let several = several.map(|group| Choice {
        words: text::own_all_unencrypted(group.about.len(), &group.words),
        about: group.about,
    });
    several.chain(all).collect()
}
