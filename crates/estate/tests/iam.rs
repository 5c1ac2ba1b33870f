//! Who may use a key where files have the identity policies of its account: in each form that they come in, and what stays
//! open.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use playground_estate::{Arn, Estate, File, FileRead, access, read};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e-0001-4000-8000-000000000001";
const ROOT: &str = r#"{"Sid": "Own", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}"#;
const OPEN: &str = "can't tell, because the IAM policies of account 111122223333 decide, and they aren't in the files (aws iam get-account-authorization-details)";

fn read_all(statements: &str, iam: &[&str]) -> (Estate, Vec<FileRead>) {
    let policy = ["{\"Version\": \"2012-10-17\", \"Statement\": [", statements, "]}"].concat();
    let quoted = policy.replace('"', "\\\"");
    let key = format!(
        "{{\"KeyMetadata\": {{\"KeyId\": \"1b2c3d4e-0001-4000-8000-000000000001\", \"Arn\": \"{KEY}\", \"KeyState\": \"Enabled\"}}}}\n\
         {{\"Policy\": \"{quoted}\", \"PolicyName\": \"default\"}}\n{{\"Grants\": []}}"
    );
    let files: Vec<File<'_>> =
        [&*key].iter().chain(iam).map(|text| File { name: "file", bytes: text.as_bytes() }).collect();
    read(&files)
}

/// Who may use the key, without its root user.
fn users(statements: &str, iam: &[&str]) -> Vec<String> {
    let (estate, reads) = read_all(statements, iam);
    assert!(reads.iter().all(|read| read.problems.is_empty()), "{reads:?}");
    let lines = access(&estate, &Arn::parse(KEY).unwrap()).lines(false);
    lines.into_iter().filter(|line| !line.starts_with("root user")).collect()
}

/// The answer of the CLI for a role with one inline policy.
fn role(statements: &str, more: &str) -> String {
    [
        r#"{"RoleDetailList": [{"RoleName": "app", "Arn": "arn:aws:iam::111122223333:role/app", "RolePolicyList": [{"PolicyName": "keys", "PolicyDocument": {"Version": "2012-10-17", "Statement": ["#,
        statements,
        "]}}]",
        more,
        "}]}",
    ]
    .concat()
}

const DECRYPT: &str = r#"{"Sid": "Use", "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}"#;
const BY: &str =
    r#"arn:aws:iam::111122223333:role/app (Decrypt), by statement "Own" and policy "keys" (statement "Use")"#;

#[test]
fn a_policy_in_each_form_allows_the_same() {
    let cli = role(DECRYPT, "");
    let document = ["{\"Version\": \"2012-10-17\", \"Statement\": [", DECRYPT, "]}"].concat();
    let encoded: Vec<String> = document.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let api = [
        r#"{"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/app", "RolePolicyList": [{"PolicyName": "keys", "PolicyDocument": ""#,
        &encoded.concat(),
        r#""}]}], "IsTruncated": false}"#,
    ]
    .concat();
    for form in [&cli, &api] {
        assert_eq!(users(ROOT, &[form]), [BY], "everything was read, so nobody else may: {form}");
    }
    let quoted =
        ["{\"Version\": \"2012-10-17\", \"Statement\": [", DECRYPT, "]}"].concat().replace('"', "\\\"");
    let resource = |kind: &str, attributes: &str| {
        [
            r#"{"mode": "managed", "type": ""#,
            kind,
            r#"", "name": "x", "instances": [{"attributes": {"#,
            attributes,
            "}}]}",
        ]
        .concat()
    };
    let of = resource(
        "aws_iam_role",
        r#""arn": "arn:aws:iam::111122223333:role/app", "name": "app", "assume_role_policy": "{}""#,
    );
    let inline = resource(
        "aws_iam_role_policy",
        &[r#""name": "keys", "role": "app", "policy": ""#, &quoted, "\""].concat(),
    );
    let managed = resource(
        "aws_iam_policy",
        &[r#""arn": "arn:aws:iam::111122223333:policy/keys", "policy": ""#, &quoted, "\""].concat(),
    );
    let attached = resource(
        "aws_iam_role_policy_attachment",
        r#""role": "app", "policy_arn": "arn:aws:iam::111122223333:policy/keys""#,
    );
    for parts in [[&of, &inline].as_slice(), &[&of, &managed, &attached]] {
        let all: Vec<&str> = parts.iter().map(|part| part.as_str()).collect();
        let state = ["{\"version\": 4, \"resources\": [", &all.join(","), "]}"].concat();
        let open = ["users and roles of account 111122223333, by statement \"Own\": ", OPEN].concat();
        assert_eq!(users(ROOT, &[&state]), [BY, &open], "others may have more: {state}");
    }
    let (_, reads) = read_all(ROOT, &[&["{\"version\": 4, \"resources\": [", &inline, "]}"].concat()]);
    assert!(reads[1].problems[0].message.starts_with("Nothing before it describes the user, role or group"));
}

#[test]
fn what_is_not_all_stays_open() {
    let open = ["users and roles of account 111122223333, by statement \"Own\": ", OPEN].concat();
    assert_eq!(users(ROOT, &[]), [&*open]);
    let cut = role(DECRYPT, "").replace("}]}]}", "}]}], \"IsTruncated\": true}");
    assert!(cut.contains("IsTruncated"), "{cut}");
    assert_eq!(users(ROOT, &[&cut]), [BY, &open]);
}

#[test]
fn what_denies_limits_or_cannot_be_read() {
    let deny = r#"{"Effect": "Deny", "Action": "kms:*", "Resource": "*"}"#;
    let mfa = r#"{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}"#;
    let other = r#"{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:111122223333:key/other"}"#;
    let files = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"s3:x-amz-acl": "private"}}}"#;
    let unread = r#"{"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Condition": {"StringEquals": {"ec2:SourceInstanceARN": "x"}}}"#;
    let none: Vec<String> = Vec::new();
    let who = "arn:aws:iam::111122223333:role/app";
    assert_eq!(users(ROOT, &[&role(&[DECRYPT, ",", deny].concat(), "")]), none);
    assert_eq!(users(ROOT, &[&role(other, "")]), none);
    assert_eq!(
        users(ROOT, &[&role(files, "")]),
        none,
        "what is about other services is dropped, and does no harm"
    );
    let [said] = &*users(ROOT, &[&role(mfa, "")]) else { panic!("one role") };
    assert!(
        said.starts_with(who)
            && said.contains("an identity policy allows it if aws:MultiFactorAuthPresent is true"),
        "{said}"
    );
    let [said] = &*users(ROOT, &[&role(unread, "")]) else { panic!("one role") };
    assert!(
        said.starts_with("can't tell what policy keys lets arn:aws:iam::111122223333:role/app do"),
        "{said}"
    );
    let bound = r#", "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/b"}"#;
    let [said] = &*users(ROOT, &[&role(DECRYPT, bound)]) else { panic!("one role") };
    assert!(said.contains("a permissions boundary limits it"), "{said}");
}

/// A key policy that names a role lets it without IAM within the account; from another account both must.
#[test]
fn a_named_role_needs_its_own_policy_only_across_accounts() {
    let named = r#"{"Sid": "App", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "kms:Encrypt", "Resource": "*"}"#;
    let files = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#;
    assert_eq!(
        users(named, &[&role(files, "")]),
        ["arn:aws:iam::111122223333:role/app (Encrypt), by statement \"App\""]
    );
    let elsewhere = |text: &str| text.replace("111122223333", "444455556666");
    let theirs = elsewhere(named).replace("kms:Encrypt", "kms:Decrypt");
    let none: Vec<String> = Vec::new();
    assert_eq!(users(&theirs, &[&elsewhere(&role(files, ""))]), none);
    assert_eq!(
        users(&theirs, &[&elsewhere(&role(DECRYPT, ""))]),
        [
            "arn:aws:iam::444455556666:role/app (Decrypt), by statement \"App\" and policy \"keys\" (statement \"Use\")"
        ]
    );
    let gone = named.replace("role/app", "role/gone");
    let [said] = &*users(&gone, &[&role(files, "")]) else { panic!("one role") };
    assert!(
        said.contains("role/gone is in the key policy (statement \"App\") and not in the account"),
        "{said}"
    );
}
