use super::*;
use crate::{File, read};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e-0001-4000-8000-000000000001";

/// The access of a key with these statements, in a policy of its own, and these grants.
fn of(statements: &str, grants: &str) -> Access {
    let policy = ["{\"Version\": \"2012-10-17\", \"Statement\": [", statements, "]}"].concat();
    let quoted = policy.replace('\\', "\\\\").replace('"', "\\\"");
    let text = format!(
        "{{\"KeyMetadata\": {{\"KeyId\": \"1b2c3d4e-0001-4000-8000-000000000001\", \"Arn\": \"{KEY}\", \"KeyState\": \"Enabled\"}}}}\n\
         {{\"Policy\": \"{quoted}\", \"PolicyName\": \"default\"}}\n{{\"Grants\": [{grants}]}}"
    );
    let (estate, reads) = read(&[File { name: "key", bytes: text.as_bytes() }]);
    assert!(reads[0].problems.is_empty(), "{:?}", reads[0].problems);
    access(&estate, &Arn::parse(KEY).unwrap())
}

/// `who | may | by | doubt`, a line each.
fn lines(access: &Access) -> Vec<String> {
    let names = |actions: &[Action]| actions.iter().map(|one| one.name()).collect::<Vec<_>>().join(", ");
    let kind = |name: &str, all: usize, actions: &[Action]| match actions.len() {
        0 => None,
        count if count == all => Some(name.to_owned()),
        _ => Some([name, ": ", &names(actions)].concat()),
    };
    let may = |way: &Way| {
        let kinds = [kind("use", 7, &way.uses), kind("administer", 12, &way.administers)];
        kinds.into_iter().flatten().collect::<Vec<_>>().join("; ")
    };
    let way = |way: &Way| {
        let doubt = way.doubt.as_ref().map(|doubt| format!(" | {doubt}")).unwrap_or_default();
        format!("{} | {} | {}{doubt}", way.who, may(way), way.by)
    };
    access.ways.iter().map(way).chain(access.unknown.iter().cloned()).collect()
}

const ROOT: &str = r#"{"Sid": "Own", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}"#;
const NO_IAM: &str = "can't tell, because the IAM policies of account 111122223333 decide, and they aren't in the files (aws iam get-account-authorization-details)";
const THEIR_IAM: &str = "can't tell, because the IAM policies of account 444455556666 must allow it as well, and they aren't in the files (aws iam get-account-authorization-details)";

#[test]
fn each_statement_says_what_it_allows_and_what_it_leaves_open() {
    let app = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": ["kms:Decrypt", "kms:DescribeKey"], "Resource": "*"}"#;
    let partner = r#"{"Sid": "Partner", "Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:role/restore"]}, "Action": ["kms:Decrypt", "kms:PutKeyPolicy"], "Resource": "*"}"#;
    let rds = r#"{"Sid": "Rds", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringEquals": {"kms:CallerAccount": "111122223333", "kms:ViaService": "rds.eu-west-1.amazonaws.com"}}}"#;
    let here = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/me"}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringEquals": {"kms:CallerAccount": "111122223333"}}}"#;
    let elsewhere =
        here.replace(r#""kms:CallerAccount": "111122223333""#, r#""kms:CallerAccount": "444455556666""#);
    let deny = r#"{"Sid": "No", "Effect": "Deny", "Principal": "*", "Action": "kms:ScheduleKeyDeletion", "Resource": "*"}"#;
    let deny_unless = r#"{"Sid": "Mfa", "Effect": "Deny", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}"#;
    let but = "administer: CancelKeyDeletion, DisableKey, DisableKeyRotation, EnableKey, EnableKeyRotation, PutKeyPolicy, ReplicateKey, RevokeGrant, RotateKeyOnDemand, UpdateKeyDescription, UpdatePrimaryRegion";
    let none: Vec<String> = Vec::new();
    for (statements, wanted) in [
        (
            ROOT.to_owned(),
            vec![
                String::from("root user of account 111122223333 | use; administer | statement \"Own\""),
                format!(
                    "users and roles of account 111122223333 | use; administer | statement \"Own\" | {NO_IAM}"
                ),
            ],
        ),
        (
            app.to_owned(),
            vec![String::from("arn:aws:iam::111122223333:role/app | use: Decrypt | statement 1")],
        ),
        // Another account's administrators can't be given the key; the account's own policies have the last word.
        (
            partner.to_owned(),
            vec![
                String::from("root user of account 444455556666 | use: Decrypt | statement \"Partner\""),
                format!(
                    "users and roles of account 444455556666 | use: Decrypt | statement \"Partner\" | {THEIR_IAM}"
                ),
                format!(
                    "arn:aws:iam::444455556666:role/restore | use: Decrypt | statement \"Partner\" | {THEIR_IAM}"
                ),
            ],
        ),
        (
            rds.to_owned(),
            vec![String::from(
                "everybody | use: Decrypt | statement \"Rds\" | can't tell, because it depends on the call: kms:CallerAccount is 111122223333 and kms:ViaService is rds.eu-west-1.amazonaws.com",
            )],
        ),
        // What is known of every call decides, by the core's reading of the operator.
        (
            here.to_owned(),
            vec![String::from("arn:aws:iam::111122223333:user/me | use: Decrypt | statement 1")],
        ),
        (elsewhere, none),
        (
            [ROOT, deny].join(","),
            vec![
                format!("root user of account 111122223333 | use; {but} | statement \"Own\""),
                format!(
                    "users and roles of account 111122223333 | use; {but} | statement \"Own\" | {NO_IAM}"
                ),
            ],
        ),
        (
            [app, deny_unless].join(","),
            vec![String::from(
                "arn:aws:iam::111122223333:role/app | use: Decrypt | statement 1 | can't tell, because statement \"Mfa\" denies it if aws:MultiFactorAuthPresent is false",
            )],
        ),
    ] {
        assert_eq!(lines(&of(&statements, "")), wanted, "{statements}");
    }
}

#[test]
fn a_denial_for_all_but_some_names_those_as_well() {
    let but = r#"{"Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:role/keys", "111122223333"]}, "Action": "kms:*", "Resource": "*"}"#;
    let wanted =
        format!("arn:aws:iam::111122223333:role/keys | use; administer | statement \"Own\" | {NO_IAM}");
    let all = lines(&of(&[ROOT, but].join(","), ""));
    assert!(all.contains(&wanted), "{all:?}");
    assert!(!all.iter().any(|line| line.starts_with("users and roles")), "{all:?}");
}

#[test]
fn grants_allow_their_grantees_within_their_constraints_and_the_denials() {
    let grant = |grantee: &str, constraint: &str| {
        format!(
            r#"{{"KeyId": "{KEY}", "GrantId": "0c0c", "GranteePrincipal": "{grantee}", "Operations": ["Decrypt", "CreateGrant", "RetireGrant"]{constraint}}}"#
        )
    };
    let subset = r#", "Constraints": {"EncryptionContextSubset": {"aws:rds:dbc-id": "cluster-A"}}"#;
    let deny = r#",{"Effect": "Deny", "Principal": {"Service": "rds.amazonaws.com"}, "Action": "kms:CreateGrant", "Resource": "*"}"#;
    for (more, grants, wanted) in [
        ("", grant("rds.eu-west-1.amazonaws.com", ""), vec!["rds.eu-west-1.amazonaws.com | use: CreateGrant, Decrypt | grant 0c0c".to_owned()]),
        (deny, grant("rds.eu-west-1.amazonaws.com", ""), vec!["rds.eu-west-1.amazonaws.com | use: Decrypt | grant 0c0c".to_owned()]),
        (
            "",
            grant("rds.eu-west-1.amazonaws.com", subset),
            vec![
                "rds.eu-west-1.amazonaws.com | use: CreateGrant | grant 0c0c".to_owned(),
                "rds.eu-west-1.amazonaws.com | use: Decrypt | grant 0c0c | can't tell, because it holds only with an encryption context with aws:rds:dbc-id=cluster-A".to_owned(),
            ],
        ),
        ("", grant("arn:aws:sts::111122223333:assumed-role/app/s", ""), vec!["arn:aws:sts::111122223333:assumed-role/app/s | use: CreateGrant, Decrypt | grant 0c0c".to_owned()]),
        ("", grant("arn:aws:iam::444455556666:role/restore", ""), vec![format!("arn:aws:iam::444455556666:role/restore | use: CreateGrant, Decrypt | grant 0c0c | {THEIR_IAM}")]),
        ("", grant("AROAEXAMPLE", ""), vec!["can't tell what grant 0c0c allows, because its grantee AROAEXAMPLE can't be evaluated".to_owned()]),
    ] {
        let all = lines(&of(&[ROOT, more].concat(), &grants));
        assert_eq!(all.get(2..).unwrap(), wanted, "{grants}");
    }
}

#[test]
fn what_no_file_says_or_cannot_be_evaluated_is_said() {
    let odd = r#"{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {"StringEquals": {"ec2:x": "y"}}}"#;
    let grant = format!(
        r#"{{"KeyId": "{KEY}", "GrantId": "0c0c", "GranteePrincipal": "rds.amazonaws.com", "Operations": ["Decrypt"]}}"#
    );
    let why =
        "can't tell, because its key policy can't be evaluated: Condition key 'ec2:x' is not supported here";
    assert_eq!(
        lines(&of(odd, &grant)),
        [format!("rds.amazonaws.com | use: Decrypt | grant 0c0c | {why}"), why.to_owned()]
    );
    let (estate, _) = read(&[]);
    let unknown = access(&estate, &Arn::parse(KEY).unwrap());
    assert_eq!(lines(&unknown), ["can't tell, because no file describes the key"]);
}

#[test]
fn a_policy_that_is_too_long_is_not_evaluated() {
    let many = vec![ROOT; 400].join(",");
    assert!(lines(&of(&many, ""))[0].contains("longer than the 32 KiB"));
}
