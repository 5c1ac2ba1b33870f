aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-postgresql --master-username postgres --master-user-password secret99 --storage-encrypted > /dev/null
aws rds wait db-cluster-available --db-cluster-identifier orders
aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s1 > /dev/null
aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s1
ARN=$(aws rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier s1 | jq -r '.DBClusterSnapshots[0].DBClusterSnapshotArn')
NEW_KEY=$(aws kms create-key --region eu-west-1 --query KeyMetadata.Arn --output text)
aws rds copy-db-cluster-snapshot --region eu-west-1 --source-db-cluster-snapshot-identifier "$ARN" --target-db-cluster-snapshot-identifier s1-eu --kms-key-id "$NEW_KEY" --query DBClusterSnapshot.StorageEncrypted
[ $? -eq 0 ] && echo copied
