//! The commands of AWS KMS.

use super::Operation;

const fn op(name: &'static str, about: &'static str, spec: &'static str) -> Operation {
    Operation::new(name, about, spec)
}

pub(super) const OPERATIONS: &[Operation] = &[
    op("CancelKeyDeletion", "Calls a scheduled deletion off; the key is left disabled.", "KeyId!"),
    op("CreateAlias", "Gives a key a name of your choice.", "AliasName! TargetKeyId!"),
    op(
        "CreateGrant",
        "Lets a principal use a key for chosen operations.",
        "KeyId! GranteePrincipal! RetiringPrincipal \
         Operations!*=Decrypt|Encrypt|GenerateDataKey|GenerateDataKeyWithoutPlaintext|ReEncryptFrom|ReEncryptTo|Sign|Verify|GetPublicKey|CreateGrant|RetireGrant|DescribeKey|GenerateDataKeyPair|GenerateDataKeyPairWithoutPlaintext|GenerateMac|VerifyMac|DeriveSharedSecret \
         Constraints:constraints GrantTokens* Name DryRun? -GranteeServicePrincipal -RetiringServicePrincipal",
    ),
    op(
        "CreateKey",
        "Makes a customer managed key for encryption and decryption.",
        "Policy Description -KeyUsage=ENCRYPT_DECRYPT -CustomerMasterKeySpec=SYMMETRIC_DEFAULT -KeySpec=SYMMETRIC_DEFAULT \
         -Origin=AWS_KMS -CustomKeyStoreId BypassPolicyLockoutSafetyCheck? Tags:tags -MultiRegion?=false -XksKeyId",
    ),
    op(
        "Decrypt",
        "Opens a ciphertext that KMS made.",
        "CiphertextBlob!@ EncryptionContext:map GrantTokens* KeyId -EncryptionAlgorithm=SYMMETRIC_DEFAULT -Recipient:any DryRun? -DryRunModifiers*",
    ),
    op("DeleteAlias", "Removes a name; the key stays.", "AliasName!"),
    op("DescribeKey", "Shows what is known about a key.", "KeyId! GrantTokens*"),
    op("DisableKey", "Stops all cryptography with a key until it is enabled again.", "KeyId!"),
    op("DisableKeyRotation", "Stops the automatic rotation of a key.", "KeyId!"),
    op("EnableKey", "Lets a disabled key be used again.", "KeyId!"),
    op(
        "EnableKeyRotation",
        "Rotates a key by itself, once a period.",
        "KeyId! RotationPeriodInDays#90..2560",
    ),
    op(
        "Encrypt",
        "Encrypts up to 4,096 bytes under a key.",
        "KeyId! Plaintext!@ EncryptionContext:map GrantTokens* -EncryptionAlgorithm=SYMMETRIC_DEFAULT DryRun?",
    ),
    op(
        "GenerateDataKey",
        "Makes a data key: once in the clear, once wrapped under a key.",
        "KeyId! EncryptionContext:map NumberOfBytes#1..1024 KeySpec=AES_256|AES_128 GrantTokens* -Recipient:any DryRun?",
    ),
    op(
        "GenerateDataKeyWithoutPlaintext",
        "Makes a data key and gives only its wrapped form.",
        "KeyId! EncryptionContext:map KeySpec=AES_256|AES_128 NumberOfBytes#1..1024 GrantTokens* DryRun?",
    ),
    op("GenerateRandom", "Gives random bytes.", "NumberOfBytes#1..1024 -CustomKeyStoreId -Recipient:any"),
    op("GetKeyPolicy", "Shows a key's policy.", "KeyId! PolicyName"),
    op("GetKeyRotationStatus", "Tells whether a key rotates by itself, and when next.", "KeyId!"),
    op("ListAliases", "Lists the names of keys in this account and Region.", "KeyId Limit#1..1000 Marker"),
    op(
        "ListGrants",
        "Lists the grants on a key.",
        "Limit#1..1000 Marker KeyId! GrantId GranteePrincipal -GranteeServicePrincipal",
    ),
    op(
        "ListKeyRotations",
        "Lists the rotations of a key's material.",
        "KeyId! IncludeKeyMaterial=ROTATIONS_ONLY|ALL_KEY_MATERIAL Limit#1..1000 Marker",
    ),
    op("ListKeys", "Lists the keys of this account and Region.", "Limit#1..1000 Marker"),
    op("ListResourceTags", "Lists a key's tags.", "KeyId! Limit#1..1000 Marker"),
    op(
        "PutKeyPolicy",
        "Replaces a key's policy.",
        "KeyId! PolicyName Policy! BypassPolicyLockoutSafetyCheck?",
    ),
    op(
        "ReEncrypt",
        "Moves a ciphertext from one key to another; the plaintext never leaves KMS.",
        "CiphertextBlob!@ SourceEncryptionContext:map SourceKeyId DestinationKeyId! DestinationEncryptionContext:map \
         -SourceEncryptionAlgorithm=SYMMETRIC_DEFAULT -DestinationEncryptionAlgorithm=SYMMETRIC_DEFAULT GrantTokens* DryRun? -DryRunModifiers*",
    ),
    op(
        "RetireGrant",
        "Gives a grant up, by who holds it or may retire it.",
        "GrantToken KeyId GrantId DryRun?",
    ),
    op("RevokeGrant", "Takes a grant away, by who manages the key.", "KeyId! GrantId! DryRun?"),
    op("RotateKeyOnDemand", "Rotates a key's material now.", "KeyId!"),
    op(
        "ScheduleKeyDeletion",
        "Deletes a key after a waiting period; nothing under it can be read then.",
        "KeyId! PendingWindowInDays#1..365",
    ),
    op("TagResource", "Adds tags to a key, or changes them.", "KeyId! Tags!:tags"),
    op("UntagResource", "Removes tags from a key.", "KeyId! TagKeys!*"),
    op("UpdateAlias", "Points a name at another key.", "AliasName! TargetKeyId!"),
];
