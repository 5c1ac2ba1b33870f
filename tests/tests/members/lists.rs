//! What is known of members and errors beside AWS's models: what came after 2020, and what no model names.

/// What came to answers and records after December 2020, and when. A member stands for all that is in it; `Operation.Member`
/// is about one operation's, `Structure.Member` about one structure's. `kms` and the like: the service.
pub(crate) const LATER: &[(&str, &str, &str)] = &[
    ("kms", "CurrentKeyMaterialId", "2025, with the ids of key material"),
    ("kms", "KeyMaterialId", "2025"),
    ("kms", "SourceKeyMaterialId", "2025"),
    ("kms", "DestinationKeyMaterialId", "2025"),
    ("kms", "KeySpec", "August 2021, instead of CustomerMasterKeySpec"),
    ("kms", "MacAlgorithms", "April 2022, with HMAC keys"),
    ("kms", "KeyAgreementAlgorithms", "2024"),
    ("kms", "PolicyName", "2023"),
    ("kms", "MultiRegion", "June 2021, with multi-Region keys"),
    ("kms", "MultiRegionConfiguration", "June 2021"),
    ("kms", "PendingDeletionWindowInDays", "June 2021"),
    ("kms", "ScheduleKeyDeletion.KeyState", "June 2021"),
    ("kms", "ScheduleKeyDeletion.PendingWindowInDays", "June 2021"),
    ("kms", "GetKeyRotationStatus.KeyId", "April 2024, with periods of rotation"),
    ("kms", "NextRotationDate", "April 2024"),
    ("kms", "RotationPeriodInDays", "April 2024"),
    ("rds", "DBCluster.GlobalClusterIdentifier", "2025"),
    ("rds", "DBClusters.GlobalClusterIdentifier", "2025"),
    ("rds", "GlobalCluster.Endpoint", "2024, with the endpoint of the writer"),
    ("rds", "GlobalClusters.Endpoint", "2024"),
    ("rds", "GlobalCluster.TagList", "2024"),
    ("rds", "GlobalClusters.TagList", "2024"),
    ("rds", "EngineLifecycleSupport", "2024, with extended support"),
    ("rds", "FailoverState", "August 2021, with planned failovers"),
    ("rds", "SynchronizationStatus", "2023, with switchovers"),
    ("rds", "SubnetOutpost", "2021, with Outposts"),
    ("rds", "CustomerOwnedIpEnabled", "2021 in answers"),
    ("rds", "NetworkType", "2022, with IPv6"),
    ("rds", "ServerlessV2ScalingConfiguration", "April 2022, with Aurora Serverless v2"),
    ("rds", "BackupTarget", "2021"),
    ("rds", "CertificateDetails", "2023"),
    ("rds", "DedicatedLogVolume", "2023"),
    ("rds", "StorageEncryptionType", "2026, with the AWS owned key"),
    ("rds", "DBCluster.StorageType", "2022 and later, with other kinds of storage for clusters"),
    ("rds", "DBClusters.StorageType", "2022 and later"),
    ("rds", "DBClusterSnapshot.StorageType", "2023"),
    ("rds", "DBClusterSnapshots.StorageType", "2023"),
    ("rds", "DBClusterSnapshot.DbClusterResourceId", "2023"),
    ("rds", "DBClusterSnapshots.DbClusterResourceId", "2023"),
    ("rds", "DBClusterSnapshot.EngineMode", "2021"),
    ("rds", "DBClusterSnapshots.EngineMode", "2021"),
    ("rds", "MasterUserSecret", "December 2022, with passwords in Secrets Manager"),
    ("rds", "MajorEngineVersion", "2024"),
    ("rds", "SupportedCACertificateIdentifiers", "2023"),
    ("rds", "SupportsBabelfish", "2021"),
    ("rds", "CancelExportTask.SourceType", "2022, with exports of clusters"),
    ("rds", "ExportTasks.SourceType", "2022"),
    ("rds", "StartExportTask.SourceType", "2022"),
    ("rds", "DeleteDBCluster.EarliestRestorableTime", "2024: of a backup that is kept"),
    ("rds", "DeleteDBCluster.LatestRestorableTime", "2024"),
    ("rds", "EngineNativeAuditFieldsIncluded", "2021"),
    ("record of", "keyMaterialId", "2025, with the ids of key material"),
    ("record of", "sourceKeyMaterialId", "2025"),
    ("record of", "destinationKeyMaterialId", "2025"),
    ("record of", "rotationType", "2025"),
    ("record of", "keyOrigin", "2025"),
    ("record of", "previousKeyMaterialId", "2025"),
    ("record of", "currentKeyMaterialId", "2025"),
    ("record of", "tlsDetails", "2021"),
    ("record of", "AWSAccountId", "2022; it was aWSAccountId"),
    // Since December 2022 the answer in a record names the key.
    ("record of", "responseElements.keyId", "December 2022"),
];

/// What has another name since, which [`LATER`] has.
pub(crate) const RENAMED: &str = "aWSAccountId";

/// Operations whose answers named their key in records before, too.
pub(crate) const NAMED_BEFORE: [&str; 2] = ["CancelKeyDeletion", "ScheduleKeyDeletion"];

/// Members whose members are the caller's own names.
pub(crate) const OWN_NAMES: [&str; 7] = [
    "EncryptionContextSubset",
    "EncryptionContextEquals",
    "encryptionContextSubset",
    "encryptionContextEquals",
    "encryptionContext",
    "sourceEncryptionContext",
    "destinationEncryptionContext",
];

/// Errors that AWS's models don't name for an operation, and why it answers them here.
pub(crate) const BESIDE: &[(&str, &str, &str)] = &[
    ("CreateAlias", "NotAuthorizedException", "for names that begin with alias/aws/, as AWS answers"),
    ("CreateAlias", "InvalidArnException", "a malformed ARN of a key; other operations name it"),
    ("UpdateAlias", "InvalidArnException", "likewise"),
    ("Decrypt", "InvalidArnException", "likewise"),
    ("Encrypt", "InvalidArnException", "likewise"),
    ("GenerateDataKey", "InvalidArnException", "likewise"),
    ("GenerateDataKeyWithoutPlaintext", "InvalidArnException", "likewise"),
    ("ReEncrypt", "InvalidArnException", "likewise"),
    ("DescribeKey", "InvalidGrantTokenException", "it takes grant tokens; other operations that do name it"),
    ("ListKeyPolicies", "InvalidMarkerException", "it takes markers; other lists name it"),
    (
        "FailoverDBCluster",
        "DBInstanceNotFound",
        "a target that isn't there, which no error of the model says",
    ),
    ("StartExportTask", "LimitExceeded", "more exports than AWS allows, which no error of the model says"),
];
