//! Grants: creating, using, listing and ending them.

use super::super::*;
use super::*;
use crate::kms::grant::Constraint;

pub(super) fn create(key: &KeyArn, grantee: &str, operations: &[&str]) -> create_grant::CreateGrant {
    create_grant::CreateGrant {
        key: arn(key),
        grantee: principal(grantee).to_string().into(),
        retiring: None,
        operations: operations.iter().map(|name| Rc::from(*name)).collect(),
        constraint: None,
        name: None,
        tokens: Vec::new(),
        dry_run: false,
    }
}

fn made(lab: &mut Lab, profile: &str, grant: create_grant::CreateGrant) -> (Rc<str>, GrantId) {
    match lab.at(profile, US, KmsOp::CreateGrant(grant)).unwrap() {
        KmsOutput::GrantCreated { token, id } => (token, id),
        other => panic!("{other:?}"),
    }
}

fn revoke(key: &KeyArn, id: GrantId) -> KmsOp {
    let grant = id.to_string().into();
    KmsOp::RevokeGrant(revoke_grant::RevokeGrant { key: arn(key), grant, dry_run: false })
}

#[test]
fn a_grant_lets_its_grantee_do_its_operations_until_it_is_revoked() {
    let (mut lab, key) = Lab::with_key();
    let blob = lab.encrypt(&key, &none());
    assert!(lab.at("dev", US, decrypt(&blob, Some(arn(&key)), &none())).is_err());
    let (_, id) = made(&mut lab, "default", create(&key, "dev", &["Decrypt"]));
    assert!(lab.at("dev", US, decrypt(&blob, Some(arn(&key)), &none())).is_ok());
    assert!(lab.at("dev", US, encrypt(&arn(&key), &none())).is_err());
    lab.run(revoke(&key, id)).unwrap();
    assert!(lab.at("dev", US, decrypt(&blob, Some(arn(&key)), &none())).is_err());
    assert!(lab.refused("default", revoke(&key, id)).starts_with("NotFoundException"));
}

#[test]
fn constraints_bind_a_grant_to_a_context() {
    let (mut lab, key) = Lab::with_key();
    let cluster = EncryptionContext::of_cluster("cluster-A");
    let mut grant = create(&key, "dev", &["Encrypt"]);
    grant.constraint = Some(Constraint::Equals(cluster.clone()));
    made(&mut lab, "default", grant);
    assert!(lab.at("dev", US, encrypt(&arn(&key), &cluster)).is_ok());
    for other in [none(), EncryptionContext::of_cluster("cluster-B")] {
        assert!(lab.at("dev", US, encrypt(&arn(&key), &other)).is_err(), "{other}");
    }
}

#[test]
fn the_same_name_and_terms_make_one_grant_with_a_new_token_each_time() {
    let (mut lab, key) = Lab::with_key();
    let named = |operations: &[&str]| {
        let mut grant = create(&key, "dev", operations);
        grant.name = Some("nightly".into());
        grant
    };
    let (first_token, first) = made(&mut lab, "default", named(&["Decrypt"]));
    let (second_token, second) = made(&mut lab, "default", named(&["Decrypt"]));
    assert_eq!(first, second);
    assert_ne!(first_token, second_token);
    let (_, third) = made(&mut lab, "default", named(&["Decrypt", "Encrypt"]));
    assert_ne!(first, third);
    assert_eq!(lab.world.grants.size(), 2);
    let unnamed = made(&mut lab, "default", create(&key, "dev", &["Decrypt"])).1;
    assert_ne!(unnamed, made(&mut lab, "default", create(&key, "dev", &["Decrypt"])).1);
}

#[test]
fn what_a_grant_can_not_say() {
    let (mut lab, key) = Lab::with_key();
    for (grant, words) in [
        (create(&key, "dev", &["Decrypt"]), ""),
        (create(&key, "dev", &["PutKeyPolicy"]), "ValidationException"),
        (create(&key, "dev", &["Sign"]), "ValidationException"),
        (create(&key, "dev", &[]), "ValidationException"),
        (
            create_grant::CreateGrant { grantee: "somebody".into(), ..create(&key, "dev", &["Decrypt"]) },
            "InvalidArnException",
        ),
        (
            create_grant::CreateGrant {
                tokens: vec!["not a token".into()],
                ..create(&key, "dev", &["Decrypt"])
            },
            "InvalidGrantTokenException",
        ),
    ] {
        let code =
            lab.run(KmsOp::CreateGrant(grant.clone())).map_or_else(|refusal| refusal.code().name(), |_| "");
        assert_eq!(code, words, "{grant:?}");
    }
}

#[test]
fn at_most_ten_tokens_each_of_a_grant_that_exists() {
    let (mut lab, key) = Lab::with_key();
    let (token, id) = made(&mut lab, "default", create(&key, "dev", &["DescribeKey"]));
    let with = |count: usize| {
        let tokens = vec![token.clone(); count];
        KmsOp::DescribeKey(describe_key::DescribeKey { key: arn(&key), tokens })
    };
    assert!(lab.at("dev", US, with(10)).is_ok());
    assert!(lab.refused("dev", with(11)).starts_with("ValidationException"));
    lab.run(revoke(&key, id)).unwrap();
    assert!(lab.refused("default", with(1)).starts_with("InvalidGrantTokenException"));
}

#[test]
fn a_grantee_can_pass_on_no_more_than_it_has() {
    let (mut lab, key) = Lab::with_key();
    made(&mut lab, "default", create(&key, "dev", &["Decrypt", "CreateGrant"]));
    made(&mut lab, "dev", create(&key, "partner", &["Decrypt"]));
    let more = KmsOp::CreateGrant(create(&key, "partner", &["Encrypt"]));
    assert!(lab.refused("dev", more).starts_with("AccessDeniedException"));
}

#[test]
fn a_grantee_of_another_account_needs_its_own_account_as_well() {
    let (mut lab, key) = Lab::with_key();
    let blob = lab.encrypt(&key, &none());
    assert!(lab.at("partner", US, decrypt(&blob, None, &none())).is_err());
    made(&mut lab, "default", create(&key, "partner", &["Decrypt"]));
    assert!(lab.at("partner", US, decrypt(&blob, None, &none())).is_ok());
    assert!(lab.at("stranger", US, decrypt(&blob, None, &none())).is_err());
    let theirs =
        lab.world.identity_policies.keys().find(|(user, _)| *user == principal("partner")).cloned().unwrap();
    lab.world.identity_policies.remove_mut(&theirs);
    assert!(lab.at("partner", US, decrypt(&blob, None, &none())).is_err());
}

#[test]
fn who_may_retire_a_grant_and_how_it_is_named() {
    let (mut lab, key) = Lab::with_key();
    let by_id = |id: GrantId| {
        KmsOp::RetireGrant(retire_grant::RetireGrant {
            key: Some(arn(&key)),
            grant: Some(id.to_string().into()),
            ..Default::default()
        })
    };
    let by_token = |token: &Rc<str>| {
        let token = Some(token.clone());
        KmsOp::RetireGrant(retire_grant::RetireGrant { token, ..Default::default() })
    };
    // The grantee, without the operation and then with it.
    let (_, id) = made(&mut lab, "default", create(&key, "dev", &["Decrypt"]));
    assert!(lab.refused("dev", by_id(id)).starts_with("AccessDeniedException"));
    assert!(lab.refused("stranger", by_id(id)).starts_with("AccessDeniedException"));
    let (token, _) = made(&mut lab, "default", create(&key, "dev", &["Decrypt", "RetireGrant"]));
    assert!(lab.at("dev", US, by_token(&token)).is_ok());
    assert!(lab.refused("dev", by_token(&token)).starts_with("InvalidGrantTokenException"));
    // The account that created it, by IAM.
    assert!(lab.run(by_id(id)).is_ok());
    assert!(lab.refused("default", by_id(id)).starts_with("NotFoundException"));
    // The retiring principal.
    let mut grant = create(&key, "dev", &["Decrypt"]);
    grant.retiring = Some(principal("stranger").to_string().into());
    let (token, _) = made(&mut lab, "default", grant);
    assert!(lab.at("stranger", US, by_token(&token)).is_ok());
    assert!(lab.world.grants.is_empty());
    let neither = KmsOp::RetireGrant(retire_grant::RetireGrant::default());
    assert!(lab.refused("default", neither).starts_with("ValidationException"));
}

#[test]
fn listing_by_id_and_by_grantee() {
    let (mut lab, key) = Lab::with_key();
    let (_, id) = made(&mut lab, "default", create(&key, "dev", &["Decrypt"]));
    made(&mut lab, "default", create(&key, "partner", &["Decrypt"]));
    let mut list = |grant: Option<String>, grantee: Option<String>| {
        let op = list_grants::ListGrants {
            key: arn(&key),
            grant: grant.map(Rc::from),
            grantee: grantee.map(Rc::from),
            page: page::Page::default(),
        };
        match lab.run(KmsOp::ListGrants(op)) {
            Ok(KmsOutput::Grants(listing)) => listing.items.len().to_string(),
            Err(refusal) => refusal.code().name().into(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(list(None, None), "2");
    assert_eq!(list(Some(id.to_string()), None), "1");
    assert_eq!(list(None, Some(principal("partner").to_string())), "1");
    assert_eq!(list(None, Some(principal("stranger").to_string())), "0");
    assert_eq!(list(Some("x".into()), None), "InvalidGrantIdException");
}

/// 500 in 2020, and none today. A second time under the same name is no further grant; other principals have their own.
#[test]
fn a_principal_has_at_most_500_grants_on_a_key_in_2020() {
    for edition in Edition::ALL {
        let mut lab = Lab { world: World::new(Seed([5; 16]), edition) };
        let key = lab.create_key(US);
        let named = |name: &str, grantee: &str| create_grant::CreateGrant {
            name: Some(name.into()),
            ..create(&key, grantee, &["Encrypt"])
        };
        for n in 0..500 {
            made(&mut lab, "default", named(&n.to_string(), "dev"));
        }
        made(&mut lab, "default", named("7", "dev"));
        made(&mut lab, "default", named("other", "partner"));
        let more = KmsOp::CreateGrant(named("more", "dev"));
        match edition {
            Edition::Y2020 => {
                let words = lab.refused("default", more.clone());
                assert!(words.starts_with("LimitExceededException"), "{words}");
                let first =
                    lab.world.grants_of(&key).find(|grant| grant.is_to(&principal("dev"))).unwrap().id;
                lab.run(revoke(&key, first)).unwrap();
                lab.run(more).unwrap();
            }
            Edition::Y2026 => drop(lab.run(more).unwrap()),
        }
    }
}
