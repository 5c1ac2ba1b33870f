//! The commands of Amazon RDS for Aurora clusters.

use super::Operation;

const fn op(name: &'static str, about: &'static str, spec: &'static str) -> Operation {
    Operation::new(name, about, spec)
}

pub(super) const OPERATIONS: &[Operation] = &[
    op(
        "CopyDBClusterSnapshot",
        "Copies a snapshot, here or from another Region, and may name another key.",
        "SourceDBClusterSnapshotIdentifier! TargetDBClusterSnapshotIdentifier! KmsKeyId ~PreSignedUrl \
         CopyTags? Tags:rdstags SourceRegion",
    ),
    op(
        "CreateDBCluster",
        "Creates an Aurora cluster, encrypted if you say so now.",
        "~AvailabilityZones* BackupRetentionPeriod# ~CharacterSetName DatabaseName DBClusterIdentifier! \
         ~DBClusterParameterGroupName ~VpcSecurityGroupIds* ~DBSubnetGroupName Engine! EngineVersion Port# \
         MasterUsername MasterUserPassword ~OptionGroupName PreferredBackupWindow ~PreferredMaintenanceWindow \
         ReplicationSourceIdentifier Tags:rdstags StorageEncrypted? KmsKeyId ~PreSignedUrl \
         ~EnableIAMDatabaseAuthentication? -BacktrackWindow# ~EnableCloudwatchLogsExports* \
         -EngineMode=provisioned -ScalingConfiguration:any -RdsCustomClusterConfiguration:any \
         -DBClusterInstanceClass -AllocatedStorage# StorageType -Iops# ~PubliclyAccessible? \
         ~AutoMinorVersionUpgrade? DeletionProtection? -GlobalClusterIdentifier ~EnableHttpEndpoint? \
         CopyTagsToSnapshot? ~Domain ~DomainIAMRoleName -EnableGlobalWriteForwarding?=false ~NetworkType \
         ~ServerlessV2ScalingConfiguration:any ~MonitoringInterval# ~MonitoringRoleArn ~DatabaseInsightsMode \
         ~EnablePerformanceInsights? -PerformanceInsightsKMSKeyId ~PerformanceInsightsRetentionPeriod# \
         -EnableLimitlessDatabase?=false -ClusterScalabilityType=standard -DBSystemId \
         -ManageMasterUserPassword?=false ~EnableLocalWriteForwarding? -MasterUserSecretKmsKeyId \
         ~CACertificateIdentifier ~EngineLifecycleSupport -TagSpecifications:anys \
         ~MasterUserAuthenticationType -WithExpressConfiguration?=false -AssociatedRoles:anys SourceRegion",
    ),
    op(
        "CreateDBClusterSnapshot",
        "Takes a snapshot of a cluster, under the cluster's own key.",
        "DBClusterSnapshotIdentifier! DBClusterIdentifier! Tags:rdstags",
    ),
    op(
        "CreateDBInstance",
        "Adds an instance to a cluster; it uses the cluster's key.",
        "-DBName DBInstanceIdentifier! -AllocatedStorage# DBInstanceClass! Engine! -MasterUsername \
         -MasterUserPassword ~DBSecurityGroups* ~VpcSecurityGroupIds* ~AvailabilityZone ~DBSubnetGroupName \
         ~PreferredMaintenanceWindow ~DBParameterGroupName -BackupRetentionPeriod# -PreferredBackupWindow \
         -Port# -MultiAZ?=false ~EngineVersion ~AutoMinorVersionUpgrade? ~LicenseModel -Iops# \
         ~StorageThroughput# ~OptionGroupName ~CharacterSetName ~NcharCharacterSetName ~PubliclyAccessible? \
         ~Tags:rdstags DBClusterIdentifier -StorageType=aurora|aurora-iopt1 -TdeCredentialArn \
         -TdeCredentialPassword StorageEncrypted? KmsKeyId ~Domain ~DomainFqdn ~DomainOu ~DomainAuthSecretArn \
         ~DomainDnsIps* ~CopyTagsToSnapshot? ~MonitoringInterval# ~MonitoringRoleArn ~DomainIAMRoleName \
         PromotionTier# ~Timezone ~EnableIAMDatabaseAuthentication? ~DatabaseInsightsMode \
         ~EnablePerformanceInsights? -PerformanceInsightsKMSKeyId ~PerformanceInsightsRetentionPeriod# \
         ~EnableCloudwatchLogsExports* ~ProcessorFeatures:anys -DeletionProtection?=false \
         -MaxAllocatedStorage# ~EnableCustomerOwnedIp? ~NetworkType -BackupTarget=region \
         -CustomIamInstanceProfile -DBSystemId ~CACertificateIdentifier -ManageMasterUserPassword?=false \
         -MasterUserSecretKmsKeyId -MultiTenant?=false -DedicatedLogVolume?=false ~EngineLifecycleSupport \
         -AdditionalStorageVolumes:anys -TagSpecifications:anys ~MasterUserAuthenticationType",
    ),
    op(
        "DeleteDBCluster",
        "Deletes a cluster, with a final snapshot or without.",
        "DBClusterIdentifier! SkipFinalSnapshot? FinalDBSnapshotIdentifier DeleteAutomatedBackups?",
    ),
    op("DeleteDBClusterSnapshot", "Deletes a snapshot.", "DBClusterSnapshotIdentifier!"),
    op(
        "DeleteDBInstance",
        "Deletes an instance; the cluster's storage stays.",
        "DBInstanceIdentifier! SkipFinalSnapshot? FinalDBSnapshotIdentifier ~DeleteAutomatedBackups?",
    ),
    op(
        "DescribeDBClusterAutomatedBackups",
        "Shows the automated backups.",
        "DbClusterResourceId DBClusterIdentifier -Filters:filters MaxRecords# Marker",
    ),
    op(
        "DescribeDBClusterSnapshotAttributes",
        "Shows with whom a snapshot is shared.",
        "DBClusterSnapshotIdentifier!",
    ),
    op(
        "DescribeDBClusterSnapshots",
        "Shows snapshots.",
        "DBClusterIdentifier DBClusterSnapshotIdentifier SnapshotType=automated|manual|shared|public \
         -Filters:filters MaxRecords# Marker IncludeShared? IncludePublic? -DbClusterResourceId",
    ),
    op(
        "DescribeDBClusters",
        "Shows clusters, their state and their key.",
        "DBClusterIdentifier Filters:filters MaxRecords# Marker -IncludeShared?=false",
    ),
    op("DescribeDBInstances", "Shows instances.", "DBInstanceIdentifier Filters:filters MaxRecords# Marker"),
    op(
        "DescribeDBLogFiles",
        "Shows an instance's log files.",
        "DBInstanceIdentifier! FilenameContains FileLastWritten# FileSize# -Filters:filters MaxRecords# Marker",
    ),
    op(
        "DownloadDBLogFilePortion",
        "Shows a log file; the instance opens it with the cluster's data keys.",
        "DBInstanceIdentifier! LogFileName! Marker NumberOfLines#",
    ),
    op(
        "FailoverDBCluster",
        "Makes a reader the writer; the writer of before reboots.",
        "DBClusterIdentifier! TargetDBInstanceIdentifier",
    ),
    op(
        "ModifyDBCluster",
        "Changes a cluster; AWS gives it no option for encryption.",
        "DBClusterIdentifier! NewDBClusterIdentifier ~ApplyImmediately? BackupRetentionPeriod# \
         ~DBClusterParameterGroupName ~VpcSecurityGroupIds* Port# ~MasterUserPassword ~OptionGroupName \
         PreferredBackupWindow ~PreferredMaintenanceWindow ~EnableIAMDatabaseAuthentication? \
         -BacktrackWindow# ~CloudwatchLogsExportConfiguration:any EngineVersion ~AllowMajorVersionUpgrade? \
         ~DBInstanceParameterGroupName ~Domain ~DomainIAMRoleName -ScalingConfiguration:any \
         DeletionProtection? ~EnableHttpEndpoint? CopyTagsToSnapshot? -EnableGlobalWriteForwarding?=false \
         -DBClusterInstanceClass -AllocatedStorage# StorageType -Iops# ~AutoMinorVersionUpgrade? ~NetworkType \
         ~ServerlessV2ScalingConfiguration:any ~MonitoringInterval# ~MonitoringRoleArn ~DatabaseInsightsMode \
         ~EnablePerformanceInsights? -PerformanceInsightsKMSKeyId ~PerformanceInsightsRetentionPeriod# \
         -ManageMasterUserPassword?=false -RotateMasterUserPassword?=false ~EnableLocalWriteForwarding? \
         -MasterUserSecretKmsKeyId -EngineMode=provisioned -AllowEngineModeChange?=false \
         -AwsBackupRecoveryPointArn -EnableLimitlessDatabase?=false ~CACertificateIdentifier \
         ~MasterUserAuthenticationType ~EngineLifecycleSupport",
    ),
    op(
        "ModifyDBClusterSnapshotAttribute",
        "Shares a snapshot with other accounts, or stops sharing it.",
        "DBClusterSnapshotIdentifier! AttributeName! ValuesToAdd* ValuesToRemove*",
    ),
    op("PromoteReadReplicaDBCluster", "Makes a replica cluster stand on its own.", "DBClusterIdentifier!"),
    op(
        "RebootDBInstance",
        "Reboots an instance; it asks for the cluster's key again.",
        "DBInstanceIdentifier! ForceFailover?",
    ),
    op(
        "RestoreDBClusterFromSnapshot",
        "Makes a new cluster from a snapshot, under another key if you name one.",
        "~AvailabilityZones* DBClusterIdentifier! SnapshotIdentifier! Engine! ~EngineVersion Port# \
         ~DBSubnetGroupName ~DatabaseName ~OptionGroupName ~VpcSecurityGroupIds* Tags:rdstags KmsKeyId \
         ~EnableIAMDatabaseAuthentication? -BacktrackWindow# ~EnableCloudwatchLogsExports* \
         -EngineMode=provisioned -ScalingConfiguration:any ~DBClusterParameterGroupName DeletionProtection? \
         CopyTagsToSnapshot? ~Domain ~DomainIAMRoleName -DBClusterInstanceClass StorageType -Iops# \
         ~PubliclyAccessible? ~NetworkType ~ServerlessV2ScalingConfiguration:any \
         -RdsCustomClusterConfiguration:any ~MonitoringInterval# ~MonitoringRoleArn \
         ~EnablePerformanceInsights? -PerformanceInsightsKMSKeyId ~PerformanceInsightsRetentionPeriod# \
         ~BackupRetentionPeriod# ~PreferredBackupWindow ~EngineLifecycleSupport -TagSpecifications:anys \
         ~EnableVPCNetworking? ~EnableInternetAccessGateway? -AssociatedRoles:anys",
    ),
    op(
        "RestoreDBClusterToPointInTime",
        "Makes a new cluster from a cluster's backups.",
        "DBClusterIdentifier! RestoreType SourceDBClusterIdentifier RestoreToTime UseLatestRestorableTime? \
         Port# ~DBSubnetGroupName ~OptionGroupName ~VpcSecurityGroupIds* Tags:rdstags KmsKeyId \
         ~EnableIAMDatabaseAuthentication? -BacktrackWindow# ~EnableCloudwatchLogsExports* \
         ~DBClusterParameterGroupName DeletionProtection? CopyTagsToSnapshot? ~Domain ~DomainIAMRoleName \
         -DBClusterInstanceClass StorageType ~PubliclyAccessible? -Iops# ~NetworkType \
         SourceDbClusterResourceId ~ServerlessV2ScalingConfiguration:any -ScalingConfiguration:any \
         -EngineMode=provisioned -RdsCustomClusterConfiguration:any ~MonitoringInterval# ~MonitoringRoleArn \
         ~EnablePerformanceInsights? -PerformanceInsightsKMSKeyId ~PerformanceInsightsRetentionPeriod# \
         ~BackupRetentionPeriod# ~PreferredBackupWindow ~EngineLifecycleSupport -TagSpecifications:anys \
         ~EnableVPCNetworking? ~EnableInternetAccessGateway? -AssociatedRoles:anys",
    ),
    op("StartDBCluster", "Starts a stopped cluster.", "DBClusterIdentifier!"),
    op("StopDBCluster", "Stops a cluster; its storage stays.", "DBClusterIdentifier!"),
];
