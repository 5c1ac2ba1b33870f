//! What is read of a policy document, and what is refused by name.

use super::*;
use playground_core::edition::Edition;
use playground_core::iam::aws_managed;
use playground_core::ids::{AccountId, Region};
use playground_core::kms::builtin::{default_key_policy, initial_identity_policies, rds_key_policy};

#[test]
fn the_built_in_policies_are_their_texts() {
    let account = AccountId::from_number(111_122_223_333);
    for policy in [default_key_policy(account), rds_key_policy(account, Region::DEFAULT)] {
        assert_eq!(*read(&policy.text, Kind::Key).unwrap(), policy);
    }
    for (_, policy) in &initial_identity_policies() {
        assert_eq!(read(&policy.text, Kind::Identity).unwrap(), *policy);
    }
}

/// Statements about services that aren't modelled decide no call; some can't be read, for their condition keys.
#[test]
fn the_managed_policies_of_aws_are_their_texts() {
    for edition in Edition::ALL {
        for managed in aws_managed::all(edition) {
            let document = json::parse(&managed.policy.text).unwrap();
            let mut statements = Vec::new();
            for one in document.get("Statement").unwrap().as_array().unwrap() {
                let text = json::compact(one);
                if ["\"pi:*\"", "\"iam:CreateServiceLinkedRole\"", "\"devops-guru:SearchInsights\""]
                    .iter()
                    .all(|elsewhere| !text.contains(elsewhere))
                {
                    statements.extend(read(&with(&text), Kind::Identity).unwrap().statements.clone());
                }
            }
            assert_eq!(statements, managed.policy.statements, "{}", managed.arn.text());
            assert_eq!(aws_managed::find(edition, &managed.arn).as_ref(), Some(&managed));
        }
    }
}

#[test]
fn a_trust_policy_has_principals_and_no_resource() {
    let trust = |elements: &str| {
        let text = with(&["{\"Effect\":\"Allow\",", elements, "}"].concat());
        read(&text, Kind::Trust).map_err(|error| error.0)
    };
    let fine = r#""Principal":{"AWS":"111122223333","Service":"rds.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]"#;
    assert!(trust(fine).is_ok());
    assert!(trust(&[fine, r#","Condition":{"StringEquals":{"sts:ExternalId":"x"}}"#].concat()).is_ok());
    assert_eq!(trust(&[fine, r#","Resource":"*""#].concat()).unwrap_err(), "Has prohibited field Resource");
    assert!(trust(r#""Action":"sts:AssumeRole""#).unwrap_err().contains("Principal"));
    let federated = trust(
        r#""Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity""#,
    );
    assert!(federated.unwrap_err().contains("identity providers"), "not modeled");
}

fn with(statement: &str) -> String {
    ["{\"Version\": \"2012-10-17\", \"Statement\": [", statement, "]}"].concat()
}

const GOOD: &str = r#"{"Sid": "s", "Effect": "Allow", "Principal": {"AWS": ["111122223333", "*"], "Service": "rds.amazonaws.com"},
    "Action": ["kms:Decrypt", "kms:Re*"], "Resource": "*",
    "Condition": {"StringEquals": {"kms:CallerAccount": "111122223333"},
                  "Bool": {"kms:GrantIsForAWSResource": true},
                  "ForAnyValue:StringLike": {"kms:EncryptionContextKeys": ["aws:rds:*"]}}}"#;

#[test]
fn every_element_is_read() {
    let policy = read(&with(GOOD), Kind::Key).unwrap();
    let statement = &policy.statements[0];
    assert_eq!(statement.who.len(), 3);
    assert_eq!(statement.actions.len(), 2);
    assert_eq!(statement.conditions.len(), 3);
    assert_eq!(&*policy.text, with(GOOD));
    // A single statement needs no list.
    let single = ["{\"Statement\": ", GOOD, "}"].concat();
    assert_eq!(read(&single, Kind::Key).unwrap().statements, policy.statements);
}

#[test]
fn what_can_not_be_evaluated_is_refused_by_name_beside_what_can() {
    for (good, bad, named) in [
        ("\"Principal\":", "\"NotPrincipal\":", "NotPrincipal with the effect Deny"),
        ("\"Allow\", \"Principal\":", "\"Deny\", \"NotPrincipal\":", ""),
        ("\"Action\":", "\"NotAction\":", ""),
        ("\"Resource\":", "\"NotResource\":", ""),
        ("\"Resource\":", "\"NotAction\": \"kms:*\", \"Resource\":", "Action and NotAction must not"),
        ("\"Resource\":", "\"NotResource\": \"x\", \"Resource\":", "Resource and NotResource must not"),
        ("\"Sid\":", "\"NotSid\":", "'NotSid'"),
        ("\"Condition\":", "\"NotCondition\":", "'NotCondition'"),
        ("\"Service\":", "\"Federated\":", "trust policies of roles"),
        ("\"Service\":", "\"CanonicalUser\":", "Amazon S3"),
        ("\"Resource\": \"*\"", "\"Resource\": \"arn:${aws:username}\"", ""),
        ("\"Resource\": \"*\"", "\"Resource\": \"arn:${aws:nobody}\"", "'aws:nobody'"),
        ("\"Resource\": \"*\"", "\"Resource\": \"arn:${aws:username\"", "'arn:${aws:username'"),
        ("\"Resource\": \"*\"", "\"Resource\": \"arn:${aws:TagKeys}\"", "that have one value"),
        ("\"Resource\": \"*\"", "\"Resource\": \"${aws:PrincipalTag/a, 'b'}${*}\"", ""),
        ("\"Resource\": \"*\"", "\"Resource\": \"${aws:PrincipalTag/a, b}\"", "single quotes"),
        ("[\"aws:rds:*\"]", "[\"${kms:CallerAccount}\"]", ""),
        ("\"kms:Decrypt\"", "\"kms:${aws:username}\"", "'kms:${aws:username}'"),
        ("\"StringEquals\"", "\"StringMatches\"", "'StringMatches'"),
        ("\"kms:CallerAccount\"", "\"aws:SourceIp\"", ""),
        ("\"kms:CallerAccount\"", "\"aws:UserAgent\"", "'aws:UserAgent'"),
        ("\"StringEquals\"", "\"NumericEquals\"", ""),
        ("\"StringEquals\"", "\"DateGreaterThan\"", ""),
        ("\"StringEquals\"", "\"IpAddress\"", "'111122223333'"),
        ("\"ForAnyValue:StringLike\"", "\"StringLike\"", "'kms:EncryptionContextKeys'"),
        ("\"kms:Decrypt\"", "\"s3:GetObject\"", "'s3:GetObject'"),
        ("\"111122223333\", \"*\"", "\"arn:aws:iam::111122223333:user/*\"", "user/*'"),
        ("\"Allow\"", "\"Permit\"", "Effect must"),
        ("\"Allow\"", "true", "Effect must"),
        (": true}", ": \"maybe\"}", "'maybe'"),
        (": true}", ": {}}", "A condition's value must"),
        ("\"Resource\": \"*\"", "\"Resource\": []", "Resource must"),
        ("[\"kms:Decrypt\", \"kms:Re*\"]", "{}", "Action must"),
        ("\"Sid\": \"s\",", "", ""),
        ("\"2012-10-17\"", "\"2020-01-01\"", "Version must"),
        ("\"Version\"", "\"version\"", "'version'"),
        ("]}", "", "is not valid JSON"),
        ("\"Sid\": \"s\",", "\"Resource\": \"x\",", "two members of one name"),
        ("\"Sid\": \"s\",", "\"Sid\": \": \\\" :\",", ""),
    ] {
        let text = with(GOOD);
        assert!(read(&text, Kind::Key).is_ok());
        assert!(text.contains(good), "{good}");
        let result = read(&text.replacen(good, bad, 1), Kind::Key);
        match (result, named) {
            (Ok(_), "") => {}
            (Ok(_), _) => panic!("{bad} was read"),
            (Err(error), named) => assert!(!named.is_empty() && error.0.contains(named), "{error}"),
        }
    }
    for text in ["", "[]", "{}", "{\"Statement\": []}", "{\"Statement\": \"x\"}", "{\"Id\": \"\u{2026}\"}"] {
        assert!(read(text, Kind::Key).is_err(), "{text}");
    }
}

#[test]
fn an_identity_policy_names_no_principal_and_may_speak_of_other_services() {
    let of = |principal: &str, action: &str| {
        let head = "{\"Effect\": \"Allow\", \"Resource\": \"*\", ";
        with(&[head, principal, "\"Action\": \"", action, "\"}"].concat())
    };
    assert!(read(&of("", "s3:GetObject"), Kind::Identity).is_ok());
    assert!(read(&of("", "kms:*"), Kind::Identity).is_ok());
    assert!(read(&of("\"Principal\": \"*\", ", "kms:*"), Kind::Identity).is_err());
    assert!(read(&of("\"Principal\": \"*\", ", "kms:*"), Kind::Key).is_ok());
    assert!(read(&of("", "kms:*"), Kind::Key).is_err());
}

#[test]
fn an_identity_policy_is_checked_as_iam_does() {
    let of = |sid: &str, resource: &str| {
        let one = [
            "{\"Sid\": \"",
            sid,
            "\", \"Effect\": \"Allow\", \"Action\": \"kms:Encrypt\", \"Resource\": \"",
            resource,
            "\"}, {\"Sid\": \"Last\", \"Effect\": \"Deny\", \"Action\": \"s3:*\", \"Resource\": \"*\"}",
        ];
        read(&with(&one.concat()), Kind::Identity)
    };
    for (sid, resource, said) in [
        ("First1", "*", None),
        ("First 1", "*", Some("alpha-numeric")),
        ("Last", "*", Some("must be unique")),
        ("a", "arn:aws:kms:us-east-1:111122223333:key/*", None),
        ("a", "arn:aws:kms:*:key/*", None),
        ("a", "arn:aws:kms:*", None),
        ("a", "key/*", Some("Resource key/* must be in ARN format or \"*\".")),
        ("a", "**", Some("must be in ARN format")),
        ("a", "arn:aws2:kms:*", Some("Partition \"aws2\" is not valid")),
        ("a", "arn:aws:*", Some("vendor must be fully qualified")),
        ("a", "arn:aws", Some("vendor must be fully qualified")),
        ("a", "arn", Some("must be in ARN format")),
    ] {
        match (of(sid, resource), said) {
            (Ok(_), None) => {}
            (Err(error), Some(said)) => assert!(error.0.contains(said), "{error}"),
            (got, _) => panic!("{sid} {resource}: {got:?}"),
        }
    }
}
