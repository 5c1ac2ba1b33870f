//! Random commands, and how they are written as lines.

use proptest::prelude::*;

use crate::ledger::{CustomerKey, Ledger};
use crate::{ACCOUNT, REGIONS};

/// A choice among the existing keys, or no key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pick(pub(crate) Option<u8>);

impl Pick {
    /// The number of the chosen key.
    pub(crate) fn of(self, keys: &[CustomerKey]) -> Option<usize> {
        let pick = usize::from(self.0?);
        (!keys.is_empty()).then(|| pick % keys.len())
    }
}

/// What a command asks to change about encryption.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Change {
    Key,
    On,
    Off,
}

type Place = (usize, String);

#[derive(Clone, Debug)]
pub(crate) enum Command {
    CreateKey { region: usize },
    SwitchKey { key: Pick, on: bool },
    Day,
    Create { place: Place, encrypted: Option<bool>, key: Pick },
    Modify { place: Place, change: Change },
    Snapshot { place: Place, name: String, change: Option<Change> },
    Copy { from: Place, to: Place, key: Pick },
    Restore { from: Place, to: String, key: Pick },
    PointInTime { from: Place, to: String, key: Pick },
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
    source(&["s", "t"], SNAPSHOTS)
}

/// What every sequence begins with: three keys, an encrypted cluster, an unencrypted one, one under the AWS managed
/// key, and snapshots of two of them.
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
    ]
}

fn place(names: &'static [&'static str]) -> impl Strategy<Value = Place> {
    (prop_oneof![3 => Just(0_usize), 1 => Just(1)], name(names))
}

fn key() -> impl Strategy<Value = Pick> {
    prop::option::of(0..8_u8).prop_map(Pick)
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![Just(Change::Key), Just(Change::On), Just(Change::Off)]
}

pub(crate) fn any_command() -> impl Strategy<Value = Command> {
    let encrypted = || prop_oneof![1 => Just(None), 1 => Just(Some(false)), 3 => Just(Some(true))];
    prop_oneof![
        1 => (0..2_usize).prop_map(|region| Command::CreateKey { region }),
        3 => (0..3_u8, prop::bool::weighted(0.4))
            .prop_map(|(key, on)| Command::SwitchKey { key: Pick(Some(key)), on }),
        2 => Just(Command::Day),
        3 => (place(CLUSTERS), encrypted(), key())
            .prop_map(|(place, encrypted, key)| Command::Create { place, encrypted, key }),
        1 => (cluster(), change()).prop_map(|(place, change)| Command::Modify { place, change }),
        3 => (cluster(), name(SNAPSHOTS), prop::option::weighted(0.2, change()))
            .prop_map(|(place, name, change)| Command::Snapshot { place, name, change }),
        3 => (snapshot(), place(SNAPSHOTS), key())
            .prop_map(|(from, to, key)| Command::Copy { from, to, key }),
        2 => (snapshot(), name(CLUSTERS), key())
            .prop_map(|(from, to, key)| Command::Restore { from, to, key }),
        2 => (cluster(), name(CLUSTERS), key())
            .prop_map(|(from, to, key)| Command::PointInTime { from, to, key }),
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
            Self::Day => "day",
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
        let key_option = |key: &Pick| match key.of(&ledger.keys) {
            Some(number) => {
                let key = &ledger.keys[number];
                format!(" --kms-key-id arn:aws:kms:{}:{ACCOUNT}:key/{}", REGIONS[key.region], key.id)
            }
            None => String::new(),
        };
        let encrypted_option = |encrypted: &Option<bool>| match encrypted {
            None => "",
            Some(true) => " --storage-encrypted",
            Some(false) => " --no-storage-encrypted",
        };
        let change_option = |change: Change| match change {
            Change::Key => " --kms-key-id alias/other",
            Change::On => " --storage-encrypted",
            Change::Off => " --no-storage-encrypted",
        };
        let rds =
            |region: usize, rest: String| format!("aws rds {rest} --region {} --query x", REGIONS[region]);
        match self {
            Self::CreateKey { region } => format!(
                "aws kms create-key --region {} --query KeyMetadata.KeyId --output text",
                REGIONS[*region]
            ),
            Self::SwitchKey { key, on } => {
                let verb = if *on { "enable-key" } else { "disable-key" };
                match key.of(&ledger.keys).map(|number| &ledger.keys[number]) {
                    Some(key) => {
                        format!("aws kms {verb} --region {} --key-id {}", REGIONS[key.region], key.id)
                    }
                    None => format!("aws kms {verb} --key-id 00000000-0000-4000-8000-000000000000"),
                }
            }
            Self::Day => String::from("playground wait 1d"),
            Self::Create { place, encrypted, key } => rds(
                place.0,
                format!(
                    "create-db-cluster --db-cluster-identifier {}{MASTER}{}{}",
                    place.1,
                    encrypted_option(encrypted),
                    key_option(key)
                ),
            ),
            Self::Modify { place, change } => rds(
                place.0,
                format!("modify-db-cluster --db-cluster-identifier {}{}", place.1, change_option(*change)),
            ),
            Self::Snapshot { place, name, change } => rds(
                place.0,
                format!(
                    "create-db-cluster-snapshot --db-cluster-identifier {} --db-cluster-snapshot-identifier {name}{}",
                    place.1,
                    change.map_or("", change_option)
                ),
            ),
            Self::Copy { from, to, key } => rds(
                to.0,
                format!(
                    "copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier arn:aws:rds:{}:{ACCOUNT}:cluster-snapshot:{} --target-db-cluster-snapshot-identifier {}{}",
                    REGIONS[from.0],
                    from.1,
                    to.1,
                    key_option(key)
                ),
            ),
            Self::Restore { from, to, key } => rds(
                from.0,
                format!(
                    "restore-db-cluster-from-snapshot --db-cluster-identifier {to} --snapshot-identifier {} --engine aurora-mysql{}",
                    from.1,
                    key_option(key)
                ),
            ),
            Self::PointInTime { from, to, key } => rds(
                from.0,
                format!(
                    "restore-db-cluster-to-point-in-time --db-cluster-identifier {to} --source-db-cluster-identifier {} --use-latest-restorable-time{}",
                    from.1,
                    key_option(key)
                ),
            ),
            Self::Replica { from, to, encrypted, key } => rds(
                to.0,
                format!(
                    "create-db-cluster --db-cluster-identifier {} --engine aurora-mysql --replication-source-identifier arn:aws:rds:{}:{ACCOUNT}:cluster:{}{}{}",
                    to.1,
                    REGIONS[from.0],
                    from.1,
                    encrypted_option(encrypted),
                    key_option(key)
                ),
            ),
        }
    }
}
