#!/usr/bin/env bash
# Copies the newest manual snapshot of a cluster to another Region and restores it there.
set -euo pipefail
SOURCE_REGION=us-east-1
TARGET_REGION=eu-west-1
CLUSTER=orders
log() { echo "[$CLUSTER] $*" >&2; }
aws rds create-db-cluster --region "$SOURCE_REGION" --db-cluster-identifier "$CLUSTER" --engine aurora-postgresql --master-username admin1 --master-user-password not-a-secret --storage-encrypted > /dev/null
aws rds wait db-cluster-available --region "$SOURCE_REGION" --db-cluster-identifier "$CLUSTER"
aws rds create-db-cluster-snapshot --region "$SOURCE_REGION" --db-cluster-identifier "$CLUSTER" --db-cluster-snapshot-identifier "$CLUSTER-1" > /dev/null
aws rds wait db-cluster-snapshot-available --region "$SOURCE_REGION" --db-cluster-snapshot-identifier "$CLUSTER-1"
read -r SNAPSHOT ENCRYPTED < <(aws rds describe-db-cluster-snapshots --region "$SOURCE_REGION" \
  --db-cluster-identifier "$CLUSTER" --snapshot-type manual \
  --query 'reverse(sort_by(DBClusterSnapshots, &SnapshotCreateTime))[0].[DBClusterSnapshotArn,StorageEncrypted]' --output text)
log "$SNAPSHOT is encrypted: $ENCRYPTED"
KEY_ARGS=""
if [[ "$ENCRYPTED" == "True" ]]; then
  KEY=$(aws kms create-key --region "$TARGET_REGION" --query KeyMetadata.Arn --output text)
  KEY_ARGS="--kms-key-id $KEY"
fi
aws rds copy-db-cluster-snapshot --region "$TARGET_REGION" --source-db-cluster-snapshot-identifier "$SNAPSHOT" \
  --target-db-cluster-snapshot-identifier "$CLUSTER-copy" --source-region "$SOURCE_REGION" $KEY_ARGS > /dev/null
for attempt in $(seq 1 30); do
  STATUS=$(aws rds describe-db-cluster-snapshots --region "$TARGET_REGION" --db-cluster-snapshot-identifier "$CLUSTER-copy" --query 'DBClusterSnapshots[0].Status' --output text)
  [[ "$STATUS" == available ]] && break
  sleep 60
done
log "the copy is $STATUS"
aws rds restore-db-cluster-from-snapshot --region "$TARGET_REGION" --db-cluster-identifier "$CLUSTER-restored" \
  --snapshot-identifier "$CLUSTER-copy" --engine aurora-postgresql --query 'DBCluster.StorageEncrypted'
(
  export AWS_DEFAULT_REGION=$TARGET_REGION
  aws rds describe-db-clusters --query 'DBClusters[].[DBClusterIdentifier,StorageEncrypted]' --output text
) | tee report.txt | wc -l
