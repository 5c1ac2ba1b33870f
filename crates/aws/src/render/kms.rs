//! Keys, aliases, grants, policies, ciphertexts.

use super::{shown, time};
use crate::base64;
use crate::json::{Object, Value};
use playground_core::ids::{AliasArn, KeyArn, hex};
use playground_core::kms::context::EncryptionContext;
use playground_core::kms::grant::{Constraint, Grant};
use playground_core::kms::key::{Alias, Key, KeyManager, KeyMaterial, Life, MaterialKind, Rotation};
use playground_core::ops::kms::KmsOutput;
use playground_core::ops::kms::page::Listing;

const ALGORITHM: &str = "SYMMETRIC_DEFAULT";

pub(super) fn render(output: &KmsOutput) -> Value {
    let out = Object::new();
    match output {
        KmsOutput::Nothing => out,
        KmsOutput::Key(it) => out.with("KeyMetadata", key(it)),
        KmsOutput::Keys(list) => page("Keys", list, key_entry),
        KmsOutput::Aliases(list) => page("Aliases", list, alias),
        KmsOutput::Scheduled { key, at, days } => out
            .text("KeyId", shown(key))
            .text("DeletionDate", time(*at))
            .text("KeyState", "PendingDeletion")
            .int("PendingWindowInDays", i64::from(*days)),
        KmsOutput::KeyArn(key) => out.text("KeyId", shown(key)),
        KmsOutput::Policy(policy) => out.text("Policy", &*policy.text).text("PolicyName", "default"),
        KmsOutput::GrantCreated { token, id } => out.text("GrantToken", &**token).text("GrantId", shown(id)),
        KmsOutput::Grants(list) => page("Grants", list, |it| grant(it)),
        KmsOutput::RotationStatus { key, rotation } => rotation_status(key, *rotation),
        KmsOutput::Rotations(key, list) => page("Rotations", list, |material| rotation(key, material)),
        KmsOutput::DataKey { key, material, blob, plaintext } => out
            .text("CiphertextBlob", base64::encode(blob))
            .maybe_text("Plaintext", plaintext.as_ref().map(|plaintext| base64::encode(plaintext.reveal())))
            .text("KeyId", shown(key))
            .text("KeyMaterialId", hex(material)),
        KmsOutput::Encrypted { key, blob } => out
            .text("CiphertextBlob", base64::encode(blob))
            .text("KeyId", shown(key))
            .text("EncryptionAlgorithm", ALGORITHM),
        KmsOutput::Decrypted { key, plaintext, material } => out
            .text("KeyId", shown(key))
            .text("Plaintext", base64::encode(plaintext.reveal()))
            .text("EncryptionAlgorithm", ALGORITHM)
            .text("KeyMaterialId", hex(material)),
        KmsOutput::ReEncrypted { blob, source, destination, source_material, destination_material } => out
            .text("CiphertextBlob", base64::encode(blob))
            .text("SourceKeyId", shown(source))
            .text("KeyId", shown(destination))
            .text("SourceEncryptionAlgorithm", ALGORITHM)
            .text("DestinationEncryptionAlgorithm", ALGORITHM)
            .text("SourceKeyMaterialId", hex(source_material))
            .text("DestinationKeyMaterialId", hex(destination_material)),
        KmsOutput::Random(plaintext) => out.text("Plaintext", base64::encode(plaintext.reveal())),
        KmsOutput::Tags(list) => page("Tags", list, |(name, text)| {
            Object::new().text("TagKey", &**name).text("TagValue", &**text).done()
        }),
    }
    .done()
}

fn page<T>(name: &str, list: &Listing<T>, one: impl Fn(&T) -> Value) -> Object {
    Object::new()
        .with(name, Value::Array(list.items.iter().map(one).collect()))
        .maybe_text("NextMarker", list.next.as_ref().map(shown))
        .flag("Truncated", list.next.is_some())
}

fn key(it: &Key) -> Value {
    let deletion = match it.life {
        Life::PendingDeletion(at) => Some(time(at)),
        Life::Enabled | Life::Disabled => None,
    };
    Object::new()
        .text("AWSAccountId", shown(it.arn.account))
        .text("KeyId", shown(it.arn.id))
        .text("Arn", shown(&it.arn))
        .text("CreationDate", time(it.created))
        .flag("Enabled", it.life == Life::Enabled)
        .text("Description", &*it.description)
        .text("KeyUsage", "ENCRYPT_DECRYPT")
        .text("KeyState", it.state().name())
        .maybe_text("DeletionDate", deletion)
        .text("Origin", "AWS_KMS")
        .text("KeyManager", if it.manager == KeyManager::Aws { "AWS" } else { "CUSTOMER" })
        .text("CustomerMasterKeySpec", ALGORITHM)
        .text("KeySpec", ALGORITHM)
        .with("EncryptionAlgorithms", Value::Array(vec![Value::string(ALGORITHM)]))
        .flag("MultiRegion", false)
        .text("CurrentKeyMaterialId", hex(&it.current.id))
        .done()
}

fn key_entry(arn: &KeyArn) -> Value {
    Object::new().text("KeyId", shown(arn.id)).text("KeyArn", shown(arn)).done()
}

fn alias((arn, it): &(AliasArn, Alias)) -> Value {
    Object::new()
        .text("AliasName", shown(&arn.id))
        .text("AliasArn", shown(arn))
        .text("TargetKeyId", shown(it.target.id))
        .text("CreationDate", time(it.created))
        .text("LastUpdatedDate", time(it.updated))
        .done()
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
        .text("KeyId", shown(&it.key))
        .text("GrantId", shown(it.id))
        .text("Name", it.terms.name.as_deref().unwrap_or_default())
        .text("CreationDate", time(it.created))
        .text("GranteePrincipal", shown(&it.terms.grantee))
        .maybe_text("RetiringPrincipal", it.terms.retiring.as_ref().map(shown))
        .text("IssuingAccount", ["arn:aws:iam::", &shown(it.issuer), ":root"].concat())
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

fn rotation_status(key: &KeyArn, rotation: Rotation) -> Object {
    let out =
        Object::new().flag("KeyRotationEnabled", rotation != Rotation::Off).text("KeyId", shown(key.id));
    match rotation {
        Rotation::Off => out,
        Rotation::Every { days, next } => {
            out.int("RotationPeriodInDays", i64::from(days)).text("NextRotationDate", time(next))
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
        .text("KeyId", shown(key.id))
        .text("KeyMaterialId", hex(&material.id))
        .maybe_text("RotationDate", kind.map(|_| time(material.since)))
        .maybe_text("RotationType", kind.map(str::to_owned))
        .done()
}
