//! Invalid values: the message of a program, and the refusal of a service. And every request that can be read
//! can be written.
#![expect(clippy::panic, reason = "a helper that fails its test")]

mod common;

use common::{Session, words};
use playground_aws::{Parsed, parse};
use playground_core::edition::Edition;
use playground_core::ops::Operation;
use playground_core::ops::api::{Arguments, Declaration, Group, Member, Value, Written};
use playground_core::ops::playground::PlaygroundOp;
use playground_core::ops::sql::SqlOp;
use playground_core::ops::trail::TrailOp;
use playground_core::ops::waiters::Waiter;

#[test]
fn a_program_checks_its_own_arguments_before_it_does_anything() {
    let page = "playground read-page --db-cluster-identifier c --page-number";
    let target = "exactly one is required of --db-cluster-identifier, --db-cluster-snapshot-identifier, --db-cluster-automated-backup";
    for (line, message) in [
        ("playground read-disk", target),
        ("playground read-disk --db-cluster-identifier c --db-cluster-automated-backup c", target),
        ("playground wait soon", "argument duration: 'soon' is not a time such as 30s, 10m, 2h or 7d"),
        ("playground wait 0s", "argument duration: '0s' is not a time such as 30s, 10m, 2h or 7d"),
        ("playground wait 5", "argument duration: '5' is not a time such as 30s, 10m, 2h or 7d"),
        (&format!("{page} 4294967296"), "the page number is too large"),
        (
            &format!("{page} 1 --file x"),
            "--file x: must satisfy enum value set: [database, journal, error-log, general-log]",
        ),
        (
            "playground flip-bit --db-cluster-identifier c --page-number 1 --bit 8",
            "--bit 8: must have value less than or equal to 7",
        ),
        (
            "playground crash-instance --db-instance-identifier i --at-write 4294967296",
            "--at-write 4294967296: must have value less than or equal to 4294967295",
        ),
        (
            "sql --db-cluster-identifier c --endpoint x",
            "--endpoint x: must satisfy enum value set: [writer, reader]",
        ),
        (
            "sql --db-cluster-identifier c .nothing",
            "The client has .tables and .schema [table], and no .nothing",
        ),
    ] {
        let Err(usage) = parse(&words(line), Edition::Y2020) else { panic!("taken: {line}") };
        let program = line.split(' ').next().unwrap();
        assert!(usage.stderr.ends_with(&format!("\n{program}: error: {message}\n\n")), "{}", usage.stderr);
        assert_eq!(usage.exit_code, 252, "{line}");
    }
}

#[test]
fn a_service_s_values_are_refused_by_the_service() {
    let mut session = Session::new(Edition::LATEST);
    let lookup = "aws cloudtrail lookup-events";
    let attribute = "AttributeKey=EventName,AttributeValue=CreateKey";
    for (line, text, code) in [
        (
            format!("{lookup} --max-results 51"),
            "An error occurred (ValidationException) when calling the LookupEvents operation: 1 validation error detected: Value '51' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 50",
            254,
        ),
        (
            format!("{lookup} --lookup-attributes {attribute} {attribute}"),
            "An error occurred (InvalidLookupAttributesException) when calling the LookupEvents operation: You can only specify one lookup attribute.",
            254,
        ),
        (
            format!("{lookup} --lookup-attributes AttributeKey=Colour,AttributeValue=red"),
            "An error occurred (ValidationException) when calling the LookupEvents operation: 1 validation error detected: Value 'Colour' at 'lookupAttributes.1.member.attributeKey' failed to satisfy constraint: Member must satisfy enum value set: [EventId, EventName, ReadOnly, Username, ResourceType, ResourceName, EventSource, AccessKeyId]",
            254,
        ),
    ] {
        assert_eq!(session.run(&line), (format!("\n{text}\n"), code), "{line}");
    }
    let (printed, code) = session.run("aws rds wait db-cluster-available --db-cluster-identifier 1c");
    let start = "\nWaiter DBClusterAvailable failed: An error occurred (InvalidParameterValue): ";
    assert!(printed.starts_with(start) && code == 255, "{printed}");
}

#[test]
fn events_are_found_by_every_attribute() {
    let mut session = Session::new(Edition::LATEST);
    assert_eq!(session.run("K=aws kms create-key --query KeyMetadata.Arn --output text").1, 0);
    session.run("aws sts get-caller-identity");
    let mut count = |key: &str, value: &str| {
        let line = format!(
            "aws cloudtrail lookup-events --lookup-attributes AttributeKey={key},AttributeValue={value} --query length(Events)"
        );
        let (printed, code) = session.run(&line);
        assert_eq!(code, 0, "{line}: {printed}");
        printed.trim().to_owned()
    };
    for (key, value, found) in [
        ("EventName", "CreateKey", "1"),
        ("ReadOnly", "false", "1"),
        ("ReadOnly", "true", "1"),
        ("EventSource", "sts.amazonaws.com", "1"),
        ("ResourceType", "AWS::KMS::Key", "1"),
        ("ResourceType", "AWS::IAM::User", "0"),
        ("ResourceName", "$K", "1"),
        ("EventId", "x", "0"),
        ("Username", "nobody", "0"),
        ("AccessKeyId", "x", "0"),
    ] {
        assert_eq!(count(key, value), found, "{key} {value}");
    }
}

struct Given(Written);

impl Arguments for Given {
    fn get(&self, member: &'static Member) -> Option<Value> {
        self.0.iter().find(|(known, _)| known.name == member.name).map(|(_, value)| value.clone())
    }
}

/// The operation of a line, and the operation read from what it writes.
fn twice(line: &str) -> (&'static Declaration, Operation, Option<Operation>) {
    let Ok(Parsed::Run(invocation)) = parse(&words(line), Edition::LATEST) else { panic!("{line}") };
    let op = invocation.request.operation;
    let (declaration, written, group) = match &op {
        Operation::Trail(op) => (op.declaration(), op.write(), TrailOp::GROUP),
        Operation::Wait(op) => (op.declaration(), op.write(), Waiter::GROUP),
        Operation::Playground(op) => (op.declaration(), op.write(), PlaygroundOp::GROUP),
        Operation::Sql(op) => (op.declaration(), op.write(), SqlOp::GROUP),
        other => panic!("{line}: {other:?}"),
    };
    let again = group.read(Edition::LATEST, declaration.name, &Given(written));
    (declaration, op, again)
}

#[test]
fn what_is_written_reads_as_it_was() {
    let (cluster, snapshot) = ("--db-cluster-identifier c", "--db-cluster-snapshot-identifier s");
    let arn = "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s";
    let mut read = Vec::new();
    for line in [
        "aws cloudtrail lookup-events",
        "aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventId,AttributeValue=x --start-time 2020-12-01 --end-time 2020-12-02 --max-results 7 --next-token t",
        &format!("aws rds wait db-cluster-available {cluster}"),
        &format!("aws rds wait db-cluster-deleted {cluster}"),
        &format!("aws rds wait db-cluster-snapshot-available {snapshot}"),
        &format!("aws rds wait db-cluster-snapshot-deleted --db-cluster-snapshot-identifier {arn}"),
        "aws rds wait db-instance-available --db-instance-identifier i",
        "aws rds wait db-instance-deleted --db-instance-identifier i",
        "playground assume-empty --db-cluster-identifier c",
        "playground crash-instance --db-instance-identifier i --at-write 3",
        &format!("playground find-in-storage {snapshot} --text Ada"),
        &format!("playground flip-bit {cluster} --page-number 2 --file journal --offset 9 --bit 7"),
        &format!("playground open-page {cluster} --page-number 2 --file error-log --keys-of d"),
        "playground read-disk --db-cluster-automated-backup c",
        &format!("playground read-frame {cluster}"),
        &format!("playground read-page {cluster} --page-number 2 --file database --offset 16"),
        &format!("playground read-path {cluster} --client-region eu-west-1"),
        &format!("playground repeat-nonce {cluster} --page-number 2 --with-page 3 --offset 16"),
        &format!("playground rollback-page {cluster} --page-number 2"),
        &format!("playground swap-pages {cluster} --page-number 2 --with-page 3 --file general-log"),
        "playground set-caller --source-ip 198.51.100.7 --organization o-a1b2c3d4e5",
        r#"playground set-scp --policy-document '{"Statement":{"Effect":"Deny","Action":"rds:*","Resource":"*"}}'"#,
        "playground set-clock 2026-05-01T09:00:00Z",
        "playground set-quota --name db-clusters --value 80",
        "playground wait 1h30m",
        &format!("sql {cluster}"),
        &format!("sql {cluster} --endpoint reader .tables"),
    ] {
        let (declaration, op, again) = twice(line);
        assert_eq!(again, Some(op), "{line}");
        read.push(declaration.name);
    }
    let all = [TrailOp::GROUP, Waiter::GROUP, PlaygroundOp::GROUP, SqlOp::GROUP];
    for declaration in all.into_iter().flat_map(Group::declarations) {
        assert!(read.contains(&declaration.name), "no line for {}", declaration.name);
    }
}
