//! Key policies and identity policies, and their effect.

use super::super::*;
use super::*;
use crate::ids::AccountId;
use crate::kms::policy::PolicyError;
use crate::ops::iam::IamOp;
use crate::ops::iam::document::IdentityDocument;
use crate::ops::iam::holder::OneUser;
use crate::ops::iam::inline::{DeleteUserPolicy, GetUserPolicy, PutUserPolicy};
use crate::ops::sts::StsOp;
use crate::ops::sts::StsOutput;
use crate::ops::sts::get_caller_identity::{Caller, GetCallerIdentity};

const DEV: &str = "arn:aws:iam::111122223333:user/dev";
const ADMIN: &str = "arn:aws:iam::111122223333:user/admin";

#[test]
fn a_policy_that_locks_the_caller_out_is_refused_unless_that_is_asked_for() {
    let (mut lab, key) = Lab::with_key();
    let only_dev = vec![statement(Effect::Allow, DEV, "kms:*")];
    assert_eq!(
        lab.refused("default", put_policy(&key, only_dev.clone())),
        "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future."
    );
    let KmsOp::PutKeyPolicy(mut put) = put_policy(&key, only_dev) else { panic!() };
    put.bypass_lockout_check = true;
    lab.run(KmsOp::PutKeyPolicy(put)).unwrap();
    // Locked out: this is how keys are lost.
    let words = lab.refused("default", put_policy(&key, vec![statement(Effect::Allow, ADMIN, "kms:*")]));
    assert!(
        words.ends_with("because no resource-based policy allows the kms:PutKeyPolicy action"),
        "{words}"
    );
    assert!(lab.at("dev", US, encrypt(&arn(&key), &none())).is_ok());
}

#[test]
fn a_policy_that_can_not_be_read_is_refused_and_the_old_one_stays() {
    let (mut lab, key) = Lab::with_key();
    let before = lab.key(&key);
    let mut put = |policy, name: Option<&str>| {
        let op = put_key_policy::PutKeyPolicy {
            key: arn(&key),
            name: name.map(Rc::from),
            policy,
            bypass_lockout_check: false,
        };
        lab.run(KmsOp::PutKeyPolicy(op)).map_or_else(|refusal| refusal.code().name(), |_| "")
    };
    let good = before.policy.clone();
    let huge = Policy { text: "x".repeat(32_769).into(), ..(*good).clone() };
    assert_eq!(put(Err(PolicyError("why".into())), None), "MalformedPolicyDocumentException");
    assert_eq!(put(Ok(Rc::new(huge)), None), "LimitExceededException");
    assert_eq!(put(Ok(good.clone()), Some("other")), "NotFoundException");
    assert_eq!(put(Ok(good), Some("default")), "");
    assert_eq!(lab.key(&key), before);
}

#[test]
fn create_key_takes_a_policy_and_checks_it() {
    let mut lab = Lab::new();
    let mut create = |who: &str| {
        let policy = Policy { text: "{}".into(), statements: vec![statement(Effect::Allow, who, "kms:*")] };
        let op = CreateKey { policy: Some(Ok(Rc::new(policy))), ..CreateKey::default() };
        lab.run(KmsOp::CreateKey(op)).map_or_else(|refusal| refusal.code().name(), |_| "")
    };
    assert_eq!(create(ADMIN), "");
    assert_eq!(create("111122223333"), "");
    assert_eq!(create(DEV), "MalformedPolicyDocumentException");
    let words = lab.refused("dev", KmsOp::CreateKey(CreateKey::default()));
    assert!(words.ends_with("because no identity-based policy allows the kms:CreateKey action"), "{words}");
    assert!(lab.world.keys.size() == 2);
}

#[test]
fn a_policy_names_only_who_may_exist() {
    let (mut lab, key) = Lab::with_key();
    for (who, refused) in [
        (DEV, false),
        ("arn:aws:iam::111122223333:user/nobody", true),
        ("arn:aws:iam::111122223333:role/app", true),
        ("arn:aws:sts::111122223333:assumed-role/app/session", true),
        // Of other accounts nothing is known.
        ("arn:aws:iam::999988887777:user/nobody", false),
        ("arn:aws:iam::999988887777:role/service-role/app", false),
        ("arn:aws:sts::999988887777:assumed-role/app/session", false),
        ("999988887777", false),
        ("cloudtrail.amazonaws.com", false),
    ] {
        let own = statement(Effect::Allow, "111122223333", "kms:*");
        let put = put_policy(&key, vec![own, statement(Effect::Allow, who, "kms:Encrypt")]);
        let said = lab.run(put).map_or_else(|refusal| refusal.message(), |_| String::new());
        let text = "Policy contains a statement with one or more invalid principals.";
        assert_eq!(said, if refused { text } else { "" }, "{who}");
    }
}

#[test]
fn both_sides_of_a_cross_account_permission() {
    let (mut lab, key) = Lab::with_key();
    let use_it = || encrypt(&arn(&key), &none());
    let share = |who: &str| {
        let own = statement(Effect::Allow, "111122223333", "kms:*");
        put_policy(&key, vec![own, statement(Effect::Allow, who, "kms:Encrypt")])
    };
    assert!(lab.refused("partner", use_it()).contains("no resource-based policy"));
    lab.run(share("444455556666")).unwrap();
    assert!(lab.at("partner", US, use_it()).is_ok());
    assert!(lab.refused("stranger", use_it()).contains("no resource-based policy"));

    let of = OneUser { name: "admin".into() };
    lab.iam("partner", DeleteUserPolicy { of, policy: "AdministratorAccess".into() }).unwrap();
    assert!(lab.refused("partner", use_it()).contains("no identity-based policy"));
    // Naming the user instead of the account changes nothing on the other side.
    lab.run(share("arn:aws:iam::444455556666:user/admin")).unwrap();
    assert!(lab.refused("partner", use_it()).contains("no identity-based policy"));
}

#[test]
fn another_account_can_use_a_key_but_not_manage_it() {
    let (mut lab, key) = Lab::with_key();
    let all = ["111122223333", "444455556666"].map(|who| statement(Effect::Allow, who, "kms:*"));
    lab.run(put_policy(&key, all.to_vec())).unwrap();
    for (op, allowed) in [
        (encrypt(&arn(&key), &none()), true),
        (describe(&key.to_string()), true),
        (disable(&key), false),
        (schedule(&key, 7), false),
        (rotate(&key), false),
        (put_policy(&key, all.to_vec()), false),
        (create_alias("alias/theirs", &key), false),
    ] {
        let code = lab.at("partner", US, op.clone()).map_or_else(|refusal| refusal.code().name(), |_| "");
        assert_eq!(code, if allowed { "" } else { "AccessDeniedException" }, "{op:?}");
    }
}

impl Lab {
    fn iam(&mut self, profile: &str, op: impl Into<IamOp>) -> Result<Output, Refusal> {
        self.submit(profile, Operation::Iam(op.into()))
    }

    fn submit(&mut self, profile: &str, operation: Operation) -> Result<Output, Refusal> {
        let request = Request::new(principal(profile), Region::DEFAULT, operation);
        let (after, decision) = submit(&self.world, &request, &NoEngine).unwrap();
        self.world = after;
        decision.outcome
    }
}

#[test]
fn identity_policies_are_put_read_and_deleted_by_those_who_may() {
    let (mut lab, key) = Lab::with_key();
    let of = |user: &str| OneUser { name: user.into() };
    let policy = || "UseKeys".into();
    let allow = Statement { who: vec![Who::Anyone], ..statement(Effect::Allow, "*", "kms:Encrypt") };
    let document = Ok(Rc::new(Policy { text: "{}".into(), statements: vec![allow] }));
    let put = |user: &str, document| PutUserPolicy {
        of: of(user),
        policy: policy(),
        document: IdentityDocument(document),
    };
    let get = || IamOp::from(GetUserPolicy { of: of("dev"), policy: policy() });
    let mut code = |profile: &str, op: IamOp| lab.iam(profile, op).map_or_else(|r| r.code().name(), |_| "");
    assert_eq!(code("dev", put("dev", document.clone()).into()), "AccessDenied");
    assert_eq!(code("default", put("nobody", document.clone()).into()), "NoSuchEntity");
    assert_eq!(code("default", get()), "NoSuchEntity");
    let broken = Err(PolicyError("why".into()));
    assert_eq!(code("default", put("dev", broken).into()), "MalformedPolicyDocument");
    assert_eq!(code("default", put("dev", document).into()), "");
    assert_eq!(code("default", get()), "");
    assert!(lab.at("dev", US, encrypt(&arn(&key), &none())).is_ok());
    lab.iam("default", DeleteUserPolicy { of: of("dev"), policy: policy() }).unwrap();
    assert!(lab.at("dev", US, encrypt(&arn(&key), &none())).is_err());
}

#[test]
fn who_am_i() {
    let mut lab = Lab::new();
    let asked = lab.submit("dev", Operation::Sts(StsOp::GetCallerIdentity(GetCallerIdentity {})));
    let Ok(Output::Sts(StsOutput::Caller(Caller { user_id, account, arn }))) = asked else { panic!() };
    assert_eq!(account, AccountId::from_number(111_122_223_333));
    assert_eq!(arn.to_string(), DEV);
    assert!(user_id.len() == 21 && user_id.starts_with("AIDA"), "{user_id}");
}
