//! Random policies, callers and grants, decided twice: by the model, and by a second, naive implementation of
//! the rules that works on the words of the policy and not on its types.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use playground_core::env::Time;
use playground_core::ids::{GrantId, KeyArn, Principal};
use playground_core::kms::action::Action;
use playground_core::kms::authorize::{Allowed, RequestContext, on_key};
use playground_core::kms::condition::Condition;
use playground_core::kms::context::EncryptionContext;
use playground_core::kms::grant::{Grant, GrantTerms};
use playground_core::kms::pattern::{Budget, Pattern};
use playground_core::kms::policy::{Effect, Policy, Statement, Version, Who};
use proptest::prelude::*;

const RDS: &str = "rds.us-east-1.amazonaws.com";
const CALLERS: [&str; 4] = [
    "arn:aws:iam::111122223333:user/admin",
    "arn:aws:iam::111122223333:user/dev",
    "arn:aws:iam::444455556666:user/admin",
    RDS,
];
const WHO: [&str; 6] = [
    "*",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::444455556666:root",
    "arn:aws:iam::111122223333:user/dev",
    "arn:aws:iam::444455556666:user/admin",
    "rds.amazonaws.com",
];
const ACTIONS: [&str; 4] = ["kms:*", "kms:Decrypt", "kms:*crypt", "kms:Describe*"];
const ASKED: [Action; 3] = [Action::Decrypt, Action::Encrypt, Action::DescribeKey];
const CONDITIONS: [Option<(&str, &str, &str)>; 5] = [
    None,
    Some(("StringEquals", "kms:ViaService", RDS)),
    Some(("StringNotEquals", "kms:ViaService", RDS)),
    Some(("StringEquals", "kms:CallerAccount", "111122223333")),
    Some(("StringEquals", "kms:EncryptionContext:dept", "hr")),
];

/// A statement as words: whether it denies, who, action, condition; each an index into the lists above.
type Words = (bool, usize, usize, usize);

#[derive(Debug)]
struct Case {
    key_policy: Vec<Words>,
    identity: Vec<Words>,
    caller: usize,
    asked: usize,
    through_rds: bool,
    context: bool,
    grant: Option<(usize, usize)>,
}

fn typed(words: &[Words]) -> Policy {
    let statements = words.iter().map(|&(denies, who, action, condition)| {
        let effect = if denies { Effect::Deny } else { Effect::Allow };
        let who = Who::aws(WHO[who]).or_else(|_| Who::service(WHO[who])).unwrap();
        let action = Pattern::action(ACTIONS[action], false).unwrap();
        let conditions = CONDITIONS[condition].iter().map(|(operator, key, value)| {
            Condition::new(operator, key, vec![(*value).into()], Version::V2012).unwrap()
        });
        let all = Pattern::resource("*", Version::V2012).unwrap();
        Statement {
            conditions: conditions.collect(),
            ..Statement::new(effect, vec![who], vec![action], vec![all])
        }
    });
    Policy { text: "".into(), statements: statements.collect() }
}

fn model(case: &Case) -> bool {
    let arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let key = KeyArn::parse(arn).unwrap();
    let caller = Principal::parse(CALLERS[case.caller]).unwrap();
    let context =
        if case.context { EncryptionContext::one("dept", "hr") } else { EncryptionContext::default() };
    let service = CALLERS[case.caller] == RDS;
    let call = RequestContext {
        caller: &caller,
        account: caller.account().or(Some(key.account)),
        action: ASKED[case.asked],
        via: (case.through_rds || service).then(|| RDS.into()),
        context: &context,
        for_aws_resource: None,
        known: Vec::new(),
        session: None,
        budget: Budget::default(),
    };
    let grants: Vec<Grant> = case
        .grant
        .iter()
        .map(|&(grantee, operation)| Grant {
            id: GrantId([1; 32]),
            key: key.clone(),
            terms: GrantTerms {
                grantee: Principal::parse(CALLERS[grantee]).unwrap(),
                retiring: None,
                operations: vec![ASKED[operation]],
                constraint: None,
                name: None,
            },
            issuer: key.account,
            created: Time::start(playground_core::edition::Edition::Y2020),
        })
        .collect();
    let identity = typed(&case.identity);
    let identity: &[&Policy] = if service { &[] } else { &[&identity] };
    let verdict = on_key(&call, &key, &typed(&case.key_policy), identity, &mut grants.iter());
    if let Ok(Allowed::Grant(_)) = verdict {
        assert!(case.grant.is_some());
    }
    verdict.is_ok()
}

fn naive(case: &Case) -> bool {
    let caller = CALLERS[case.caller];
    let service = caller == RDS;
    let account = if service { "111122223333" } else { &caller[13..25] };
    let asked = ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"][case.asked];
    let about = |&&(_, _, action, condition): &&Words| {
        let action = match ACTIONS[action] {
            "kms:*" => true,
            "kms:Decrypt" => asked == "kms:Decrypt",
            "kms:*crypt" => asked != "kms:DescribeKey",
            _ => asked == "kms:DescribeKey",
        };
        let through_rds = case.through_rds || service;
        let condition = match condition {
            0 => true,
            1 => through_rds,
            2 => !through_rds,
            3 => account == "111122223333",
            _ => case.context,
        };
        action && condition
    };
    let itself = |who: &str| who == "*" || who == caller || (service && who == "rds.amazonaws.com");
    let as_account = |who: &str| !service && who == ["arn:aws:iam::", account, ":root"].concat();
    let key: Vec<&Words> = case.key_policy.iter().filter(about).collect();
    let own: Vec<&Words> = case.identity.iter().filter(about).filter(|_| !service).collect();

    let denied = key.iter().any(|(denies, who, ..)| *denies && (itself(WHO[*who]) || as_account(WHO[*who])))
        || own.iter().any(|(denies, ..)| *denies);
    let own_side = own.iter().any(|(denies, ..)| !denies);
    let names_caller = key.iter().any(|(denies, who, ..)| !denies && itself(WHO[*who]));
    let names_account = key.iter().any(|(denies, who, ..)| !denies && as_account(WHO[*who]));
    let granted = case.grant.is_some_and(|(grantee, op)| grantee == case.caller && op == case.asked);
    let at_home = service || account == "111122223333";
    !denied && ((names_account && own_side) || ((names_caller || granted) && (at_home || own_side)))
}

fn words() -> impl Strategy<Value = Vec<Words>> {
    let one = (prop::bool::weighted(0.2), 0..WHO.len(), 0..ACTIONS.len(), 0..CONDITIONS.len());
    prop::collection::vec(one, 0..4)
}

fn cases() -> impl Strategy<Value = Case> {
    let asked = (0..CALLERS.len(), 0..ASKED.len(), any::<bool>(), any::<bool>());
    let grant = prop::option::of((0..CALLERS.len(), 0..ASKED.len()));
    (words(), words(), asked, grant).prop_map(|(key_policy, identity, asked, grant)| {
        let (caller, asked, through_rds, context) = asked;
        Case { key_policy, identity, caller, asked, through_rds, context, grant }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_model_agrees_with_a_naive_reading(case in cases()) {
        prop_assert_eq!(model(&case), naive(&case));
    }
}
