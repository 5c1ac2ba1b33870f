//! What can be asked for, and random commands. How they are written is in [`lines`](crate::lines).

use proptest::prelude::*;

use crate::ledger::{CustomerKey, Key, Named, Place, Site};

/// A choice among the customer's keys, the AWS managed key, or no key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pick(pub(crate) Option<u8>);

impl Pick {
    /// No key.
    pub(crate) const NONE: Self = Self(None);
    /// The AWS managed key, by its alias.
    pub(crate) const MANAGED: Self = Self(Some(Self::BY_ALIAS));
    /// The number that names the AWS managed key.
    const BY_ALIAS: u8 = 8;
    /// From this number on, customers' keys are named by their ids alone.
    const IDS: u8 = 16;

    /// A customer's key by its ARN.
    pub(crate) const fn arn(number: u8) -> Self {
        Self(Some(number))
    }

    /// A customer's key by its id alone.
    pub(crate) const fn id(number: u8) -> Self {
        Self(Some(Self::IDS + number))
    }

    /// The chosen key, as a command at a site names it, and how.
    pub(crate) fn of(self, keys: &[CustomerKey], site: Site) -> Option<(Key, Named)> {
        match self.0? {
            Self::BY_ALIAS => Some((Key::Default(site), Named::Fully)),
            _ if keys.is_empty() => None,
            id if id >= Self::IDS => Some((Key::Customer(usize::from(id - Self::IDS)), Named::ById)),
            pick => Some((Key::Customer(usize::from(pick) % keys.len()), Named::Fully)),
        }
    }
}

/// What a command asks to change about encryption.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Change {
    Key,
    On,
    Off,
}

#[derive(Clone, Debug)]
pub(crate) enum Command {
    /// A key of one Region, or the primary of two related ones.
    CreateKey {
        site: Site,
        related: bool,
    },
    /// Makes the related key at a site.
    ReplicateKey {
        key: usize,
        site: Site,
    },
    /// Makes the other of the related keys the primary one.
    UpdatePrimary {
        key: usize,
    },
    SwitchKey {
        key: usize,
        on: bool,
    },
    /// Schedules a key's deletion, or cancels it.
    EndKey {
        key: usize,
        on: bool,
    },
    /// Lets the partner use a key, by its policy, or no longer.
    Trust {
        key: usize,
        on: bool,
    },
    Days(u32),
    Create {
        place: Place,
        encrypted: Option<bool>,
        key: Pick,
    },
    /// Without a change of encryption, it changes something else.
    Modify {
        place: Place,
        change: Option<Change>,
    },
    Start {
        place: Place,
    },
    Stop {
        place: Place,
    },
    Delete {
        place: Place,
    },
    Promote {
        place: Place,
    },
    /// Takes back the grant for RDS's use of a cluster's key, which is a customer's.
    Revoke {
        place: Place,
    },
    /// Adds the instance of that number, of a class that can't encrypt if it is `small`.
    AddInstance {
        place: Place,
        number: u8,
        small: bool,
    },
    /// Removes the instance of that number.
    RemoveInstance {
        place: Place,
        number: u8,
    },
    Reboot {
        place: Place,
        number: u8,
    },
    ModifyInstance {
        place: Place,
        number: u8,
    },
    FailOver {
        place: Place,
    },
    Snapshot {
        place: Place,
        name: String,
        change: Option<Change>,
    },
    DeleteSnapshot {
        place: Place,
    },
    Copy {
        from: Place,
        to: Place,
        key: Pick,
    },
    Share {
        from: Place,
        everybody: bool,
    },
    Unshare {
        from: Place,
    },
    Restore {
        from: Place,
        to: Place,
        key: Pick,
        change: Option<Change>,
    },
    PointInTime {
        from: Place,
        to: String,
        key: Pick,
        clone: bool,
    },
    Replica {
        from: Place,
        to: Place,
        encrypted: Option<bool>,
        key: Pick,
    },
}

impl Command {
    /// The cluster that it is about, if it is about one that is there.
    pub(crate) const fn cluster(&self) -> Option<&Place> {
        match self {
            Self::Modify { place, .. }
            | Self::Start { place }
            | Self::Stop { place }
            | Self::Delete { place }
            | Self::Promote { place }
            | Self::Revoke { place }
            | Self::AddInstance { place, .. }
            | Self::RemoveInstance { place, .. }
            | Self::Reboot { place, .. }
            | Self::ModifyInstance { place, .. }
            | Self::FailOver { place }
            | Self::Snapshot { place, .. } => Some(place),
            Self::PointInTime { from, .. } | Self::Replica { from, .. } => Some(from),
            Self::CreateKey { .. }
            | Self::ReplicateKey { .. }
            | Self::UpdatePrimary { .. }
            | Self::SwitchKey { .. }
            | Self::EndKey { .. }
            | Self::Trust { .. }
            | Self::Days(_)
            | Self::Create { .. }
            | Self::DeleteSnapshot { .. }
            | Self::Copy { .. }
            | Self::Share { .. }
            | Self::Unshare { .. }
            | Self::Restore { .. } => None,
        }
    }
}

fn name(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(names).prop_map(String::from)
}

/// Names of new things; sources are more often those of [`preamble`].
const CLUSTERS: &[&str] = &["a", "b", "c", "d", "e", "f", "g", "h", "i"];
const SNAPSHOTS: &[&str] = &["s", "t", "u", "v", "w", "x"];

fn source(often: &'static [&'static str], names: &'static [&'static str]) -> impl Strategy<Value = Place> {
    prop_oneof![
        3 => name(often).prop_map(|name| (0, name)),
        1 => (0..2_usize, name(names)),
    ]
}

fn cluster() -> impl Strategy<Value = Place> {
    source(&["a", "b", "c"], CLUSTERS)
}

fn snapshot() -> impl Strategy<Value = Place> {
    source(&["s", "t", "u"], SNAPSHOTS)
}

/// What every sequence begins with: three keys, an encrypted cluster, one that asks for nothing, one under the AWS managed
/// key, and a snapshot of each.
pub(crate) fn preamble() -> Vec<Command> {
    let at = |name: &str| (0, String::from(name));
    let create = |name: &str, encrypted, key| Command::Create { place: at(name), encrypted, key: Pick(key) };
    let snapshot =
        |of: &str, name: &str| Command::Snapshot { place: at(of), name: String::from(name), change: None };
    vec![
        Command::CreateKey { site: 0, related: false },
        Command::CreateKey { site: 0, related: false },
        Command::CreateKey { site: 1, related: false },
        create("a", Some(true), Some(0)),
        create("b", None, None),
        create("c", Some(true), None),
        snapshot("a", "s"),
        snapshot("b", "t"),
        snapshot("c", "u"),
    ]
}

fn place(names: &'static [&'static str]) -> impl Strategy<Value = Place> {
    (prop_oneof![3 => Just(0_usize), 1 => Just(1)], name(names))
}

fn key() -> impl Strategy<Value = Pick> {
    prop::option::of(prop_oneof![2 => 0..Pick::BY_ALIAS, 1 => Just(Pick::BY_ALIAS)]).prop_map(Pick)
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![Just(Change::Key), Just(Change::On), Just(Change::Off)]
}

/// The story of a lost key, which single commands seldom tell: its cluster is started after some days, with or without it.
fn lost() -> impl Strategy<Value = Vec<Command>> {
    (prop::sample::select(&[1, 7, 8]), any::<bool>()).prop_map(|(days, on)| {
        vec![
            Command::SwitchKey { key: 0, on: false },
            Command::Days(days),
            Command::SwitchKey { key: 0, on },
            Command::Start { place: (0, String::from("a")) },
        ]
    })
}

/// The story of a snapshot that is shared and used by the partner.
fn lent() -> impl Strategy<Value = Vec<Command>> {
    (snapshot(), name(SNAPSHOTS), any::<bool>()).prop_map(|(from, to, copy)| {
        vec![Command::Share { from: from.clone(), everybody: false }, borrow(from, to, copy)]
    })
}

pub(crate) fn any_commands() -> impl Strategy<Value = Vec<Command>> {
    let some = prop_oneof![15 => any_command().prop_map(|command| vec![command]), 1 => lost(), 1 => lent()];
    prop::collection::vec(some, 1..20).prop_map(|all| all.concat())
}

/// What the partner does with a snapshot: a copy, or else a cluster.
fn borrow(from: Place, name: String, copy: bool) -> Command {
    let (to, key) = ((from.0 + 2, name), Pick::NONE);
    if copy { Command::Copy { from, to, key } } else { Command::Restore { from, to, key, change: None } }
}

fn any_command() -> impl Strategy<Value = Command> {
    let encrypted = || prop_oneof![1 => Just(None), 1 => Just(Some(false)), 3 => Just(Some(true))];
    prop_oneof![
        1 => (0..2_usize).prop_map(|site| Command::CreateKey { site, related: false }),
        3 => (0..4_usize, prop::bool::weighted(0.4)).prop_map(|(key, on)| Command::SwitchKey { key, on }),
        3 => prop_oneof![4 => Just(1), 1 => Just(7)].prop_map(Command::Days),
        2 => cluster().prop_map(|place| Command::Start { place }),
        2 => (snapshot(), prop::bool::weighted(0.3))
            .prop_map(|(from, everybody)| Command::Share { from, everybody }),
        2 => (snapshot(), name(SNAPSHOTS), any::<bool>()).prop_map(|(from, to, copy)| borrow(from, to, copy)),
        3 => (place(CLUSTERS), encrypted(), key())
            .prop_map(|(place, encrypted, key)| Command::Create { place, encrypted, key }),
        1 => (cluster(), change()).prop_map(|(place, change)| Command::Modify { place, change: Some(change) }),
        3 => (cluster(), name(SNAPSHOTS), prop::option::weighted(0.2, change()))
            .prop_map(|(place, name, change)| Command::Snapshot { place, name, change }),
        3 => (snapshot(), place(SNAPSHOTS), key())
            .prop_map(|(from, to, key)| Command::Copy { from, to, key }),
        2 => (snapshot(), name(CLUSTERS), key())
            .prop_map(|(from, to, key)| {
                let to = (from.0, to);
                Command::Restore { from, to, key, change: None }
            }),
        2 => (cluster(), name(CLUSTERS), key(), prop::bool::weighted(0.3))
            .prop_map(|(from, to, key, clone)| Command::PointInTime { from, to, key, clone }),
        3 => (cluster(), place(CLUSTERS), encrypted(), key())
            .prop_map(|(from, to, encrypted, key)| Command::Replica { from, to, encrypted, key }),
    ]
}
