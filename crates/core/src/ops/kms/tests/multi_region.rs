//! Multi-Region keys: one material, and everything else apart.

use super::*;
use crate::invariants;
use crate::kms::key::{Life, MultiRegion, Rotation};
use crate::kms::state::KeyState;
use crate::ops::kms::replicate_key::ReplicateKey;
use crate::ops::kms::update_primary_region::UpdatePrimaryRegion;
use crate::ops::kms::{create_grant, enable_key_rotation, re_encrypt};

impl Lab {
    /// A primary key in us-east-1.
    fn with_primary() -> (Self, KeyArn) {
        let mut lab = Self::new();
        let create = CreateKey { multi_region: true, ..CreateKey::default() };
        match lab.run(create.into()).unwrap() {
            KmsOutput::Key(key) => (lab, key.arn.clone()),
            other => panic!("{other:?}"),
        }
    }

    /// A primary key in us-east-1 and a replica in eu-west-1, ready to use.
    fn with_replica() -> (Self, KeyArn, KeyArn) {
        let (mut lab, primary) = Self::with_primary();
        lab.run(replicate(&primary, EU)).unwrap();
        lab.wait(1);
        let replica = primary.in_region(Region::parse(EU).unwrap());
        (lab, primary, replica)
    }

    fn says(&mut self, region: &str, op: KmsOp) -> String {
        let outcome = self.at("default", region, op);
        assert_eq!(invariants::check(&self.world), []);
        outcome.map_or_else(
            |refusal| [refusal.code().name(), ": ", &refusal.message()].concat(),
            |_| String::from("taken"),
        )
    }
}

fn replicate(key: &KeyArn, region: &str) -> KmsOp {
    KmsOp::ReplicateKey(ReplicateKey {
        key: arn(key),
        region: region.into(),
        policy: None,
        bypass_lockout_check: false,
        description: None,
        tags: crate::ops::kms::members::Tags::default(),
    })
}

fn update(key: &KeyArn, region: &str) -> KmsOp {
    KmsOp::UpdatePrimaryRegion(UpdatePrimaryRegion { key: arn(key), region: region.into() })
}

fn rotate_yearly(key: &KeyArn) -> KmsOp {
    enable_key_rotation::EnableKeyRotation { key: arn(key), days: None }.into()
}

#[test]
fn a_replica_has_the_id_and_the_material_and_nothing_else_of_its_primary_key() {
    let (mut lab, primary) = Lab::with_primary();
    assert!(primary.to_string().contains(":key/mrk-"));
    lab.run(create_alias("alias/orders", &primary)).unwrap();
    lab.run(put_policy(&primary, vec![statement(Effect::Allow, "111122223333", "kms:*")])).unwrap();
    lab.run(replicate(&primary, EU)).unwrap();
    let replica = primary.in_region(Region::parse(EU).unwrap());
    assert_eq!(lab.key(&replica).state(), KeyState::Creating);
    assert!(lab.says(EU, encrypt(&arn(&replica), &none())).ends_with(" is creating."));
    lab.wait(1);
    let (one, other) = (lab.key(&primary), lab.key(&replica));
    assert_eq!((one.arn.id, &one.current), (other.arn.id, &other.current));
    assert_eq!(other.multi_region, Some(MultiRegion::Replica));
    assert_ne!(one.policy, other.policy);
    assert!(lab.at("default", EU, describe("alias/orders")).is_err());
    // A state of its own, too.
    lab.run(disable(&primary)).unwrap();
    assert_eq!(lab.says(EU, encrypt(&arn(&replica), &none())), "taken");
    assert!(lab.says(US, encrypt(&arn(&primary), &none())).ends_with(" is disabled."));
}

#[test]
fn related_keys_open_each_others_ciphertexts_in_their_own_region() {
    let (mut lab, primary, replica) = Lab::with_replica();
    let blob = lab.encrypt(&primary, &none());
    for key in [None, Some(arn(&replica)), Some(KeyRef::Id(replica.id))] {
        match lab.at("default", EU, decrypt(&blob, key, &none())).unwrap() {
            KmsOutput::Decrypted { key, material, .. } => {
                assert_eq!((key, material), (replica.clone(), lab.key(&primary).current.id));
            }
            other => panic!("{other:?}"),
        }
    }
    // Another multi-Region key is another key, and a Region without a replica has none.
    let (_, stranger) = (lab.create_key(EU), lab.create_key(EU));
    assert!(lab.says(EU, decrypt(&blob, Some(arn(&stranger)), &none())).starts_with("IncorrectKeyException"));
    assert!(lab.says("eu-west-2", decrypt(&blob, None, &none())).starts_with("AccessDeniedException"));
    // ReEncrypt, too, starts from the related key.
    let again = re_encrypt::ReEncrypt {
        blob: blob.clone(),
        source_context: none(),
        source_key: None,
        destination_key: arn(&stranger),
        destination_context: none(),
        tokens: Vec::new(),
        dry_run: false,
    };
    assert_eq!(lab.says(EU, again.into()), "taken");
    // A key of one Region opens nothing elsewhere.
    let single = lab.create_key(US);
    let blob = lab.encrypt(&single, &none());
    assert!(lab.says(EU, decrypt(&blob, None, &none())).starts_with("AccessDeniedException"));
}

#[test]
fn only_a_primary_key_is_replicated_once_to_each_region() {
    let (mut lab, primary, replica) = Lab::with_replica();
    let single = lab.create_key(US);
    for (region, op, says) in [
        (US, replicate(&single, EU), "UnsupportedOperationException: arn:"),
        (EU, replicate(&replica, "eu-west-2"), "UnsupportedOperationException: arn:"),
        (US, replicate(&primary, EU), "AlreadyExistsException: "),
        (US, replicate(&primary, US), "AlreadyExistsException: "),
        (US, replicate(&primary, "mars-1"), "UnsupportedOperationException: 'mars-1'"),
        (EU, replicate(&primary, "eu-west-2"), "NotFoundException: Invalid arn us-east-1"),
        (US, replicate(&primary, "eu-west-2"), "taken"),
    ] {
        let said = lab.says(region, op);
        assert!(said.starts_with(says), "{said}");
    }
    lab.run(disable(&primary)).unwrap();
    assert!(lab.says(US, replicate(&primary, "eu-west-3")).ends_with(" is disabled."));
    lab.run(enable(&primary)).unwrap();
    assert_eq!(lab.says(US, replicate(&primary, "eu-west-3")), "taken");
}

#[test]
fn rotation_is_the_primary_keys_and_reaches_every_replica() {
    let (mut lab, primary, replica) = Lab::with_replica();
    let blob = lab.encrypt(&primary, &none());
    for op in [rotate(&replica), rotate_yearly(&replica)] {
        assert!(lab.says(EU, op).ends_with(" is not a multi-region primary key."));
    }
    assert_eq!(lab.says(US, rotate(&primary)), "taken");
    assert_eq!(lab.says(US, rotate_yearly(&primary)), "taken");
    lab.wait(366);
    assert_eq!(invariants::check(&lab.world), []);
    let (one, other) = (lab.key(&primary), lab.key(&replica));
    assert_eq!((one.materials().count(), &one.current), (3, &other.current));
    assert_eq!(lab.says(EU, decrypt(&blob, None, &none())), "taken");
    // With the primary key, rotation moves.
    assert_eq!(lab.says(US, update(&primary, EU)), "taken");
    lab.wait(1);
    lab.run(disable(&primary)).unwrap();
    lab.wait(366);
    assert_eq!(invariants::check(&lab.world), []);
    assert_eq!(lab.key(&primary).materials().count(), 4, "a disabled replica rotates with its primary key");
    assert!(matches!(lab.key(&replica).rotation, Rotation::Every { .. }));
}

#[test]
fn the_primary_region_moves_while_both_keys_go_on_encrypting() {
    let (mut lab, primary, replica) = Lab::with_replica();
    let single = lab.create_key(US);
    for region in ["eu-west-2", US] {
        assert!(
            lab.says(US, update(&primary, region)).ends_with(&[" has no replica in ", region, "."].concat())
        );
    }
    assert!(lab.says(US, update(&single, EU)).starts_with("UnsupportedOperationException"));
    assert!(lab.says(EU, update(&replica, US)).starts_with("UnsupportedOperationException"));
    lab.at("default", EU, disable(&replica)).unwrap();
    assert!(lab.says(US, update(&primary, EU)).ends_with(" is disabled."));
    lab.at("default", EU, enable(&replica)).unwrap();
    assert_eq!(lab.says(US, update(&primary, EU)), "taken");
    for (region, key) in [(US, &primary), (EU, &replica)] {
        assert_eq!(lab.key(key).state(), KeyState::Updating);
        assert_eq!(lab.says(region, encrypt(&arn(key), &none())), "taken");
        for op in [disable(key), schedule(key, 7)] {
            assert!(lab.says(region, op).ends_with(" is updating."));
        }
    }
    lab.wait(1);
    assert_eq!(lab.key(&replica).multi_region, Some(MultiRegion::Primary));
    assert_eq!(lab.key(&primary).life, Life::Enabled);
    assert_eq!(lab.says(EU, replicate(&replica, "eu-west-2")), "taken");
}

#[test]
fn a_primary_key_waits_for_the_end_of_its_replicas() {
    let (mut lab, primary, replica) = Lab::with_replica();
    let blob = lab.encrypt(&primary, &none());
    lab.run(schedule(&primary, 7)).unwrap();
    assert_eq!(lab.key(&primary).state(), KeyState::PendingReplicaDeletion);
    assert!(lab.says(US, encrypt(&arn(&primary), &none())).ends_with(" is pending replica deletion."));
    lab.wait(40);
    assert_eq!(lab.key(&primary).state(), KeyState::PendingReplicaDeletion);
    assert_eq!(lab.says(EU, decrypt(&blob, None, &none())), "taken");
    // Called off, it is as any other key.
    assert_eq!(lab.says(US, cancel(&primary)), "taken");
    assert_eq!(lab.key(&primary).state(), KeyState::Disabled);
    lab.run(schedule(&primary, 10)).unwrap();
    lab.at("default", EU, schedule(&replica, 7)).unwrap();
    lab.wait(8);
    assert!(!lab.world.keys.contains_key(&replica));
    assert_eq!(lab.key(&primary).state(), KeyState::PendingDeletion);
    lab.wait(8);
    assert!(lab.world.keys.contains_key(&primary));
    lab.wait(2);
    assert!(!lab.world.keys.contains_key(&primary));
}

#[test]
fn a_grant_on_one_key_is_none_on_its_related_keys() {
    let (mut lab, primary, replica) = Lab::with_replica();
    let grant = create_grant::CreateGrant {
        key: arn(&primary),
        grantee: principal("dev").to_string().into(),
        retiring: None,
        operations: vec!["Encrypt".into()],
        constraint: None,
        tokens: Vec::new(),
        name: None,
        dry_run: false,
    };
    lab.run(grant.into()).unwrap();
    lab.at("dev", US, encrypt(&arn(&primary), &none())).unwrap();
    assert!(lab.at("dev", EU, encrypt(&arn(&replica), &none())).is_err());
}

#[test]
fn both_regions_have_a_record() {
    let (mut lab, primary, replica) = Lab::with_replica();
    lab.run(update(&primary, EU)).unwrap();
    let records = lab.world.trail.values().map(|event| &event.call);
    let records: Vec<_> = records.map(|call| (call.name, call.region.as_str(), call.via)).collect();
    let kms = Some("kms.amazonaws.com");
    assert_eq!(
        records,
        [
            ("CreateKey", US, None),
            ("CreateKey", EU, kms),
            ("ReplicateKey", US, None),
            ("SynchronizeMultiRegionKey", US, None),
            ("UpdatePrimaryRegion", EU, kms),
            ("UpdatePrimaryRegion", US, None),
        ]
    );
    let second = lab.world.trail.values().nth(4).unwrap();
    assert_eq!(second.call.request[0], ("keyId", replica.to_string().into()));
}

#[test]
fn in_2020_no_id_has_that_form() {
    let (then, today) = (World::new(Seed([5; 16]), Edition::Y2020), Lab::new().world);
    let id = "mrk-1234abcd12ab34cd56ef1234567890ab";
    let says = |world| Lab { world }.refused("default", describe(id));
    assert_eq!(says(then), "NotFoundException: Invalid keyId 'mrk-1234abcd12ab34cd56ef1234567890ab'");
    assert!(says(today).ends_with("mrk-1234abcd12ab34cd56ef1234567890ab' does not exist"));
}
