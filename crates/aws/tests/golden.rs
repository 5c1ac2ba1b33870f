//! Every operation, with what it prints: `tests/data/EDITION/*.txt`. `UPDATE_EXPECT=1` rewrites them.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

mod common;

use common::Session;
use playground_core::edition::Edition;

const KMS: &str = r#"
# keys and aliases
K=aws kms create-key --description 'Orders' --tags TagKey=team,TagValue=orders --query KeyMetadata.KeyId --output text
aws kms describe-key --key-id $K
aws kms create-alias --alias-name alias/orders --target-key-id $K
aws kms list-aliases
aws kms list-keys
aws kms list-keys --limit 1 --output text
aws kms list-resource-tags --key-id $K
aws kms tag-resource --key-id $K --tags TagKey=stage,TagValue=test
aws kms untag-resource --key-id $K --tag-keys team
aws kms list-resource-tags --key-id $K --output text
aws kms get-key-policy --key-id $K --query Policy --output text
aws kms get-key-policy --key-id $K --policy-name other

# cryptography
B=aws kms encrypt --key-id alias/orders --plaintext aGVsbG8= --encryption-context a=b --query CiphertextBlob --output text
aws kms decrypt --ciphertext-blob $B --encryption-context a=b
aws kms decrypt --ciphertext-blob $B
aws kms decrypt --ciphertext-blob hello
aws kms encrypt --key-id alias/orders --plaintext hello --cli-binary-format raw-in-base64-out --query EncryptionAlgorithm
aws kms encrypt --key-id alias/none --plaintext aGVsbG8=
aws kms generate-data-key --key-id alias/orders --key-spec AES_256
aws kms generate-data-key --key-id alias/orders --key-spec AES_512
aws kms generate-data-key-without-plaintext --key-id alias/orders --number-of-bytes 16 --query KeyId
aws kms re-encrypt --ciphertext-blob $B --source-encryption-context a=b --destination-key-id $K
aws kms generate-random --number-of-bytes 8
aws kms generate-random --number-of-bytes 1025
aws kms encrypt --key-id alias/orders --plaintext aGVsbG8= --dry-run

# grants
G=aws kms create-grant --key-id $K --grantee-principal arn:aws:iam::444455556666:user/admin --operations Decrypt DescribeKey --constraints EncryptionContextSubset={a=b} --name partner --query GrantId --output text
aws kms list-grants --key-id $K
aws kms create-grant --key-id $K --grantee-principal arn:aws:iam::444455556666:user/admin --operations Sing
aws kms revoke-grant --key-id $K --grant-id $G
aws kms retire-grant --key-id $K --grant-id $G
aws kms list-grants --key-id $K

# states and rotation
aws kms disable-key --key-id $K
aws kms encrypt --key-id $K --plaintext aGVsbG8=
aws kms enable-key --key-id $K
aws kms enable-key-rotation --key-id $K --rotation-period-in-days 90
aws kms get-key-rotation-status --key-id $K
aws kms rotate-key-on-demand --key-id $K
aws kms list-key-rotations --key-id $K
aws kms disable-key-rotation --key-id $K
aws kms get-key-rotation-status --key-id $K
aws kms schedule-key-deletion --key-id $K --pending-window-in-days 6
aws kms schedule-key-deletion --key-id $K --pending-window-in-days 7
aws kms describe-key --key-id $K --query 'KeyMetadata.[KeyState,DeletionDate]' --output table
aws kms cancel-key-deletion --key-id $K
aws kms put-key-policy --key-id $K --policy '{'
aws kms update-alias --alias-name alias/orders --target-key-id $K
aws kms delete-alias --alias-name alias/orders
aws kms delete-alias --alias-name orders

# other kinds of keys
aws kms create-key --customer-master-key-spec RSA_2048
aws kms create-key --customer-master-key-spec RSA_2048 --key-usage SIGN_VERIFY
A=aws kms create-key --customer-master-key-spec RSA_2048 --key-usage ENCRYPT_DECRYPT --query KeyMetadata.KeyId --output text
aws kms encrypt --key-id $A --plaintext aGVsbG8=
aws kms create-key --customer-master-key-spec HMAC_256 --key-usage GENERATE_VERIFY_MAC
aws kms create-key --key-spec HMAC_256 --key-usage GENERATE_VERIFY_MAC --query KeyMetadata.MacAlgorithms
aws kms create-key --key-spec ECC_NIST_P256 --key-usage ENCRYPT_DECRYPT

# multi-Region keys
M=aws kms create-key --multi-region --query KeyMetadata.KeyId --output text
aws kms replicate-key --key-id $M --replica-region eu-west-1 --description 'Orders in Europe'
aws kms describe-key --region eu-west-1 --key-id $M
aws kms encrypt --region eu-west-1 --key-id $M --plaintext aGVsbG8=
playground wait 1m
C=aws kms encrypt --key-id $M --plaintext aGVsbG8= --query CiphertextBlob --output text
aws kms decrypt --region eu-west-1 --ciphertext-blob $C
aws kms replicate-key --key-id $M --replica-region eu-west-1
aws kms rotate-key-on-demand --region eu-west-1 --key-id $M
aws kms update-primary-region --key-id $M --primary-region eu-west-2
aws kms schedule-key-deletion --key-id $M --pending-window-in-days 7
aws kms cancel-key-deletion --key-id $M
aws kms enable-key --key-id $M
aws kms update-primary-region --key-id $M --primary-region eu-west-1
aws kms describe-key --key-id $M --query 'KeyMetadata.[KeyState,MultiRegionConfiguration.MultiRegionKeyType]'
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=UpdatePrimaryRegion --query 'Events[].CloudTrailEvent' --output text

# iam and sts
aws sts get-caller-identity --profile dev
aws iam put-user-policy --user-name dev --policy-name kms --policy-document '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*"}}'
aws iam get-user-policy --user-name dev --policy-name kms
aws iam delete-user-policy --user-name dev --policy-name kms
aws iam get-user-policy --user-name dev --policy-name kms

# descriptions, names of policies, grants that can be retired
aws kms enable-key --key-id $K
aws kms update-key-description --key-id $K --description 'of the orders'
aws kms describe-key --key-id $K --query KeyMetadata.Description
aws kms update-key-description --key-id $K
aws kms list-key-policies --key-id $K
G=aws kms create-grant --key-id $K --grantee-principal arn:aws:iam::111122223333:user/dev --retiring-principal arn:aws:iam::111122223333:user/dev --operations Decrypt --constraints EncryptionContextSubset={a=1} --query GrantId --output text
aws kms list-retirable-grants --retiring-principal arn:aws:iam::111122223333:user/dev --query 'Grants[].[Operations,Constraints]'
aws kms list-retirable-grants --retiring-principal arn:aws:iam::444455556666:user/admin
aws kms create-grant --key-id $K --grantee-principal arn:aws:iam::111122223333:user/dev --operations Decrypt --constraints EncryptionContextSubset={a=1},EncryptionContextEquals={a=1}
aws kms list-key-rotations --key-id $K --include-key-material SOME
aws cloudtrail lookup-events --max-items 3 --query 'Events[].[EventName,ReadOnly]'
"#;

const RDS: &str = r"
# clusters and instances
K=aws kms create-key --query KeyMetadata.KeyId --output text
aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password secret99 --storage-encrypted --kms-key-id $K --tags Key=team,Value=orders
aws rds wait db-cluster-available --db-cluster-identifier orders
aws rds create-db-instance --db-instance-identifier orders-1 --db-instance-class db.r5.large --engine aurora-mysql --db-cluster-identifier orders
aws rds wait db-instance-available --db-instance-identifier orders-1
aws rds describe-db-clusters --db-cluster-identifier orders --query 'DBClusters[0].[Status,DBClusterMembers,EarliestRestorableTime]'
aws rds describe-db-instances --output text
aws rds modify-db-cluster --db-cluster-identifier orders --kms-key-id alias/other
aws rds modify-db-cluster --db-cluster-identifier orders --backup-retention-period 3 --apply-immediately --query DBCluster.BackupRetentionPeriod
playground wait 5m
aws rds create-db-cluster --db-cluster-identifier lost --engine aurora-mysql --master-username admin --master-user-password secret99 --storage-encrypted --kms-key-id alias/none
aws rds describe-db-clusters --db-cluster-identifier none

# snapshots
aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s1
aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s1
aws rds describe-db-cluster-snapshots --snapshot-type manual --query 'DBClusterSnapshots[].{Id:DBClusterSnapshotIdentifier,Status:Status,Key:KmsKeyId}' --output table
aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier s1 --attribute-name restore --values-to-add 444455556666
aws rds describe-db-cluster-snapshot-attributes --db-cluster-snapshot-identifier s1
aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier s1 --attribute-name restore --values-to-add all
aws rds copy-db-cluster-snapshot --region eu-west-1 --source-db-cluster-snapshot-identifier arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s1 --target-db-cluster-snapshot-identifier s1-eu
aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier s1 --target-db-cluster-snapshot-identifier s2 --query DBClusterSnapshot.Status --output text
aws rds restore-db-cluster-from-snapshot --db-cluster-identifier restored --snapshot-identifier s1 --engine aurora-mysql --query 'DBCluster.[DBClusterIdentifier,Status,StorageEncrypted]' --output text
aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier earlier --source-db-cluster-identifier orders --use-latest-restorable-time --query DBCluster.DBClusterArn
2026 aws rds describe-db-cluster-automated-backups --db-cluster-identifier orders
aws rds wait db-cluster-snapshot-deleted --db-cluster-snapshot-identifier s1
aws rds describe-db-cluster-snapshots --db-cluster-identifier orders --max-items 1 --query '[length(DBClusterSnapshots),NextToken]'
aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier s1 --query DBClusterSnapshot.Status
aws rds wait db-cluster-available --db-cluster-identifier none

# stopping, deleting
aws rds stop-db-cluster --db-cluster-identifier orders --query DBCluster.Status
aws rds start-db-cluster --db-cluster-identifier orders
playground wait 10m
aws rds start-db-cluster --db-cluster-identifier orders --query DBCluster.Status
playground wait 1h
aws rds delete-db-instance --db-instance-identifier orders-1 --query DBInstance.DBInstanceStatus
aws rds wait db-instance-deleted --db-instance-identifier orders-1
aws rds delete-db-cluster --db-cluster-identifier orders
aws rds delete-db-cluster --db-cluster-identifier orders --skip-final-snapshot --query DBCluster.Status
aws rds wait db-cluster-deleted --db-cluster-identifier orders
aws rds promote-read-replica-db-cluster --db-cluster-identifier restored

# the trail
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateGrant --query 'Events[-1]'
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateDBCluster --query 'Events[].CloudTrailEvent' --output text
aws cloudtrail lookup-events --max-results 3 --query 'Events[].[EventName,EventSource,Username]' --output text
";

const INSTANCES: &str = r#"
# a cluster with two instances
aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password secret99 --storage-encrypted --query DBCluster.Status
aws rds create-db-instance --db-instance-identifier orders-1 --db-instance-class db.r5.large --engine aurora-mysql --db-cluster-identifier orders --promotion-tier 0 --query DBInstance.DBInstanceStatus
aws rds create-db-instance --db-instance-identifier orders-2 --db-instance-class db.r5.large --engine aurora-mysql --db-cluster-identifier orders --query DBInstance.DBInstanceStatus
aws rds failover-db-cluster --db-cluster-identifier orders
playground wait 10m

# failover
aws rds failover-db-cluster --db-cluster-identifier orders --target-db-instance-identifier orders-1
aws rds failover-db-cluster --db-cluster-identifier orders --target-db-instance-identifier orders-2 --query 'DBCluster.[Status,DBClusterMembers[?IsClusterWriter].DBInstanceIdentifier]' --output text
aws rds describe-db-instances --query 'DBInstances[].[DBInstanceIdentifier,DBInstanceStatus]' --output text
sql --db-cluster-identifier orders "SELECT 1"
aws rds wait db-cluster-available --db-cluster-identifier orders
aws rds describe-db-clusters --query 'DBClusters[0].[Status,DBClusterMembers[?IsClusterWriter].DBInstanceIdentifier]' --output text

# reboot
aws rds reboot-db-instance --db-instance-identifier orders-2 --force-failover
aws rds reboot-db-instance --db-instance-identifier orders-2 --no-force-failover --query DBInstance.DBInstanceStatus
aws rds reboot-db-instance --db-instance-identifier orders-2
sql --db-cluster-identifier orders "SELECT 1"
aws rds wait db-instance-available --db-instance-identifier orders-2
aws rds reboot-db-instance --db-instance-identifier orders-3
aws rds failover-db-cluster
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=FailoverDBCluster --query 'Events[0].CloudTrailEvent' --output text
"#;

const MODIFY: &str = r#"
# a cluster with an instance
aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-postgresql --master-username postgres --master-user-password secret99 --enable-cloudwatch-logs-exports general --query DBCluster.Status
aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-postgresql --master-username postgres --master-user-password secret99 --enable-cloudwatch-logs-exports postgresql --query DBCluster.EnabledCloudwatchLogsExports
aws rds create-db-instance --db-instance-identifier orders-1 --db-instance-class db.r5.large --engine aurora-postgresql --db-cluster-identifier orders --no-auto-minor-version-upgrade --publicly-accessible --monitoring-interval 30
aws rds create-db-instance --db-instance-identifier orders-1 --db-instance-class db.r5.large --engine aurora-postgresql --db-cluster-identifier orders --no-auto-minor-version-upgrade --publicly-accessible --query 'DBInstance.[AutoMinorVersionUpgrade,PubliclyAccessible,MonitoringInterval]' --output text
aws rds modify-db-instance --db-instance-identifier orders-1 --db-instance-class db.r5.xlarge
playground wait 10m

# a class and a name
aws rds modify-db-instance --db-instance-identifier orders-1 --db-instance-class db.r5.xlarge --preferred-maintenance-window wed:05:00-wed:05:30 --query 'DBInstance.[DBInstanceClass,PendingModifiedValues,PreferredMaintenanceWindow]'
aws rds modify-db-instance --db-instance-identifier orders-1 --new-db-instance-identifier first --apply-immediately --query 'DBInstance.[DBInstanceIdentifier,DBInstanceStatus,PendingModifiedValues]'
aws rds describe-db-instances --query 'DBInstances[].[DBInstanceIdentifier,DBInstanceStatus,DBInstanceClass,PendingModifiedValues.DBInstanceClass]' --output text
aws rds wait db-instance-available --db-instance-identifier first
aws rds describe-db-instances --query 'DBInstances[].[DBInstanceIdentifier,DBInstanceStatus,DBInstanceClass,PendingModifiedValues.DBInstanceClass]' --output text
aws rds describe-events --source-type db-instance --source-identifier first --query 'Events[].Message' --output text

# what comes back
aws rds modify-db-instance --db-instance-identifier first --monitoring-interval 60 --monitoring-role-arn arn:aws:iam::111122223333:role/monitoring --db-parameter-group-name own --promotion-tier 3 --ca-certificate-identifier rds-ca-2019 --enable-performance-insights
aws rds modify-db-instance --db-instance-identifier first --no-enable-performance-insights --monitoring-interval 0 --query 'DBInstance.[MonitoringInterval,PerformanceInsightsEnabled]' --output text
aws rds modify-db-cluster --db-cluster-identifier orders --cloudwatch-logs-export-configuration '{"DisableLogTypes":["postgresql"]}' --query DBCluster.EnabledCloudwatchLogsExports
playground wait 1m
aws rds modify-db-cluster --db-cluster-identifier orders --cloudwatch-logs-export-configuration EnableLogTypes=audit,postgresql
aws rds modify-db-cluster --db-cluster-identifier orders --cloudwatch-logs-export-configuration EnableLogTypes=postgresql --query DBCluster.EnabledCloudwatchLogsExports
playground wait 1m

# backtracking and Aurora Serverless v1
aws rds create-db-cluster --db-cluster-identifier back --engine aurora-postgresql --master-username postgres --master-user-password secret99 --backtrack-window 3600
aws rds create-db-cluster --db-cluster-identifier back --engine aurora-mysql --engine-version 5.7.12 --master-username admin --master-user-password secret99 --backtrack-window 3600
aws rds create-db-cluster --db-cluster-identifier back --engine aurora-mysql --master-username admin --master-user-password secret99 --backtrack-window 259201
aws rds create-db-cluster --db-cluster-identifier back --engine aurora-mysql --master-username admin --master-user-password secret99 --backtrack-window 259200 --query 'DBCluster.[BacktrackWindow,BacktrackConsumedChangeRecords,EarliestBacktrackTime]' --output text
aws rds create-db-cluster --db-cluster-identifier never --engine aurora-mysql --master-username admin --master-user-password secret99 --query 'DBCluster.[BacktrackWindow,EngineMode]' --output text
playground wait 10m
aws rds modify-db-cluster --db-cluster-identifier never --backtrack-window 3600
aws rds modify-db-cluster --db-cluster-identifier back --backtrack-window 3600 --query DBCluster.BacktrackWindow
playground wait 10m
aws rds modify-db-cluster --db-cluster-identifier back --backtrack-window 0 --query DBCluster.BacktrackWindow
playground wait 10m
aws rds modify-db-cluster --db-cluster-identifier back --backtrack-window 3600
aws rds create-db-cluster --db-cluster-identifier v1 --engine aurora-mysql --engine-mode serverless --master-username admin --master-user-password secret99
aws rds create-db-cluster --db-cluster-identifier v1 --engine aurora --engine-mode serverless --engine-version 5.6.10a --master-username admin --master-user-password secret99 --no-storage-encrypted --query 'DBCluster.[EngineMode,StorageEncrypted,KmsKeyId,Capacity,ScalingConfigurationInfo]'
aws rds create-db-cluster --db-cluster-identifier many --engine aurora-mysql --engine-mode multimaster --master-username admin --master-user-password secret99
playground wait 10m
aws rds create-db-instance --db-instance-identifier v1-1 --db-instance-class db.r5.large --engine aurora --db-cluster-identifier v1
aws rds stop-db-cluster --db-cluster-identifier v1

# quotas
playground set-quota
playground set-quota --name db-clusters --value 80
playground set-quota --name db-clusters --value 80 --output json
playground set-quota --name db-clusters --value 20
playground set-quota --name kms-keys --value 20
playground set-quota --name tags-per-resource --value 60
playground set-quota --name db-instances

# what is refused
aws rds modify-db-instance --db-instance-identifier first --storage-encrypted
aws rds modify-db-instance --db-instance-identifier first --backup-retention-period 7
aws rds modify-db-instance --db-instance-identifier first --master-user-password secret100
aws rds modify-db-instance --db-instance-identifier first --no-deletion-protection
aws rds modify-db-instance --db-instance-identifier first --multi-az
aws rds modify-db-instance --db-instance-identifier first --db-instance-class db.m5.large
aws rds modify-db-instance --db-instance-identifier orders-1

# Aurora Serverless v2
aws rds create-db-cluster --db-cluster-identifier v2 --engine aurora-mysql --master-username admin --master-user-password secret99 --serverless-v2-scaling-configuration MinCapacity=0.5,MaxCapacity=4 --query DBCluster.ServerlessV2ScalingConfiguration
2026 aws rds create-db-cluster --db-cluster-identifier v3 --engine aurora-mysql --master-username admin --master-user-password secret99 --serverless-v2-scaling-configuration MinCapacity=0.5
2026 aws rds create-db-cluster --db-cluster-identifier v3 --engine aurora-mysql --master-username admin --master-user-password secret99 --serverless-v2-scaling-configuration MinCapacity=x,MaxCapacity=4
2026 aws rds create-db-cluster --db-cluster-identifier v3 --engine aurora-mysql --master-username admin --master-user-password secret99 --serverless-v2-scaling-configuration MinCapacity=0.5,MaxCapacity=4,Pause=1
2026 aws rds create-db-cluster --db-cluster-identifier v3 --engine aurora-mysql --master-username admin --master-user-password secret99 --serverless-v2-scaling-configuration MinCapacity=0.3,MaxCapacity=4
2026 aws rds create-db-cluster --db-cluster-identifier v3 --engine aurora-mysql --master-username admin --master-user-password secret99 --serverless-v2-scaling-configuration MinCapacity=0.5,MaxCapacity=0.5
2026 aws rds create-db-cluster --db-cluster-identifier v3 --engine aurora-mysql --master-username admin --master-user-password secret99 --serverless-v2-scaling-configuration MinCapacity=4,MaxCapacity=2
2026 aws rds create-db-cluster --db-cluster-identifier v3 --engine aurora-mysql --master-username admin --master-user-password secret99 --serverless-v2-scaling-configuration MinCapacity=4,MaxCapacity=256.5
2026 playground wait 10m
2026 aws rds create-db-instance --db-instance-identifier v2-1 --db-instance-class db.serverless --engine aurora-mysql --db-cluster-identifier never --query DBInstance.DBInstanceClass
2026 aws rds create-db-instance --db-instance-identifier v2-1 --db-instance-class db.serverless --engine aurora-mysql --db-cluster-identifier v2 --query DBInstance.DBInstanceClass
2026 playground wait 10m
2026 aws rds modify-db-cluster --db-cluster-identifier v2 --serverless-v2-scaling-configuration SecondsUntilAutoPause=300
2026 aws rds modify-db-cluster --db-cluster-identifier v2 --serverless-v2-scaling-configuration MinCapacity=0 --query DBCluster.ServerlessV2ScalingConfiguration
2026 playground wait 10m
2026 aws rds modify-db-cluster --db-cluster-identifier v2 --serverless-v2-scaling-configuration SecondsUntilAutoPause=86401
2026 aws rds modify-db-cluster --db-cluster-identifier v2 --serverless-v2-scaling-configuration '{"MaxCapacity":16.5,"SecondsUntilAutoPause":86400}' --query DBCluster.ServerlessV2ScalingConfiguration
2026 playground wait 10m
2026 aws rds create-db-cluster-snapshot --db-cluster-identifier v2 --db-cluster-snapshot-identifier v2-s --query DBClusterSnapshot.Status
2026 playground wait 10m
2026 aws rds restore-db-cluster-from-snapshot --db-cluster-identifier v2-a --snapshot-identifier v2-s --engine aurora-mysql --query DBCluster.ServerlessV2ScalingConfiguration
2026 aws rds restore-db-cluster-from-snapshot --db-cluster-identifier v2-b --snapshot-identifier v2-s --engine aurora-mysql --query DBCluster.ServerlessV2ScalingConfiguration --serverless-v2-scaling-configuration MinCapacity=1,MaxCapacity=2
2026 aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier v2-c --source-db-cluster-identifier v2 --use-latest-restorable-time --serverless-v2-scaling-configuration MinCapacity=1,MaxCapacity=2 --query DBCluster.ServerlessV2ScalingConfiguration
2026 aws rds describe-db-clusters --query 'DBClusters[].[DBClusterIdentifier,ServerlessV2ScalingConfiguration.MaxCapacity]' --output text
"#;

const LOGS: &str = r#"
# two engines, and a cluster with two instances
K=aws kms create-key --query KeyMetadata.KeyId --output text
aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password secret99 --storage-encrypted --kms-key-id $K --query DBCluster.Status
aws rds create-db-instance --db-instance-identifier orders-1 --db-instance-class db.r5.large --engine aurora-mysql --db-cluster-identifier orders --query DBInstance.DBInstanceStatus
aws rds create-db-instance --db-instance-identifier orders-2 --db-instance-class db.r5.large --engine aurora-mysql --db-cluster-identifier orders --query DBInstance.DBInstanceStatus
aws rds create-db-cluster --db-cluster-identifier stock --engine aurora-postgresql --master-username postgres --master-user-password secret99 --query DBCluster.Status
aws rds create-db-instance --db-instance-identifier stock-1 --db-instance-class db.r5.large --engine aurora-postgresql --db-cluster-identifier stock --query DBInstance.DBInstanceStatus
aws rds describe-db-log-files --db-instance-identifier orders-1
playground wait 10m
sql --db-cluster-identifier orders "CREATE TABLE t (x); INSERT INTO t VALUES ('é')"
sql --db-cluster-identifier orders --endpoint reader "SELECT x FROM t"
sql --db-cluster-identifier stock "SELECT 1"
aws rds reboot-db-instance --db-instance-identifier stock-1 --query DBInstance.DBInstanceStatus
playground wait 1h
sql --db-cluster-identifier stock "SELECT 2"

# which there are
aws rds describe-db-log-files --db-instance-identifier orders-1
aws rds describe-db-log-files --db-instance-identifier orders-2 --output text
aws rds describe-db-log-files --db-instance-identifier stock-1 --output table
aws rds describe-db-log-files --db-instance-identifier orders-1 --filename-contains general --query DescribeDBLogFiles[].LogFileName
aws rds describe-db-log-files --db-instance-identifier orders-1 --file-size 0 --query DescribeDBLogFiles[].LogFileName
aws rds describe-db-log-files --db-instance-identifier stock-1 --file-last-written 1606817000000 --query DescribeDBLogFiles[].LogFileName
aws rds describe-db-log-files --db-instance-identifier stock-1 --max-items 1 --query '[length(DescribeDBLogFiles),NextToken]'
aws rds describe-db-log-files --db-instance-identifier none
aws rds describe-db-log-files

# what is in them
aws rds download-db-log-file-portion --db-instance-identifier orders-1 --log-file-name general/mysql-general.log --output text
aws rds download-db-log-file-portion --db-instance-identifier orders-2 --log-file-name general/mysql-general.log --starting-token 0 --output text
aws rds download-db-log-file-portion --db-instance-identifier stock-1 --log-file-name error/postgresql.log.2020-12-01-09 --output text
aws rds download-db-log-file-portion --db-instance-identifier stock-1 --log-file-name error/postgresql.log.2020-12-01-10
aws rds download-db-log-file-portion --db-instance-identifier orders-1 --log-file-name general/mysql-general.log --number-of-lines 1
aws rds download-db-log-file-portion --db-instance-identifier orders-1 --log-file-name general/mysql-general.log --marker 0 --number-of-lines 1
aws rds download-db-log-file-portion --db-instance-identifier orders-1 --log-file-name general/mysql-general.log --marker 0:46 --number-of-lines 1 --output text
aws rds download-db-log-file-portion --db-instance-identifier orders-1 --log-file-name general/mysql-general.log --marker 0:100000
aws rds download-db-log-file-portion --db-instance-identifier orders-1 --log-file-name general/mysql-general.log --max-items 20
aws rds download-db-log-file-portion --db-instance-identifier orders-1 --log-file-name error/postgresql.log
aws rds download-db-log-file-portion --db-instance-identifier orders-1

# without the key
aws rds reboot-db-instance --db-instance-identifier orders-2 --query DBInstance.DBInstanceStatus
aws rds describe-db-log-files --db-instance-identifier orders-2
aws kms disable-key --key-id $K
playground wait 1m
aws rds describe-db-log-files --db-instance-identifier orders-1
aws rds download-db-log-file-portion --db-instance-identifier orders-1 --log-file-name general/mysql-general.log
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DownloadDBLogFilePortion --query 'length(Events)'
"#;

const STORAGE: &str = r#"
# two clusters, one of them encrypted
aws rds create-db-cluster --db-cluster-identifier plain --engine aurora-mysql --master-username admin --master-user-password secret99 --query DBCluster.Status
aws rds create-db-cluster --db-cluster-identifier sealed --engine aurora-mysql --master-username admin --master-user-password secret99 --storage-encrypted --query DBCluster.Status
aws rds create-db-instance --db-instance-identifier plain-1 --db-instance-class db.r5.large --engine aurora-mysql --db-cluster-identifier plain --query DBInstance.DBInstanceStatus
aws rds create-db-instance --db-instance-identifier sealed-1 --db-instance-class db.r5.large --engine aurora-mysql --db-cluster-identifier sealed --query DBInstance.DBInstanceStatus
sql --db-cluster-identifier plain "SELECT 1"
playground read-disk --db-cluster-identifier plain
playground read-page --db-cluster-identifier sealed --page-number 1
playground wait 1h
sql --db-cluster-identifier plain "CREATE TABLE cards (id INTEGER PRIMARY KEY, name TEXT, card TEXT); INSERT INTO cards (name, card) VALUES ('Ada', '4111 1111 1111 1111'), ('Grace', NULL); CREATE TABLE empty (x)"
sql --db-cluster-identifier sealed "CREATE TABLE cards (id INTEGER PRIMARY KEY, name TEXT, card TEXT); INSERT INTO cards (name, card) VALUES ('Ada', '4111 1111 1111 1111'), ('Grace', NULL); CREATE TABLE empty (x)"

# the client
sql --db-cluster-identifier sealed "SELECT * FROM cards"
sql --db-cluster-identifier sealed "SELECT * FROM cards" --query Statements[0].Rows
sql --db-cluster-identifier sealed "SELECT 1.5 AS half, x'00ff' AS bytes, 'two' || char(10) || 'lines' AS text"
sql --db-cluster-identifier sealed .tables
sql --db-cluster-identifier sealed ".schema cards"
sql --db-cluster-identifier sealed .dump
sql --db-cluster-identifier sealed "SELECT id FROM cards; SELECT nam FROM cards; SELECT 2"
sql --db-cluster-identifier sealed "INSERT INTO cards (id) VALUES (1)"
sql --db-cluster-identifier sealed "BEGIN; DELETE FROM cards"
sql --db-cluster-identifier sealed "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
sql --db-cluster-identifier sealed "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c" --query Statements[0].[More,Rows[-1]] --output text
sql --db-cluster-identifier sealed
sql --db-cluster-identifier sealed --endpoint reader "SELECT count(*) FROM cards"
sql --db-cluster-identifier none "SELECT 1"
sql help
sql
sql --endpoint other

# what lies on the disks
playground find-in-storage --db-cluster-identifier plain --text '4111 1111'
playground find-in-storage --db-cluster-identifier sealed --text '4111 1111'
playground read-disk --db-cluster-identifier plain
playground read-disk --db-cluster-identifier sealed
playground read-page --db-cluster-identifier plain --page-number 1
playground read-page --db-cluster-identifier sealed --page-number 1
playground read-page --db-cluster-identifier sealed --page-number 1 --query AtRest.Version
playground read-page --db-cluster-identifier plain --page-number 2 --offset 4077
playground read-page --db-cluster-identifier sealed --page-number 2 --offset 4077
playground read-page --db-cluster-identifier sealed --page-number 99
playground read-disk --db-cluster-identifier sealed --query 'Pages[0]'

# changing it
playground flip-bit --db-cluster-identifier plain --page-number 1 --offset 20
playground flip-bit --db-cluster-identifier sealed --page-number 1
playground read-page --db-cluster-identifier sealed --page-number 1 --query Client --output json
playground flip-bit --db-cluster-identifier sealed --page-number 1
playground swap-pages --db-cluster-identifier sealed --page-number 2 --with-page 3
sql --db-cluster-identifier plain "UPDATE cards SET name = 'Ada L.' WHERE id = 1"
playground rollback-page --db-cluster-identifier plain --page-number 2
sql --db-cluster-identifier plain "SELECT name FROM cards"
playground open-page --db-cluster-identifier sealed --page-number 2 --keys-of plain
playground open-page --db-cluster-identifier plain --page-number 2 --keys-of sealed
playground open-page --db-cluster-identifier sealed --page-number 2 --keys-of sealed
playground flip-bit --db-cluster-identifier sealed --page-number 2
sql --db-cluster-identifier sealed "SELECT name FROM cards"
playground crash-instance --db-instance-identifier sealed-1
sql --db-cluster-identifier sealed "SELECT name FROM cards"
aws rds wait db-instance-available --db-instance-identifier sealed-1
sql --db-cluster-identifier sealed "SELECT name FROM cards"
playground flip-bit --db-cluster-identifier sealed --page-number 2
playground crash-instance --db-instance-identifier sealed-1 --at-write 3
sql --db-cluster-identifier sealed "DELETE FROM cards"
aws rds wait db-instance-available --db-instance-identifier sealed-1
sql --db-cluster-identifier sealed "SELECT name FROM cards"
playground read-page --db-cluster-identifier sealed --page-number 1 --file error-log
playground read-frame --db-cluster-identifier plain
playground flip-bit --page-number 1
playground wait soon
playground wait 1000d

# what can't be done there
playground read-page --db-cluster-identifier plain --page-number 1 --file error-log
playground flip-bit --db-cluster-identifier plain --page-number 1 --offset 5000
playground rollback-page --db-cluster-identifier plain --page-number 3
playground flip-bit --db-cluster-automated-backup plain --page-number 1
aws rds create-db-cluster-snapshot --db-cluster-identifier sealed --db-cluster-snapshot-identifier s --query DBClusterSnapshot.Status
aws rds wait db-cluster-snapshot-deleted --db-cluster-snapshot-identifier s
playground read-page --db-cluster-snapshot-identifier s --page-number 1 --query Client.NoHost
playground read-page --db-cluster-automated-backup sealed --page-number 1 --query Client.NoHost
aws rds stop-db-cluster --db-cluster-identifier sealed --query DBCluster.Status
playground read-page --db-cluster-identifier sealed --page-number 1 --query Client.NoHost
playground wait 1h
playground open-page --db-cluster-identifier plain --page-number 1 --keys-of sealed

# clients of the other engine
sql --db-cluster-identifier pg "SELECT 1"
aws rds create-db-cluster --db-cluster-identifier pg --engine aurora-postgresql --master-username admin1 --master-user-password secret99 --query DBCluster.Status
sql --db-cluster-identifier pg "SELECT 1"
aws rds wait db-cluster-available --db-cluster-identifier pg
aws rds create-db-instance --db-instance-identifier pg-1 --db-instance-class db.r5.large --engine aurora-postgresql --db-cluster-identifier pg --query DBInstance.DBInstanceStatus
sql --db-cluster-identifier pg "SELECT 1"
aws rds wait db-instance-available --db-instance-identifier pg-1
playground crash-instance --db-instance-identifier pg-1 --at-write 1
sql --db-cluster-identifier pg "CREATE TABLE t (a)"
"#;

const VALUES: &str = r"
# what AWS KMS refuses for a value, each beside the nearest that it takes
K=aws kms create-key --query KeyMetadata.KeyId --output text
aws kms create-key --key-usage RANDOM
aws kms create-key --customer-master-key-spec AES_512
aws kms create-alias --alias-name 'alias/a b' --target-key-id $K
aws kms create-alias --alias-name alias/a:b --target-key-id $K
aws kms create-alias --alias-name alias/ --target-key-id $K
aws kms create-alias --alias-name alias/a/b_c-d --target-key-id $K
aws kms describe-key --key-id mrk-00000000000000000000000000000000
aws kms describe-key --key-id mrk-fake-key-id
aws kms tag-resource --key-id $K --tags TagKey=AWS:x,TagValue=1
aws kms tag-resource --key-id $K --tags TagKey=awsx,TagValue=1
aws kms create-grant --key-id $K --grantee-principal arn:aws:iam::444455556666:user/admin --operations Decrypt --name 'a b' --query GrantId
aws kms create-grant --key-id $K --grantee-principal arn:aws:iam::444455556666:user/admin --operations Decrypt --name a:b --query 'length(GrantId)'
aws kms get-key-policy --key-id $K --policy-name 'a b'

# what Amazon RDS refuses for a value
aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql --master-username admin --master-user-password short77
aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql --master-username admin --master-user-password with/slash
aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql --master-username 1admin --master-user-password secret99
aws rds create-db-cluster --db-cluster-identifier a --engine aurora-postgresql --master-username admin --master-user-password secret99
aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql --master-username admin --master-user-password secret99 --database-name my-db
aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql --master-username admin --master-user-password secret99 --port 80
aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql --master-username admin --master-user-password secret99 --engine-version 11.9
aws rds create-db-cluster --db-cluster-identifier a --engine aurora-postgresql --master-username postgres --master-user-password secret99 --engine-version 5.7.mysql_aurora.2.09.1
aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql --master-username admin --master-user-password secret99 --engine-version 8.0.mysql_aurora.3.04.0 --query DBCluster.EngineVersion
aws rds create-db-cluster --db-cluster-identifier b --engine aurora-postgresql --master-username postgres --master-user-password secret99 --engine-version 11.9 --database-name my_db --port 1150 --query 'DBCluster.[EngineVersion,DatabaseName,Port]'
aws rds modify-db-cluster --db-cluster-identifier b --engine-version 5.7.12
aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --master-username admin --master-user-password secret99 --tags Key=Aws:x,Value=1

# what comes back in answers
aws rds create-db-cluster --db-cluster-identifier k --engine aurora-mysql --master-username admin --master-user-password secret99 --vpc-security-group-ids sg-1 sg-2 --db-subnet-group-name Private --preferred-maintenance-window Sun:05:00-Sun:06:00 --db-cluster-parameter-group-name strict --enable-iam-database-authentication --enable-cloudwatch-logs-exports audit error --domain d-1 --domain-iam-role-name joins --query 'DBCluster.[VpcSecurityGroups,DBSubnetGroup,PreferredMaintenanceWindow,DBClusterParameterGroup,IAMDatabaseAuthenticationEnabled,EnabledCloudwatchLogsExports,DomainMemberships]'
aws rds create-db-cluster --db-cluster-identifier l --engine aurora-mysql --master-username admin --master-user-password secret99 --preferred-maintenance-window 05:00-06:00
2026 aws rds create-db-cluster --db-cluster-identifier l --engine aurora-mysql --master-username admin --master-user-password secret99 --network-type DUAL --query DBCluster.NetworkType
2026 aws rds create-db-cluster --db-cluster-identifier m --engine aurora-mysql --master-username admin --master-user-password secret99 --network-type IPV6
playground wait 10m
aws rds create-db-instance --db-instance-identifier k-1 --db-instance-class db.r5.large --engine aurora-mysql --db-cluster-identifier k --query 'DBInstance.[VpcSecurityGroups,DBSubnetGroup.DBSubnetGroupName,IAMDatabaseAuthenticationEnabled,DomainMemberships]'
aws rds modify-db-cluster --db-cluster-identifier k --vpc-security-group-ids sg-3 --no-enable-iam-database-authentication --query 'DBCluster.[VpcSecurityGroups,DBSubnetGroup,IAMDatabaseAuthenticationEnabled]'

# filters
playground wait 10m
aws rds create-db-instance --db-instance-identifier b-1 --db-instance-class db.r5.large --engine aurora-postgresql --db-cluster-identifier b --query DBInstance.DBInstanceStatus
aws rds create-db-cluster-snapshot --db-cluster-identifier b --db-cluster-snapshot-identifier s1 --query DBClusterSnapshot.Status
R=aws rds describe-db-instances --db-instance-identifier b-1 --query 'DBInstances[0].DbiResourceId' --output text
aws rds describe-db-instances --filters Name=db-instance-id,Values=b-1,none Name=engine,Values=aurora-postgresql --query 'DBInstances[].DBInstanceIdentifier'
aws rds describe-db-instances --filters Name=db-instance-id,Values=b-1 Name=engine,Values=aurora-mysql --query 'DBInstances[].DBInstanceIdentifier'
aws rds describe-db-instances --filters Name=dbi-resource-id,Values=$R --query 'DBInstances[].DBInstanceIdentifier'
aws rds describe-db-instances --filters Name=domain,Values=d-1 --query 'DBInstances[].DBInstanceIdentifier'
aws rds describe-db-instances --filters Name=DBInstanceStatus,Values=available
aws rds describe-db-instances --filters Name=engine
aws rds describe-db-clusters --filters Name=engine,Values=aurora-postgresql --query 'DBClusters[].DBClusterIdentifier'
aws rds describe-db-clusters --filters Name=db-instance-id,Values=b-1
aws rds describe-db-cluster-snapshots --filters Name=db-cluster-id,Values=arn:aws:rds:us-east-1:111122223333:cluster:b Name=snapshot-type,Values=manual --query 'DBClusterSnapshots[].DBClusterSnapshotIdentifier'
aws rds describe-db-cluster-snapshots --filters Name=snapshot-type,Values=automated Name=engine,Values=aurora-mysql --query 'DBClusterSnapshots[].DBClusterSnapshotIdentifier'
aws rds describe-global-clusters --filters Name=region,Values=us-east-1
aws kms create-grant --key-id $K --grantee-principal arn:aws:iam::444455556666:user/admin --operations Decrypt Sign
aws kms create-grant --key-id $K --grantee-principal arn:aws:iam::444455556666:user/admin --operations GenerateMac
aws kms create-grant --key-id $K --grantee-principal 'user admin' --operations Decrypt
aws kms create-grant --key-id $K --grantee-principal admin --retiring-principal '*' --operations Decrypt
aws kms create-key --origin ABROAD
aws kms create-key --origin EXTERNAL
aws kms create-key --origin EXTERNAL_KEY_STORE
aws kms create-key --origin AWS_KMS --query KeyMetadata.Origin
aws kms create-key --customer-master-key-spec SM2 --key-usage ENCRYPT_DECRYPT
aws kms encrypt --key-id $K --plaintext aGVsbG8= --encryption-algorithm AES_256
aws kms encrypt --key-id $K --plaintext aGVsbG8= --encryption-algorithm RSAES_OAEP_SHA_256
aws kms encrypt --key-id $K --plaintext aGVsbG8= --encryption-algorithm SYMMETRIC_DEFAULT --query EncryptionAlgorithm
";

#[test]
fn kms() {
    expect("kms.txt", KMS);
}

#[test]
fn rds() {
    expect("rds.txt", RDS);
}

#[test]
fn instances() {
    expect("instances.txt", INSTANCES);
}

#[test]
fn modify() {
    expect("modify.txt", MODIFY);
}

#[test]
fn logs() {
    expect("logs.txt", LOGS);
}

#[test]
fn values() {
    expect("values.txt", VALUES);
}

#[test]
fn storage() {
    expect("storage.txt", STORAGE);
}

/// The script with what each line prints. Lines that begin with `#` are copied; those behind `2026` are of that edition only.
fn transcript(script: &str, edition: Edition) -> String {
    let mut session = Session::new(edition);
    let mut out = String::new();
    for line in script.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with('#') {
            out.extend(["\n", line, "\n"]);
            continue;
        }
        let line = match (line.strip_prefix("2026 "), edition) {
            (Some(_), Edition::Y2020) => continue,
            (Some(line), Edition::Y2026) => line,
            (None, _) => line,
        };
        let (printed, code) = session.run(line);
        out.extend(["$ ", line, "\n", &printed]);
        if code != 0 {
            out.extend(["[exit code ", &code.to_string(), "]\n"]);
        }
    }
    out
}

/// Compares what a script prints in each edition with a file in `tests/data`; `UPDATE_EXPECT=1` writes it.
fn expect(name: &str, script: &str) {
    for edition in Edition::ALL {
        let text = transcript(script, edition);
        let path = format!("{}/tests/data/{}/{name}", env!("CARGO_MANIFEST_DIR"), edition.name());
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, text).unwrap();
            continue;
        }
        let wanted = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(wanted == text, "{path} differs: look at the change that UPDATE_EXPECT=1 makes\n{text}");
    }
}
