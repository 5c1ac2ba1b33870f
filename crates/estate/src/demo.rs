//! A made-up company, so that a report can be seen without a file: three accounts, four Regions, forty clusters. It is written
//! as the AWS CLI would answer, and read like any other file.

use playground_aws::json::{self, Object, Value};

use Key::{Customer, Foreign, Managed, Owned, Plain};

const ACCOUNTS: [&str; 3] = ["111122223333", "444455556666", "777788889999"];
const REGIONS: [&str; 4] = ["eu-west-1", "eu-central-1", "us-east-1", "ap-southeast-2"];

/// How a cluster is encrypted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    /// Not at all.
    Plain,
    /// Under an AWS owned key.
    Owned,
    /// Under the AWS managed key of its account and Region.
    Managed,
    /// Under a customer managed key of its account and Region, by number.
    Customer(usize),
    /// Under the first key of another account in its Region, by the account's place.
    Foreign(usize),
}

type ClusterRow = (&'static str, usize, usize, Key, u64);

/// Clusters: names, the places of their account and Region, their encryption, and for how many days backups are kept.
const CLUSTERS: [ClusterRow; 15] = [
    ("orders payments invoices customers", 0, 0, Customer(1), 14),
    ("catalog search stock prices", 0, 0, Customer(1), 7),
    ("ledger", 0, 0, Customer(2), 35),
    ("shop-2019 newsletter-2018", 0, 0, Plain, 7),
    ("archive-2020", 0, 0, Customer(3), 1),
    ("sessions carts", 0, 1, Owned, 7),
    ("loyalty vouchers", 0, 1, Managed, 7),
    ("orders-us payments-us customers-us", 0, 2, Customer(1), 14),
    ("stock-us prices-us", 0, 2, Customer(4), 7),
    ("orders-au customers-au", 0, 3, Owned, 7),
    ("warehouse reports events clicks", 1, 0, Customer(1), 7),
    ("forecast", 1, 0, Foreign(0), 7),
    ("training features models labels", 1, 2, Customer(1), 1),
    ("playground scratch demo-1 demo-2", 2, 1, Plain, 1),
    ("trial-1 trial-2 trial-3 trial-4", 2, 2, Managed, 1),
];

/// Keys that are not simply enabled and rotated: account, Region, number, state, and when it will be deleted.
const KEYS: [(usize, usize, usize, &str, Option<&str>); 2] =
    [(0, 0, 3, "PendingDeletion", Some("2026-12-05T09:00:00+00:00")), (0, 2, 4, "Disabled", None)];

type SnapshotRow = (&'static str, usize, usize, usize, Key, &'static [&'static str]);

/// Snapshots: of which cluster, its account and Region, where the snapshot is, its encryption, and with whom it is shared.
const SNAPSHOTS: [SnapshotRow; 9] = [
    ("orders", 0, 0, 1, Customer(1), &[]),
    ("payments", 0, 0, 1, Customer(1), &[]),
    ("ledger", 0, 0, 2, Customer(1), &[]),
    ("orders", 0, 0, 0, Customer(1), &["444455556666"]),
    ("catalog", 0, 0, 0, Customer(2), &["999900001111"]),
    ("shop-2019", 0, 0, 0, Plain, &["999900001111"]),
    ("demo-1", 2, 1, 1, Plain, &["all"]),
    ("archive-2020", 0, 0, 0, Customer(3), &[]),
    ("warehouse", 1, 0, 2, Customer(1), &[]),
];

/// The answer of the CLI to all that was asked, one a line.
pub fn demo() -> String {
    let clusters = CLUSTERS.iter().flat_map(|(names, account, region, key, retention)| {
        names.split(' ').map(move |name| cluster(name, *account, *region, *key, *retention))
    });
    let instances = CLUSTERS.iter().flat_map(|(names, account, region, ..)| {
        names.split(' ').map(move |name| instance(name, *account, *region))
    });
    let snapshots = SNAPSHOTS.iter().map(snapshot);
    let shared = SNAPSHOTS.iter().filter(|(.., with)| !with.is_empty()).map(attributes);
    let mut lines = vec![
        answer("DBClusters", clusters.collect()),
        answer("DBInstances", instances.collect()),
        answer("DBClusterSnapshots", snapshots.collect()),
    ];
    lines.extend(shared);
    for (account, id) in ACCOUNTS.iter().enumerate() {
        for (region, name) in REGIONS.iter().enumerate() {
            for number in 0..5 {
                if is_used(account, region, number) {
                    lines.extend(key(account, region, number, id, name));
                }
            }
        }
    }
    lines.iter().map(|line| json::compact(line) + "\n").collect()
}

fn answer(name: &str, of: Vec<Value>) -> Value {
    Object::new().with(name, Value::Array(of)).done()
}

/// Returns whether something is under this key; number 0 is the AWS managed one.
fn is_used(account: usize, region: usize, number: usize) -> bool {
    let under = |key: Key, of: usize| match key {
        Customer(it) => (of, it) == (account, number),
        Managed => (of, 0) == (account, number),
        Foreign(other) => (other, 1) == (account, number),
        Plain | Owned => false,
    };
    CLUSTERS.iter().any(|(_, of, at, key, _)| *at == region && under(*key, *of))
        || SNAPSHOTS.iter().any(|(_, of, _, at, key, _)| *at == region && under(*key, *of))
}

fn key_id(account: usize, region: usize, number: usize) -> String {
    format!("0a1b2c3d-0000-4000-8000-{account:04}{region:04}{number:04}")
}

fn key_arn(account: usize, region: usize, number: usize) -> String {
    let (id, of) = (key_id(account, region, number), ACCOUNTS.get(account).copied().unwrap_or_default());
    ["arn:aws:kms:", REGIONS.get(region).copied().unwrap_or_default(), ":", of, ":key/", &id].concat()
}

/// The members about encryption.
fn encryption(object: &mut Object, account: usize, region: usize, key: Key) {
    let (kind, key) = match key {
        Plain => ("none", None),
        Owned => ("sse-rds", None),
        Managed => ("sse-kms", Some(key_arn(account, region, 0))),
        Customer(number) => ("sse-kms", Some(key_arn(account, region, number))),
        Foreign(other) => ("sse-kms", Some(key_arn(other, region, 1))),
    };
    object.flag("StorageEncrypted", key.is_some()).text("StorageEncryptionType", kind);
    if let Some(key) = key {
        object.text("KmsKeyId", &key);
    }
}

fn arn(account: usize, region: usize, resource: &str) -> String {
    let (region, account) = (REGIONS.get(region).copied(), ACCOUNTS.get(account).copied());
    ["arn:aws:rds:", region.unwrap_or_default(), ":", account.unwrap_or_default(), ":", resource].concat()
}

/// A cluster's id is made of its name.
fn resource_id(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric).chain(std::iter::repeat('X'));
    ["cluster-", &letters.take(26).collect::<String>().to_ascii_uppercase()].concat()
}

const fn engine(name: &str) -> &'static str {
    if name.len().is_multiple_of(3) { "aurora-mysql" } else { "aurora-postgresql" }
}

/// The writer of a cluster.
fn instance(of: &str, account: usize, region: usize) -> Value {
    let name = [of, "-1"].concat();
    let mut object = Object::new();
    object
        .text("DBInstanceIdentifier", &name)
        .text("DBInstanceClass", "db.r6g.large")
        .text("DBInstanceStatus", "available")
        .text("Engine", engine(of))
        .text("DBClusterIdentifier", of)
        .text("DBInstanceArn", &arn(account, region, &["db:", &name].concat()));
    object.done()
}

fn cluster(name: &str, account: usize, region: usize, key: Key, retention: u64) -> Value {
    let mut object = Object::new();
    object
        .text("DBClusterIdentifier", name)
        .text("Engine", engine(name))
        .text("Status", "available")
        .with("BackupRetentionPeriod", Value::uint(retention))
        .text("DbClusterResourceId", &resource_id(name))
        .text("DBClusterArn", &arn(account, region, &["cluster:", name].concat()));
    encryption(&mut object, account, region, key);
    object.done()
}

fn snapshot_name((of, _, from, at, ..): &SnapshotRow) -> String {
    let copied = if from == at { "-before-upgrade" } else { "-copy" };
    [of, copied].concat()
}

fn snapshot(row: &SnapshotRow) -> Value {
    let (of, account, region, at, key, _) = *row;
    let mut object = Object::new();
    let name = snapshot_name(row);
    object
        .text("DBClusterSnapshotIdentifier", &name)
        .text("DBClusterIdentifier", of)
        .text("Engine", engine(of))
        .text("SnapshotType", "manual")
        .text("DbClusterResourceId", &resource_id(of))
        .text("DBClusterSnapshotArn", &arn(account, at, &["cluster-snapshot:", &name].concat()));
    let under = |(names, _, _, key, _): &ClusterRow| names.split(' ').any(|name| name == of).then_some(*key);
    if at != region || CLUSTERS.iter().find_map(under) != Some(key) {
        let automated = ["cluster-snapshot:rds:", of, "-2026-11-20-03-00"].concat();
        object.text("SourceDBClusterSnapshotArn", &arn(account, region, &automated));
    }
    encryption(&mut object, account, at, key);
    object.done()
}

fn attributes(row: &SnapshotRow) -> Value {
    let (.., with) = row;
    let with = Value::strings(with.iter().map(|who| String::from(*who)));
    let restore = Object::new().text("AttributeName", "restore").with("AttributeValues", with).done();
    let mut object = Object::new();
    object
        .text("DBClusterSnapshotIdentifier", &snapshot_name(row))
        .with("DBClusterSnapshotAttributes", Value::Array(vec![restore]));
    Object::new().with("DBClusterSnapshotAttributesResult", object.done()).done()
}

/// The description of a key, its rotation, its policy and its alias.
fn key(account: usize, region: usize, number: usize, owner: &str, at: &str) -> Vec<Value> {
    let arn = key_arn(account, region, number);
    let special = KEYS.iter().find(|(of, there, it, ..)| (*of, *there, *it) == (account, region, number));
    let (state, deletion) = special.map_or(("Enabled", None), |(.., state, deletion)| (*state, *deletion));
    let mut metadata = Object::new();
    metadata
        .text("KeyId", &key_id(account, region, number))
        .text("Arn", &arn)
        .text("KeyState", state)
        .text("KeyManager", if number == 0 { "AWS" } else { "CUSTOMER" })
        .maybe("DeletionDate", deletion.map(Value::string));
    let alias = match number {
        0 => String::from("alias/aws/rds"),
        1 => String::from("alias/main"),
        2 => String::from("alias/ledger"),
        3 => String::from("alias/old"),
        _ => String::from("alias/stock"),
    };
    let mut row = Object::new();
    row.text("AliasName", &alias)
        .text("AliasArn", &["arn:aws:kms:", at, ":", owner, ":", &alias].concat())
        .text("TargetKeyId", &key_id(account, region, number));
    let mut lines =
        vec![Object::new().with("KeyMetadata", metadata.done()).done(), answer("Aliases", vec![row.done()])];
    if number > 0 {
        // Everybody in the company may use the main keys, others only their own account.
        let mut who = vec![["arn:aws:iam::", owner, ":root"].concat()];
        if number == 1 {
            who.extend(
                ACCOUNTS.iter().filter(|it| **it != owner).map(|it| ["arn:aws:iam::", it, ":root"].concat()),
            );
        }
        let principal = Object::new().with("AWS", Value::strings(who)).done();
        let mut statement = Object::new();
        statement
            .text("Effect", "Allow")
            .with("Principal", principal)
            .text("Action", "kms:*")
            .text("Resource", "*");
        let mut policy = Object::new();
        policy.text("Version", "2012-10-17").with("Statement", Value::Array(vec![statement.done()]));
        let mut put = Object::new();
        put.text("Policy", &json::compact(&policy.done())).text("PolicyName", "default");
        lines.extend([put.done(), Object::new().flag("KeyRotationEnabled", number != 4).done()]);
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::{File, findings, read};

    #[test]
    fn the_company_has_what_it_is_there_to_show() {
        let text = super::demo();
        let (estate, reads) = read(&[File { name: "demo", bytes: text.as_bytes() }]);
        assert!(reads.iter().all(|read| read.problems.is_empty()), "{reads:?}");
        let places = |part: fn(&crate::Arn) -> &str| {
            let mut all: Vec<_> = estate.clusters.iter().map(|cluster| part(&cluster.arn)).collect();
            all.sort_unstable();
            all.dedup();
            all.len()
        };
        assert_eq!(
            (estate.clusters.len(), places(crate::Arn::account), places(crate::Arn::region)),
            (40, 3, 4)
        );
        let mut kinds: Vec<_> = findings(&estate).iter().map(|finding| finding.kind.name()).collect();
        kinds.dedup();
        assert_eq!(
            kinds,
            [
                "key pending deletion",
                "disabled key",
                "public snapshot",
                "unencrypted cluster",
                "unencrypted snapshot",
                "key of another account",
                "snapshot shared without its key",
                "backups kept for one day",
                "AWS managed key",
                "key without rotation",
                "no copy in another Region",
                "one key for everything",
            ]
        );
    }
}
