//! The declarations of the operations: each reads what it writes, and CloudTrail shows it.

use super::super::*;
use super::*;
use crate::edition::Edition;
use crate::kms::action::Action;
use crate::kms::authorize::Denied;
use crate::kms::grant::Constraint;
use crate::kms::refusal::{KeyNotFound, KmsRefusal};
use crate::kms::state::KeyState;
use crate::ops::api::{Arguments, Inner, Member, Shape, Value, Written};
use crate::ops::kms::page::Page;
use crate::trail::Told;

/// The members of a request with their values.
struct Given(Written);

impl Arguments for Given {
    fn get(&self, member: &'static Member) -> Option<Value> {
        self.0.iter().find(|(known, _)| known.name == member.name).map(|(_, value)| value.clone())
    }
}

/// A value that a member can have.
fn example(member: &Member) -> Value {
    let map = || Value::Structure(vec![("a".into(), Value::text("1"))]);
    let structure = |parts: &[(&str, Inner)]| {
        let part = |(name, inner): &(&str, Inner)| {
            let value = match inner {
                Inner::Map => map(),
                Inner::Number | Inner::Integer | Inner::LaterInteger | Inner::Flag => panic!("not in KMS"),
                Inner::Texts | Inner::RequiredTexts => Value::List(vec![Value::text("x")]),
                Inner::Text | Inner::Required => Value::text("x"),
            };
            (Rc::from(*name), value)
        };
        // A request has only one constraint.
        let one = parts.iter().all(|(_, inner)| *inner == Inner::Map);
        Value::Structure(parts.iter().take(if one { 1 } else { parts.len() }).map(part).collect())
    };
    let text = member.modelled(Edition::LATEST).first().copied().unwrap_or("alias/x");
    match member.shape {
        Shape::Text => Value::text(text),
        Shape::Integer => Value::Integer(*member.range.start()),
        Shape::Flag => Value::Flag(true),
        Shape::Texts => Value::List(vec![Value::text(text), Value::text("y")]),
        Shape::Bytes => Value::Bytes(Rc::new([1, 2])),
        Shape::KeyPolicy => Value::Policy(Ok(Rc::new(Policy { text: "{}".into(), statements: Vec::new() }))),
        Shape::Map => map(),
        Shape::Structure(parts) => structure(parts),
        Shape::Structures(parts) => Value::List(vec![structure(parts)]),
        Shape::Secret | Shape::Time | Shape::IdentityPolicy | Shape::TrustPolicy => panic!("not in KMS"),
    }
}

fn members_read(declaration: &'static crate::ops::api::Declaration) -> Vec<&'static Member> {
    let all = declaration.members().into_iter();
    all.filter(|member| member.fate == crate::ops::api::Fate::Read).collect()
}

#[test]
fn what_is_written_is_read_again_with_all_members_and_with_the_required_ones() {
    assert_eq!(KmsOp::GROUP.declarations().count(), 36);
    for declaration in KmsOp::GROUP.declarations() {
        let members = members_read(declaration);
        for all in [true, false] {
            let wanted = members.iter().filter(|member| all || member.required);
            let given = Given(wanted.map(|member| (*member, example(member))).collect());
            let count = given.0.len();
            let op = KmsOp::GROUP.read(Edition::LATEST, declaration.name, &given).unwrap();
            let Operation::Kms(read) = &op else { panic!("{op:?}") };
            let written = read.write();
            assert_eq!(written.len(), count, "{}: {written:?}", declaration.name);
            assert_eq!(KmsOp::GROUP.read(Edition::LATEST, declaration.name, &Given(written)).unwrap(), op);
        }
    }
    assert!(KmsOp::GROUP.read(Edition::LATEST, "Sign", &Given(Vec::new())).is_none());
}

#[test]
fn a_value_that_can_not_be_is_refused_with_a_record() {
    let mut lab = Lab::new();
    let grant = KmsOp::GROUP.declarations().find(|declaration| declaration.name == "CreateGrant").unwrap();
    let mut given: Written = members_read(grant).into_iter().map(|m| (m, example(m))).collect();
    let both = |name: &str| (name.into(), Value::Structure(vec![("a".into(), Value::text("1"))]));
    for (member, value) in &mut given {
        if member.name == "Constraints" {
            *value = Value::Structure(vec![both("EncryptionContextSubset"), both("EncryptionContextEquals")]);
        }
    }
    let operation = KmsOp::GROUP.read(Edition::LATEST, "CreateGrant", &Given(given)).unwrap();
    let request = Request::new(principal("default"), Region::DEFAULT, operation);
    let (after, decision) = submit(&lab.world, &request, &NoEngine).unwrap();
    assert!(decision.outcome.err().unwrap().message().ends_with("EncryptionContextEquals, not both."));
    lab.world = after;
    let (_, event) = lab.world.trail.iter().next_back().unwrap();
    assert_eq!((event.call.name, event.call.read_only), ("CreateGrant", false));
    assert_eq!(event.call.error.as_ref().unwrap().0.name(), "ValidationException");
}

/// Each stands beside the nearest that is taken.
#[test]
fn what_is_out_of_range_or_none_of_the_choices_is_refused_with_a_record() {
    let (integer, text) = (Value::Integer, Value::text);
    for (name, member, wrong, right, says) in [
        ("ListKeys", "Limit", integer(0), integer(1), "'0' at 'limit'"),
        ("ListKeys", "Limit", integer(1001), integer(1000), "less than or equal to 1000"),
        ("EnableKeyRotation", "RotationPeriodInDays", integer(89), integer(90), "equal to 90"),
        ("EnableKeyRotation", "RotationPeriodInDays", integer(2561), integer(2560), "equal to 2560"),
        ("GenerateDataKey", "NumberOfBytes", integer(0), integer(1), "greater than or equal to 1"),
        ("GenerateRandom", "NumberOfBytes", integer(1025), integer(1024), "'1025' at 'numberOfBytes'"),
        ("GenerateDataKey", "KeySpec", text("AES_512"), text("AES_128"), "set: [AES_256, AES_128]"),
        (
            "ListKeyRotations",
            "IncludeKeyMaterial",
            text("x"),
            text("ALL_KEY_MATERIAL"),
            "set: [ALL_KEY_MATERIAL",
        ),
    ] {
        let declaration = KmsOp::GROUP.declarations().find(|declaration| declaration.name == name).unwrap();
        let given = |given: &Value| {
            let members = members_read(declaration).into_iter();
            let wanted = members.filter(|known| known.required || known.name == member);
            let value = |known: &Member| if known.name == member { given.clone() } else { example(known) };
            KmsOp::GROUP
                .read(Edition::LATEST, name, &Given(wanted.map(|known| (known, value(known))).collect()))
                .unwrap()
        };
        let ask = |value: &Value| {
            let operation = given(value);
            let request = Request::new(principal("default"), Region::DEFAULT, operation);
            submit(&Lab::new().world, &request, &NoEngine).unwrap()
        };
        let taken = ask(&right).1.outcome.err().map_or_else(String::new, |refusal| refusal.message());
        assert!(!taken.contains("failed to satisfy"), "{name} {member} {right:?}: {taken}");
        let (after, decision) = ask(&wrong);
        let refused = decision.outcome.err().unwrap();
        assert_eq!(refused.code().name(), "ValidationException");
        assert!(refused.message().contains(says), "{}", refused.message());
        assert_eq!(after.trail.values().next_back().unwrap().call.name, name);
    }
}

#[test]
fn cloud_trail_shows_what_was_asked_but_no_token() {
    let (mut lab, key) = Lab::with_key();
    let page = Page { limit: Some(3), marker: None };
    lab.run(list_key_policies::ListKeyPolicies { key: arn(&key), page }.into()).unwrap();
    let tokens = vec!["no token".into()];
    lab.refused("default", describe_key::DescribeKey { key: arn(&key), tokens }.into());
    let asked: Vec<_> = lab.world.trail.iter().skip(1).map(|(_, event)| event.call.request.clone()).collect();
    let key = ("keyId", key.to_string().into());
    assert_eq!(asked, [vec![key.clone(), ("limit", Told::Integer(3))], vec![key]]);
}

#[test]
fn a_refusal_says_why_as_a_value() {
    let (mut lab, key) = Lab::with_key();
    let mut why = |profile: &str, region: &str, op: KmsOp| match lab.at(profile, region, op).unwrap_err() {
        Refusal::Kms(why) => (*why).clone(),
        other => panic!("{other:?}"),
    };
    let use_it = || encrypt(&arn(&key), &none());
    let denied = |by| KmsRefusal::Denied {
        edition: Edition::Y2026,
        who: principal("dev"),
        action: Action::Encrypt,
        resource: Some(key.to_string()),
        by,
    };
    assert_eq!(why("default", EU, use_it()), KmsRefusal::Key(KeyNotFound::OtherRegion(key.region)));
    assert_eq!(why("dev", US, use_it()), denied(Denied::NoIdentityPolicy));
    let root = statement(Effect::Allow, "111122223333", "kms:*");
    let deny = statement(Effect::Deny, &principal("dev").to_string(), "kms:Encrypt");
    lab.run(put_policy(&key, vec![root, deny])).unwrap();
    lab.run(disable(&key)).unwrap();
    let mut why = |profile: &str| match lab.at(profile, US, use_it()).unwrap_err() {
        Refusal::Kms(why) => (*why).clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(why("dev"), denied(Denied::ExplicitInKeyPolicy));
    let KmsRefusal::State { key: about, state, .. } = why("default") else { panic!() };
    assert_eq!((about, state), (key.clone(), KeyState::Disabled));
}

#[test]
fn a_description_can_be_changed_unless_the_key_is_to_be_deleted() {
    let (mut lab, key) = Lab::with_key();
    let update = |text: &str| {
        update_key_description::UpdateKeyDescription { key: arn(&key), description: text.into() }.into()
    };
    lab.run(disable(&key)).unwrap();
    for text in ["orders", "", &"x".repeat(8192)] {
        lab.run(update(text)).unwrap();
        assert_eq!(&*lab.key(&key).description, text);
    }
    assert!(lab.refused("default", update(&"x".repeat(8193))).ends_with("less than or equal to 8192"));
    for profile in ["dev", "partner"] {
        assert!(lab.refused(profile, update("x")).starts_with("AccessDeniedException"), "{profile}");
    }
    lab.run(schedule(&key, 7)).unwrap();
    assert!(lab.refused("default", update("x")).ends_with(" is pending deletion."));
}

#[test]
fn a_key_has_one_policy_and_its_name_is_listed() {
    let (mut lab, key) = Lab::with_key();
    let list = |marker: Option<&str>, limit| {
        let page = Page { limit: Some(limit), marker: marker.map(Rc::from) };
        list_key_policies::ListKeyPolicies { key: arn(&key), page }.into()
    };
    lab.run(schedule(&key, 7)).unwrap();
    let KmsOutput::PolicyNames(listing) = lab.run(list(None, 1)).unwrap() else { panic!() };
    assert_eq!((&*listing.items, listing.next), (&["default".into()][..], None));
    assert!(lab.refused("default", list(Some("x"), 1)).starts_with("InvalidMarkerException"));
    for profile in ["dev", "partner"] {
        assert!(lab.refused(profile, list(None, 1)).starts_with("AccessDeniedException"), "{profile}");
    }
}

#[test]
fn retirable_grants_are_those_of_a_retiring_principal_of_the_callers_account_whosever_key_it_is() {
    let (mut lab, key) = Lab::with_key();
    let retirable = |who: Option<String>| {
        let retiring = who.map(Rc::from);
        KmsOp::from(list_retirable_grants::ListRetirableGrants { retiring, ..Default::default() })
    };
    let (partner, dev) = (principal("partner").to_string(), principal("dev").to_string());
    for retiring in [Some(&partner), Some(&dev), None] {
        let constraint = Some(Constraint::Subset(EncryptionContext::one("a", "1")));
        let retiring = retiring.map(|text| Rc::from(&**text));
        let grant = super::grants::create(&key, "dev", &["Decrypt"]);
        lab.run(create_grant::CreateGrant { retiring, constraint, ..grant }.into()).unwrap();
    }
    let mut found = |profile: &str, region: &str, who: &str| match lab
        .at(profile, region, retirable(Some(who.to_owned())))
        .unwrap()
    {
        KmsOutput::Grants(listing) => listing.items.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(found("default", US, &dev), 1);
    assert_eq!(found("default", EU, &dev), 0);
    assert_eq!(found("default", US, &principal("default").to_string()), 0);
    assert!(lab.refused("dev", retirable(Some(dev.clone()))).starts_with("AccessDeniedException"));
    assert!(lab.refused("default", retirable(Some(partner))).starts_with("InvalidArnException"));
    assert!(lab.refused("default", retirable(Some("somebody".into()))).starts_with("InvalidArnException"));
    assert!(lab.refused("default", retirable(None)).starts_with("ValidationException"));
}
