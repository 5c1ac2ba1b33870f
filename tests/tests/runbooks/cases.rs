//! Worlds, each with a goal, and the plans for it.

use playground_core::edition::Edition;
use playground_core::ids::{AccountId, ClusterArn, KeyArn, Region, SnapshotArn};
use playground_core::rds::cluster::StorageEncryptionType;
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::world::World;
use playground_plan::{Data, Goal, Method, Outcome, Plan, Search};
use playground_session::Session;

/// A goal in a world.
pub(crate) struct Case {
    /// The name of its files.
    pub(crate) name: &'static str,
    /// The rules.
    edition: Edition,
    /// The commands that make its world.
    world: &'static [&'static str],
    /// The way that the plan must take, if it isn't the cheapest.
    method: Option<Method>,
    /// What must be true at the end.
    goal: fn(&World) -> Goal,
    /// Whether it is, in that world or in one that is like it.
    pub(crate) is_reached: fn(&World) -> bool,
}

const KEY: &str = "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
aws kms create-alias --alias-name alias/orders --target-key-id $KEY";
const OTHER_KEY: &str = "OTHER=$(aws kms create-key --query KeyMetadata.KeyId --output text)
aws kms create-alias --alias-name alias/new --target-key-id $OTHER";
const PLAIN: &str = "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password not-a-secret";
const SEALED: &str = "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password not-a-secret --storage-encrypted --kms-key-id alias/orders --backup-retention-period 7";
const INSTANCE: &str = "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large
aws rds wait db-instance-available --db-instance-identifier orders-1";
const MANAGED: &str = "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-postgresql --master-username postgres --master-user-password not-a-secret --storage-encrypted --kms-key-id alias/aws/rds
aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-postgresql --db-instance-class db.r5.large
aws rds wait db-instance-available --db-instance-identifier orders-1
aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier orders-friday
aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier orders-friday";

const OWN: AccountId = AccountId::from_number(111_122_223_333);
const PARTNER: AccountId = AccountId::from_number(444_455_556_666);

fn orders() -> ClusterArn {
    ClusterArn::parse("arn:aws:rds:us-east-1:111122223333:cluster:orders").unwrap()
}

fn key(world: &World, alias: &str) -> KeyArn {
    world.aliases.iter().find(|(arn, _)| arn.id.to_string() == alias).unwrap().1.target.clone()
}

/// Returns whether there is another available cluster than `orders`, in a place, and under the key of that alias if one is
/// given.
fn is_there(world: &World, account: AccountId, region: &str, alias: Option<&str>) -> bool {
    world.clusters.iter().any(|(arn, cluster)| {
        let under = cluster.encryption.key();
        *arn != orders()
            && (arn.account, arn.region.as_str()) == (account, region)
            && cluster.status == ClusterStatus::Available
            && match alias {
                Some(alias) => under == Some(&key(world, alias)),
                None => StorageEncryptionType::of(under) == StorageEncryptionType::SseKms,
            }
    })
}

fn is_shared(world: &World) -> bool {
    world.snapshots.values().any(|snapshot| {
        let opened = snapshot.encryption.key().is_some_and(|key| {
            world.keys.get(key).is_some_and(|key| key.policy.text.contains(&PARTNER.to_string()))
        });
        snapshot.shared_with.contains(&PARTNER) && opened
    })
}

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "encrypt",
        edition: Edition::Y2020,
        world: &[KEY, PLAIN, INSTANCE],
        method: None,
        goal: |world| Goal::Encrypted { clusters: vec![orders()], key: Some(key(world, "alias/orders")) },
        is_reached: |world| is_there(world, OWN, "us-east-1", Some("alias/orders")),
    },
    Case {
        name: "encrypt-today",
        edition: Edition::Y2026,
        world: &["playground set-clock 2026-02-10T09:00:00Z", PLAIN, INSTANCE, "playground wait 20d"],
        method: None,
        goal: |_| Goal::Encrypted { clusters: vec![orders()], key: None },
        is_reached: |world| is_there(world, OWN, "us-east-1", None),
    },
    Case {
        name: "another-key",
        edition: Edition::Y2020,
        world: &[KEY, OTHER_KEY, SEALED, INSTANCE],
        method: None,
        goal: |world| Goal::UnderAnotherKey { clusters: vec![orders()], key: Some(key(world, "alias/new")) },
        is_reached: |world| is_there(world, OWN, "us-east-1", Some("alias/new")),
    },
    Case {
        name: "another-region",
        edition: Edition::Y2026,
        world: &[KEY, SEALED, INSTANCE],
        method: Some(Method::Snapshot),
        goal: |_| Goal::InRegion {
            clusters: vec![orders()],
            region: Region::parse("eu-west-1").unwrap(),
            key: None,
        },
        is_reached: |world| is_there(world, OWN, "eu-west-1", None),
    },
    Case {
        name: "another-region-by-replica",
        edition: Edition::Y2020,
        world: &[KEY, SEALED, INSTANCE],
        method: Some(Method::Replica),
        goal: |_| Goal::InRegion {
            clusters: vec![orders()],
            region: Region::parse("eu-west-1").unwrap(),
            key: None,
        },
        is_reached: |world| {
            is_there(world, OWN, "eu-west-1", None)
                && world.clusters.iter().all(|(_, cluster)| cluster.replication_source.is_none())
        },
    },
    Case {
        name: "encrypt-by-logical-replication",
        edition: Edition::Y2020,
        world: &[KEY, PLAIN, INSTANCE],
        method: Some(Method::LogicalReplication),
        goal: |world| Goal::Encrypted { clusters: vec![orders()], key: Some(key(world, "alias/orders")) },
        is_reached: |world| is_there(world, OWN, "us-east-1", Some("alias/orders")),
    },
    Case {
        name: "key-no-longer-needed",
        edition: Edition::Y2020,
        world: &[KEY, OTHER_KEY, SEALED, INSTANCE],
        method: None,
        goal: |world| Goal::NoLongerNeeded {
            key: key(world, "alias/orders"),
            instead: Some(key(world, "alias/new")),
        },
        is_reached: |world| world.uses.iter().all(|(of, _)| *of != key(world, "alias/orders")),
    },
    Case {
        name: "another-account",
        edition: Edition::Y2026,
        world: &[KEY, SEALED, INSTANCE],
        method: None,
        goal: |_| Goal::InAccount { clusters: vec![orders()], account: PARTNER, key: None },
        is_reached: |world| is_there(world, PARTNER, "us-east-1", None),
    },
    Case {
        name: "share",
        edition: Edition::Y2020,
        world: &[MANAGED],
        method: None,
        goal: |_| Goal::ReadableBy {
            data: Data::Snapshot(
                SnapshotArn::parse("arn:aws:rds:us-east-1:111122223333:cluster-snapshot:orders-friday")
                    .unwrap(),
            ),
            account: PARTNER,
        },
        is_reached: is_shared,
    },
    Case {
        name: "recover",
        edition: Edition::Y2026,
        world: &[
            KEY,
            SEALED,
            INSTANCE,
            "aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 14\nplayground wait 1d",
        ],
        method: None,
        goal: |_| Goal::Recovered { cluster: orders() },
        is_reached: |world| world.clusters.values().any(|cluster| cluster.status == ClusterStatus::Available),
    },
];

impl Case {
    /// A session with its world.
    pub(crate) fn session(&self) -> Session {
        let mut session = Session::new(Session::seed_of(self.name), self.edition);
        for id in self.world.iter().flat_map(|lines| session.run(lines)).collect::<Vec<_>>() {
            let entry = session.timeline().record(id).unwrap();
            assert!(entry.done(), "{}: {}{}", self.name, entry.line, entry.stderr);
        }
        assert!(!(self.is_reached)(session.world()), "{}: there is nothing to do", self.name);
        session
    }

    /// The plan that its runbook is of.
    pub(crate) fn plan(&self, world: &World) -> Plan {
        let is_it = |plan: &Plan| self.method.is_none_or(|method| plan.method == method);
        self.plans(world).into_iter().find(is_it).unwrap()
    }

    /// Its plans, the cheapest first.
    pub(crate) fn plans(&self, world: &World) -> Vec<Plan> {
        match Search::new(world, (self.goal)(world)).run() {
            Outcome::Plans(plans) => plans,
            Outcome::NoPlan(none) => panic!("{}: {none:?}", self.name),
        }
    }
}
