//! Key policies as people paste them: each is accepted, and decides a call that it is meant to allow and one that it is
//! meant to refuse.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use playground_core::edition::Edition;
use playground_session::{Entry, Session};

/// A pasted policy.
struct Paste {
    name: &'static str,
    /// The editions that have what it asks for.
    editions: &'static [Edition],
    /// Statements behind the one that lets the account's identity policies decide, if `own` says so.
    statements: &'static str,
    /// Whether that statement comes first.
    own: bool,
    /// A call that it allows.
    allowed: &'static str,
    /// A call that it refuses.
    refused: &'static str,
}

const BOTH: &[Edition] = &Edition::ALL;
const TODAY: &[Edition] = &[Edition::Y2026];

const OWN: &str = r#"{"Sid": "Enable IAM policies", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
    "Action": "kms:*", "Resource": "*"}"#;

/// `@` in a command: makes a data key with the key.
const MAKE: &str = "aws kms generate-data-key-without-plaintext --key-spec AES_256 --key-id";
const CLUSTER: &str = "aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql --master-username admin \
                       --master-user-password not-a-secret --storage-encrypted --kms-key-id $ARN --profile dev";

const fn both(
    name: &'static str,
    statements: &'static str,
    allowed: &'static str,
    refused: &'static str,
) -> Paste {
    Paste { name, editions: BOTH, statements, own: true, allowed, refused }
}

const fn today(
    name: &'static str,
    statements: &'static str,
    allowed: &'static str,
    refused: &'static str,
) -> Paste {
    Paste { name, editions: TODAY, statements, own: true, allowed, refused }
}

const PASTES: &[Paste] = &[
    both(
        "the console's: administrators",
        r#"{"Sid": "Administrators", "Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:user/dev"]},
            "Action": ["kms:Create*", "kms:Describe*", "kms:Enable*", "kms:List*", "kms:Put*", "kms:Update*", "kms:Revoke*",
            "kms:Disable*", "kms:Get*", "kms:Delete*", "kms:TagResource", "kms:UntagResource", "kms:ScheduleKeyDeletion",
            "kms:CancelKeyDeletion"], "Resource": "*"}"#,
        "aws kms disable-key --key-id $ARN --profile dev",
        "@ $ARN --profile dev",
    ),
    both(
        "the console's: users",
        r#"{"Sid": "Users", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"},
            "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
            "Resource": "*"}"#,
        "@ $ARN --profile dev",
        "aws kms disable-key --key-id $ARN --profile dev",
    ),
    both(
        "the console's: grants for services",
        r#"{"Sid": "Resources", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"},
            "Action": ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant", "kms:DescribeKey"], "Resource": "*",
            "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}},
           {"Sid": "Look", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"},
            "Action": "kms:DescribeKey", "Resource": "*"}"#,
        CLUSTER,
        "aws kms create-grant --key-id $ARN --grantee-principal arn:aws:iam::111122223333:user/dev --operations Decrypt \
         --profile dev",
    ),
    both(
        "RDS's guide: through RDS only",
        r#"{"Sid": "ThroughRds", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["kms:Encrypt", "kms:Decrypt",
            "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:ListGrants", "kms:DescribeKey"],
            "Resource": "*", "Condition": {"StringEquals": {"kms:ViaService": "rds.us-east-1.amazonaws.com",
            "kms:CallerAccount": "111122223333"}}}"#,
        CLUSTER,
        "@ $ARN --profile dev",
    ),
    both(
        "another account",
        r#"{"Sid": "Partner", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
            "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
            "Resource": "*"}"#,
        "@ $ARN --profile partner",
        "@ $ARN --profile stranger",
    ),
    both(
        "principals of other accounts, a role with a path and a session among them",
        r#"{"Effect": "Allow", "Principal": {"AWS": ["999988887777", "arn:aws:iam::999988887777:role/service-role/app",
            "arn:aws:sts::999988887777:assumed-role/app/session", "arn:aws:iam::444455556666:user/admin"],
            "Service": ["logs.amazonaws.com", "rds.amazonaws.com"]}, "Action": "kms:GenerateDataKey*", "Resource": "*"}"#,
        "@ $ARN --profile partner",
        "@ $ARN --profile stranger",
    ),
    both(
        "CloudTrail's guide",
        r#"{"Sid": "Trails", "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"},
            "Action": "kms:GenerateDataKey*", "Resource": "*", "Condition": {
              "StringEquals": {"aws:SourceArn": "arn:aws:cloudtrail:us-east-1:111122223333:trail/main"},
              "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:111122223333:trail/*"}}},
           {"Sid": "Read", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["kms:Decrypt", "kms:DescribeKey"],
            "Resource": "*", "Condition": {"StringEquals": {"kms:CallerAccount": "111122223333"}}}"#,
        "aws kms describe-key --key-id $ARN --profile dev",
        "@ $ARN --profile dev --encryption-context aws:cloudtrail:arn=arn:aws:cloudtrail:us-east-1:111122223333:trail/main",
    ),
    both(
        "TLS only",
        r#"{"Sid": "Tls", "Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
           {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"}, "Action": "kms:Describe*",
            "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": true}}}"#,
        "aws kms describe-key --key-id $ARN --profile dev",
        "@ $ARN --profile dev",
    ),
    both(
        "the organization only",
        r#"{"Sid": "Organization", "Effect": "Allow", "Principal": "*", "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
            "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}"#,
        "playground set-caller --organization o-a1b2c3d4e5 --profile partner\n@ $ARN --profile partner",
        "@ $ARN --profile partner",
    ),
    both(
        "known addresses only, or through a service",
        r#"{"Sid": "Office", "Effect": "Deny", "Principal": {"AWS": "*"}, "NotAction": ["kms:PutKeyPolicy"], "Resource": "*",
            "Condition": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]},
                          "Bool": {"aws:ViaAWSService": "false"}}}"#,
        "@ $ARN",
        "playground set-caller --source-ip 198.51.100.7\n@ $ARN",
    ),
    both(
        "all but an administrator, by the ARN of the principal",
        r#"{"Sid": "Rest", "Effect": "Deny", "Principal": "*", "Action": "kms:GenerateDataKey*", "Resource": "*",
            "Condition": {"StringNotLike": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:user/admin",
            "arn:aws:iam::111122223333:role/Admin*"]}}},
           {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"}, "Action": "kms:*", "Resource": "*"}"#,
        "@ $ARN",
        "@ $ARN --profile dev",
    ),
    both(
        "all but an administrator, by NotPrincipal",
        r#"{"Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:user/admin", "111122223333"]},
            "Action": "kms:GenerateDataKey*", "Resource": "*"},
           {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"}, "Action": "kms:*", "Resource": "*"}"#,
        "@ $ARN",
        "@ $ARN --profile dev",
    ),
    both(
        "a module's: principals by a pattern of ARNs",
        r#"{"Sid": "KeyUsers", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:GenerateDataKey*",
            "Resource": "*", "Condition": {"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:user/d*"]},
            "StringEquals": {"aws:PrincipalAccount": ["111122223333"]}}}"#,
        "@ $ARN --profile dev",
        "@ $ARN --profile partner",
    ),
    both(
        "an encryption context",
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"}, "Action": "kms:GenerateDataKey*",
            "Resource": "*", "Condition": {"StringEquals": {"kms:EncryptionContext:team": "orders"},
            "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["team", "stage"]}}}"#,
        "@ $ARN --profile dev --encryption-context team=orders",
        "@ $ARN --profile dev --encryption-context team=orders,other=x",
    ),
    both(
        "each user's own context",
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"}, "Action": "kms:GenerateDataKey*",
            "Resource": "*", "Condition": {"StringEquals": {"kms:EncryptionContext:user": "${aws:username}"}}}"#,
        "@ $ARN --profile dev --encryption-context user=dev",
        "@ $ARN --profile dev --encryption-context user=admin",
    ),
    both(
        "grants for decryption by one user",
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"}, "Action": "kms:CreateGrant",
            "Resource": "*", "Condition": {"ForAllValues:StringEquals": {"kms:GrantOperations": ["Decrypt", "DescribeKey"]},
            "StringEquals": {"kms:GranteePrincipal": "arn:aws:iam::111122223333:user/dev"},
            "Null": {"kms:GrantConstraintType": "true"}}}"#,
        "aws kms create-grant --key-id $ARN --grantee-principal arn:aws:iam::111122223333:user/dev --operations Decrypt \
         --profile dev",
        "aws kms create-grant --key-id $ARN --grantee-principal arn:aws:iam::111122223333:user/dev --operations Decrypt \
         Encrypt --profile dev",
    ),
    both(
        "for a time",
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"}, "Action": "kms:GenerateDataKey*",
            "Resource": "*", "Condition": {"DateGreaterThan": {"aws:CurrentTime": "2020-12-01"},
            "NumericLessThan": {"aws:EpochTime": "1796947200"}}}"#,
        "@ $ARN --profile dev",
        "playground wait 400d\nplayground wait 400d\nplayground wait 400d\nplayground wait 400d\nplayground wait 400d\n\
         playground wait 400d\n@ $ARN --profile dev",
    ),
    both(
        "nothing but looking",
        r#"{"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"},
            "NotAction": ["kms:Describe*", "kms:List*", "kms:Get*"], "NotResource": "arn:aws:kms:eu-west-1:*:key/*"},
           {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"}, "Action": "kms:*", "Resource": "*"}"#,
        "aws kms describe-key --key-id $ARN --profile dev",
        "@ $ARN --profile dev",
    ),
    both(
        "deletion with a second factor only",
        r#"{"Effect": "Deny", "Principal": "*", "Action": ["kms:ScheduleKeyDeletion", "kms:DisableKey"], "Resource": "*",
            "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}"#,
        "@ $ARN",
        "aws kms schedule-key-deletion --key-id $ARN",
    ),
    both(
        "a VPC endpoint",
        r#"{"Effect": "Deny", "Principal": "*", "Action": ["kms:Encrypt", "kms:GenerateDataKey*"], "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:sourceVpce": "vpce-1234abcd"}}}"#,
        "aws kms describe-key --key-id $ARN",
        "@ $ARN",
    ),
    today(
        "a tag of the key",
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"}, "Action": "kms:GenerateDataKey*",
            "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": ["orders", "billing"]}}}"#,
        "@ $ARN --profile dev",
        "aws kms untag-resource --key-id $ARN --tag-keys team\n@ $ARN --profile dev",
    ),
    today(
        "a long waiting period",
        r#"{"Effect": "Deny", "Principal": "*", "Action": "kms:ScheduleKeyDeletion", "Resource": "*",
            "Condition": {"NumericLessThan": {"kms:ScheduleKeyDeletionPendingWindowInDays": 30}}}"#,
        "aws kms schedule-key-deletion --key-id $ARN",
        "aws kms schedule-key-deletion --key-id $ARN --pending-window-in-days 29",
    ),
    today(
        "by its alias",
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/dev"}, "Action": "kms:GenerateDataKey*",
            "Resource": "*", "Condition": {"StringLike": {"kms:RequestAlias": "alias/app*"},
            "ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/app-1"}}}"#,
        "@ alias/app-1 --profile dev",
        "@ $ARN --profile dev",
    ),
];

fn run(session: &mut Session, line: &str) -> Entry {
    let id = *session.run(&line.replace('@', MAKE)).last().unwrap();
    session.timeline().record(id).unwrap().clone()
}

/// Runs lines, of which all but the last succeed.
fn last(session: &mut Session, lines: &str) -> Entry {
    let (before, last) = lines.rsplit_once('\n').unwrap_or(("", lines));
    for line in before.lines() {
        let entry = run(session, line);
        assert!(entry.done(), "$ {line}\n{}", entry.stderr);
    }
    run(session, last)
}

#[test]
fn every_pasted_policy_is_accepted_and_decides_both_calls() {
    assert!(PASTES.len() >= 15);
    for paste in PASTES {
        for edition in paste.editions {
            let name = paste.name;
            let mut session = Session::new(Session::seed_of(name), *edition);
            let own = if paste.own { [OWN, ", "].concat() } else { String::new() };
            let policy = [
                "{\"Version\": \"2012-10-17\", \"Id\": \"p\", \"Statement\": [",
                &own,
                paste.statements,
                "]}",
            ]
            .concat();
            let create = [
                "ARN=$(aws kms create-key --tags TagKey=team,TagValue=orders --query KeyMetadata.Arn --output text)",
            ];
            let put = ["aws kms put-key-policy --key-id $ARN --policy-name default --policy '", &policy, "'"]
                .concat();
            let alias = "aws kms create-alias --alias-name alias/app-1 --target-key-id $ARN";
            for line in [create[0], alias, &put] {
                let entry = run(&mut session, line);
                assert!(entry.done(), "{name} {edition:?}\n$ {line}\n{}", entry.stderr);
            }
            let start = session.timeline().cursor();
            let allowed = last(&mut session, paste.allowed);
            assert!(allowed.done(), "{name} {edition:?}\n{}", allowed.stderr);
            session.timeline_mut().jump(start);
            let refused = last(&mut session, paste.refused);
            assert!(
                refused.stderr.contains("AccessDenied"),
                "{name} {edition:?}\n{}{}",
                refused.stdout,
                refused.stderr
            );
        }
    }
}

#[test]
fn what_came_after_2020_is_refused_there_by_name() {
    for paste in PASTES.iter().filter(|paste| paste.editions == TODAY) {
        let mut session = Session::new(Session::seed_of(paste.name), Edition::Y2020);
        let policy =
            ["{\"Version\": \"2012-10-17\", \"Statement\": [", OWN, ", ", paste.statements, "]}"].concat();
        let entry = run(&mut session, &["aws kms create-key --policy '", &policy, "'"].concat());
        let said = &entry.stderr;
        assert!(
            said.contains("MalformedPolicyDocument") && said.contains("AWS did not have it yet"),
            "{said}"
        );
    }
}

#[test]
fn what_is_set_of_a_caller_is_shown_recorded_and_refused_by_name() {
    let mut session = Session::new(Session::seed_of("callers"), Edition::Y2026);
    let begun = run(&mut session, "playground set-caller");
    assert!(
        begun.stdout.contains("calls from 203.0.113.10; the organization of its account: none"),
        "{}",
        begun.stdout
    );
    for (options, said) in [
        ("--source-ip 198.51.100", "--source-ip: '198.51.100' is not an address"),
        ("--source-ip 198.51.100.0/24", "is not an address"),
        ("--organization acme", "--organization: 'acme' is neither an id"),
        ("--organization o-short", "is neither an id"),
    ] {
        let entry = run(&mut session, &["playground set-caller ", options].concat());
        assert!(!entry.done() && entry.stderr.contains(said), "{options}: {}", entry.stderr);
    }
    let set = run(&mut session, "playground set-caller --source-ip 2001:DB8::1 --organization o-a1b2c3d4e5");
    assert!(set.stdout.contains("2001:db8::1") && set.stdout.contains("o-a1b2c3d4e5"), "{}", set.stdout);
    // The organization is the account's, the address the user's.
    let other = run(&mut session, "playground set-caller --profile dev");
    assert!(
        other.stdout.contains("203.0.113.10") && other.stdout.contains("o-a1b2c3d4e5"),
        "{}",
        other.stdout
    );
    assert!(run(&mut session, "playground set-caller --organization none").stdout.contains("account: none"));
    assert!(run(&mut session, "aws kms create-key").done());
    assert!(run(&mut session, "aws kms list-keys --profile dev").stderr.contains("AccessDenied"));
    let found =
        run(&mut session, "aws cloudtrail lookup-events --query Events[].CloudTrailEvent --output text");
    let addresses = ["2001:db8::1", "203.0.113.10"].map(|address| found.stdout.contains(address));
    assert_eq!(addresses, [true, true], "{}", found.stdout);
}
