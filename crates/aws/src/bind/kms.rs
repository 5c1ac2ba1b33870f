//! The operations of AWS KMS. What KMS itself would look at (names, numbers, choices) is handed
//! on as it was written.

use super::Call;
use crate::json::Value;
use crate::policy;
use crate::usage::Usage;
use crate::values::pairs;
use playground_core::ids::KeyRef;
use playground_core::kms::context::EncryptionContext;
use playground_core::kms::grant::Constraint;
use playground_core::kms::policy::PolicyInput;
use playground_core::ops::kms::cancel_key_deletion::CancelKeyDeletion;
use playground_core::ops::kms::create_alias::CreateAlias;
use playground_core::ops::kms::create_grant::CreateGrant;
use playground_core::ops::kms::create_key::CreateKey;
use playground_core::ops::kms::decrypt::Decrypt;
use playground_core::ops::kms::delete_alias::DeleteAlias;
use playground_core::ops::kms::describe_key::DescribeKey;
use playground_core::ops::kms::disable_key::DisableKey;
use playground_core::ops::kms::disable_key_rotation::DisableKeyRotation;
use playground_core::ops::kms::enable_key::EnableKey;
use playground_core::ops::kms::enable_key_rotation::EnableKeyRotation;
use playground_core::ops::kms::encrypt::Encrypt;
use playground_core::ops::kms::generate_data_key::{GenerateDataKey, GenerateDataKeyWithoutPlaintext};
use playground_core::ops::kms::generate_random::GenerateRandom;
use playground_core::ops::kms::get_key_policy::GetKeyPolicy;
use playground_core::ops::kms::get_key_rotation_status::GetKeyRotationStatus;
use playground_core::ops::kms::list_aliases::ListAliases;
use playground_core::ops::kms::list_grants::ListGrants;
use playground_core::ops::kms::list_key_rotations::ListKeyRotations;
use playground_core::ops::kms::list_keys::ListKeys;
use playground_core::ops::kms::list_resource_tags::ListResourceTags;
use playground_core::ops::kms::page::Page;
use playground_core::ops::kms::put_key_policy::PutKeyPolicy;
use playground_core::ops::kms::re_encrypt::ReEncrypt;
use playground_core::ops::kms::retire_grant::RetireGrant;
use playground_core::ops::kms::revoke_grant::RevokeGrant;
use playground_core::ops::kms::rotate_key_on_demand::RotateKeyOnDemand;
use playground_core::ops::kms::schedule_key_deletion::ScheduleKeyDeletion;
use playground_core::ops::kms::tag_resource::TagResource;
use playground_core::ops::kms::untag_resource::UntagResource;
use playground_core::ops::kms::update_alias::UpdateAlias;
use playground_core::ops::kms::{KmsOp, Plaintext};
use std::rc::Rc;

#[inline(never)]
pub(super) fn bind(call: &Call<'_>) -> Result<KmsOp, Box<Usage>> {
    let key = || call.named("KeyId");
    Ok(match call.operation.name {
        "CancelKeyDeletion" => KmsOp::CancelKeyDeletion(CancelKeyDeletion { key: key() }),
        "CreateAlias" => KmsOp::CreateAlias(CreateAlias {
            name: call.text("AliasName"),
            target: call.named("TargetKeyId"),
        }),
        "CreateGrant" => KmsOp::CreateGrant(create_grant(call)?),
        "CreateKey" => KmsOp::CreateKey(CreateKey {
            policy: call.args.maybe_text("Policy").map(read_policy),
            description: call.text("Description"),
            bypass_lockout_check: call.on("BypassPolicyLockoutSafetyCheck"),
            tags: call.kms_tags(),
        }),
        "DeleteAlias" => KmsOp::DeleteAlias(DeleteAlias { name: call.text("AliasName") }),
        "DescribeKey" => KmsOp::DescribeKey(DescribeKey { key: key(), tokens: call.texts("GrantTokens") }),
        "DisableKey" => KmsOp::DisableKey(DisableKey { key: key() }),
        "DisableKeyRotation" => KmsOp::DisableKeyRotation(DisableKeyRotation { key: key() }),
        "EnableKey" => KmsOp::EnableKey(EnableKey { key: key() }),
        "EnableKeyRotation" => KmsOp::EnableKeyRotation(EnableKeyRotation {
            key: key(),
            days: call.args.int("RotationPeriodInDays"),
        }),
        "GetKeyPolicy" => KmsOp::GetKeyPolicy(GetKeyPolicy { key: key(), name: call.shared("PolicyName") }),
        "GetKeyRotationStatus" => KmsOp::GetKeyRotationStatus(GetKeyRotationStatus { key: key() }),
        "PutKeyPolicy" => KmsOp::PutKeyPolicy(PutKeyPolicy {
            key: key(),
            name: call.shared("PolicyName"),
            policy: read_policy(call.args.text("Policy")),
            bypass_lockout_check: call.on("BypassPolicyLockoutSafetyCheck"),
        }),
        "RetireGrant" => KmsOp::RetireGrant(RetireGrant {
            token: call.shared("GrantToken"),
            key: call.maybe_named("KeyId"),
            grant: call.shared("GrantId"),
            dry_run: call.on("DryRun"),
        }),
        "RevokeGrant" => KmsOp::RevokeGrant(RevokeGrant {
            key: key(),
            grant: call.text("GrantId"),
            dry_run: call.on("DryRun"),
        }),
        "RotateKeyOnDemand" => KmsOp::RotateKeyOnDemand(RotateKeyOnDemand { key: key() }),
        "ScheduleKeyDeletion" => KmsOp::ScheduleKeyDeletion(ScheduleKeyDeletion {
            key: key(),
            days: call.args.int("PendingWindowInDays"),
        }),
        "TagResource" => KmsOp::TagResource(TagResource { key: key(), tags: call.kms_tags() }),
        "UntagResource" => KmsOp::UntagResource(UntagResource { key: key(), names: call.texts("TagKeys") }),
        "UpdateAlias" => KmsOp::UpdateAlias(UpdateAlias {
            name: call.text("AliasName"),
            target: call.named("TargetKeyId"),
        }),
        name if name.starts_with("List") => lists(call),
        _ => return cryptography(call),
    })
}

#[inline(never)]
fn lists(call: &Call<'_>) -> KmsOp {
    let page = Page { limit: call.args.int("Limit"), marker: call.shared("Marker") };
    let key = || call.named("KeyId");
    match call.operation.name {
        "ListAliases" => KmsOp::ListAliases(ListAliases { key: call.maybe_named("KeyId"), page }),
        "ListGrants" => KmsOp::ListGrants(ListGrants {
            key: key(),
            grant: call.shared("GrantId"),
            grantee: call.shared("GranteePrincipal"),
            page,
        }),
        "ListKeyRotations" => KmsOp::ListKeyRotations(ListKeyRotations {
            key: key(),
            all_material: call.args.text("IncludeKeyMaterial") == "ALL_KEY_MATERIAL",
            page,
        }),
        "ListResourceTags" => KmsOp::ListResourceTags(ListResourceTags { key: key(), page }),
        _ => KmsOp::ListKeys(ListKeys { page }),
    }
}

#[inline(never)]
fn cryptography(call: &Call<'_>) -> Result<KmsOp, Box<Usage>> {
    let blob = || Rc::from(call.args.bytes("CiphertextBlob").unwrap_or_default());
    let tokens = call.texts("GrantTokens");
    let dry_run = call.on("DryRun");
    Ok(match call.operation.name {
        "Decrypt" => KmsOp::Decrypt(Decrypt {
            blob: blob(),
            context: call.context("EncryptionContext")?,
            tokens,
            key: call.maybe_named("KeyId"),
            dry_run,
        }),
        "Encrypt" => KmsOp::Encrypt(Encrypt {
            key: call.named("KeyId"),
            plaintext: Plaintext::new(&call.args.bytes("Plaintext").unwrap_or_default()),
            context: call.context("EncryptionContext")?,
            tokens,
            dry_run,
        }),
        "ReEncrypt" => KmsOp::ReEncrypt(ReEncrypt {
            blob: blob(),
            source_context: call.context("SourceEncryptionContext")?,
            source_key: call.maybe_named("SourceKeyId"),
            destination_key: call.named("DestinationKeyId"),
            destination_context: call.context("DestinationEncryptionContext")?,
            tokens,
            dry_run,
        }),
        "GenerateRandom" => KmsOp::GenerateRandom(GenerateRandom { bytes: call.args.int("NumberOfBytes") }),
        name => {
            let input = GenerateDataKey {
                key: call.named("KeyId"),
                context: call.context("EncryptionContext")?,
                key_spec: call.shared("KeySpec"),
                bytes: call.args.int("NumberOfBytes"),
                tokens,
                dry_run,
            };
            if name == "GenerateDataKey" {
                KmsOp::GenerateDataKey(input)
            } else {
                KmsOp::GenerateDataKeyWithoutPlaintext(GenerateDataKeyWithoutPlaintext(input))
            }
        }
    })
}

#[inline(never)]
fn create_grant(call: &Call<'_>) -> Result<CreateGrant, Box<Usage>> {
    let constraints = call.args.get("Constraints");
    let member = |name: &str| constraints.and_then(|members| members.get(name));
    let constraint = match (member("EncryptionContextSubset"), member("EncryptionContextEquals")) {
        (None, None) => None,
        (Some(pairs), None) => Some(Constraint::Subset(call.context_of(pairs)?)),
        (None, Some(pairs)) => Some(Constraint::Equals(call.context_of(pairs)?)),
        (Some(_), Some(_)) => {
            let text = "The playground takes EncryptionContextSubset or EncryptionContextEquals, not both.";
            return Err(call.refused("ValidationException", text));
        }
    };
    Ok(CreateGrant {
        key: call.named("KeyId"),
        grantee: call.text("GranteePrincipal"),
        retiring: call.shared("RetiringPrincipal"),
        operations: call.texts("Operations"),
        constraint,
        name: call.shared("Name"),
        tokens: call.texts("GrantTokens"),
        dry_run: call.on("DryRun"),
    })
}

fn read_policy(text: &str) -> PolicyInput {
    policy::read(text, policy::Kind::Key)
}

impl Call<'_> {
    #[inline(never)]
    fn text(&self, name: &str) -> Rc<str> {
        self.args.text(name).into()
    }

    #[inline(never)]
    fn texts(&self, name: &str) -> Vec<Rc<str>> {
        self.args.texts(name).map(Rc::from).collect()
    }

    #[inline(never)]
    fn named(&self, name: &str) -> KeyRef {
        KeyRef::parse(self.args.text(name))
    }

    #[inline(never)]
    fn maybe_named(&self, name: &str) -> Option<KeyRef> {
        self.args.maybe_text(name).map(KeyRef::parse)
    }

    #[inline(never)]
    fn context(&self, name: &str) -> Result<EncryptionContext, Box<Usage>> {
        self.args.get(name).map_or_else(|| Ok(EncryptionContext::default()), |value| self.context_of(value))
    }

    #[inline(never)]
    fn context_of(&self, value: &Value) -> Result<EncryptionContext, Box<Usage>> {
        let members = pairs(Some(value)).map(|(name, text)| (name.into(), text.into())).collect();
        EncryptionContext::new(members).map_err(|error| self.refused("ValidationException", &error.0))
    }

    #[inline(never)]
    fn kms_tags(&self) -> Vec<(Rc<str>, Rc<str>)> {
        let text = |tag: &Value, name: &str| tag.get(name).and_then(Value::as_str).unwrap_or_default().into();
        self.args.list("Tags").iter().map(|tag| (text(tag, "TagKey"), text(tag, "TagValue"))).collect()
    }
}
