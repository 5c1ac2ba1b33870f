//! CloudTrail's records of KMS: every call, refused calls included, and never a plaintext or ciphertext.

use super::super::for_rds;
use super::super::*;
use super::*;
use crate::ops::{Answer, Output};
use crate::trail::{TrailCall, TrailKind};

fn calls(world: &World) -> Vec<Rc<TrailCall>> {
    world.trail.iter().map(|(_, event)| event.call.clone()).collect()
}

fn last(world: &World) -> Rc<TrailCall> {
    calls(world).pop().unwrap()
}

#[test]
fn each_call_is_recorded_once_with_who_which_key_and_which_context() {
    let (mut lab, key) = Lab::with_key();
    let context = EncryptionContext::one("a", "1");
    lab.encrypt(&key, &context);
    let call = last(&lab.world);
    assert_eq!((call.name, &call.who, call.via), ("Encrypt", &principal("default"), None));
    assert_eq!((call.key.as_ref(), call.context.as_ref()), (Some(&key), Some(&context)));
    assert!(call.read_only && call.error.is_none());
    let shown = [
        ("keyId", key.to_string().into()),
        ("encryptionContext", (&context).into()),
        ("encryptionAlgorithm", "SYMMETRIC_DEFAULT".into()),
    ];
    assert_eq!(call.request, shown);
    assert_eq!(lab.world.trail.size(), 2);
    assert!(!calls(&lab.world)[0].read_only, "CreateKey");
}

#[test]
fn a_refused_call_is_recorded_with_its_error() {
    let (mut lab, key) = Lab::with_key();
    let words = lab.refused("dev", encrypt(&arn(&key), &none()));
    let call = last(&lab.world);
    let (code, message) = call.error.clone().unwrap();
    assert_eq!([code.name(), ": ", &message].concat(), words);
    assert_eq!(call.key.as_ref(), Some(&key));
}

#[test]
fn a_call_across_accounts_stands_in_both_trails_a_refused_one_in_the_callers() {
    let (mut lab, key) = Lab::with_key();
    let recipients = |lab: &Lab, from: usize| -> Vec<String> {
        calls(&lab.world)[from..].iter().map(|call| call.recipient.to_string()).collect()
    };
    let before = lab.world.trail.size();
    assert!(lab.at("partner", US, encrypt(&arn(&key), &none())).is_err());
    assert_eq!(recipients(&lab, before), ["444455556666"]);
    let share = statement(Effect::Allow, "444455556666", "kms:Encrypt");
    lab.run(put_policy(&key, vec![statement(Effect::Allow, "111122223333", "kms:*"), share])).unwrap();
    let before = lab.world.trail.size();
    lab.at("partner", US, encrypt(&arn(&key), &none())).unwrap();
    assert_eq!(recipients(&lab, before), ["111122223333", "444455556666"]);
    let events: Vec<_> = lab.world.trail.values().skip(before).collect();
    assert_eq!(events[0].shared, Some(events[0].id));
    assert_eq!(events[1].shared, Some(events[0].id));
    assert_ne!(events[0].id, events[1].id);
    // Nothing else has an id that it shares.
    assert!(lab.world.trail.values().take(before).all(|event| event.shared.is_none()));
}

#[test]
fn no_record_holds_a_plaintext_or_a_ciphertext_or_a_token() {
    let (mut lab, key) = Lab::with_key();
    let blob = lab.encrypt(&key, &none());
    lab.run(decrypt(&blob, None, &none())).unwrap();
    let grant = super::grants::create(&key, "dev", &["Decrypt"]);
    let KmsOutput::GrantCreated { token, id } = lab.run(KmsOp::CreateGrant(grant)).unwrap() else { panic!() };
    let all = format!("{:?}", calls(&lab.world));
    assert!(!all.contains("secret"));
    assert!(!all.contains(&crate::ids::hex(&blob)) && !all.contains(&format!("{blob:?}")));
    assert!(!all.contains(&*token));
    let kept = last(&lab.world).answer.clone().unwrap();
    let Output::Kms(answer) = &Answer::of(&kept).unwrap().output else { panic!() };
    assert_eq!(*answer, KmsOutput::GrantRecorded(id));
}

#[test]
fn rds_is_named_as_the_one_who_calls_or_passes_on() {
    let (lab, key) = Lab::with_key();
    let mut tx = lab.tx("default");
    let context = EncryptionContext::of_cluster("cluster-A");
    let custody = for_rds::create_grant(&mut tx, &key, &context).unwrap();
    let call = last(&tx.world);
    assert_eq!(
        (call.name, &call.who, call.via),
        ("CreateGrant", &principal("default"), Some("rds.amazonaws.com"))
    );
    assert!(call.request.contains(&("granteePrincipal", "rds.us-east-1.amazonaws.com".into())));
    let wrapped = for_rds::generate_data_key_without_plaintext(&mut tx, &custody).unwrap();
    let call = last(&tx.world);
    assert_eq!((&*call.who.to_string(), call.via), ("rds.amazonaws.com", None));
    assert_eq!((call.key.as_ref(), call.context.as_ref()), (Some(&key), Some(&context)));
    let data_key = for_rds::decrypt(&mut tx, &custody, &wrapped).unwrap();
    let all = format!("{:?}", calls(&tx.world));
    assert!(!all.contains(&crate::ids::hex(data_key.expose())));
    assert_eq!(data_key.expose().len(), 32);
    for_rds::retire_grant(&mut tx, &key, custody.grant);
    assert_eq!(last(&tx.world).name, "RetireGrant");
}

#[test]
fn a_re_encryption_names_both_keys() {
    let (mut lab, from) = Lab::with_key();
    let to = lab.create_key(US);
    let blob = lab.encrypt(&from, &none());
    let op = re_encrypt::ReEncrypt {
        blob,
        source_context: none(),
        source_key: None,
        destination_key: arn(&to),
        destination_context: none(),
        tokens: Vec::new(),
        dry_run: false,
    };
    lab.run(KmsOp::ReEncrypt(op)).unwrap();
    let call = last(&lab.world);
    assert_eq!((call.source_key.as_ref(), call.key.as_ref()), (Some(&from), Some(&to)));
    assert!(call.request.contains(&("destinationKeyId", to.to_string().into())));
    let of = |key: &KeyArn| Some(lab.world.keys.get(key).unwrap().current.id);
    assert_eq!((call.source_material, call.material), (of(&from), of(&to)));
}

#[test]
fn what_kms_does_by_itself_is_a_service_event() {
    let (mut lab, key) = Lab::with_key();
    lab.run(rotate(&key)).unwrap();
    lab.run(schedule(&key, 7)).unwrap();
    lab.wait(7);
    let service: Vec<&str> = calls(&lab.world)
        .iter()
        .filter(|call| call.kind != TrailKind::ApiCall)
        .map(|call| call.name)
        .collect();
    assert_eq!(service, ["RotateKey", "DeleteKey"]);
}
