//! The declarations of the operations: each reads what it writes, and refuses invalid values with a record.

use super::*;
use crate::edition::Edition;
use crate::ids::ResourceId;
use crate::ops::api::{Arguments, Inner, Member, Shape, Value, Written};
use crate::refusal::ErrorCode;
use crate::trail::Told;

/// The members of a request with their values.
struct Given(Written);

impl Arguments for Given {
    fn get(&self, member: &'static Member) -> Option<Value> {
        self.0.iter().find(|(known, _)| known.name == member.name).map(|(_, value)| value.clone())
    }
}

/// A value that a member accepts.
fn example(member: &Member) -> Value {
    match (member.name, member.shape) {
        ("DbClusterResourceId" | "SourceDbClusterResourceId", _) => {
            Value::text(format!("cluster-{}", ResourceId([7; 16])))
        }
        ("ResourceArn" | "ResourceName", _) => Value::text(cluster_arn("orders").to_string()),
        ("SourceArn", _) => Value::text("arn:aws:rds:us-east-1:111122223333:cluster-snapshot:orders"),
        ("SourceType", _) if member.choices.is_empty() => Value::text("db-cluster"),
        (_, Shape::Text) if !member.choices.is_empty() => Value::text(member.choices[0]),
        ("Engine", _) => Value::text("aurora-postgresql"),
        ("PreferredBackupWindow", _) => Value::text("23:30-00:05"),
        ("PreferredMaintenanceWindow", _) => Value::text("sun:23:45-mon:00:15"),
        ("EngineMode", _) => Value::text("serverless"),
        ("NetworkType", _) => Value::text("DUAL"),
        ("PromotionTier", _) => Value::Integer(15),
        ("Port", _) => Value::Integer(5432),
        (
            "ReplicationSourceIdentifier"
            | "SourceDBClusterIdentifier"
            | "DbClusterIdentifier"
            | "TargetDbClusterIdentifier",
            _,
        ) => Value::text(cluster_arn("orders").to_string()),
        ("RestoreType", _) => Value::text("copy-on-write"),
        ("SnapshotType", _) => Value::text("shared"),
        ("SourceRegion", _) => Value::text("eu-west-1"),
        ("StorageType", _) => Value::text("aurora-iopt1"),
        (_, Shape::Text) => Value::text("orders"),
        (_, Shape::Secret) => Value::Secret(Secret("hunter2hunter2".into())),
        (_, Shape::Integer) => Value::Integer(25),
        (_, Shape::Flag) => Value::Flag(true),
        (_, Shape::Texts) => Value::List(vec![Value::text("all"), Value::text("444455556666")]),
        (_, Shape::Time) => Value::Time(Time::start(Edition::Y2020)),
        (_, Shape::Structure(parts)) => Value::Structure(
            parts.iter().map(|(name, inner)| ((*name).into(), inner_example(name, *inner))).collect(),
        ),
        (_, Shape::Structures(parts)) => Value::List(vec![Value::Structure(
            parts.iter().map(|(name, inner)| ((*name).into(), inner_example(name, *inner))).collect(),
        )]),
        (name, shape) => panic!("{name}: {shape:?}"),
    }
}

fn inner_example(name: &str, inner: Inner) -> Value {
    match inner {
        Inner::Required if name == "Name" => Value::text("db-cluster-id"),
        Inner::Text | Inner::Required => Value::text("a"),
        Inner::Texts | Inner::RequiredTexts => Value::List(vec![Value::text("a"), Value::text("b")]),
        Inner::Number => Value::Fraction("1.5".into()),
        Inner::Integer | Inner::LaterInteger => Value::Integer(300),
        Inner::Flag => Value::Flag(true),
        Inner::Map => panic!("{name}"),
    }
}

fn read_members(declaration: &crate::ops::api::Declaration) -> impl Iterator<Item = &'static Member> {
    declaration.members().into_iter().filter(|member| member.fate == crate::ops::api::Fate::Read)
}

#[test]
fn what_is_written_reads_as_the_same() {
    for declaration in RdsOp::GROUP.declarations() {
        for all in [true, false] {
            let wanted = read_members(declaration).filter(|member| all || member.required);
            let given: Written = wanted.map(|member| (member, example(member))).collect();
            let read =
                |given| match RdsOp::GROUP.read(Edition::LATEST, declaration.name, &Given(given)).unwrap() {
                    Operation::Rds(op) => op,
                    other => panic!("{other:?}"),
                };
            let op = read(given.clone());
            let written = op.write();
            assert_eq!(written, given, "{}", declaration.name);
            assert_eq!(read(written), op, "{}", declaration.name);
        }
    }
}

/// Checks that an operation refuses a member's value with a record, and takes the nearest one that is accepted.
fn refuses(name: &str, member: &str, (wrong, right): (Value, Value), code: ErrorCode, says: &str) {
    let declaration = RdsOp::GROUP.declarations().find(|declaration| declaration.name == name).unwrap();
    let given = |given: &Value| {
        let value =
            |known: &'static Member| if known.name == member { given.clone() } else { example(known) };
        let wanted = read_members(declaration).filter(|known| known.required || known.name == member);
        RdsOp::GROUP
            .read(Edition::LATEST, name, &Given(wanted.map(|known| (known, value(known))).collect()))
            .unwrap()
    };
    assert!(matches!(given(&right), Operation::Rds(_)), "{name} {member} {right:?}");
    let mut story = Story::new();
    let refused = story.run("us-east-1", given(&wrong)).err().unwrap();
    assert_eq!(refused.code(), code, "{name} {member}");
    assert!(refused.message().contains(says), "{name} {member}: {}", refused.message());
    assert!(declaration.errors.contains(&code), "{name} declares {code}");
    let call = story.0.trail.values().next_back().unwrap().call.clone();
    assert_eq!((call.name, call.error.clone()), (name, Some((code, refused.message()))));
    assert!(call.request.iter().any(|(known, _)| known.eq_ignore_ascii_case(member)), "{:?}", call.request);
}

#[test]
fn a_value_that_cannot_be_is_refused_with_a_record() {
    let (text, integer) = (|text: &str| Value::text(text), Value::Integer);
    let (value, other) = (ErrorCode::InvalidParameterValue, ErrorCode::ValidationException);
    let id = "is not a valid identifier. Identifiers must begin with a letter";
    for (name, member, wrong, right, code, says) in [
        ("CreateDBCluster", "DBClusterIdentifier", text("1c"), text("c1"), value, id),
        ("CreateDBCluster", "Engine", text("mysql"), text("aurora"), value, "Invalid DB engine: mysql"),
        ("CreateDBCluster", "Port", integer(65_536), integer(65_535), value, "Invalid value 65536 for Port."),
        ("CreateDBCluster", "StorageType", text("gp2"), text("aurora"), value, "Invalid storage type: gp2"),
        ("CreateDBCluster", "PreferredBackupWindow", text("3-4"), text("3:00-4:00"), value, "such as 03:00"),
        ("CreateDBCluster", "SourceRegion", text("mars"), text("us-east-1"), value, "Region 'mars' is not"),
        ("ModifyDBCluster", "BackupRetentionPeriod", integer(0), integer(1), value, "between 1 and 35."),
        ("ModifyDBCluster", "BackupRetentionPeriod", integer(36), integer(35), value, "period: 36. It must"),
        ("CreateDBInstance", "PromotionTier", integer(16), integer(15), value, "Invalid value 16 for Prom"),
        ("DescribeDBClusters", "MaxRecords", integer(19), integer(20), value, "between 20 and 100"),
        (
            "DescribeDBClusterSnapshots",
            "SnapshotType",
            text("mine"),
            text("manual"),
            other,
            "at 'snapshotType'",
        ),
        ("DescribeDBLogFiles", "FileSize", integer(-1), integer(0), value, "Invalid value -1 for FileSize."),
        (
            "RestoreDBClusterToPointInTime",
            "RestoreType",
            text("half"),
            text("full-copy"),
            value,
            "type: half",
        ),
        (
            "ModifyDBClusterSnapshotAttribute",
            "ValuesToAdd",
            Value::List(vec![text("1")]),
            Value::List(vec![text("all")]),
            value,
            "'1'",
        ),
        ("StopDBCluster", "DBClusterIdentifier", text("arn:aws:rds:x"), text("orders"), value, id),
    ] {
        refuses(name, member, (wrong, right), code, says);
    }
}

#[test]
fn names_passwords_ports_tags_and_filters_are_refused_with_a_record() {
    let (text, integer) = (|text: &str| Value::text(text), Value::Integer);
    let secret = |text: &str| Value::Secret(Secret(text.into()));
    let one = |parts: [(&str, Value); 2]| {
        Value::List(vec![Value::Structure(parts.map(|(name, value)| (name.into(), value)).into())])
    };
    let filter = |name: &str| one([("Name", text(name)), ("Values", Value::List(vec![text("a")]))]);
    let no_values = || one([("Name", text("engine")), ("Values", Value::List(Vec::new()))]);
    let tags = |key: &str| one([("Key", text(key)), ("Value", text("1"))]);
    let longest = "x".repeat(42);
    let value = ErrorCode::InvalidParameterValue;
    for (name, member, wrong, right, code, says) in [
        ("CreateDBCluster", "Port", integer(1149), integer(1150), value, "between 1150 and 65535."),
        ("ModifyDBCluster", "Port", integer(80), integer(8080), value, "between 1150 and 65535."),
        (
            "CreateDBCluster",
            "PreferredMaintenanceWindow",
            text("mon:04:00-mon:24:30"),
            text("Mon:04:00-Mon:04:30"),
            value,
            "such as mon:04:00",
        ),
        ("ModifyDBCluster", "NetworkType", text("IPV6"), text("DUAL"), value, "must be IPV4 or DUAL"),
        ("CreateDBCluster", "MasterUsername", text("1a"), text("a1"), value, "Invalid master user name"),
        ("CreateDBCluster", "MasterUsername", text("a-b"), text("a_b"), value, "Invalid master user name"),
        ("CreateDBCluster", "DatabaseName", text("my-db"), text("mydb"), value, "DatabaseName must begin"),
        ("CreateDBCluster", "DatabaseName", text("1db"), text("db1"), value, "DatabaseName must begin"),
        (
            "CreateDBCluster",
            "MasterUserPassword",
            secret("short77"),
            secret("just8888"),
            value,
            "shorter than 8",
        ),
        (
            "CreateDBCluster",
            "MasterUserPassword",
            secret("with/slash"),
            secret("with-dash"),
            value,
            "besides '/'",
        ),
        (
            "CreateDBCluster",
            "MasterUserPassword",
            secret("a@b.com.org"),
            secret("a%b.com.org"),
            value,
            "besides",
        ),
        (
            "CreateDBCluster",
            "MasterUserPassword",
            secret("has a blank"),
            secret("has_a_blank"),
            value,
            "besides",
        ),
        (
            "CreateDBCluster",
            "MasterUserPassword",
            secret("has\"quotes"),
            secret("has'quotes"),
            value,
            "besides",
        ),
        (
            "ModifyDBCluster",
            "MasterUserPassword",
            secret(&longest[..]),
            secret(&longest[1..]),
            value,
            "than 41",
        ),
        ("CreateDBCluster", "Tags", tags("AWS:x"), tags("awsx"), value, "AWS:x"),
        (
            "DescribeDBClusters",
            "Filters",
            filter("status"),
            filter("db-cluster-id"),
            value,
            "filter name: status",
        ),
        ("DescribeDBInstances", "Filters", filter("class"), filter("db-instance-id"), value, "name: class"),
        ("DescribeDBClusterSnapshots", "Filters", filter("x"), filter("snapshot-type"), value, "name: x"),
        ("DescribeDBInstances", "Filters", no_values(), filter("engine"), value, "has no values"),
    ] {
        refuses(name, member, (wrong, right), code, says);
    }
}

#[test]
fn an_arn_names_a_cluster_of_the_callers_account_and_region_only() {
    let mut story = Story::new();
    story.create("orders", None, None).unwrap();
    let stop = || {
        let id = values::ClusterRef::Arn(cluster_arn("orders"));
        RdsOp::StopDBCluster(stop_db_cluster::StopDBCluster { id })
    };
    let refused = story.rds("eu-west-1", stop()).err().unwrap();
    assert!(refused.message().contains("is not a valid identifier"), "{}", refused.message());
    story.rds("us-east-1", stop()).unwrap();
}

#[test]
fn nobody_is_shown_a_password_and_no_digest_depends_on_it() {
    use crate::digest::digest_of;
    let with = |password: Option<&str>| {
        RdsOp::from(create_db_cluster::CreateDBCluster {
            master_password: password.map(|text| master::MasterPassword(Secret(text.into()))),
            ..create_cluster("orders")
        })
    };
    let (one, other, none) = (with(Some("hunter2hunter2")), with(Some("swordfish")), with(None));
    assert_eq!(digest_of(&one), digest_of(&other));
    assert_ne!(digest_of(&one), digest_of(&none));
    assert!(!format!("{one:?}{:?}", one.write()).contains("hunter2"));
    // A record of a request that is refused for another value doesn't show it either.
    let declaration = RdsOp::GROUP.declarations().find(|it| it.name == "CreateDBCluster").unwrap();
    let value = |known: &Member| if known.name == "Port" { Value::Integer(-1) } else { example(known) };
    let given = read_members(declaration).map(|known| (known, value(known))).collect();
    let mut story = Story::new();
    story
        .run("us-east-1", RdsOp::GROUP.read(Edition::LATEST, "CreateDBCluster", &Given(given)).unwrap())
        .err()
        .unwrap();
    story.rds("us-east-1", one).unwrap();
    for event in story.0.trail.values().filter(|event| event.call.name == "CreateDBCluster") {
        let shown = event.call.request.iter().find(|(name, _)| *name == "masterUserPassword").unwrap();
        assert_eq!(shown.1, Told::from("****"));
    }
}
