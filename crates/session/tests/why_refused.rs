//! Errors that people paste, each with what it must be recognised as (`why_refused/corpus.txt`), and what an estate adds.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use playground_estate::{Estate, File, read};
use playground_session::view::Inline;
use playground_session::why_refused::{Answer, MAX_PASTED, Told, explain};

const CORPUS: &str = include_str!("why_refused/corpus.txt");

/// `ByText(Rds(NotStopped))`, `Denied(kms:Decrypt Unsaid)`
fn told(answer: &Answer) -> String {
    match &answer.told {
        Told::Denied(refused) => format!("Denied({} {:?})", refused.action, refused.because),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_error_is_recognised_and_no_other_text_is() {
    let cases: Vec<&str> = CORPUS.split("\n## ").skip(1).collect();
    assert!(cases.len() > 60, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let (head, text) = case.split_once('\n').unwrap();
        let (wanted, rule) = head.rsplit_once(' ').unwrap();
        let answer = explain(text, &Estate::default()).unwrap();
        let shown = answer.rule.as_ref().map_or("-", |(rule, _)| &rule.id);
        if (&*told(&answer), shown) != (wanted, rule) {
            wrong.push(format!("{head}: {} {shown}\n{text}", told(&answer)));
        }
        assert!(answer.causes.is_empty(), "without a file nothing is said of one: {text}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_text_is_no_question() {
    for text in ["", " \n", "╷\n│ \n╵"] {
        assert_eq!(explain(text, &Estate::default()), None, "{text:?}");
    }
}

#[test]
fn what_is_near_is_shown_where_nothing_is_recognised() {
    let near = |text: &str| explain(text, &Estate::default()).unwrap().near;
    assert_eq!(
        near("KMSKeyNotAccesibleFault: no idea").first().map(String::as_str),
        Some("KMSKeyNotAccessibleFault")
    );
    let texts =
        near("InvalidParameterCombination: Cannot create a region replica from encrypted source cluster");
    assert!(texts.iter().any(|text| text.contains("unencrypted read replica")), "{texts:?}");
    assert!(near("Could not connect to the endpoint").is_empty());
}

/// The worst texts take no longer than others: long ones are cut, and parts are found in one pass.
#[test]
fn long_texts_are_cut() {
    for text in [
        "(".repeat(1 << 20),
        "arn:aws:kms:".repeat(1 << 16),
        "An error occurred (".repeat(1 << 16),
        " is in ".repeat(1 << 16),
    ] {
        assert!(text.len() > MAX_PASTED);
        explain(&text, &Estate::default());
    }
}

const FILE: &str = r#"{
"DBClusters": [
  {"DBClusterIdentifier": "orders", "Engine": "aurora-mysql", "DBClusterArn": "arn:aws:rds:eu-west-1:111122223333:cluster:orders", "StorageEncrypted": true, "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/off"},
  {"DBClusterIdentifier": "shop", "Engine": "aurora-mysql", "DBClusterArn": "arn:aws:rds:eu-west-1:111122223333:cluster:shop", "StorageEncrypted": true, "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/managed"}],
"DBClusterSnapshots": [
  {"DBClusterSnapshotIdentifier": "nightly", "DBClusterIdentifier": "shop", "Engine": "aurora-mysql", "SnapshotType": "manual", "DBClusterSnapshotArn": "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:nightly", "StorageEncrypted": true, "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/managed"},
  {"DBClusterSnapshotIdentifier": "shared", "DBClusterIdentifier": "shop", "Engine": "aurora-mysql", "SnapshotType": "manual", "DBClusterSnapshotArn": "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:shared", "StorageEncrypted": true, "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/partner"}],
"Keys": [
  {"KeyMetadata": {"KeyId": "off", "Arn": "arn:aws:kms:eu-west-1:111122223333:key/off", "KeyState": "Disabled", "KeyManager": "CUSTOMER"}},
  {"KeyMetadata": {"KeyId": "dying", "Arn": "arn:aws:kms:eu-west-1:111122223333:key/dying", "KeyState": "PendingDeletion", "KeyManager": "CUSTOMER", "DeletionDate": "2026-12-01T00:00:00Z"}},
  {"KeyMetadata": {"KeyId": "managed", "Arn": "arn:aws:kms:eu-west-1:111122223333:key/managed", "KeyState": "Enabled", "KeyManager": "AWS"}},
  {"KeyMetadata": {"KeyId": "partner", "Arn": "arn:aws:kms:eu-west-1:111122223333:key/partner", "KeyState": "Enabled", "KeyManager": "CUSTOMER"}},
  {"PolicyName": "default", "Policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Root\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Sid\":\"Partner\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},\"Action\":[\"kms:Encrypt\",\"kms:Decrypt\",\"kms:ReEncrypt*\",\"kms:GenerateDataKey*\",\"kms:DescribeKey\"],\"Resource\":\"*\"},{\"Sid\":\"NoExports\",\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:role/Reader\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}]}"}],
"Aliases": [{"AliasName": "alias/orders", "AliasArn": "arn:aws:kms:eu-west-1:111122223333:alias/orders", "TargetKeyId": "off"}]}"#;

fn plain(text: &[Inline]) -> String {
    let run = |run: &Inline| match run {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        other => format!("{other:?}"),
    };
    text.iter().map(run).collect()
}

/// The causes that are sure, the rule, and the commands of the first way.
fn explained(text: &str) -> (Vec<String>, String, Vec<String>) {
    let (estate, reads) = read(&[File { name: "mine", bytes: FILE.as_bytes() }]);
    assert!(reads.iter().all(|read| read.problems.is_empty()), "{reads:?}");
    let answer = explain(text, &estate).unwrap();
    let sure = answer.causes.iter().filter(|cause| cause.sure).map(|cause| plain(&cause.text)).collect();
    let rule = answer.rule.map(|(rule, _)| rule.id).unwrap_or_default();
    (sure, rule, answer.ways.into_iter().next().map(|way| way.commands).unwrap_or_default())
}

const INACCESSIBLE: &str = "does not exist, is not enabled or you do not have permissions to access it.";

#[test]
fn the_keys_state_its_region_and_its_account() {
    let named =
        |key: &str| ["KMSKeyNotAccessibleFault: The specified KMS key [", key, "] ", INACCESSIBLE].concat();
    let (sure, rule, ways) = explained(&named("arn:aws:kms:eu-west-1:111122223333:alias/orders"));
    assert_eq!(
        sure,
        ["Key alias/orders of account 111122223333 in eu-west-1 is disabled: nobody can use it."]
    );
    assert_eq!((&*rule, ways.len()), ("N09", 1));
    assert_eq!(
        ways[0],
        "aws kms enable-key --key-id arn:aws:kms:eu-west-1:111122223333:key/off --region eu-west-1"
    );
    let (sure, rule, ways) = explained(&named("dying"));
    assert_eq!(
        (sure.len(), &*rule, ways.len()),
        (0, "N13", 2),
        "a bare key ID in the text names no key for sure"
    );
    let (sure, rule, ways) = explained(&named("arn:aws:kms:eu-west-1:111122223333:key/dying"));
    assert!(sure[0].contains("is scheduled for deletion, at 2026-12-01"), "{sure:?}");
    assert_eq!((&*rule, ways.len()), ("N12", 2));
    let elsewhere = ["aws rds create-db-cluster --region us-east-1 --kms-key-id arn:aws:kms:eu-west-1:111122223333:key/partner\n", &named("arn:aws:kms:eu-west-1:111122223333:key/partner")].concat();
    let (sure, rule, _) = explained(&elsewhere);
    assert!(sure[0].contains("is in another Region than the call, which went to us-east-1"), "{sure:?}");
    assert_eq!(rule, "L09");
}

/// A snapshot of another account, whose key lets that account decrypt, but not create the grant (aurora-snapshot-tool#29).
#[test]
fn the_permission_that_is_missing() {
    let text = [
        "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:shared\n",
        "User: arn:aws:sts::444455556666:assumed-role/Copy/lambda is not authorized to perform: kms:CreateGrant on resource: arn:aws:kms:eu-west-1:111122223333:key/partner because no resource-based policy allows the kms:CreateGrant action",
    ];
    let (sure, rule, ways) = explained(&text.concat());
    assert_eq!(
        sure,
        [
            "No statement of its policy and no grant allows kms:CreateGrant to arn:aws:sts::444455556666:assumed-role/Copy/lambda."
        ]
    );
    assert_eq!(rule, "O07");
    assert_eq!(
        ways,
        [
            r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:role/Copy"}, "Action": ["kms:CreateGrant"], "Resource": "*"}"#
        ]
    );
    let text = "User: arn:aws:sts::111122223333:assumed-role/Reader/me is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/partner with an explicit deny in a resource-based policy";
    let (sure, _, ways) = explained(text);
    assert_eq!(
        sure,
        [
            "Statement NoExports of its policy denies kms:Decrypt to arn:aws:sts::111122223333:assumed-role/Reader/me."
        ]
    );
    assert!(ways.is_empty());
    let text = "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/partner because no identity-based policy allows the kms:Decrypt action";
    let (sure, _, ways) = explained(text);
    assert!(sure.is_empty(), "the key policy leaves it to the account: {sure:?}");
    assert_eq!(
        ways,
        [
            r#"{"Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": "arn:aws:kms:eu-west-1:111122223333:key/partner"}"#
        ]
    );
}

/// A key that nobody can use has another error than a permission that is missing.
#[test]
fn a_permission_is_not_missing_because_of_the_keys_state() {
    let text = "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: kms:CreateGrant on resource: arn:aws:kms:eu-west-1:111122223333:key/dying because no identity-based policy allows the kms:CreateGrant action";
    let (estate, _) = read(&[File { name: "mine", bytes: FILE.as_bytes() }]);
    let answer = explain(text, &estate).unwrap();
    let state =
        answer.causes.iter().find(|cause| plain(&cause.text).contains("scheduled for deletion")).unwrap();
    assert!(!state.sure, "{state:?}");
    assert!(plain(&state.text).contains("another error"), "{state:?}");
}

/// Where the key's policy leaves it to the account, and files have the account's policies, these decide.
#[test]
fn the_callers_own_policies_are_looked_at() {
    const IAM: &str = r#"{"UserDetailList": [
      {"UserName": "ann", "Arn": "arn:aws:iam::111122223333:user/ann", "UserPolicyList": [{"PolicyName": "keys", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Sid": "Look", "Effect": "Allow", "Action": "kms:DescribeKey", "Resource": "*"}]}}]}]}"#;
    let text = |action: &str| {
        ["User: arn:aws:iam::111122223333:user/ann is not authorized to perform: ", action, " on resource: arn:aws:kms:eu-west-1:111122223333:key/partner because no identity-based policy allows the ", action, " action"].concat()
    };
    let said = |files: &[&str], action: &str| {
        let files: Vec<File<'_>> =
            files.iter().map(|file| File { name: "mine", bytes: file.as_bytes() }).collect();
        let answer = explain(&text(action), &read(&files).0).unwrap();
        let of = answer.causes.into_iter().map(|cause| (cause.sure, plain(&cause.text)));
        of.filter(|(_, text)| text.contains("leaves")).collect::<Vec<_>>()
    };
    let before = "Statement Root of its policy leaves kms:Decrypt to the identity policies of arn:aws:iam::111122223333:user/ann";
    let [(false, open)] = &*said(&[FILE], "kms:Decrypt") else { panic!("one") };
    assert_eq!(
        *open,
        [
            before,
            ", which the files don't have, or not all of them (aws iam get-account-authorization-details)."
        ]
        .concat()
    );
    let [(true, none)] = &*said(&[FILE, IAM], "kms:Decrypt") else { panic!("one") };
    assert_eq!(*none, [before, ", of which none allows it, or one denies it."].concat());
    let [(false, allowed)] = &*said(&[FILE, IAM], "kms:DescribeKey") else { panic!("one") };
    assert!(allowed.ends_with(", where policy keys (statement \"Look\") allows it."), "{allowed}");
}

#[test]
fn a_snapshot_under_the_aws_managed_key_is_named() {
    let text = [
        "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier nightly --attribute-name restore --values-to-add 444455556666\n",
        "An error occurred (InvalidParameterValue) when calling the ModifyDBClusterSnapshotAttribute operation: Sharing snapshots encrypted with the default service key for RDS is currently not supported.",
    ];
    let (sure, rule, ways) = explained(&text.concat());
    assert_eq!(
        sure,
        [
            "Snapshot nightly of account 111122223333 in eu-west-1 is under the AWS managed key of that account."
        ]
    );
    assert_eq!((&*rule, ways.len()), ("N08", 2));
    assert!(ways[0].contains("--source-db-cluster-snapshot-identifier nightly --target-db-cluster-snapshot-identifier nightly-to-share"), "{ways:?}");
    let (sure, _, _) = explained(text[1]);
    assert!(sure.is_empty(), "which one it was is not said: {sure:?}");
}

#[test]
fn the_cluster_that_terraform_names_in_brackets() {
    let text = [
        "Error: creating RDS Cluster (orders): KMSKeyNotAccessibleFault: The specified KMS key [None] ",
        INACCESSIBLE,
    ]
    .concat();
    let (sure, rule, _) = explained(&text);
    assert_eq!(
        sure,
        ["Key alias/orders of account 111122223333 in eu-west-1 is disabled: nobody can use it."]
    );
    assert_eq!(rule, "N09");
}
