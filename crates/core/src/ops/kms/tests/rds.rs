//! The AWS managed key, and the calls that RDS makes.

use super::super::for_rds::{self, Custody};
use super::super::*;
use super::*;
use crate::event::Event;
use crate::kms::builtin::default_key_policy;
use crate::kms::key::KeyManager;

fn cluster() -> EncryptionContext {
    EncryptionContext::of_cluster("cluster-ABC")
}

/// RDS's grant on a key, taken with the authority of a profile.
fn custody(tx: &mut Tx, key: &KeyArn) -> Custody {
    for_rds::create_grant(tx, key, &cluster()).unwrap()
}

#[test]
fn the_managed_key_is_made_once_per_account_and_region() {
    let lab = Lab::new();
    let mut tx = lab.tx("default");
    let here = tx.account;
    let first = for_rds::default_key(&mut tx, here, Region::DEFAULT);
    assert_eq!(for_rds::default_key(&mut tx, here, Region::DEFAULT), first);
    let elsewhere = for_rds::default_key(&mut tx, here, Region::parse(EU).unwrap());
    assert_ne!(elsewhere, first);
    let partner = principal("partner").account().unwrap();
    assert_ne!(for_rds::default_key(&mut tx, partner, Region::DEFAULT), first);
    assert_eq!(tx.world.keys.get(&first).unwrap().manager, KeyManager::Aws);
    assert_eq!(tx.world.keys.size(), 3);
}

/// What is read from a file can be any policy, and AWS's rule holds all the same.
#[test]
fn nobody_manages_the_managed_key_whatever_its_policy_says() {
    for edition in Edition::ALL {
        let mut lab = Lab { world: World::new(Seed([5; 16]), edition) };
        let mut tx = lab.tx("default");
        let account = tx.account;
        let managed = for_rds::default_key(&mut tx, account, Region::DEFAULT);
        let policy = Rc::new(default_key_policy(account));
        let key = Key { policy, ..(**tx.world.keys.get(&managed).unwrap()).clone() };
        tx.emit(Event::KeyPut(Rc::new(key)));
        lab.world = tx.world;
        let own = lab.create_key(US);
        let ops: [fn(&KeyArn) -> KmsOp; 4] =
            [|key| create_alias("alias/mine", key), rotate, disable, |key| schedule(key, 7)];
        for op in ops {
            let words = lab.refused("default", op(&managed));
            assert!(words.starts_with("AccessDeniedException: User: "), "{:?} {words}", op(&managed));
            assert!(lab.run(op(&own)).is_ok(), "{:?}", op(&own));
        }
        assert_eq!(lab.key(&managed).state(), crate::kms::state::KeyState::Enabled);
        assert!(lab.run(encrypt(&arn(&managed), &none())).is_ok(), "its use is what the policy says");
    }
}

#[test]
fn the_managed_key_can_be_seen_but_not_managed_and_used_through_rds_only() {
    let mut lab = Lab::new();
    let mut tx = lab.tx("default");
    let account = tx.account;
    let key = for_rds::default_key(&mut tx, account, Region::DEFAULT);
    lab.world = tx.world;
    for allowed in [
        describe("alias/aws/rds"),
        KmsOp::GetKeyPolicy(get_key_policy::GetKeyPolicy { key: arn(&key), name: None }),
        KmsOp::GetKeyRotationStatus(get_key_rotation_status::GetKeyRotationStatus { key: arn(&key) }),
    ] {
        assert!(lab.run(allowed.clone()).is_ok(), "{allowed:?}");
    }
    let away = KmsOp::DeleteAlias(delete_alias::DeleteAlias { name: "alias/aws/rds".into() });
    for refused in [
        disable(&key),
        schedule(&key, 7),
        rotate(&key),
        put_policy(&key, vec![statement(Effect::Allow, "*", "kms:*")]),
        create_alias("alias/mine", &key),
        away,
        encrypt(&arn(&key), &none()),
    ] {
        let words = lab.refused("default", refused.clone());
        assert!(words.contains("no resource-based policy allows"), "{refused:?} {words}");
    }
    // The profile without KMS permissions may still use it through RDS.
    let mut tx = lab.tx("dev");
    assert!(for_rds::create_grant(&mut tx, &key, &cluster()).is_ok());
    let mut tx = lab.tx("partner");
    assert!(for_rds::create_grant(&mut tx, &key, &cluster()).is_err());
    lab.wait(366);
    assert_eq!(lab.key(&key).materials().count(), 2);
}

/// Every three years until May 2022, yearly since; and what the key is called.
#[test]
fn the_managed_key_is_rotated_as_in_its_edition() {
    for (edition, early, late, name) in [
        (Edition::Y2020, 1_094, 2, "Default master key that protects"),
        (Edition::Y2026, 364, 2, "Default key that protects"),
    ] {
        let mut lab = Lab { world: World::new(Seed([5; 16]), edition) };
        let mut tx = lab.tx("default");
        let account = tx.account;
        let key = for_rds::default_key(&mut tx, account, Region::DEFAULT);
        lab.world = tx.world;
        assert!(lab.key(&key).description.starts_with(name), "{edition:?}");
        lab.wait(early);
        assert_eq!(lab.key(&key).materials().count(), 1, "{edition:?}");
        lab.wait(late);
        assert_eq!(lab.key(&key).materials().count(), 2, "{edition:?}");
    }
}

#[test]
fn asking_for_the_managed_alias_makes_its_key() {
    let mut lab = Lab::new();
    assert!(lab.refused("dev", describe("alias/aws/rds")).contains("no identity-based policy"));
    assert!(lab.world.keys.is_empty(), "a refused command leaves nothing behind");
    assert!(lab.run(describe("alias/aws/rds")).is_ok());
    assert!(lab.refused("default", describe("alias/aws/ebs")).starts_with("NotFoundException"));
    assert_eq!(lab.world.keys.size(), 1);
}

#[test]
fn rds_uses_the_callers_authority_for_a_customer_managed_key() {
    let (mut lab, key) = Lab::with_key();
    lab.run(create_alias("alias/orders", &key)).unwrap();
    let alias = KeyRef::parse("alias/orders");
    let mut tx = lab.tx("default");
    assert_eq!(for_rds::describe_key(&mut tx, Region::DEFAULT, &alias).unwrap().arn, key);
    assert!(for_rds::create_grant(&mut tx, &key, &cluster()).is_ok());
    let mut tx = lab.tx("dev");
    let refusal = for_rds::describe_key(&mut tx, Region::DEFAULT, &alias).unwrap_err();
    assert_eq!(refusal.code().name(), "AccessDeniedException");
    // A key policy can allow the profile through RDS and in no other way.
    let mut through = statement(Effect::Allow, "arn:aws:iam::111122223333:user/dev", "kms:*");
    let via = ("StringEquals", "kms:ViaService", vec!["rds.us-east-1.amazonaws.com".into()]);
    through.conditions.push(
        crate::kms::condition::Condition::new(via.0, via.1, via.2, crate::kms::policy::Version::V2012)
            .unwrap(),
    );
    lab.run(put_policy(&key, vec![statement(Effect::Allow, "111122223333", "kms:*"), through])).unwrap();
    let mut tx = lab.tx("dev");
    assert!(for_rds::create_grant(&mut tx, &key, &cluster()).is_ok());
    assert!(lab.at("dev", US, describe("alias/orders")).is_err());
}

#[test]
fn a_data_key_is_made_opened_and_moved_with_grants() {
    let (mut lab, key) = Lab::with_key();
    let other = lab.create_key(US);
    let abroad = lab.create_key(EU);
    let mut tx = lab.tx("default");
    let home = custody(&mut tx, &key);
    let wrapped = for_rds::generate_data_key_without_plaintext(&mut tx, &home).unwrap();
    let data_key = for_rds::decrypt(&mut tx, &home, &wrapped).unwrap();
    for target in [&other, &abroad] {
        let to = custody(&mut tx, target);
        let moved = for_rds::rewrap(&mut tx, &home, &to, &wrapped).unwrap();
        assert_ne!(moved, wrapped);
        assert_eq!(for_rds::decrypt(&mut tx, &to, &moved).unwrap(), data_key);
        let stale = Custody { grant: home.grant, ..to };
        assert_eq!(
            for_rds::decrypt(&mut tx, &stale, &moved).unwrap_err().code().name(),
            "AccessDeniedException"
        );
    }
    let context = EncryptionContext::of_cluster("cluster-OTHER");
    let wrong = Custody { context, ..home.clone() };
    assert_eq!(
        for_rds::decrypt(&mut tx, &wrong, &wrapped).unwrap_err().code().name(),
        "AccessDeniedException"
    );
    assert!(for_rds::decrypt(&mut tx, &home, &wrapped).is_ok());
    for_rds::retire_grant(&mut tx, &home.key, home.grant);
    for_rds::retire_grant(&mut tx, &home.key, home.grant);
    assert_eq!(
        for_rds::decrypt(&mut tx, &home, &wrapped).unwrap_err().code().name(),
        "AccessDeniedException"
    );
}

#[test]
fn everything_that_can_take_a_key_away_from_rds() {
    let (lab, key) = Lab::with_key();
    let mut tx = lab.tx("default");
    let custody = custody(&mut tx, &key);
    let wrapped = for_rds::generate_data_key_without_plaintext(&mut tx, &custody).unwrap();
    let granted = Lab { world: tx.world };
    let own = statement(Effect::Allow, "111122223333", "kms:*");
    let deny = |who: &str| {
        let mut deny = statement(Effect::Deny, who, "kms:Decrypt");
        deny.sid = Some("no".into());
        put_policy(&key, vec![own.clone(), deny])
    };
    let revoke = KmsOp::RevokeGrant(revoke_grant::RevokeGrant {
        key: arn(&key),
        grant: custody.grant.to_string().into(),
        dry_run: false,
    });
    for (step, code) in [
        (disable(&key), "DisabledException"),
        (schedule(&key, 7), "KMSInvalidStateException"),
        (revoke, "AccessDeniedException"),
        (deny("rds.amazonaws.com"), "AccessDeniedException"),
        (deny("*"), "AccessDeniedException"),
        (deny("s3.amazonaws.com"), "ok"),
        // The caller's permissions no longer matter.
        (deny("arn:aws:iam::111122223333:user/admin"), "ok"),
        (put_policy(&key, vec![own.clone()]), "ok"),
        (rotate(&key), "ok"),
    ] {
        let mut lab = Lab { world: granted.world.clone() };
        lab.run(step.clone()).unwrap();
        let mut tx = lab.tx("default");
        let answer = for_rds::decrypt(&mut tx, &custody, &wrapped)
            .map_or_else(|refusal| refusal.code().name(), |_| "ok");
        assert_eq!(answer, code, "{step:?}");
    }
}
