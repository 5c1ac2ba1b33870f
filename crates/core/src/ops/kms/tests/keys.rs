//! Identifiers, states, aliases, deletion, rotation, tags.

use super::super::page::Page;
use super::super::*;
use super::*;
use crate::env::Time;
use crate::kms::key::{Life, MaterialKind, Rotation};

#[test]
fn a_key_is_found_by_each_of_its_four_identifiers_and_missed_with_awss_words() {
    let (mut lab, key) = Lab::with_key();
    lab.run(create_alias("alias/orders", &key)).unwrap();
    let elsewhere = lab.create_key(EU);
    let (id, arn) = (key.id.to_string(), key.to_string());
    let alias_arn = "arn:aws:kms:us-east-1:111122223333:alias/orders";
    for name in [&*id, &*arn, "alias/orders", alias_arn] {
        match lab.run(describe(name)).unwrap() {
            KmsOutput::Key(found) => assert_eq!(found.arn, key, "{name}"),
            other => panic!("{other:?}"),
        }
    }
    let gone = "12345678-1234-4234-8234-123456789012";
    for (name, words) in [
        (gone.into(), "Key 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-4234-8234-123456789012' does not exist".into()),
        (elsewhere.id.to_string(), ["Key 'arn:aws:kms:us-east-1:111122223333:key/", &elsewhere.id.to_string(), "' does not exist"].concat()),
        (elsewhere.to_string(), "Invalid arn eu-west-1".into()),
        ("arn:aws:kms:eu-west-1:111122223333:alias/orders".into(), "Invalid arn eu-west-1".into()),
        ("alias/other".into(), "Alias arn:aws:kms:us-east-1:111122223333:alias/other is not found.".into()),
        ("fake-key-id".into(), "Invalid keyId 'fake-key-id'".into()),
        ("134f2428cec14b25a1ae9048164dba47".into(), "Invalid keyId '134f2428cec14b25a1ae9048164dba47'".into()),
    ] {
        let name: String = name;
        let words: String = words;
        assert_eq!(lab.refused("default", describe(&name)), ["NotFoundException: ", &words].concat(), "{name}");
    }
}

#[test]
fn of_another_account_only_the_arn_forms_can_mean_a_key_and_nobody_learns_which_exist() {
    let (mut lab, key) = Lab::with_key();
    lab.run(create_alias("alias/orders", &key)).unwrap();
    lab.run(put_policy(
        &key,
        vec![
            statement(Effect::Allow, "111122223333", "kms:*"),
            statement(Effect::Allow, "444455556666", "kms:DescribeKey"),
        ],
    ))
    .unwrap();
    let missing = "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-4234-8234-123456789012";
    for (profile, name, found) in [
        ("partner", key.to_string(), "ok"),
        ("partner", "arn:aws:kms:us-east-1:111122223333:alias/orders".into(), "ok"),
        ("partner", key.id.to_string(), "NotFoundException"),
        ("partner", "alias/orders".into(), "NotFoundException"),
        ("stranger", key.to_string(), "AccessDeniedException"),
        ("stranger", missing.into(), "AccessDeniedException"),
        ("partner", missing.into(), "AccessDeniedException"),
        ("default", missing.into(), "NotFoundException"),
    ] {
        let code =
            lab.at(profile, US, describe(&name)).map_or_else(|refusal| refusal.code().name(), |_| "ok");
        assert_eq!(code, found, "{profile} {name}");
    }
}

#[test]
fn aliases_are_for_looking_up_and_encrypting_not_for_managing() {
    let (mut lab, key) = Lab::with_key();
    lab.run(create_alias("alias/orders", &key)).unwrap();
    let alias = KeyRef::parse("alias/orders");
    assert!(lab.run(encrypt(&alias, &none())).is_ok());
    let disable = |key| KmsOp::DisableKey(disable_key::DisableKey { key });
    assert_eq!(lab.refused("default", disable(alias)), "NotFoundException: Invalid keyId 'alias/orders'");
    assert!(lab.run(disable(KeyRef::Id(key.id))).is_ok());
}

#[test]
fn states_let_through_what_the_table_says() {
    let (mut lab, key) = Lab::with_key();
    let name = key.to_string();
    let disabled = ["DisabledException: ", &name, " is disabled."].concat();
    let pending = ["KMSInvalidStateException: ", &name, " is pending deletion."].concat();
    let not_pending = ["KMSInvalidStateException: ", &name, " is not pending deletion."].concat();

    assert_eq!(lab.refused("default", cancel(&key)), not_pending);
    lab.run(disable(&key)).unwrap();
    assert_eq!(lab.refused("default", encrypt(&arn(&key), &none())), disabled);
    assert_eq!(lab.refused("default", rotate(&key)), disabled);
    lab.run(describe(&name)).unwrap();
    lab.run(enable(&key)).unwrap();
    lab.run(encrypt(&arn(&key), &none())).unwrap();

    lab.run(schedule(&key, 7)).unwrap();
    assert_eq!(lab.refused("default", encrypt(&arn(&key), &none())), pending);
    assert_eq!(lab.refused("default", enable(&key)), pending);
    assert_eq!(lab.refused("default", schedule(&key, 7)), pending);
    assert_eq!(lab.refused("default", create_alias("alias/x", &key)), pending);
    lab.run(cancel(&key)).unwrap();
    assert_eq!(lab.refused("default", encrypt(&arn(&key), &none())), disabled);
    lab.run(enable(&key)).unwrap();
    lab.run(encrypt(&arn(&key), &none())).unwrap();
}

#[test]
fn a_waiting_period_is_7_to_30_days_and_takes_everything_of_the_key_with_it() {
    for (days, words) in [
        (
            6,
            Some(
                "1 validation error detected: Value '6' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value greater than or equal to 7",
            ),
        ),
        (7, None),
        (30, None),
        (
            31,
            Some(
                "1 validation error detected: Value '31' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value less than or equal to 30",
            ),
        ),
        (
            -1,
            Some(
                "1 validation error detected: Value '-1' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value greater than or equal to 1",
            ),
        ),
    ] {
        let (mut lab, key) = Lab::with_key();
        let refused = lab.run(schedule(&key, days)).err().map(|refusal| refusal.message());
        assert_eq!(refused.as_deref(), words, "{days}");
    }
    let (mut lab, key) = Lab::with_key();
    let other = lab.create_key(US);
    lab.run(create_alias("alias/orders", &key)).unwrap();
    lab.run(create_alias("alias/other", &other)).unwrap();
    let blob = lab.encrypt(&key, &none());
    lab.run(schedule(&key, 7)).unwrap();
    lab.wait(6);
    assert!(lab.world.keys.get(&key).is_some());
    lab.wait(1);
    assert!(lab.world.keys.get(&key).is_none());
    assert_eq!(lab.world.aliases.size(), 1);
    assert_eq!(
        lab.refused("default", decrypt(&blob, None, &none())),
        "AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not \
         exist in this region, or you are not allowed to access."
    );
}

#[test]
fn a_deletion_that_was_called_off_does_not_happen_and_one_begun_anew_happens_at_its_own_time() {
    let (mut lab, key) = Lab::with_key();
    lab.run(schedule(&key, 7)).unwrap();
    lab.wait(3);
    lab.run(cancel(&key)).unwrap();
    lab.run(schedule(&key, 10)).unwrap();
    lab.wait(7);
    assert!(matches!(lab.key(&key).life, Life::PendingDeletion(_)));
    lab.wait(4);
    assert!(lab.world.keys.get(&key).is_none());
}

#[test]
fn alias_names() {
    let (mut lab, key) = Lab::with_key();
    let long = ["alias/", &"a".repeat(251)].concat();
    for (name, words) in [
        ("alias/orders", ""),
        (
            "alias/orders",
            "AlreadyExistsException: An alias with the name arn:aws:kms:us-east-1:111122223333:alias/orders already exists",
        ),
        (
            "orders",
            "ValidationException: Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html",
        ),
        (
            "alias/a b",
            "ValidationException: 1 validation error detected: Value 'alias/a b' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$",
        ),
        ("alias/aws/mine", "NotAuthorizedException: "),
        ("alias/awsmine", ""),
    ] {
        let answer = lab.run(create_alias(name, &key));
        let answer =
            answer.err().map_or_else(String::new, |r| [r.code().name(), ": ", &r.message()].concat());
        assert_eq!(answer, words, "{name}");
    }
    assert!(lab.refused("default", create_alias(&long, &key)).ends_with("less than or equal to 256"));
}

#[test]
fn an_alias_moves_from_key_to_key_even_from_one_that_is_dying() {
    let (mut lab, old) = Lab::with_key();
    let new = lab.create_key(US);
    let update = |target: &KeyArn| {
        KmsOp::UpdateAlias(update_alias::UpdateAlias { name: "alias/orders".into(), target: arn(target) })
    };
    assert_eq!(
        lab.refused("default", update(&new)),
        "NotFoundException: Alias arn:aws:kms:us-east-1:111122223333:alias/orders is not found."
    );
    lab.run(create_alias("alias/orders", &old)).unwrap();
    lab.run(schedule(&old, 7)).unwrap();
    lab.run(update(&new)).unwrap();
    assert!(lab.refused("default", update(&old)).starts_with("KMSInvalidStateException"));
    lab.run(KmsOp::DeleteAlias(delete_alias::DeleteAlias { name: "alias/orders".into() })).unwrap();
    assert!(lab.world.aliases.is_empty());
    assert!(lab.world.keys.get(&new).is_some());
}

#[test]
fn rotation_adds_material_and_old_ciphertexts_still_open() {
    let (mut lab, key) = Lab::with_key();
    let before = lab.encrypt(&key, &none());
    let first = lab.key(&key).current.id;
    lab.run(rotate(&key)).unwrap();
    let after = lab.encrypt(&key, &none());
    let second = lab.key(&key).current.id;
    assert_ne!(first, second);
    for (blob, under) in [(before, first), (after, second)] {
        match lab.run(decrypt(&blob, None, &none())).unwrap() {
            KmsOutput::Decrypted { plaintext, material, .. } => {
                assert_eq!((plaintext.reveal(), material), (&b"secret"[..], under));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn on_demand_rotation_has_a_limit() {
    let (mut lab, key) = Lab::with_key();
    for _ in 0..25 {
        lab.run(rotate(&key)).unwrap();
    }
    let words = lab.refused("default", rotate(&key));
    assert!(words.starts_with("LimitExceededException: The on-demand rotations limit"), "{words}");
    assert!(words.ends_with(&key.to_string()), "{words}");
}

#[test]
fn automatic_rotation_keeps_its_dates_and_waits_for_a_disabled_key() {
    let (mut lab, key) = Lab::with_key();
    let rotation =
        |days| KmsOp::EnableKeyRotation(enable_key_rotation::EnableKeyRotation { key: arn(&key), days });
    for days in [90, 2560] {
        assert!(lab.run(rotation(Some(days))).is_ok(), "{days}");
    }
    lab.run(rotation(Some(90))).unwrap();
    let started = lab.world.now;
    lab.wait(89);
    lab.run(rotate(&key)).unwrap();
    assert_eq!(lab.key(&key).rotation, Rotation::Every { days: 90, next: started.plus(90 * Time::DAY) });
    lab.wait(1);
    let automatic = |lab: &Lab| {
        let key = lab.key(&key);
        key.materials().filter(|material| material.kind == MaterialKind::Automatic).count()
    };
    assert_eq!(automatic(&lab), 1);
    lab.run(disable(&key)).unwrap();
    lab.wait(180);
    assert_eq!(automatic(&lab), 1);
    lab.run(enable(&key)).unwrap();
    assert_eq!(automatic(&lab), 2);
    lab.wait(90);
    assert_eq!(automatic(&lab), 3);
    lab.run(KmsOp::DisableKeyRotation(disable_key_rotation::DisableKeyRotation { key: arn(&key) })).unwrap();
    lab.wait(900);
    assert_eq!(automatic(&lab), 3);
}

#[test]
fn lists_go_on_where_the_last_page_ended() {
    let mut lab = Lab::new();
    for _ in 0..5 {
        lab.create_key(US);
        lab.create_key(EU);
    }
    let mut page = Page { limit: Some(2), marker: None };
    let mut seen = Vec::new();
    loop {
        let KmsOutput::Keys(listing) = lab.run(KmsOp::ListKeys(list_keys::ListKeys { page })).unwrap() else {
            panic!()
        };
        seen.extend(listing.items);
        let Some(next) = listing.next else { break };
        page = Page { limit: Some(2), marker: Some(next) };
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.iter().all(|key| key.region.as_str() == US));
    assert!(seen.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn tags() {
    let (mut lab, key) = Lab::with_key();
    let tag = |tags: &[(&str, &str)]| {
        let tags =
            members::Tags(tags.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect());
        KmsOp::TagResource(tag_resource::TagResource { key: arn(&key), tags })
    };
    let long = "n".repeat(129);
    for (tags, words) in [
        (&[("a", "1"), ("A", "2")][..], ""),
        (&[("a", "1"), ("a", "2")], "TagException: Duplicate tag keys"),
        (&[("aws:x", "1")], "TagException: Tags beginning with aws: are reserved"),
        (&[("awsx", "1")], ""),
    ] {
        let answer = lab.run(tag(tags));
        let answer =
            answer.err().map_or_else(String::new, |r| [r.code().name(), ": ", &r.message()].concat());
        assert_eq!(answer, words, "{tags:?}");
    }
    assert!(lab.refused("default", tag(&[(&long, "1")])).contains("'tags.1.member.tagKey'"));
    let many: Vec<String> = (0..47).map(|n| n.to_string()).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|name| (&**name, "")).collect();
    lab.run(tag(&many)).unwrap();
    assert_eq!(lab.refused("default", tag(&[("one more", "")])), "TagException: Too many tags");
    lab.run(tag(&[("a", "changed")])).unwrap();
    let untag = |name: &str| {
        KmsOp::UntagResource(untag_resource::UntagResource { key: arn(&key), names: vec![name.into()] })
    };
    lab.run(untag("a")).unwrap();
    lab.run(untag("a")).unwrap();
    lab.run(tag(&[("one more", "")])).unwrap();
}
