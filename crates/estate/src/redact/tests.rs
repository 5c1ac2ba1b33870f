//! What is redacted is gone, and all that was found is found again.

use super::*;
use crate::{Depends, File, Form, KeyPolicy, Without, demo, findings, keys, read, report, rows, written};

/// The files in `tests/files`, which are of every form.
const MIXED: [(&str, &[u8]); 10] = [
    ("clusters", include_bytes!("../../tests/files/describe-db-clusters.json")),
    ("snapshots", include_bytes!("../../tests/files/describe-db-cluster-snapshots.json")),
    ("backups", include_bytes!("../../tests/files/describe-db-cluster-automated-backups.json")),
    ("attributes", include_bytes!("../../tests/files/attributes.jsonl")),
    ("kms", include_bytes!("../../tests/files/kms.jsonl")),
    ("terraform", include_bytes!("../../tests/files/terraform.tfstate")),
    ("config", include_bytes!("../../tests/files/config.json")),
    ("trail", include_bytes!("../../tests/files/cloudtrail.json")),
    ("open", include_bytes!("../../tests/files/open.jsonl")),
    ("iam", include_bytes!("../../tests/files/iam.json")),
];

/// A policy and grants with everything in them that is a name.
const NAMES: &str = r#"{"KeyMetadata": {"KeyId": "1b2c3d4e-9999-4000-8000-0000000000aa", "Arn": "arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e-9999-4000-8000-0000000000aa", "KeyState": "Enabled", "KeyManager": "CUSTOMER"}}
{"Policy": "{\"Version\": \"2012-10-17\", \"Id\": \"acme-policy\", \"Statement\": [{\"Sid\": \"AcmeAdmins\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"arn:aws:iam::111122223333:role/path/AcmeAdmin\", \"arn:aws:sts::111122223333:assumed-role/AcmeAdmin/jane.doe\", \"999988887777\"]}, \"Action\": \"kms:*\", \"Resource\": \"*\", \"Condition\": {\"StringEquals\": {\"kms:ViaService\": \"rds.eu-west-1.amazonaws.com\", \"kms:CallerAccount\": \"111122223333\", \"kms:EncryptionContext:acme-team\": \"payments-team\", \"aws:PrincipalOrgID\": \"o-acme123456\"}, \"IpAddress\": {\"aws:SourceIp\": \"203.0.113.77/32\"}, \"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/AcmeBreakGlass*\"}}}]}", "PolicyName": "default"}
{"Grants": [{"KeyId": "arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e-9999-4000-8000-0000000000aa", "GrantId": "feedfacefeedface", "GranteePrincipal": "arn:aws:iam::111122223333:role/AcmeAdmin", "RetiringPrincipal": "arn:aws:iam::111122223333:user/jane.doe", "Operations": ["Decrypt"], "Constraints": {"EncryptionContextSubset": {"acme-team": "payments-team", "aws:rds:dbc-id": "cluster-ACMEACMEACMEACMEACMEACME22"}}}]}
{"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/acme/jane.doe", "GroupList": ["AcmeOperators"], "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/AcmeBoundary"}}], "RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/path/AcmeAdmin", "RolePolicyList": [{"PolicyName": "AcmeKeys", "PolicyDocument": {"Version": "2012-10-17", "Id": "acme-inline", "Statement": [{"Sid": "AcmeUse", "Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": "arn:aws:kms:*:111122223333:key/1b2c3d4e-9999-4000-8000-0000000000aa", "Condition": {"StringEquals": {"kms:EncryptionContext:acme-team": "payments-team"}}}]}}, {"PolicyName": "AcmeBroken", "PolicyDocument": {"Statement": [{"Effect": "Acme", "Action": "kms:*"}]}}], "AttachedManagedPolicies": [{"PolicyName": "AcmeShared", "PolicyArn": "arn:aws:iam::111122223333:policy/acme/AcmeShared"}, {"PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}]}], "GroupDetailList": [{"Arn": "arn:aws:iam::111122223333:group/acme/AcmeOperators", "GroupPolicyList": [], "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/acme/AcmeShared"}]}], "Policies": [{"Arn": "arn:aws:iam::111122223333:policy/acme/AcmeShared", "PolicyVersionList": [{"IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "kms:*", "NotResource": "arn:aws:kms:eu-west-1:111122223333:alias/acme-main"}]}}]}], "IsTruncated": false}
"#;

fn estates() -> Vec<(&'static str, Estate)> {
    let company = demo();
    let all = |files: &[(&str, &[u8])]| {
        let files: Vec<File<'_>> = files.iter().map(|(name, bytes)| File { name, bytes }).collect();
        read(&files).0
    };
    let mut mixed = MIXED.to_vec();
    mixed.push(("names", NAMES.as_bytes()));
    vec![("company", all(&[("company", company.as_bytes())])), ("mixed", all(&mixed))]
}

/// Words of more than three letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() > 3)
}

/// AWS's own words, which stay.
fn of_aws(word: &str) -> bool {
    let own = "arn aws rds kms iam sts aurora mysql postgresql cluster snapshot global alias role user group policy root key db \
               rds kms Allow Deny Version Statement Effect Principal Action Resource Condition Service StringEquals \
               Encrypt Decrypt GenerateDataKey ReEncrypt DescribeKey CreateGrant available amazonaws com assumed \
               IpAddress ArnLike SourceIp PrincipalArn PrincipalOrgID ViaService CallerAccount EncryptionContext \
               default all auto backup west east north south central southeast northeast cn gov true false none sse version statement manual automated";
    // Numbers: years in the names of automated snapshots, and groups of ids.
    let number = word.trim_start_matches('0');
    let digits = number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    digits || own.split_whitespace().any(|known| known.eq_ignore_ascii_case(word))
}

#[test]
fn no_name_survives() {
    for (which, estate) in estates() {
        let after = written(&redacted(&estate).estate);
        let mut looked_at = 0;
        for (kind, texts) in contents(&estate) {
            if matches!(kind, "key policies" | "IAM policies") {
                continue; // below
            }
            for word in texts.iter().flat_map(|text| words(text)).filter(|word| !of_aws(word)) {
                looked_at += 1;
                let kept = words(&after).any(|left| left == word);
                assert!(!kept, "{which}: {word} of {kind} survives");
            }
        }
        assert!(looked_at > 60, "{which}: {looked_at}");
        for name in [
            "111122223333",
            "444455556666",
            "Acme",
            "acme",
            "jane",
            "payments",
            "feedface",
            "203.0.113",
            "Partner",
            "999988887777",
        ] {
            assert!(!after.contains(name), "{which}: {name} survives");
        }
    }
}

/// How often each kind of finding is found, and at which rows.
fn shape(estate: &Estate) -> (Vec<&'static str>, Vec<String>, Vec<String>, Vec<usize>) {
    let found = findings(estate);
    let all = rows(estate, &found);
    let rows = all.iter().map(|row| [row.kind, " ", row.arn.region()].concat()).collect();
    let keys = keys(estate);
    let depends = Depends::of(estate);
    let on_keys = keys.iter().map(|key| [&*key.state, " ", key.arn.region()].concat()).collect();
    let lost = keys.iter().map(|key| depends.without(&Without::Key(key.arn.as_str().into())).rows.len());
    (found.iter().map(|one| one.kind.name()).collect(), rows, on_keys, lost.collect())
}

#[test]
fn what_was_found_is_found_again() {
    for (which, estate) in estates() {
        let after = redacted(&estate).estate;
        assert_eq!(shape(&estate), shape(&after), "{which}");
        let lines = |estate: &Estate| report(estate, &[], Form::Csv).lines().count();
        assert_eq!(lines(&estate), lines(&after), "{which}");
        let again = redacted(&after).estate;
        assert_eq!(written(&again), written(&after), "{which}: made-up names stay as they are");
    }
}

#[test]
fn what_is_written_is_read_again() {
    for (which, estate) in estates() {
        for estate in
            [redacted(&estate).estate, Estate { changes: Vec::new(), unplaced: Vec::new(), ..estate }]
        {
            let text = written(&estate);
            let (again, reads) = read(&[File { name: "it", bytes: text.as_bytes() }]);
            assert_eq!(reads[0].problems, [], "{which}");
            assert_eq!(format!("{again:?}"), format!("{estate:?}"), "{which}");
        }
    }
}

#[test]
fn the_same_is_the_same_everywhere() {
    let (_, estate) = estates().remove(1);
    let Redaction { estate: after, patterns } = redacted(&estate);
    assert_eq!(patterns, 1, "AcmeBreakGlass*");
    let (before, key) = estate.keys.iter().zip(after.keys.iter()).last().unwrap();
    assert!(before.arn.as_str().ends_with("aa"));
    let Some(KeyPolicy::Read(policy)) = &key.policy else { panic!("{:?}", key.policy) };
    let grant = &key.grants.as_ref().unwrap()[0];
    let role = grant.grantee.rsplit('/').next().unwrap();
    assert!(
        policy.text.contains(&format!("role/{role}\""))
            && policy.text.contains(&format!("assumed-role/{role}/session-"))
    );
    let (_, pairs) = grant.context.as_ref().unwrap();
    assert!(
        policy.text.contains(&format!("kms:EncryptionContext:{}\":\"{}\"", pairs[0].0, pairs[0].1)),
        "{}",
        policy.text
    );
    for kept in ["rds.eu-west-1.amazonaws.com", "\"kms:*\"", "2012-10-17", "\"aws:PrincipalOrgID\":\"o-"] {
        assert!(policy.text.contains(kept), "{kept} in {}", policy.text);
    }
    let snapshot = after.snapshots.iter().find(|one| one.source.is_some()).unwrap();
    assert!(
        after.snapshots.get(snapshot.source.as_ref().unwrap()).is_some(),
        "a copy's source is still there"
    );
}

#[test]
fn users_and_roles_have_the_policies_that_they_had() {
    let (_, estate) = estates().remove(1);
    let after = redacted(&estate).estate;
    let bounded = |estate: &Estate| estate.iam.identities.iter().map(|one| one.bounded).collect::<Vec<_>>();
    assert_eq!(bounded(&estate), bounded(&after));
    let held = |estate: &Estate| {
        let all = estate.iam.identities.iter().flat_map(|one| estate.iam.policies(one));
        let read = all.map(|held| matches!(held.policy, Some(KeyPolicy::Read(_))));
        read.collect::<Vec<_>>()
    };
    assert_eq!(held(&estate), held(&after));
    assert_eq!(held(&estate).iter().filter(|read| !**read).count(), 1, "AcmeBroken");
}

#[test]
fn names_become_what_they_are() {
    for (text, made_up) in [
        ("rds:orders-2026-11-01-03-05", "rds:cluster-1-2026-11-01-03-05"),
        ("rds:orders", "rds:snapshot-1"),
        ("rds:é-2026-11-01-03-05", "rds:cluster-1-2026-11-01-03-05"),
    ] {
        assert_eq!(&*Names::default().name(Kind::Snapshot, text), made_up);
    }
    for (text, made_up) in [
        ("arn:aws-cn:iam::111122223333:root", "arn:aws-cn:iam::100000000001:root"),
        ("arn:aws:iam::aws:policy/X", "arn:aws:iam::aws:policy/policy-1"),
        ("arn:aws:iam::1111*:role/*", "arn:aws:iam::0000*:role/*"),
        (
            "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS",
            "arn:aws:iam::100000000001:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS",
        ),
        (
            "arn:aws:kms:eu-west-1:111122223333:alias/aws/rds",
            "arn:aws:kms:eu-west-1:100000000001:alias/aws/rds",
        ),
        (
            "arn:aws:kms:eu-west-1:111122223333:key/mrk-1b2c3d4e000140008000000000000001",
            "arn:aws:kms:eu-west-1:100000000001:key/mrk-00000000000000000000000000000001",
        ),
        ("arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/AdministratorAccess"),
        ("arn:aws:iam::111122223333:group/path/ops", "arn:aws:iam::100000000001:group/group-1"),
        ("arn:aws:s3:::bucket", "arn:aws:s3:::value-1"),
        ("arn:aws:rds", "value-1"),
        ("alias/orders", "alias/alias-1"),
        ("orders.cluster-abc.eu-west-1.rds.amazonaws.com", "value-1"),
        ("kms.amazonaws.com", "kms.amazonaws.com"),
        ("AROAEXAMPLE:jane", "AROA00000000000000001:session-1"),
        ("${aws:username}", "${aws:username}"),
        ("true", "true"),
        ("", ""),
    ] {
        assert_eq!(&*Names::default().text(text), made_up, "{text}");
    }
    for (why, kept) in [
        (
            "Condition key 'aws:PrincipalTag/team' is not supported here.",
            "Condition key '…' is not supported here.",
        ),
        ("Nothing is named", "Nothing is named"),
        ("It can't be", "It can"),
        ("'a", ""),
    ] {
        assert_eq!(policy::reason(why), kept);
    }
}
