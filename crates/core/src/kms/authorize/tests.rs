//! Which principal may do what with a key: tables of callers, policies and grants.

use super::*;
use crate::edition::Edition;
use crate::env::Time;
use crate::ids::Region;
use crate::kms::builtin::{default_key_policy, initial_identity_policies, rds_key_policy};
use crate::kms::condition::Condition;
use crate::kms::grant::GrantTerms;
use crate::kms::pattern::Pattern;
use crate::kms::policy::{Version, Who};

const ADMIN: &str = "arn:aws:iam::111122223333:user/admin";
const DEV: &str = "arn:aws:iam::111122223333:user/dev";
const PARTNER: &str = "arn:aws:iam::444455556666:user/admin";
const RDS: &str = "rds.us-east-1.amazonaws.com";

fn key() -> KeyArn {
    let arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    KeyArn::parse(arn).unwrap()
}

fn statement(effect: Effect, who: &str, action: &str) -> Statement {
    let who = Who::aws(who).or_else(|_| Who::service(who)).unwrap();
    let (action, all) =
        (Pattern::action(action, false).unwrap(), Pattern::resource("*", Version::V2012).unwrap());
    Statement::new(effect, vec![who], vec![action], vec![all])
}

fn with(mut statement: Statement, operator: &str, key: &str, value: &str) -> Statement {
    statement.conditions.push(Condition::new(operator, key, vec![value.into()], Version::V2012).unwrap());
    statement
}

fn policy(statements: Vec<Statement>) -> Policy {
    Policy { text: "".into(), statements }
}

struct Ask<'a> {
    who: &'a str,
    action: Action,
    via: Option<&'a str>,
    context: EncryptionContext,
    grants: Vec<Grant>,
}

fn ask(who: &str, action: Action) -> Ask<'_> {
    Ask { who, action, via: None, context: EncryptionContext::default(), grants: Vec::new() }
}

fn decide(ask: &Ask<'_>, key_policy: &Policy) -> Result<Allowed, Denied> {
    let caller = Principal::parse(ask.who).unwrap();
    let policies = initial_identity_policies();
    let identity: Vec<&Policy> =
        policies.iter().filter(|((who, _), _)| *who == caller).map(|(_, p)| &**p).collect();
    let call = RequestContext {
        caller: &caller,
        account: caller.account().or(Some(key().account)),
        action: ask.action,
        via: ask.via.map(Rc::from),
        context: &ask.context,
        for_aws_resource: (ask.action == Action::CreateGrant).then_some(ask.via.is_some()),
        known: Vec::new(),
        session: None,
        budget: Budget::default(),
    };
    on_key(&call, &key(), key_policy, &identity, &mut ask.grants.iter())
}

fn through_rds(who: &str, action: Action) -> Ask<'_> {
    Ask { via: Some(RDS), ..ask(who, action) }
}

fn grant_to(who: &str, operations: &[Action]) -> Grant {
    Grant {
        id: GrantId([7; 32]),
        key: key(),
        terms: GrantTerms {
            grantee: Principal::parse(who).unwrap(),
            retiring: None,
            operations: operations.to_vec(),
            constraint: None,
            name: None,
        },
        issuer: key().account,
        created: Time::start(Edition::Y2020),
    }
}

#[test]
fn the_default_policy_lets_the_accounts_identity_policies_decide() {
    let policy = default_key_policy(key().account);
    for (who, expected) in [
        (ADMIN, Ok(Allowed::IdentityPolicy)),
        (DEV, Err(Denied::NoIdentityPolicy)),
        (PARTNER, Err(Denied::NoKeyPolicy)),
        (RDS, Err(Denied::NoKeyPolicy)),
    ] {
        assert_eq!(decide(&ask(who, Action::Decrypt), &policy), expected, "{who}");
    }
}

#[test]
fn a_key_policy_that_names_the_caller_is_enough_at_home_and_half_of_it_abroad() {
    let named = |who: &str| policy(vec![statement(Effect::Allow, who, "kms:Decrypt")]);
    let by_policy = Ok(Allowed::KeyPolicy(None));
    for (who, named_in_policy, expected) in [
        (DEV, DEV, by_policy.clone()),
        (DEV, ADMIN, Err(Denied::NoKeyPolicy)),
        (PARTNER, PARTNER, by_policy.clone()),
        (PARTNER, "444455556666", Ok(Allowed::IdentityPolicy)),
        (PARTNER, "777788889999", Err(Denied::NoKeyPolicy)),
        (PARTNER, "*", by_policy.clone()),
        // The key's side allows it; the caller's own account has no identity policy for it.
        ("arn:aws:iam::444455556666:user/new", "444455556666", Err(Denied::NoIdentityPolicy)),
        ("arn:aws:iam::444455556666:user/new", "*", Err(Denied::NoIdentityPolicy)),
        (RDS, "rds.amazonaws.com", by_policy),
        (RDS, "s3.amazonaws.com", Err(Denied::NoKeyPolicy)),
    ] {
        let policy = named(named_in_policy);
        assert_eq!(decide(&ask(who, Action::Decrypt), &policy), expected, "{who} {named_in_policy}");
        assert!(decide(&ask(who, Action::Encrypt), &policy).is_err(), "{who} encrypts");
    }
}

#[test]
fn an_explicit_deny_wins_over_every_allow_and_every_grant() {
    let deny = |who: &str| {
        let mut statements = default_key_policy(key().account).statements;
        statements.push(statement(Effect::Deny, who, "kms:Decrypt"));
        policy(statements)
    };
    let granted = |who| Ask { grants: vec![grant_to(who, &[Action::Decrypt])], ..ask(who, Action::Decrypt) };
    let explicit = Err(Denied::ExplicitInKeyPolicy);
    for (who, denied, expected) in [
        (ADMIN, ADMIN, explicit.clone()),
        (ADMIN, DEV, Ok(Allowed::IdentityPolicy)),
        (ADMIN, "111122223333", explicit.clone()),
        (DEV, DEV, explicit.clone()),
        (DEV, ADMIN, Ok(Allowed::Grant(GrantId([7; 32])))),
        (RDS, "*", explicit.clone()),
        (RDS, "rds.amazonaws.com", explicit.clone()),
        (RDS, "111122223333", Ok(Allowed::Grant(GrantId([7; 32])))),
    ] {
        assert_eq!(decide(&granted(who), &deny(denied)), expected, "{who} {denied}");
    }
}

#[test]
fn a_deny_for_all_can_except_the_account_that_owns_the_resource() {
    let deny =
        with(statement(Effect::Deny, "*", "kms:*"), "StringNotEquals", "kms:CallerAccount", "111122223333");
    let policy = policy(vec![deny]);
    let granted = |who| Ask { grants: vec![grant_to(who, &[Action::Decrypt])], ..ask(who, Action::Decrypt) };
    assert!(decide(&granted(RDS), &policy).is_ok());
    assert_eq!(decide(&granted(PARTNER), &policy), Err(Denied::ExplicitInKeyPolicy));
}

#[test]
fn the_rds_key_is_used_through_rds_and_managed_by_nobody() {
    let policy = rds_key_policy(key().account, Region::DEFAULT);
    let allowed = |ask: &Ask<'_>| decide(ask, &policy).is_ok();
    assert!(allowed(&through_rds(DEV, Action::CreateGrant)));
    assert!(!allowed(&ask(DEV, Action::CreateGrant)));
    assert!(!allowed(&through_rds(PARTNER, Action::CreateGrant)));
    assert!(allowed(&ask(ADMIN, Action::DescribeKey)));
    assert!(!allowed(&ask(DEV, Action::DescribeKey)));
    assert!(!allowed(&ask(ADMIN, Action::Decrypt)));
    for action in
        [Action::PutKeyPolicy, Action::DisableKey, Action::ScheduleKeyDeletion, Action::EnableKeyRotation]
    {
        assert_eq!(decide(&ask(ADMIN, action), &policy), Err(Denied::NoKeyPolicy), "{action:?}");
    }
    let elsewhere = Ask { via: Some("rds.eu-west-1.amazonaws.com"), ..ask(DEV, Action::CreateGrant) };
    assert!(!allowed(&elsewhere));
}

#[test]
fn conditions_on_both_sides() {
    let cluster = EncryptionContext::of_cluster("cluster-A");
    let context_key = "kms:EncryptionContext:aws:rds:dbc-id";
    let keys = "kms:EncryptionContextKeys";
    // operator, key, value, holds through RDS with the cluster's context, holds directly without
    for (operator, name, value, through, direct) in [
        ("StringEquals", "kms:ViaService", RDS, true, false),
        ("StringNotEquals", "kms:ViaService", RDS, false, true),
        ("StringNotEqualsIfExists", "kms:ViaService", "s3.us-east-1.amazonaws.com", true, true),
        ("StringEqualsIfExists", "kms:ViaService", "s3.us-east-1.amazonaws.com", false, true),
        ("StringLike", "kms:ViaService", "rds.*.amazonaws.com", true, false),
        ("StringEquals", "kms:ViaService", "rds.*.amazonaws.com", false, false),
        ("StringEqualsIgnoreCase", "kms:viaservice", "RDS.us-east-1.amazonaws.com", true, false),
        ("Null", "kms:ViaService", "true", false, true),
        ("Null", "kms:ViaService", "false", true, false),
        ("StringEquals", "kms:CallerAccount", "111122223333", true, true),
        ("StringEquals", "kms:CallerAccount", "444455556666", false, false),
        ("Bool", "kms:GrantIsForAWSResource", "true", true, false),
        ("Bool", "kms:GrantIsForAWSResource", "false", false, true),
        ("StringEquals", context_key, "cluster-A", true, false),
        ("StringEquals", context_key, "cluster-a", false, false),
        ("StringEquals", "kms:EncryptionContext:AWS:RDS:dbc-id", "cluster-A", true, false),
        ("StringLike", context_key, "cluster-*", true, false),
        ("ForAnyValue:StringEquals", keys, "aws:rds:dbc-id", true, false),
        ("ForAnyValue:StringLike", keys, "aws:s3:*", false, false),
        ("ForAllValues:StringEquals", keys, "aws:rds:dbc-id", true, true),
        ("ForAllValues:StringEquals", keys, "aws:s3:arn", false, true),
    ] {
        let policy = policy(vec![with(statement(Effect::Allow, ADMIN, "kms:*"), operator, name, value)]);
        let through_rds = Ask { context: cluster.clone(), ..through_rds(ADMIN, Action::CreateGrant) };
        assert_eq!(decide(&through_rds, &policy).is_ok(), through, "{operator} {name} {value}");
        let alone = ask(ADMIN, Action::CreateGrant);
        assert_eq!(decide(&alone, &policy).is_ok(), direct, "{operator} {name} {value} directly");
    }
}

#[test]
fn what_can_not_be_evaluated_is_refused_with_its_name() {
    for (operator, key, value, named) in [
        ("IpAddress", "kms:ViaService", "x", "x"),
        ("NumericEquals", "kms:PendingWindow", "7", "kms:PendingWindow"),
        ("NumericEquals", "aws:EpochTime", "seven", "seven"),
        ("DateLessThan", "aws:CurrentTime", "2026-13-01", "2026-13-01"),
        ("IpAddress", "aws:SourceIp", "${aws:username}", "${aws:username}"),
        ("StringMatches", "kms:ViaService", "x", "StringMatches"),
        ("ForSomeValues:StringLike", "kms:ViaService", "x", "ForSomeValues:StringLike"),
        ("NullIfExists", "kms:ViaService", "true", "NullIfExists"),
        ("StringEquals", "aws:UserAgent", "x", "aws:UserAgent"),
        ("StringEquals", "kms:EncryptionContext:", "x", "kms:EncryptionContext:"),
        ("StringEquals", "kms:EncryptionContextKeys", "x", "kms:EncryptionContextKeys"),
        ("Bool", "kms:GrantIsForAWSResource", "yes", "yes"),
        ("StringEquals", "kms:ViaService", "${aws:nobody}", "aws:nobody"),
        ("StringEquals", "aws:TagKeys", "x", "aws:TagKeys"),
    ] {
        let error = Condition::new(operator, key, vec![value.into()], Version::V2012).unwrap_err();
        assert!(error.0.contains(&["'", named, "'"].concat()), "{error}");
        assert!(error.0.contains("upported"), "{error}");
    }
    assert!(Condition::new("StringEquals", "kms:ViaService", Vec::new(), Version::V2012).is_err());
}

#[test]
fn the_lockout_check_looks_for_a_way_back() {
    let caller = Principal::parse(ADMIN).unwrap();
    let context = EncryptionContext::default();
    let call = RequestContext {
        caller: &caller,
        account: caller.account(),
        action: Action::CreateKey,
        via: None,
        context: &context,
        for_aws_resource: None,
        known: Vec::new(),
        session: None,
        budget: Budget::default(),
    };
    let put = |who| statement(Effect::Allow, who, "kms:Put*");
    let never = statement(Effect::Deny, ADMIN, "kms:PutKeyPolicy");
    for (statements, kept) in [
        (vec![put(ADMIN)], true),
        (vec![put("111122223333")], true),
        (vec![put("*")], true),
        (vec![put(DEV)], false),
        (vec![put("444455556666")], false),
        (vec![statement(Effect::Allow, ADMIN, "kms:Get*")], false),
        (vec![put(ADMIN), never], false),
        (vec![with(put(ADMIN), "StringEquals", "kms:ViaService", RDS)], false),
    ] {
        assert_eq!(can_put_policy_later(&call, &key(), &policy(statements.clone())), kept, "{statements:?}");
    }
}

#[test]
fn messages() {
    let dev = Principal::parse(DEV).unwrap();
    for (denied, before, today) in [
        (Denied::NoIdentityPolicy, "", " because no identity-based policy allows the kms:Decrypt action"),
        (Denied::NoKeyPolicy, "", " because no resource-based policy allows the kms:Decrypt action"),
        (
            Denied::ExplicitInKeyPolicy,
            " with an explicit deny",
            " with an explicit deny in a resource-based policy",
        ),
        (
            Denied::ExplicitInIdentityPolicy,
            " with an explicit deny",
            " with an explicit deny in an identity-based policy",
        ),
    ] {
        let head = "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: \
                    kms:Decrypt on resource: K";
        for (edition, expected) in [(Edition::Y2020, before), (Edition::Y2026, today)] {
            assert_eq!(denied.message(edition, &dev, "kms:Decrypt", "K"), [head, expected].concat());
        }
    }
}
