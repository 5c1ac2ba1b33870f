//! Keys, aliases, grants, policies, ciphertexts.

use super::{Iso, dynamic, tags};
use crate::base64;
use crate::json::{Object, Value};
use playground_core::edition::Edition;
use playground_core::ids::{AliasArn, KeyArn, Principal, hex};
use playground_core::kms::context::EncryptionContext;
use playground_core::kms::grant::{Constraint, Grant};
use playground_core::kms::key::{
    Alias, Key, KeyManager, KeyMaterial, Life, MaterialKind, MultiRegion, Rotation,
};
use playground_core::kms::spec::{KeyUsage, SYMMETRIC_DEFAULT as ALGORITHM};
use playground_core::ops::kms::KmsOutput;
use playground_core::ops::kms::page::Listing;
use playground_core::world::World;

/// Answers of 2020 have no member that came later: those of multi-Region keys (2021), `KeySpec` (2021), periods of rotation
/// (2024) and ids of key material (2025).
pub(super) fn render(world: &World, output: &KmsOutput, most: usize) -> Value {
    let today = world.edition >= Edition::Y2026;
    let mut out = Object::new();
    match output {
        KmsOutput::Nothing => &mut out,
        KmsOutput::Key(it) => out.with("KeyMetadata", key(world, it)),
        KmsOutput::Keys(list) => page(&mut out, "Keys", (list, most), key_entry),
        KmsOutput::Aliases(list) => page(&mut out, "Aliases", (list, most), alias),
        KmsOutput::Scheduled { key, at, state, days } => out
            .show("KeyId", &key)
            .maybe_show("DeletionDate", dynamic(at.map(Iso).as_ref()))
            .when(today, |out| {
                out.text("KeyState", state.name()).int("PendingWindowInDays", i64::from(*days))
            }),
        KmsOutput::KeyArn(key) => out.show("KeyId", &key),
        KmsOutput::Policy(policy) => {
            out.text("Policy", &policy.text).when(today, |out| out.text("PolicyName", "default"))
        }
        KmsOutput::PolicyNames(list) => {
            page(&mut out, "PolicyNames", (list, most), |name| Value::string(&**name))
        }
        KmsOutput::GrantCreated { token, id } => out.text("GrantToken", token).show("GrantId", &id),
        KmsOutput::GrantRecorded(id) => out.show("GrantId", &id),
        KmsOutput::Grants(list) => page(&mut out, "Grants", (list, most), |it| grant(it)),
        KmsOutput::RotationStatus { key, rotation } => rotation_status(&mut out, today, key, *rotation),
        KmsOutput::Rotations(key, list) => {
            page(&mut out, "Rotations", (list, most), |material| rotation(key, material))
        }
        KmsOutput::DataKey { key, material, blob, plaintext } => out
            .text("CiphertextBlob", &base64::encode(blob))
            .maybe_show(
                "Plaintext",
                dynamic(plaintext.as_ref().map(|plaintext| base64::encode(plaintext.reveal())).as_ref()),
            )
            .show("KeyId", &key)
            .when(today, |out| out.text("KeyMaterialId", &hex(material))),
        KmsOutput::Encrypted { key, blob } => out
            .text("CiphertextBlob", &base64::encode(blob))
            .show("KeyId", &key)
            .text("EncryptionAlgorithm", ALGORITHM),
        KmsOutput::Decrypted { key, plaintext, material } => out
            .show("KeyId", &key)
            .text("Plaintext", &base64::encode(plaintext.reveal()))
            .text("EncryptionAlgorithm", ALGORITHM)
            .when(today, |out| out.text("KeyMaterialId", &hex(material))),
        KmsOutput::ReEncrypted { blob, source, destination, source_material, destination_material } => out
            .text("CiphertextBlob", &base64::encode(blob))
            .show("SourceKeyId", &source)
            .show("KeyId", &destination)
            .text("SourceEncryptionAlgorithm", ALGORITHM)
            .text("DestinationEncryptionAlgorithm", ALGORITHM)
            .when(today, |out| {
                out.text("SourceKeyMaterialId", &hex(source_material))
                    .text("DestinationKeyMaterialId", &hex(destination_material))
            }),
        KmsOutput::Replicated(replica) => out
            .with("ReplicaKeyMetadata", key(world, replica))
            .text("ReplicaPolicy", &replica.policy.text)
            .with("ReplicaTags", tags(&replica.tags, "TagKey", "TagValue")),
        KmsOutput::Random(plaintext) => out.text("Plaintext", &base64::encode(plaintext.reveal())),
        KmsOutput::Tags(list) => page(&mut out, "Tags", (list, most), |(name, text)| {
            Object::new().text("TagKey", name).text("TagValue", text).done()
        }),
    }
    .done()
}

fn page<'a, T>(
    out: &'a mut Object,
    name: &str,
    (list, most): (&Listing<T>, usize),
    one: impl Fn(&T) -> Value,
) -> &'a mut Object {
    out.with(name, Value::Array(list.items.iter().take(most).map(one).collect()))
        .maybe_show("NextMarker", dynamic(list.next.as_ref()))
        .flag("Truncated", list.next.is_some())
}

fn key(world: &World, it: &Key) -> Value {
    let today = world.edition >= Edition::Y2026;
    let (deletion, window) = match it.life {
        Life::PendingDeletion(at) => (Some(Iso(at)), None),
        Life::PendingReplicaDeletion(days) => (None, Some(days)),
        Life::Enabled | Life::Disabled | Life::Creating(_) | Life::Updating(_) => (None, None),
    };
    let names = it.special.map_or(&[ALGORITHM][..], |special| special.algorithms());
    let algorithms = Value::strings(names.iter().map(|name| String::from(*name)));
    // Members are in the order of the API, where those of later usages are not beside the others.
    let last = it.usage() == KeyUsage::GenerateVerifyMac;
    let mut out = Object::new();
    out.show("AWSAccountId", &it.arn.account)
        .show("KeyId", &it.arn.id)
        .show("Arn", &it.arn)
        .show("CreationDate", &Iso(it.created))
        .flag("Enabled", it.life == Life::Enabled)
        .text("Description", &it.description)
        .text("KeyUsage", it.usage().name())
        .text("KeyState", it.state().name())
        .maybe_show("DeletionDate", dynamic(deletion.as_ref()))
        .text("Origin", "AWS_KMS")
        .text("KeyManager", if it.manager == KeyManager::Aws { "AWS" } else { "CUSTOMER" })
        .text("CustomerMasterKeySpec", it.spec())
        .when(today, |out| out.text("KeySpec", it.spec()))
        .when(!last, |out| out.with(it.usage().algorithms(), algorithms.clone()))
        .when(today, |out| {
            out.flag("MultiRegion", it.multi_region.is_some())
                .maybe("MultiRegionConfiguration", it.multi_region.map(|part| related(world, it, part)))
                .maybe("PendingDeletionWindowInDays", window.map(|days| Value::int(i64::from(days))))
        });
    if last {
        out.with(it.usage().algorithms(), algorithms);
    }
    // Only material for symmetric encryption has an id.
    if today && it.special.is_none() {
        out.text("CurrentKeyMaterialId", &hex(&it.current.id));
    }
    out.done()
}

/// `MultiRegionConfiguration`: the primary key and its replicas.
fn related(world: &World, it: &Key, part: MultiRegion) -> Value {
    let one = |key: &Key| Object::new().show("Arn", &key.arn).text("Region", key.arn.region.as_str()).done();
    let of =
        |part| world.related(&it.arn).filter(move |key| key.multi_region == Some(part)).map(|key| one(key));
    Object::new()
        .text("MultiRegionKeyType", part.name())
        .maybe("PrimaryKey", of(MultiRegion::Primary).next())
        .with("ReplicaKeys", Value::Array(of(MultiRegion::Replica).collect()))
        .done()
}

fn key_entry(arn: &KeyArn) -> Value {
    Object::new().show("KeyId", &arn.id).show("KeyArn", &arn).done()
}

fn alias((arn, it): &(AliasArn, Option<Alias>)) -> Value {
    let mut out = Object::new();
    out.show("AliasName", &arn.id).show("AliasArn", &arn);
    if let Some(it) = it {
        out.show("TargetKeyId", &it.target.id)
            .show("CreationDate", &Iso(it.created))
            .show("LastUpdatedDate", &Iso(it.updated));
    }
    out.done()
}

fn grant(it: &Grant) -> Value {
    let constraints = it.terms.constraint.as_ref().map(|constraint| {
        let (name, context) = match constraint {
            Constraint::Equals(context) => ("EncryptionContextEquals", context),
            Constraint::Subset(context) => ("EncryptionContextSubset", context),
        };
        Object::new().with(name, context_object(context)).done()
    });
    let operations = it.terms.operations.iter().map(|action| action.name().to_owned());
    Object::new()
        .show("KeyId", &it.key)
        .show("GrantId", &it.id)
        .text("Name", it.terms.name.as_deref().unwrap_or_default())
        .show("CreationDate", &Iso(it.created))
        .show("GranteePrincipal", &it.terms.grantee)
        .maybe_show("RetiringPrincipal", dynamic(it.terms.retiring.as_ref()))
        .show("IssuingAccount", &Principal::Root(it.issuer))
        .with("Operations", Value::strings(operations))
        .maybe("Constraints", constraints)
        .done()
}

/// An encryption context as an object.
pub(super) fn context_object(context: &EncryptionContext) -> Value {
    Value::Object(
        context.pairs().iter().map(|(name, text)| (name.to_string(), Value::string(&**text))).collect(),
    )
}

fn rotation_status<'a>(out: &'a mut Object, today: bool, key: &KeyArn, rotation: Rotation) -> &'a mut Object {
    out.flag("KeyRotationEnabled", rotation != Rotation::Off);
    if !today {
        return out;
    }
    out.show("KeyId", &key.id);
    match rotation {
        Rotation::Off => out,
        Rotation::Every { days, next } => {
            out.int("RotationPeriodInDays", i64::from(days)).show("NextRotationDate", &Iso(next))
        }
    }
}

fn rotation(key: &KeyArn, material: &KeyMaterial) -> Value {
    let kind = match material.kind {
        MaterialKind::Initial => None,
        MaterialKind::Automatic => Some("AUTOMATIC"),
        MaterialKind::OnDemand => Some("ON_DEMAND"),
    };
    Object::new()
        .show("KeyId", &key.id)
        .text("KeyMaterialId", &hex(&material.id))
        .maybe_show("RotationDate", dynamic(kind.map(|_| Iso(material.since)).as_ref()))
        .maybe_show("RotationType", dynamic(kind.map(str::to_owned).as_ref()))
        .done()
}
