//! Every move of a small world can be asked for, some are allowed and some refused, and each as the line says that it prints.

use playground_core::database::NoEngine;
use playground_core::edition::Edition;
use playground_core::ids::{ClusterId, Region, SnapshotId};
use playground_core::ops::submit;
use playground_core::profile::{PROFILES, Profile};
use playground_core::rds::cluster::Engine;
use playground_plan::moves::{Alphabet, all};

use crate::staged;

fn alphabet() -> Alphabet {
    let admins = PROFILES.iter().filter(|profile| profile.name == "default" || profile.name == "partner");
    Alphabet {
        callers: admins.map(Profile::principal).collect(),
        regions: ["us-east-1", "eu-west-1"].map(|name| Region::parse(name).expect("a Region")).into(),
        engine: Engine::AuroraMysql,
        clusters: vec![ClusterId::parse("c").expect("a name"), ClusterId::parse("d").expect("a name")],
        snapshots: vec![SnapshotId::parse("s").expect("a name")],
        keys: 2,
        waits: vec![600, 86_400],
    }
}

#[test]
fn every_move_is_a_line_and_they_reach_what_they_are_for() {
    for edition in Edition::ALL {
        let session = staged(edition, &[]);
        let beginning = all(session.world(), &alphabet());
        // A key or a cluster in each account and Region, a wait; there is nothing yet to copy or to share.
        assert_eq!(beginning.len(), 2 * 2 * (1 + 2 * 2) + 2, "{}", edition.name());
        let session = staged(
            edition,
            &[
                "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
                "aws rds create-db-cluster --db-cluster-identifier c --storage-encrypted --kms-key-id $KEY --engine aurora-mysql --master-username boss --master-user-password not-a-secret",
                "aws rds wait db-cluster-available --db-cluster-identifier c",
                "aws rds create-db-cluster-snapshot --db-cluster-identifier c --db-cluster-snapshot-identifier s",
                "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
            ],
        );
        let (mut allowed, mut refused) = (Vec::new(), Vec::new());
        for request in all(session.world(), &alphabet()) {
            assert!(!playground_aws::print(&request).is_empty());
            let name = request.operation.declaration().name;
            match submit(session.world(), &request, &NoEngine).expect("no statement of a client").1.outcome {
                Ok(_) => allowed.push(name),
                Err(_) => refused.push(name),
            }
        }
        for name in [
            "RestoreDBClusterFromSnapshot",
            "RestoreDBClusterToPointInTime",
            "ModifyDBClusterSnapshotAttribute",
            "CreateDBCluster",
        ] {
            assert!(allowed.contains(&name) && refused.contains(&name), "{name} in {}", edition.name());
        }
        for name in ["DisableKey", "PutKeyPolicy", "CreateGrant", "StopDBCluster", "DeleteDBClusterSnapshot"]
        {
            assert!(allowed.contains(&name), "{name} in {}", edition.name());
        }
    }
}
