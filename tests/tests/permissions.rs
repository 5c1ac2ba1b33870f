//! What each operation of RDS needs permission for, in both editions, found by asking: a user without any permission runs
//! the commands of `members/corpus.txt`, and gets what each refusal names, until the command is carried out. So each
//! permission is needed, and together they are enough. `members/permissions.txt` lists them, to be read beside the Service
//! Authorization Reference (`UPDATE_EXPECT=1` writes it).
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use std::collections::{BTreeMap, BTreeSet};

use playground_core::edition::Edition;
use playground_core::ops::rds::RdsOp;
use playground_session::advice::explain;
use playground_session::{Entry, Session};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/members/permissions.txt");

fn run(session: &mut Session, line: &str) -> Entry {
    let id = *session.run(line).last().unwrap();
    session.timeline().record(id).unwrap().clone()
}

/// Action and resource that a refusal names.
fn missing(stderr: &str) -> Option<(String, String)> {
    let rest = stderr.split_once("is not authorized to perform: ")?.1;
    let (action, rest) = rest.split_once(" on resource: ")?;
    Some((action.to_owned(), rest.split_whitespace().next()?.to_owned()))
}

/// Gives the user `dev` these permissions of RDS, and all of KMS.
fn permit(session: &mut Session, needs: &[(String, String)]) {
    let kms = (String::from("kms:*"), String::from("*"));
    let statement = |(action, resource): &(String, String)| {
        [r#"{"Effect":"Allow","Action":""#, action, r#"","Resource":""#, resource, r#""}"#].concat()
    };
    let statements: Vec<_> = needs.iter().chain([&kms]).map(statement).collect();
    let document = [r#"{"Version":"2012-10-17","Statement":["#, &statements.join(","), "]}"].concat();
    let put = [
        "aws iam put-user-policy --user-name dev --policy-name RDSFullAccess --policy-document '",
        &document,
        "'",
    ];
    let entry = run(session, &put.concat());
    assert!(entry.done(), "{}", entry.stderr);
}

/// Runs a command as the user, with what it needs; returns that.
fn learn(session: &mut Session, line: &str) -> Vec<(String, String)> {
    let line = [line, " --profile dev"].concat();
    let mut needs = Vec::new();
    loop {
        permit(session, &needs);
        let entry = run(session, &line);
        if entry.done() {
            return needs;
        }
        assert!(entry.stderr.contains("(AccessDenied)"), "{line}\n{}", entry.stderr);
        let named = missing(&entry.stderr).unwrap();
        assert!(!needs.contains(&named), "{line} needs it twice: {named:?}");
        needs.push(named);
    }
}

/// The name of an operation as both the CLI and the action have it.
fn plain(name: &str) -> String {
    name.replace('-', "").to_lowercase()
}

#[test]
fn each_operation_needs_its_actions_and_nothing_else() {
    let mut table = String::from(
        "What the commands of corpus.txt need permission for: the editions, the command, and action and resource; written by the tests.\n",
    );
    let mut seen: BTreeMap<Edition, BTreeSet<String>> = BTreeMap::new();
    let mut lines: BTreeMap<(usize, &str), Vec<(Edition, String)>> = BTreeMap::new();
    for edition in Edition::ALL {
        let mut session = Session::new(Session::seed_of("permissions"), edition);
        for (number, line) in include_str!("../members/corpus.txt").lines().enumerate() {
            let (since, line) =
                line.strip_prefix("2026 ").map_or((Edition::Y2020, line), |line| (Edition::Y2026, line));
            if line.is_empty() || line.starts_with('#') || since > edition {
                continue;
            }
            let Some(command) = line.strip_prefix("aws rds ") else {
                let entry = run(&mut session, line);
                assert!(entry.done(), "{line}\n{}", entry.stderr);
                continue;
            };
            let operation = plain(command.split(' ').next().unwrap());
            let needs = learn(&mut session, line);
            let first = needs.first().unwrap();
            assert_eq!(plain(first.0.strip_prefix("rds:").unwrap()), operation, "{line}");
            seen.entry(edition).or_default().insert(operation);
            let shown = needs.iter().map(|(action, resource)| ["  ", action, " ", resource, "\n"].concat());
            lines.entry((number, line)).or_default().push((edition, shown.collect()));
        }
    }
    for edition in Edition::ALL {
        let all = RdsOp::GROUP.declarations().filter(|declaration| declaration.since <= edition);
        let all: BTreeSet<_> = all.map(|declaration| plain(declaration.name)).collect();
        assert_eq!(seen.get(&edition), Some(&all), "of edition {}", edition.name());
    }
    for ((_, line), needs) in lines {
        let same = matches!(&*needs, [(_, one), (_, other)] if one == other);
        for (at, (edition, needs)) in needs.iter().enumerate() {
            if !(same && at > 0) {
                let editions = if same { "both" } else { edition.name() };
                table += &["\n", editions, " ", line, "\n", needs].concat();
            }
        }
    }
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        std::fs::write(TABLE, &table).unwrap();
    }
    let expected = std::fs::read_to_string(TABLE).unwrap_or_default();
    assert!(table == expected, "run with UPDATE_EXPECT=1 and read the difference");
}

/// What a refusal says in an edition, and the record of it.
fn refused(edition: Edition, setup: &[&str], line: &str) -> (String, String) {
    let mut session = Session::new(Session::seed_of("permissions"), edition);
    for line in setup {
        let entry = run(&mut session, line);
        assert!(entry.done(), "{line}\n{}", entry.stderr);
    }
    let entry = run(&mut session, line);
    let record = run(
        &mut session,
        "aws cloudtrail lookup-events --max-results 1 --query Events[0].CloudTrailEvent --output text",
    );
    (entry.stderr.trim().to_owned(), record.stdout.to_string())
}

const NO_RDS: &str = "aws iam delete-user-policy --user-name dev --policy-name RDSFullAccess";
const DENY: &str = r#"aws iam put-user-policy --user-name dev --policy-name deny --policy-document '{"Version":"2012-10-17",
    "Statement":{"Effect":"Deny","Action":"rds:DeleteDBCluster","Resource":"*"}}'"#;
const SCP: &str = r#"playground set-scp --policy-document '{"Version":"2012-10-17",
    "Statement":{"Effect":"Deny","Action":"*:De*","Resource":"*"}}'"#;
const DELETE: &str =
    "aws rds delete-db-cluster --db-cluster-identifier a --skip-final-snapshot --profile dev";

#[test]
fn refusals_have_the_words_of_their_edition_and_are_recorded() {
    let words = "An error occurred (AccessDenied) when calling the DeleteDBCluster operation: User: \
                 arn:aws:iam::111122223333:user/dev is not authorized to perform: rds:DeleteDBCluster on resource: \
                 arn:aws:rds:us-east-1:111122223333:cluster:a";
    for (edition, setup, because) in [
        (Edition::Y2020, NO_RDS, ""),
        (Edition::Y2020, DENY, " with an explicit deny"),
        (Edition::Y2020, SCP, " with an explicit deny"),
        (Edition::Y2026, NO_RDS, " because no identity-based policy allows the rds:DeleteDBCluster action"),
        (Edition::Y2026, DENY, " with an explicit deny in an identity-based policy"),
        (Edition::Y2026, SCP, " with an explicit deny in a service control policy"),
    ] {
        let (said, record) = refused(edition, &[setup], DELETE);
        assert_eq!(said, [words, because].concat());
        assert!(
            record.contains(r#""errorCode":"AccessDenied""#)
                && record.contains(r#""eventName":"DeleteDBCluster""#),
            "{record}"
        );
    }
    // With permission, RDS looks for the cluster.
    let (said, _) = refused(Edition::Y2026, &[], DELETE);
    assert!(said.contains("(DBClusterNotFoundFault)"), "{said}");
}

/// What works instead of a refused command, as the page says it; each was run before it is said.
fn ways(setup: &str, line: &str) -> Vec<String> {
    let mut session = Session::new(Session::seed_of("permissions"), Edition::Y2026);
    assert!(run(&mut session, setup).done(), "{setup}");
    let id = *session.run(line).last().unwrap();
    let timeline = session.timeline();
    let refused = timeline.record(id).unwrap().refused.clone().unwrap();
    let world = timeline.state_at(timeline.parent(id).unwrap()).unwrap().world.clone();
    explain(&world, &refused, None).ways.iter().map(|way| way.text.clone()).collect()
}

#[test]
fn an_administrator_can_give_what_is_missing_but_not_against_a_deny() {
    let give = "Give the user this IAM permission, then repeat the command.";
    for line in ["aws rds describe-db-clusters --profile dev", "aws rds describe-events --profile dev"] {
        assert_eq!(ways(NO_RDS, line).first().map(String::as_str), Some(give), "{line}");
    }
    let deny = SCP.replace("*:De*", "rds:Describe*");
    assert!(ways(&deny, "aws rds describe-db-clusters --profile dev").is_empty());
}

#[test]
fn a_service_control_policy_limits_everybody_in_its_account_and_nobody_elsewhere() {
    let mut session = Session::new(Session::seed_of("permissions"), Edition::Y2026);
    let mut tried = |line: &str| run(&mut session, line);
    assert!(tried("KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)").done());
    assert!(tried(SCP).done());
    let shown = tried("playground set-scp");
    assert!(shown.stdout.contains(r#""Action":"*:De*""#), "{}", shown.stdout);
    for (line, denied) in [
        ("aws kms describe-key --key-id $KEY", true),
        ("aws rds describe-db-clusters", true),
        ("aws iam delete-user-policy --user-name dev --policy-name RDSFullAccess", true),
        ("aws kms list-keys", false),
        ("aws kms disable-key --key-id $KEY", false),
        ("aws rds describe-db-clusters --profile partner", false),
    ] {
        let entry = tried(line);
        assert_eq!(entry.stderr.contains("in a service control policy"), denied, "{line}\n{}", entry.stderr);
        assert_eq!(entry.done(), !denied, "{line}\n{}", entry.stderr);
    }
    assert!(tried("playground set-scp --detach").done());
    assert!(tried("aws rds describe-db-clusters").done());
    let long = [
        "playground set-scp --policy-document '{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"arn:aws:rds:*:*:",
        &"x".repeat(5_120),
        "\"}}'",
    ];
    let said = tried(&long.concat()).stderr;
    assert!(said.contains("at most 5120 characters"), "{said}");
    assert!(tried(&[SCP, " --detach"].concat()).stderr.contains("give one of them"));
}

#[test]
fn condition_keys_of_rds_and_those_that_came_later_or_never() {
    let put = |edition, condition: &str| {
        let document = [
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"rds:*","Resource":"*","Condition":{"#,
            condition,
            "}}}",
        ];
        let put = [
            "aws iam put-user-policy --user-name dev --policy-name x --policy-document '",
            &document.concat(),
            "'",
        ];
        run(&mut Session::new(Session::seed_of("permissions"), edition), &put.concat()).stderr
    };
    // RDS had tags in policies before KMS.
    for condition in [
        r#""StringEquals":{"aws:ResourceTag/team":"orders"}"#,
        r#""StringEquals":{"rds:cluster-tag/team":"orders"}"#,
        r#""Bool":{"rds:storageencrypted":"false"}"#,
    ] {
        for edition in Edition::ALL {
            assert_eq!(&*put(edition, condition), "", "{condition}");
        }
    }
    let later = r#""Bool":{"rds:ManageMasterUserPassword":"false"}"#;
    assert_eq!(&*put(Edition::Y2026, later), "");
    assert!(put(Edition::Y2020, later).contains("AWS did not have it yet"));
    let never = r#""StringEquals":{"rds:KmsKeyId":"x"}"#;
    assert!(put(Edition::Y2026, never).contains("AWS has no such key"));
}
