//! Every operator on keys that are there and absent, and policy variables.

use super::*;
use crate::ids::Principal;
use crate::kms::action::Action;
use crate::kms::context::EncryptionContext;
use crate::kms::pattern::{Budget, Pattern};
use crate::kms::policy::{Effect, Statement, Who};

/// Returns whether a condition holds for a call that knows these keys.
fn holds(operator: &str, key: &str, values: &[&str], known: &[(&str, &str)]) -> bool {
    let caller = Principal::parse("arn:aws:iam::111122223333:user/admin").unwrap();
    let context = EncryptionContext::default();
    let read = |(key, value): &(&str, &str)| (ConditionKey::parse(key).unwrap(), Rc::from(*value));
    let call = RequestContext {
        caller: &caller,
        account: caller.account(),
        action: Action::Decrypt,
        via: None,
        context: &context,
        for_aws_resource: None,
        known: known.iter().map(read).collect(),
        session: None,
        budget: Budget::default(),
    };
    let values = values.iter().map(|value| Rc::from(*value)).collect();
    let condition = Condition::new(operator, key, values, Version::V2012).unwrap();
    let held = condition.holds(&call, true);
    assert!(!call.budget.is_spent());
    held
}

#[test]
fn every_operator_on_a_key_with_one_value() {
    let (ip, arn, days) = ("aws:SourceIp", "aws:PrincipalArn", "kms:ScheduleKeyDeletionPendingWindowInDays");
    let (now, admin) = ("aws:CurrentTime", "arn:aws:iam::111122223333:user/ops/admin");
    for (operator, key, wanted, held, missed) in [
        ("StringEquals", "aws:username", "admin", "admin", "Admin"),
        ("StringNotEquals", "aws:username", "admin", "Admin", "admin"),
        ("StringEqualsIgnoreCase", "aws:username", "ADMIN", "admin", "dev"),
        ("StringNotEqualsIgnoreCase", "aws:username", "ADMIN", "dev", "admin"),
        ("StringLike", "aws:username", "ad*", "admin", "dev"),
        ("StringNotLike", "aws:username", "ad*", "dev", "admin"),
        ("ArnEquals", arn, "arn:aws:iam::*:user/ops/*", admin, "arn:aws:iam::111122223333:user/dev"),
        ("ArnLike", arn, "arn:aws:iam::*:user/ops/*", admin, "arn:aws:iam::111122223333:role/ops/admin"),
        ("ArnNotEquals", arn, "arn:aws:iam::*:user/ops/*", "arn:aws:iam::111122223333:user/dev", admin),
        ("ArnNotLike", arn, "arn:aws:iam::1111*:user/*", "arn:aws:iam::444455556666:user/dev", admin),
        ("NumericEquals", days, "30", "30.0", "7"),
        ("NumericNotEquals", days, "30", "7", "30"),
        ("NumericLessThan", days, "30", "29", "30"),
        ("NumericLessThanEquals", days, "30", "30", "31"),
        ("NumericGreaterThan", days, "9", "10", "9"),
        ("NumericGreaterThanEquals", days, "9", "9", "8"),
        ("NumericLessThan", days, "30", "7", "seven"),
        ("DateEquals", now, "2026-12-01T10:00:00+01:00", "2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z"),
        ("DateNotEquals", now, "2026-12-01", "2026-12-02T00:00:00Z", "2026-12-01T00:00:00Z"),
        ("DateLessThan", now, "2026-12", "2026-11-30T23:59:59Z", "2026-12-01T00:00:00Z"),
        ("DateLessThanEquals", now, "2026-12", "2026-12-01T00:00:00Z", "2026-12-01T00:00:01Z"),
        ("DateGreaterThan", now, "1796083200", "2026-12-01T00:00:01Z", "2026-12-01T00:00:00Z"),
        ("DateGreaterThanEquals", now, "1796083200", "2026-12-01T00:00:00Z", "2026-11-30T23:59:59Z"),
        ("DateGreaterThan", "aws:EpochTime", "2026-12-01", "1796083201", "1796083200"),
        ("IpAddress", ip, "203.0.113.0/24", "203.0.113.10", "198.51.100.1"),
        ("NotIpAddress", ip, "203.0.113.0/24", "198.51.100.1", "203.0.113.10"),
        ("IpAddress", ip, "2001:db8::/32", "2001:db8::7", "203.0.113.10"),
        ("BinaryEquals", "aws:username", "YWRtaW4=", "admin", "YWRtaW4="),
        ("Bool", "aws:SecureTransport", "TRUE", "true", "false"),
    ] {
        let holds = |found: &str| holds(operator, key, &[wanted], &[(key, found)]);
        assert!(holds(held), "{operator} {wanted} {held}");
        assert!(!holds(missed), "{operator} {wanted} {missed}");
    }
}

#[test]
fn an_absent_key_fails_a_comparison_passes_its_opposite_and_ifexists() {
    for (operator, value, absent) in [
        ("StringEquals", "a", false),
        ("StringNotEquals", "a", true),
        ("ArnLike", "a", false),
        ("ArnNotLike", "a", true),
        ("NumericEquals", "1", false),
        ("NumericNotEquals", "1", true),
        ("NumericLessThan", "1", false),
        ("DateEquals", "2026", false),
        ("DateNotEquals", "2026", true),
        ("DateGreaterThan", "2026", false),
        ("IpAddress", "203.0.113.0/24", false),
        ("NotIpAddress", "203.0.113.0/24", true),
        ("Bool", "false", false),
        ("BinaryEquals", "a", false),
    ] {
        assert_eq!(holds(operator, "aws:SourceIp", &[value], &[]), absent, "{operator}");
        let if_exists = [operator, "IfExists"].concat();
        assert!(holds(&if_exists, "aws:SourceIp", &[value], &[]), "{if_exists}");
        let (any, all) = (["ForAnyValue:", operator].concat(), ["ForAllValues:", operator].concat());
        assert!(!holds(&any, "aws:TagKeys", &[value], &[]), "{any}");
        assert!(holds(&all, "aws:TagKeys", &[value], &[]), "{all}");
    }
    assert!(holds("Null", "aws:SourceIp", &["true"], &[]));
    assert!(!holds("Null", "aws:SourceIp", &["false"], &[]));
}

#[test]
fn several_values_of_policy_and_call() {
    let keys = |names: &[&'static str]| names.iter().map(|name| ("aws:TagKeys", *name)).collect::<Vec<_>>();
    for (operator, wanted, found, expected) in [
        ("ForAnyValue:StringEquals", &["a", "b"][..], &["b", "c"][..], true),
        ("ForAnyValue:StringEquals", &["a", "b"], &["c", "d"], false),
        ("ForAllValues:StringEquals", &["a", "b"], &["b", "a"], true),
        ("ForAllValues:StringEquals", &["a", "b"], &["b", "c"], false),
        // Negated: each value of the call must be none (all), or one must be none (any).
        ("ForAllValues:StringNotEquals", &["a", "b"], &["c", "d"], true),
        ("ForAllValues:StringNotEquals", &["a", "b"], &["b", "c"], false),
        ("ForAnyValue:StringNotEquals", &["a", "b"], &["b", "c"], true),
        ("ForAnyValue:StringNotEquals", &["a", "b"], &["b", "a"], false),
    ] {
        assert_eq!(holds(operator, "aws:TagKeys", wanted, &keys(found)), expected, "{operator} {found:?}");
    }
    let ip = [("aws:SourceIp", "203.0.113.10")];
    assert!(holds("IpAddress", "aws:SourceIp", &["198.51.100.0/24", "203.0.113.0/24"], &ip));
    assert!(!holds("NotIpAddress", "aws:SourceIp", &["198.51.100.0/24", "203.0.113.0/24"], &ip));
    // Names are compared without case, those of tags as well.
    assert!(holds("StringEquals", "AWS:resourcetag/TEAM", &["a"], &[("aws:ResourceTag/team", "a")]));
}

#[test]
fn policy_variables_in_values() {
    let known = [("aws:username", "a*"), ("aws:ResourceTag/team", "red")];
    for (operator, wanted, found, expected) in [
        ("StringEquals", "user-${aws:username}", "user-a*", true),
        ("StringLike", "user-${aws:username}-*", "user-a*-1", true),
        // The value of a variable has no wildcards.
        ("StringLike", "user-${aws:username}-*", "user-ab-1", false),
        ("StringLike", "${*}${?}*", "*?x", true),
        ("StringLike", "${*}${?}*", "abx", false),
        ("StringEquals", "${$}{${*}", "${*", true),
        ("StringEquals", "${aws:PrincipalTag/team, 'it''s'}", "it's", true),
        ("StringEquals", "${aws:ResourceTag/team, 'blue'}", "red", true),
        // A variable without a value is like nothing.
        ("StringEquals", "${aws:PrincipalTag/team}", "", false),
        ("StringLike", "*${aws:PrincipalTag/team}*", "x", false),
        ("StringNotEquals", "${aws:PrincipalTag/team}", "x", true),
    ] {
        let call = [&known[..], &[("kms:RequestAlias", found)]].concat();
        assert_eq!(holds(operator, "kms:RequestAlias", &[wanted], &call), expected, "{operator} {wanted}");
    }
    let old = Condition::new("StringEquals", "aws:username", vec!["${no}".into()], Version::V2008);
    assert!(old.is_ok(), "${{ is text in 2008-10-17");
}

#[test]
fn not_principal_spares_only_who_is_named_with_the_account() {
    let any = || vec![Pattern::resource("*", Version::V2012).unwrap()];
    let deny = |who: &[&str]| {
        let read = |text: &&str| Who::aws(text).or_else(|_| Who::service(text)).unwrap();
        let mut statement = Statement::new(Effect::Deny, who.iter().map(read).collect(), Vec::new(), any());
        statement.inverted.push(crate::kms::policy::Element::Principal);
        statement
    };
    let (admin, dev) = ("arn:aws:iam::111122223333:user/admin", "arn:aws:iam::111122223333:user/dev");
    for (listed, caller, denied) in [
        (&[admin, "111122223333"][..], admin, false),
        (&[admin, "111122223333"], dev, true),
        (&[admin], admin, true),
        (&["111122223333"], admin, true),
        (&["*"], admin, false),
        (&["rds.amazonaws.com"], "rds.us-east-1.amazonaws.com", false),
        (&["rds.amazonaws.com"], "arn:aws:iam::444455556666:user/admin", true),
    ] {
        let caller = Principal::parse(caller).unwrap();
        assert_eq!(deny(listed).is_aimed_at(&caller), denied, "{listed:?} {caller}");
    }
}
