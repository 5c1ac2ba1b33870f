//! Random commands, and how they are written as lines.

use proptest::prelude::*;

use crate::ledger::{CustomerKey, Key, Ledger, Place};
use crate::{ACCOUNT, PARTNER, REGIONS};

/// A choice among the customer's keys, the AWS managed key, or no key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pick(pub(crate) Option<u8>);

impl Pick {
    /// The pick that names the AWS managed key, by its alias.
    const MANAGED: u8 = 8;

    /// The chosen key, as a command in a Region names it.
    pub(crate) fn of(self, keys: &[CustomerKey], region: usize) -> Option<Key> {
        match self.0? {
            Self::MANAGED => Some(Key::Default(region)),
            _ if keys.is_empty() => None,
            pick => Some(Key::Customer(usize::from(pick) % keys.len())),
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
    CreateKey { region: usize },
    SwitchKey { key: usize, on: bool },
    Days(u32),
    Create { place: Place, encrypted: Option<bool>, key: Pick },
    Modify { place: Place, change: Change },
    Start { place: Place },
    Snapshot { place: Place, name: String, change: Option<Change> },
    Copy { from: Place, to: Place, key: Pick },
    Share { from: Place, everybody: bool },
    Borrow { from: Place, copy: bool },
    Restore { from: Place, to: String, key: Pick },
    PointInTime { from: Place, to: String, key: Pick, clone: bool },
    Replica { from: Place, to: Place, encrypted: Option<bool>, key: Pick },
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
        Command::CreateKey { region: 0 },
        Command::CreateKey { region: 0 },
        Command::CreateKey { region: 1 },
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
    prop::option::of(prop_oneof![2 => 0..Pick::MANAGED, 1 => Just(Pick::MANAGED)]).prop_map(Pick)
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

pub(crate) fn any_commands() -> impl Strategy<Value = Vec<Command>> {
    let some = prop_oneof![15 => any_command().prop_map(|command| vec![command]), 1 => lost()];
    prop::collection::vec(some, 1..20).prop_map(|all| all.concat())
}

fn any_command() -> impl Strategy<Value = Command> {
    let encrypted = || prop_oneof![1 => Just(None), 1 => Just(Some(false)), 3 => Just(Some(true))];
    prop_oneof![
        1 => (0..2_usize).prop_map(|region| Command::CreateKey { region }),
        3 => (0..4_usize, prop::bool::weighted(0.4)).prop_map(|(key, on)| Command::SwitchKey { key, on }),
        3 => prop_oneof![4 => Just(1), 1 => Just(7)].prop_map(Command::Days),
        2 => cluster().prop_map(|place| Command::Start { place }),
        2 => (snapshot(), prop::bool::weighted(0.3))
            .prop_map(|(from, everybody)| Command::Share { from, everybody }),
        2 => (snapshot(), any::<bool>()).prop_map(|(from, copy)| Command::Borrow { from, copy }),
        3 => (place(CLUSTERS), encrypted(), key())
            .prop_map(|(place, encrypted, key)| Command::Create { place, encrypted, key }),
        1 => (cluster(), change()).prop_map(|(place, change)| Command::Modify { place, change }),
        3 => (cluster(), name(SNAPSHOTS), prop::option::weighted(0.2, change()))
            .prop_map(|(place, name, change)| Command::Snapshot { place, name, change }),
        3 => (snapshot(), place(SNAPSHOTS), key())
            .prop_map(|(from, to, key)| Command::Copy { from, to, key }),
        2 => (snapshot(), name(CLUSTERS), key())
            .prop_map(|(from, to, key)| Command::Restore { from, to, key }),
        2 => (cluster(), name(CLUSTERS), key(), prop::bool::weighted(0.3))
            .prop_map(|(from, to, key, clone)| Command::PointInTime { from, to, key, clone }),
        3 => (cluster(), place(CLUSTERS), encrypted(), key())
            .prop_map(|(from, to, encrypted, key)| Command::Replica { from, to, encrypted, key }),
    ]
}

const MASTER: &str = " --engine aurora-mysql --master-username admin --master-user-password not-a-secret";

impl Command {
    /// The kind of command, for counting.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::CreateKey { .. } => "create-key",
            Self::SwitchKey { .. } => "switch-key",
            Self::Days(_) => "days",
            Self::Start { .. } => "start",
            Self::Share { .. } => "share",
            Self::Borrow { .. } => "borrow",
            Self::Create { .. } => "create",
            Self::Modify { .. } => "modify",
            Self::Snapshot { .. } => "snapshot",
            Self::Copy { .. } => "copy",
            Self::Restore { .. } => "restore",
            Self::PointInTime { .. } => "point-in-time",
            Self::Replica { .. } => "replica",
        }
    }

    /// The command as a person writes it.
    pub(crate) fn line(&self, ledger: &Ledger) -> String {
        let key = |key: &Pick| key_option(*key, ledger);
        match self {
            Self::CreateKey { region } => {
                let region = REGIONS[*region];
                format!("aws kms create-key --region {region} --query KeyMetadata.KeyId --output text")
            }
            Self::SwitchKey { key, on } => {
                let verb = if *on { "enable-key" } else { "disable-key" };
                match ledger.keys.get(*key) {
                    Some(key) => {
                        format!("aws kms {verb} --region {} --key-id {}", REGIONS[key.region], key.id)
                    }
                    None => format!("aws kms {verb} --key-id 00000000-0000-4000-8000-000000000000"),
                }
            }
            Self::Days(days) => format!("playground wait {days}d"),
            Self::Create { place: (at, id), encrypted, key: named } => rds(
                *at,
                &format!(
                    "create-db-cluster --db-cluster-identifier {id}{MASTER}{}{}",
                    encrypted_option(*encrypted),
                    key(named)
                ),
            ),
            Self::Modify { place: (at, id), change } => {
                rds(*at, &format!("modify-db-cluster --db-cluster-identifier {id}{}", change_option(*change)))
            }
            Self::Start { place: (at, id) } => {
                rds(*at, &format!("start-db-cluster --db-cluster-identifier {id}"))
            }
            Self::PointInTime { from: (at, of), to, key: named, clone } => rds(
                *at,
                &format!(
                    "restore-db-cluster-to-point-in-time --db-cluster-identifier {to} --source-db-cluster-identifier {of} {}{}",
                    if *clone { "--restore-type copy-on-write" } else { "--use-latest-restorable-time" },
                    key(named)
                ),
            ),
            Self::Replica { from: (source, of), to: (at, id), encrypted, key: named } => {
                let region = REGIONS[*source];
                let source = format!("arn:aws:rds:{region}:{ACCOUNT}:cluster:{of} --source-region {region}");
                rds(
                    *at,
                    &format!(
                        "create-db-cluster --db-cluster-identifier {id} --engine aurora-mysql --replication-source-identifier {source}{}{}",
                        encrypted_option(*encrypted),
                        key(named)
                    ),
                )
            }
            Self::Snapshot { .. }
            | Self::Copy { .. }
            | Self::Share { .. }
            | Self::Borrow { .. }
            | Self::Restore { .. } => self.line_of_snapshots(ledger),
        }
    }

    fn line_of_snapshots(&self, ledger: &Ledger) -> String {
        let arn = |(at, id): &Place| format!("arn:aws:rds:{}:{ACCOUNT}:cluster-snapshot:{id}", REGIONS[*at]);
        match self {
            Self::Snapshot { place: (at, of), name, change } => rds(
                *at,
                &format!(
                    "create-db-cluster-snapshot --db-cluster-identifier {of} --db-cluster-snapshot-identifier {name}{}",
                    change.map_or("", change_option)
                ),
            ),
            Self::Copy { from, to: (at, id), key } => rds(
                *at,
                &format!(
                    "copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier {} --target-db-cluster-snapshot-identifier {id}{}",
                    arn(from),
                    key_option(*key, ledger)
                ),
            ),
            Self::Share { from: (at, id), everybody } => rds(
                *at,
                &format!(
                    "modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier {id} --attribute-name restore --values-to-add {}",
                    if *everybody { "all" } else { PARTNER }
                ),
            ),
            Self::Borrow { from, copy } => {
                let (snapshot, number) = (arn(from), ledger.borrowed.len());
                rds(
                    from.0,
                    &if *copy {
                        format!(
                            "copy-db-cluster-snapshot --profile partner --source-db-cluster-snapshot-identifier {snapshot} --target-db-cluster-snapshot-identifier p{number}"
                        )
                    } else {
                        format!(
                            "restore-db-cluster-from-snapshot --profile partner --db-cluster-identifier p{number} --snapshot-identifier {snapshot} --engine aurora-mysql"
                        )
                    },
                )
            }
            Self::Restore { from: (at, of), to, key } => rds(
                *at,
                &format!(
                    "restore-db-cluster-from-snapshot --db-cluster-identifier {to} --snapshot-identifier {of} --engine aurora-mysql{}",
                    key_option(*key, ledger)
                ),
            ),
            _ => String::new(),
        }
    }
}

fn rds(region: usize, rest: &str) -> String {
    format!("aws rds {rest} --region {} --query x", REGIONS[region])
}

fn key_option(key: Pick, ledger: &Ledger) -> String {
    match key.of(&ledger.keys, 0) {
        Some(Key::Customer(number)) => {
            let key = &ledger.keys[number];
            format!(" --kms-key-id arn:aws:kms:{}:{ACCOUNT}:key/{}", REGIONS[key.region], key.id)
        }
        Some(Key::Default(_) | Key::Owned(_)) => String::from(" --kms-key-id alias/aws/rds"),
        None => String::new(),
    }
}

const fn encrypted_option(encrypted: Option<bool>) -> &'static str {
    match encrypted {
        None => "",
        Some(true) => " --storage-encrypted",
        Some(false) => " --no-storage-encrypted",
    }
}

const fn change_option(change: Change) -> &'static str {
    match change {
        Change::Key => " --kms-key-id alias/other",
        Change::On => " --storage-encrypted",
        Change::Off => " --no-storage-encrypted",
    }
}
