//! The same for RDS: identity policies and a service control policy, by the words of "Policy evaluation logic" and of the
//! Service Authorization Reference for Amazon RDS. What each call needs and says is written down here by hand.

use playground_core::edition::Edition;
use playground_session::Session;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{arn_is_like, document, holds, is_like, list, run};

const ARN: &str = "arn:aws:rds:us-east-1:111122223333:";

/// A call: its line, what it needs (action, resource behind [`ARN`]), and what it says for condition keys.
struct Call {
    line: &'static str,
    needs: &'static [(&'static str, &'static str)],
    says: &'static [(&'static str, &'static str)],
}

const NEW: &str = "--engine aurora-mysql --master-username admin --master-user-password not-a-secret";

const CALLS: &[Call] = &[
    Call {
        line: "aws rds create-db-cluster --db-cluster-identifier a --tags Key=team,Value=web",
        needs: &[
            ("CreateDBCluster", "cluster:a"),
            ("CreateDBCluster", "cluster-pg:default.aurora-mysql8.0"),
            ("CreateDBCluster", "og:default:aurora-mysql-8-0"),
            ("CreateDBCluster", "subgrp:default"),
            ("AddTagsToResource", "cluster:a"),
        ],
        says: &[
            ("aws:RequestTag/team", "web"),
            ("rds:req-tag/team", "web"),
            ("aws:TagKeys", "team"),
            ("rds:StorageEncrypted", "false"),
            ("rds:DatabaseEngine", "aurora-mysql"),
        ],
    },
    Call {
        line: "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted --db-subnet-group-name private \
               --database-name shop",
        needs: &[
            ("CreateDBCluster", "cluster:a"),
            ("CreateDBCluster", "cluster-pg:default.aurora-mysql8.0"),
            ("CreateDBCluster", "og:default:aurora-mysql-8-0"),
            ("CreateDBCluster", "subgrp:private"),
        ],
        says: &[
            ("rds:StorageEncrypted", "true"),
            ("rds:DatabaseEngine", "aurora-mysql"),
            ("rds:DatabaseName", "shop"),
        ],
    },
    Call {
        line: "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier orders --engine aurora-mysql \
               --db-instance-class db.r6g.large",
        needs: &[
            ("CreateDBInstance", "db:i"),
            ("CreateDBInstance", "cluster:orders"),
            ("CreateDBInstance", "og:default:aurora-mysql-8-0"),
            ("CreateDBInstance", "pg:default.aurora-mysql8.0"),
            ("CreateDBInstance", "subgrp:default"),
        ],
        says: &[
            ("rds:StorageEncrypted", "false"),
            ("rds:DatabaseEngine", "aurora-mysql"),
            ("rds:DatabaseClass", "db.r6g.large"),
            ("rds:MultiAz", "false"),
            ("rds:Piops", "0"),
        ],
    },
    Call {
        line: "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier t",
        needs: &[
            ("CreateDBClusterSnapshot", "cluster:orders"),
            ("CreateDBClusterSnapshot", "cluster-snapshot:t"),
        ],
        says: &[],
    },
    Call {
        line: "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier s \
               --target-db-cluster-snapshot-identifier t --tags Key=team,Value=web",
        needs: &[
            ("CopyDBClusterSnapshot", "cluster-snapshot:s"),
            ("CopyDBClusterSnapshot", "cluster-snapshot:t"),
            ("AddTagsToResource", "cluster-snapshot:t"),
        ],
        says: &[("aws:RequestTag/team", "web"), ("rds:req-tag/team", "web"), ("aws:TagKeys", "team")],
    },
    Call {
        line: "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier a --snapshot-identifier s --engine aurora-mysql",
        needs: &[
            ("RestoreDBClusterFromSnapshot", "cluster:a"),
            ("RestoreDBClusterFromSnapshot", "cluster-snapshot:s"),
            ("RestoreDBClusterFromSnapshot", "cluster-pg:default.aurora-mysql8.0"),
            ("RestoreDBClusterFromSnapshot", "og:default:aurora-mysql-8-0"),
            ("RestoreDBClusterFromSnapshot", "subgrp:default"),
        ],
        says: &[],
    },
    Call {
        line: "aws rds delete-db-cluster --db-cluster-identifier orders --final-db-snapshot-identifier t",
        needs: &[
            ("DeleteDBCluster", "cluster:orders"),
            ("DeleteDBCluster", "cluster-snapshot:t"),
            ("CreateDBClusterSnapshot", "cluster-snapshot:t"),
        ],
        says: &[],
    },
    Call { line: "aws rds describe-db-clusters", needs: &[("DescribeDBClusters", "cluster:*")], says: &[] },
    Call {
        line: "aws rds describe-db-clusters --db-cluster-identifier orders",
        needs: &[("DescribeDBClusters", "cluster:orders")],
        says: &[],
    },
    Call {
        line: "aws rds add-tags-to-resource --resource-name arn:aws:rds:us-east-1:111122223333:cluster:orders \
               --tags Key=stage,Value=prod",
        needs: &[("AddTagsToResource", "cluster:orders")],
        says: &[("aws:RequestTag/stage", "prod"), ("rds:req-tag/stage", "prod"), ("aws:TagKeys", "stage")],
    },
];

/// What a call has for a key on one of its resources.
fn values(call: &Call, resource: &str, key: &str) -> Vec<String> {
    let one = |text: &str| vec![text.to_owned()];
    match (key, resource) {
        ("aws:username", _) => one("dev"),
        ("aws:PrincipalArn", _) => one("arn:aws:iam::111122223333:user/dev"),
        ("aws:RequestedRegion", _) => one("us-east-1"),
        ("aws:ResourceTag/team", "cluster:orders" | "cluster-snapshot:s")
        | ("rds:cluster-tag/team", "cluster:orders")
        | ("rds:cluster-snapshot-tag/team", "cluster-snapshot:s") => one("orders"),
        _ => {
            call.says.iter().filter(|(name, _)| *name == key).map(|(_, value)| (*value).to_owned()).collect()
        }
    }
}

fn fits(call: &Call, (action, resource): (&str, &str), statement: &Value) -> bool {
    let (action, arn) = (["rds:", action].concat(), [ARN, resource].concat());
    // The case of actions has no effect.
    let action = action.to_lowercase();
    let acts = list(&statement["Action"]).iter().any(|pattern| is_like(&pattern.to_lowercase(), &action));
    let there = list(&statement["Resource"]).iter().any(|one| *one == "*" || arn_is_like(one, &arn));
    let hold = |(operator, keys): (&String, &Value)| {
        let one = |(key, wanted): (&String, &Value)| {
            holds(&values(call, resource, key), Some("dev"), operator, &list(wanted))
        };
        keys.as_object().unwrap().iter().all(one)
    };
    acts && there && statement["Condition"].as_object().unwrap().iter().all(hold)
}

/// Every need must be allowed, and none denied.
fn is_allowed(call: &Call, identity: &[Value], limits: &[Value]) -> bool {
    call.needs.iter().all(|need| {
        let any = |statements: &[Value], effect: &str| {
            statements.iter().any(|one| one["Effect"] == effect && fits(call, *need, one))
        };
        !any(limits, "Deny") && !any(identity, "Deny") && any(identity, "Allow")
    })
}

const CONDITIONS: &[(&str, &str, &[&str])] = &[
    ("Bool", "rds:StorageEncrypted", &["false"]),
    ("Bool", "rds:StorageEncrypted", &["true"]),
    ("BoolIfExists", "rds:StorageEncrypted", &["true"]),
    ("Null", "rds:StorageEncrypted", &["true"]),
    ("StringEquals", "rds:DatabaseEngine", &["aurora-mysql"]),
    ("StringNotLike", "rds:DatabaseEngine", &["aurora*"]),
    ("StringEquals", "rds:DatabaseName", &["shop"]),
    ("StringNotEquals", "rds:DatabaseClass", &["db.r6g.large"]),
    ("Bool", "rds:MultiAz", &["false"]),
    ("NumericEquals", "rds:Piops", &["0"]),
    ("StringEquals", "aws:RequestTag/team", &["web"]),
    ("StringLike", "rds:req-tag/team", &["w*"]),
    ("Null", "aws:RequestTag/team", &["true"]),
    ("ForAllValues:StringEquals", "aws:TagKeys", &["team"]),
    ("ForAnyValue:StringEquals", "aws:TagKeys", &["stage"]),
    ("StringEquals", "aws:ResourceTag/team", &["orders"]),
    ("StringNotEquals", "rds:cluster-tag/team", &["orders"]),
    ("StringEquals", "rds:cluster-snapshot-tag/team", &["orders"]),
    ("StringEquals", "aws:RequestedRegion", &["us-east-1"]),
    ("StringEquals", "aws:PrincipalTag/team", &["orders"]),
    ("ArnLike", "aws:PrincipalArn", &["arn:aws:iam::*:user/d*"]),
];
const ACTIONS: &[&[&str]] = &[
    &["rds:*"],
    &["*"],
    &["rds:Create*", "rds:AddTags*"],
    &["rds:*DBCluster*"],
    &["rds:CreateDBCluster"],
    &["kms:*", "rds:describe*"],
];
const RESOURCES: &[&[&str]] = &[
    &["*"],
    &["arn:aws:rds:*:*:*"],
    &["arn:aws:rds:us-east-1:111122223333:cluster:*", "arn:aws:rds:*:*:*:default*"],
    &["arn:aws:rds:*:111122223333:cluster:orders"],
    &["arn:aws:rds:*:*:cluster-snapshot:?", "arn:aws:rds:*:*:cluster:orders"],
    &["arn:aws:rds:*:*:subgrp:private"],
    &["arn:aws:rds:eu-west-1:*:*"],
];

fn statement() -> impl Strategy<Value = Value> {
    let asks = prop::option::weighted(0.6, 0..CONDITIONS.len());
    let parts = (0..ACTIONS.len(), 0..RESOURCES.len(), asks, prop::bool::weighted(0.3));
    parts.prop_map(|(action, resource, asks, denies)| {
        let condition = asks.map_or(json!({}), |at| {
            let (operator, key, wanted) = CONDITIONS[at];
            json!({operator: {key: wanted}})
        });
        json!({
            "Effect": if denies { "Deny" } else { "Allow" },
            "Action": ACTIONS[action],
            "Resource": RESOURCES[resource],
            "Condition": condition,
        })
    })
}

/// A session with a cluster and its snapshot.
fn session() -> Session {
    let mut session = Session::new(Session::seed_of("readings"), Edition::Y2026);
    let tags = "--tags Key=team,Value=orders";
    for line in [
        ["aws rds create-db-cluster --db-cluster-identifier orders ", NEW, " ", tags].concat(),
        String::from("playground wait 1h"),
        ["aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s ", tags]
            .concat(),
        String::from("playground wait 1h"),
    ] {
        assert!(run(&mut session, &line).done(), "{line}");
    }
    session
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn both_readings_decide_every_call_of_rds_alike(
        identity in prop::collection::vec(statement(), 1..5),
        limits in prop::option::weighted(0.3, prop::collection::vec(statement(), 1..3)),
        at in 0..CALLS.len(),
    ) {
        let mut session = session();
        let put = [
            "aws iam put-user-policy --user-name dev --policy-name RDSFullAccess --policy-document '",
            &document(&identity), "'",
        ].concat();
        let attach =
            limits.as_ref().map(|limits| ["playground set-scp --policy-document '", &document(limits), "'"].concat());
        for line in [Some(put), attach].into_iter().flatten() {
            let entry = run(&mut session, &line);
            prop_assert!(entry.done(), "{}\n{}", line, entry.stderr);
        }
        let call = &CALLS[at];
        let new = if call.line.contains("create-db-cluster ") { NEW } else { "" };
        let entry = run(&mut session, &[call.line, " ", new, " --profile dev"].concat());
        let denied = entry.stderr.contains("(AccessDenied)");
        // A call that RDS takes may still fail for want of a permission in KMS.
        prop_assert!(denied || entry.done() || entry.stderr.contains("KMSKeyNotAccessible"), "{}", entry.stderr);
        let expected = is_allowed(call, &identity, limits.as_deref().unwrap_or_default());
        prop_assert_eq!(!denied, expected, "{}\n{}\n{:?}\n{}", call.line, document(&identity), limits, entry.stderr);
    }
}
