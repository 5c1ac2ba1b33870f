//! How commands are written as lines.

use crate::command::{Change, Command, Pick};
use crate::ledger::{Key, Ledger, Named, Place, Site, account_of, region_of};
use crate::{ACCOUNTS, PARTNER, REGIONS};

/// Stands for the id of a cluster's grant, which only the playground's world knows.
pub(crate) const GRANT: &str = "$GRANT";

const MASTER: &str = " --engine aurora-mysql --master-username admin --master-user-password not-a-secret";

impl Command {
    /// The kind of command, for counting.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::CreateKey { .. } => "create-key",
            Self::ReplicateKey { .. } => "replicate-key",
            Self::UpdatePrimary { .. } => "update-primary",
            Self::SwitchKey { .. } => "switch-key",
            Self::EndKey { .. } => "end-key",
            Self::Trust { .. } => "trust",
            Self::Days(_) => "days",
            Self::Start { .. } => "start",
            Self::Stop { .. } => "stop",
            Self::Delete { .. } => "delete",
            Self::Promote { .. } => "promote",
            Self::Revoke { .. } => "revoke",
            Self::AddInstance { .. } => "add-instance",
            Self::RemoveInstance { .. } => "remove-instance",
            Self::Reboot { .. } => "reboot",
            Self::ModifyInstance { .. } => "modify-instance",
            Self::FailOver { .. } => "fail-over",
            Self::Share { .. } => "share",
            Self::Unshare { .. } => "unshare",
            Self::Create { .. } => "create",
            Self::Modify { .. } => "modify",
            Self::Snapshot { .. } => "snapshot",
            Self::DeleteSnapshot { .. } => "delete-snapshot",
            Self::Copy { from, to, .. } | Self::Restore { from, to, .. }
                if account_of(from.0) != account_of(to.0) =>
            {
                "borrow"
            }
            Self::Copy { .. } => "copy",
            Self::Restore { .. } => "restore",
            Self::PointInTime { .. } => "point-in-time",
            Self::Replica { .. } => "replica",
        }
    }

    /// The command as a person writes it.
    pub(crate) fn line(&self, ledger: &Ledger) -> String {
        let key = |key: &Pick, site| key_option(*key, site, ledger);
        match self {
            Self::CreateKey { .. }
            | Self::ReplicateKey { .. }
            | Self::UpdatePrimary { .. }
            | Self::SwitchKey { .. }
            | Self::EndKey { .. }
            | Self::Trust { .. } => self.line_of_keys(ledger),
            Self::Days(days) => format!("playground wait {days}d"),
            Self::Create { place: (at, id), encrypted, key: named } => rds(
                *at,
                &format!(
                    "create-db-cluster --db-cluster-identifier {id}{MASTER}{}{}",
                    encrypted_option(*encrypted),
                    key(named, *at)
                ),
            ),
            Self::Modify { place: (at, id), change } => {
                let change = change.map_or(" --copy-tags-to-snapshot", change_option);
                rds(*at, &format!("modify-db-cluster --db-cluster-identifier {id}{change}"))
            }
            Self::Start { place } => cluster("start-db-cluster", place),
            Self::Stop { place } => cluster("stop-db-cluster", place),
            Self::Delete { place: (at, id) } => {
                rds(*at, &format!("delete-db-cluster --skip-final-snapshot --db-cluster-identifier {id}"))
            }
            Self::Promote { place } => cluster("promote-read-replica-db-cluster", place),
            Self::FailOver { place } => cluster("failover-db-cluster", place),
            Self::Revoke { place } => {
                let key = ledger.clusters.get(place).and_then(|cluster| cluster.under.as_ref());
                let Some(Key::Customer(number)) = key else { return String::new() };
                let key = &ledger.keys[*number];
                at(key.site, &format!("aws kms revoke-grant --key-id {} --grant-id {GRANT}", key.id))
            }
            Self::AddInstance { place: (at, id), number, small } => {
                let class = if *small { "db.t2.micro" } else { "db.r5.large" };
                rds(
                    *at,
                    &format!(
                        "create-db-instance --db-instance-identifier {id}-{number} --db-cluster-identifier {id} --engine aurora-mysql --db-instance-class {class}"
                    ),
                )
            }
            Self::RemoveInstance { place, number } => instance("delete-db-instance", place, *number),
            Self::Reboot { place, number } => instance("reboot-db-instance", place, *number),
            Self::ModifyInstance { place, number } => {
                let change = "modify-db-instance --db-instance-class db.r5.xlarge --apply-immediately";
                instance(change, place, *number)
            }
            Self::PointInTime { from: (at, of), to, key: named, clone } => rds(
                *at,
                &format!(
                    "restore-db-cluster-to-point-in-time --db-cluster-identifier {to} --source-db-cluster-identifier {of} {}{}",
                    if *clone { "--restore-type copy-on-write" } else { "--use-latest-restorable-time" },
                    key(named, *at)
                ),
            ),
            Self::Replica { from: (source, of), to: (at, id), encrypted, key: named } => {
                let (region, account) = (REGIONS[region_of(*source)], ACCOUNTS[account_of(*source)]);
                let source = format!("arn:aws:rds:{region}:{account}:cluster:{of} --source-region {region}");
                rds(
                    *at,
                    &format!(
                        "create-db-cluster --db-cluster-identifier {id} --engine aurora-mysql --replication-source-identifier {source}{}{}",
                        encrypted_option(*encrypted),
                        key(named, *at)
                    ),
                )
            }
            Self::Snapshot { .. }
            | Self::DeleteSnapshot { .. }
            | Self::Copy { .. }
            | Self::Share { .. }
            | Self::Unshare { .. }
            | Self::Restore { .. } => self.line_of_snapshots(ledger),
        }
    }

    fn line_of_keys(&self, ledger: &Ledger) -> String {
        let call = |verb: &str, number: &usize, rest: &str| {
            let key = ledger.keys.get(*number).map(|key| (key.site, &*key.id));
            let (site, id) = key.unwrap_or((0, "00000000-0000-4000-8000-000000000000"));
            at(site, &format!("aws kms {verb} --key-id {id}{rest}"))
        };
        match self {
            Self::CreateKey { site, related } => {
                let kind = if *related { " --multi-region" } else { "" };
                at(*site, &format!("aws kms create-key{kind} --query KeyMetadata.KeyId --output text"))
            }
            Self::ReplicateKey { key, site } => {
                call("replicate-key", key, &format!(" --replica-region {}", REGIONS[region_of(*site)]))
            }
            Self::UpdatePrimary { key } => {
                let here = ledger.keys.get(*key).map_or(0, |key| region_of(key.site));
                call("update-primary-region", key, &format!(" --primary-region {}", REGIONS[1 - here]))
            }
            Self::SwitchKey { key, on } => call(if *on { "enable-key" } else { "disable-key" }, key, ""),
            Self::EndKey { key, on: true } => {
                call("schedule-key-deletion", key, " --pending-window-in-days 7")
            }
            Self::EndKey { key, on: false } => call("cancel-key-deletion", key, ""),
            Self::Trust { key, on } => {
                let owner = ledger.keys.get(*key).map_or(0, |key| account_of(key.site));
                let trusted = ACCOUNTS.iter().enumerate().filter(|(account, _)| *on || *account == owner);
                let trusted: Vec<String> =
                    trusted.map(|(_, account)| format!("\"arn:aws:iam::{account}:root\"")).collect();
                let trusted = trusted.join(",");
                let policy = format!(
                    "{{\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":[{trusted}]}},\"Action\":\"kms:*\",\"Resource\":\"*\"}}]}}"
                );
                call("put-key-policy", key, &format!(" --policy-name default --policy '{policy}'"))
            }
            _ => String::new(),
        }
    }

    fn line_of_snapshots(&self, ledger: &Ledger) -> String {
        let arn = |(at, id): &Place| {
            let (region, account) = (REGIONS[region_of(*at)], ACCOUNTS[account_of(*at)]);
            format!("arn:aws:rds:{region}:{account}:cluster-snapshot:{id}")
        };
        let attribute = |(at, id): &Place, values: &str| {
            rds(
                *at,
                &format!(
                    "modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier {id} --attribute-name restore {values}"
                ),
            )
        };
        match self {
            Self::Snapshot { place: (at, of), name, change } => rds(
                *at,
                &format!(
                    "create-db-cluster-snapshot --db-cluster-identifier {of} --db-cluster-snapshot-identifier {name}{}",
                    change.map_or("", change_option)
                ),
            ),
            Self::DeleteSnapshot { place: (at, id) } => {
                rds(*at, &format!("delete-db-cluster-snapshot --db-cluster-snapshot-identifier {id}"))
            }
            Self::Copy { from, to: (at, id), key } => rds(
                *at,
                &format!(
                    "copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier {} --target-db-cluster-snapshot-identifier {id}{}",
                    arn(from),
                    key_option(*key, *at, ledger)
                ),
            ),
            Self::Share { from, everybody: true } => attribute(from, "--values-to-add all"),
            Self::Share { from, everybody: false } => attribute(from, &format!("--values-to-add {PARTNER}")),
            Self::Unshare { from } => attribute(from, &format!("--values-to-remove all {PARTNER}")),
            Self::Restore { from, to: (at, id), key, change } => rds(
                *at,
                &format!(
                    "restore-db-cluster-from-snapshot --db-cluster-identifier {id} --snapshot-identifier {} --engine aurora-mysql{}{}",
                    arn(from),
                    key_option(*key, *at, ledger),
                    change.map_or("", change_option)
                ),
            ),
            _ => String::new(),
        }
    }
}

fn cluster(operation: &str, (at, id): &Place) -> String {
    rds(*at, &format!("{operation} --db-cluster-identifier {id}"))
}

fn instance(operation: &str, (at, id): &Place, number: u8) -> String {
    rds(*at, &format!("{operation} --db-instance-identifier {id}-{number}"))
}

fn rds(site: Site, rest: &str) -> String {
    at(site, &format!("aws rds {rest} --query x"))
}

/// A line for the account and Region of a site.
fn at(site: Site, line: &str) -> String {
    let profile = if account_of(site) == 0 { "" } else { " --profile partner" };
    format!("{line} --region {}{profile}", REGIONS[region_of(site)])
}

fn key_option(key: Pick, site: Site, ledger: &Ledger) -> String {
    match key.of(&ledger.keys, site) {
        Some((Key::Customer(number), how)) => {
            let key = &ledger.keys[number];
            let (region, account) = (REGIONS[region_of(key.site)], ACCOUNTS[account_of(key.site)]);
            match how {
                Named::Fully => format!(" --kms-key-id arn:aws:kms:{region}:{account}:key/{}", key.id),
                Named::ById => format!(" --kms-key-id {}", key.id),
            }
        }
        Some((Key::Default(_) | Key::Owned(_), _)) => String::from(" --kms-key-id alias/aws/rds"),
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
