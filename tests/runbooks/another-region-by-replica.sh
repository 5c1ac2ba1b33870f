#!/usr/bin/env bash
# Move orders to Region eu-west-1
#
# A read replica cluster follows the cluster, and is promoted.
# Clients can't write for 4 min of model time. On AWS it depends on the amount of data, so measure
# it with a copy first.
# Before that, the writer may have to restart once.
# The new cluster lags behind, which the playground doesn't simulate: what hasn't arrived when it
# becomes standalone is lost.
# All of the data is copied, some of it perhaps more than once: AWS bills storage for each copy
# until it's deleted.
# Planned and run by the Aurora Encryption Playground in a model of AWS, by the rules of 2020,
# without access to any account. What a check must show is what that run showed. Read the runbook
# before you run it, and try it with a copy first.
#
# Needs the AWS CLI, version 2, and jq where a policy is changed. Its questions take y or yes.
set -euo pipefail
export AWS_PAGER=''

# Asks, and continues after "y" or "yes" only.
ask() {
  local answer=''
  read -r -p "$1 [y/N] " answer || true
  [ "$answer" = y ] || [ "$answer" = yes ]
}

# Asks, and stops after anything else.
agree() {
  if ! ask "$1"; then
    echo 'Stopped.' >&2
    exit 1
  fi
}

# A waiter looks every 30 seconds and gives up after 30 minutes. This repeats it for four hours.
wait_for() {
  local try
  for try in 1 2 3 4 5 6 7 8; do
    if aws rds wait "$@"; then
      return 0
    fi
    echo "Not yet (${try} of 8): $*" >&2
  done
  return 1
}

# What is shown, and what it must show, with single spaces between values.
expect() {
  local shown
  shown=$(printf '%s' "$1" | tr '\t\n' '  ')
  if [ "$shown" != "$2" ]; then
    printf 'Stopped: this must show\n  %s\nand shows\n  %s\n' "$2" "$shown" >&2
    exit 1
  fi
  printf 'OK: %s\n' "$shown"
}

# The profile of each participant: put your names here, or set these variables.
PROFILE=${PROFILE:-default} # 111122223333

# What new clusters of 111122223333 in eu-west-1 also get, such as
#   NEW_CLUSTER=(--db-subnet-group-name NAME --vpc-security-group-ids sg-0 --db-cluster-parameter-group-name NAME --enable-cloudwatch-logs-exports NAME --enable-iam-database-authentication --serverless-v2-scaling-configuration MinCapacity=0.5,MaxCapacity=8)
NEW_CLUSTER=()

# What new instances of 111122223333 in eu-west-1 also get, such as
#   NEW_INSTANCE=(--db-parameter-group-name NAME --no-publicly-accessible)
NEW_INSTANCE=()

# 1. Create a KMS key
# Clients: They notice nothing.
# To roll back: Undo it with:
#   aws kms schedule-key-deletion \
#     --key-id "${KEY}" \
#     --pending-window-in-days 7 \
#     --profile "${PROFILE}" --region eu-west-1
printf '\n%s\n' '1. Create a KMS key'
KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text --profile "${PROFILE}" --region eu-west-1)
expect "$(aws kms describe-key \
    --key-id "${KEY}" \
    --query 'KeyMetadata.[KeyState,KeyManager]' \
    --output text \
    --profile "${PROFILE}" --region eu-west-1)" \
  'Enabled CUSTOMER'

# 2. Turn on the binary log of orders
# Clients: Their connections end when the writer restarts, and they have to connect again.
# To roll back: Set `binlog_format` back, and reboot the writer.
printf '\n%s\n' '2. Turn on the binary log of orders'
# The playground doesn't simulate this. If `binlog_format` is `OFF`, which is the default: set it to
# `MIXED` or `ROW` in a cluster parameter group of its own, give that to the cluster, and reboot its
# writer. Keep the log long enough: `CALL mysql.rds_set_configuration('binlog retention hours',
# 144)`.
echo 'The playground doesn'\''t simulate this. If `binlog_format` is `OFF`, which is the default: set it to `MIXED` or `ROW` in a cluster parameter group of its own, give that to the cluster, and reboot its writer. Keep the log long enough: `CALL mysql.rds_set_configuration('\''binlog retention hours'\'', 144)`.'
agree 'Is that done?'

# 3. Create the read replica cluster orders
# Clients: They notice nothing.
# To roll back: Undo it with:
#   aws rds delete-db-cluster \
#     --db-cluster-identifier orders \
#     --skip-final-snapshot \
#     --profile "${PROFILE}" --region eu-west-1
printf '\n%s\n' '3. Create the read replica cluster orders'
aws rds create-db-cluster \
  --backup-retention-period 7 \
  --db-cluster-identifier orders \
  --engine aurora-mysql \
  --replication-source-identifier arn:aws:rds:us-east-1:111122223333:cluster:orders \
  --storage-encrypted \
  --kms-key-id "${KEY}" \
  --source-region us-east-1 \
  --engine-version 5.7.mysql_aurora.2.09.1 \
  --profile "${PROFILE}" --region eu-west-1 \
  ${NEW_CLUSTER[@]+"${NEW_CLUSTER[@]}"}
wait_for db-cluster-available --db-cluster-identifier orders --profile "${PROFILE}" --region eu-west-1
expect "$(aws rds describe-db-clusters \
    --db-cluster-identifier orders \
    --query 'DBClusters[0].[Status,StorageEncrypted,KmsKeyId]' \
    --output text \
    --profile "${PROFILE}" --region eu-west-1)" \
  "available True arn:aws:kms:eu-west-1:111122223333:key/${KEY}"

# 4. Create the instance orders-1
# Clients: They notice nothing.
# To roll back: Undo it with:
#   aws rds delete-db-instance \
#     --db-instance-identifier orders-1 \
#     --profile "${PROFILE}" --region eu-west-1
printf '\n%s\n' '4. Create the instance orders-1'
aws rds create-db-instance \
  --db-instance-identifier orders-1 \
  --db-instance-class db.r5.large \
  --engine aurora-mysql \
  --db-cluster-identifier orders \
  --profile "${PROFILE}" --region eu-west-1 \
  ${NEW_INSTANCE[@]+"${NEW_INSTANCE[@]}"}
wait_for db-instance-available --db-instance-identifier orders-1 --profile "${PROFILE}" --region eu-west-1
expect "$(aws rds describe-db-instances \
    --db-instance-identifier orders-1 \
    --query 'DBInstances[0].[DBInstanceStatus,DBClusterIdentifier]' \
    --output text \
    --profile "${PROFILE}" --region eu-west-1)" \
  'available orders'

# 5. Stop writing to orders
# Clients: They can read but not write.
# To roll back: Let the applications write again.
printf '\n%s\n' '5. Stop writing to orders'
# Stop the applications that write, or revoke their database users' write permissions. What is
# written after this isn't in the new cluster.
echo 'Stop the applications that write, or revoke their database users'\'' write permissions. What is written after this isn'\''t in the new cluster.'
agree 'Is that done?'

# 6. Wait until orders in eu-west-1 has everything
# Clients: They can read but not write.
# To roll back: Let the applications write to the old cluster again.
printf '\n%s\n' '6. Wait until orders in eu-west-1 has everything'
# The playground doesn't simulate the lag. Writes have stopped; continue when the lag is 0. Aurora
# MySQL: `SHOW REPLICA STATUS` (before version 3, `SHOW SLAVE STATUS`) on the new cluster's writer
# shows 0 seconds behind, as `AuroraBinlogReplicaLag` in CloudWatch does, and the last row that was
# written is there. Aurora PostgreSQL: in `pg_replication_slots` of the old cluster,
# `confirmed_flush_lsn` is `pg_current_wal_lsn()`.
echo 'The playground doesn'\''t simulate the lag. Writes have stopped; continue when the lag is 0. Aurora MySQL: `SHOW REPLICA STATUS` (before version 3, `SHOW SLAVE STATUS`) on the new cluster'\''s writer shows 0 seconds behind, as `AuroraBinlogReplicaLag` in CloudWatch does, and the last row that was written is there. Aurora PostgreSQL: in `pg_replication_slots` of the old cluster, `confirmed_flush_lsn` is `pg_current_wal_lsn()`.'
agree 'Is that done?'

# 7. Promote the read replica cluster orders
# Clients: They can read but not write.
# To roll back: This step can't be undone.
printf '\n%s\n' '7. Promote the read replica cluster orders'
aws rds promote-read-replica-db-cluster \
  --db-cluster-identifier orders \
  --profile "${PROFILE}" --region eu-west-1
wait_for db-cluster-available --db-cluster-identifier orders --profile "${PROFILE}" --region eu-west-1
expect "$(aws rds describe-db-clusters \
    --db-cluster-identifier orders \
    --query 'DBClusters[0].[Status,StorageEncrypted,KmsKeyId]' \
    --output text \
    --profile "${PROFILE}" --region eu-west-1)" \
  "available True arn:aws:kms:eu-west-1:111122223333:key/${KEY}"

# 8. Use orders in eu-west-1 instead of orders in us-east-1
# Clients: They have to use the new endpoint.
# To roll back: Give the applications the old endpoints. What was written to the new cluster isn't
# in the old one.
printf '\n%s\n' '8. Use orders in eu-west-1 instead of orders in us-east-1'
# Give the applications the endpoints of orders in eu-west-1, and let them write again. It has its
# own parameter groups, security groups, alarms and IAM permissions: compare them with those of
# orders in us-east-1 first.
echo 'Give the applications the endpoints of orders in eu-west-1, and let them write again. It has its own parameter groups, security groups, alarms and IAM permissions: compare them with those of orders in us-east-1 first.'
agree 'Is that done?'
expect "$(aws rds describe-db-clusters \
    --db-cluster-identifier orders \
    --query 'DBClusters[0].[Status,Port]' \
    --output text \
    --profile "${PROFILE}" --region eu-west-1)" \
  'available 3306'

echo 'Done.'

# The cluster orders is left over. Delete it once clients have used the new cluster long enough,
# nobody wants to roll back, and nobody needs an earlier point in time from its backups.
#   aws rds delete-db-instance \
#     --db-instance-identifier orders-1 \
#     --profile "${PROFILE}" --region us-east-1
#   wait_for db-instance-deleted --db-instance-identifier orders-1 --profile "${PROFILE}" --region us-east-1
#   aws rds delete-db-cluster \
#     --db-cluster-identifier orders \
#     --final-db-snapshot-identifier orders-final \
#     --profile "${PROFILE}" --region us-east-1

# The key alias/orders is left over. Schedule its deletion once nothing in any service is encrypted
# under it, including snapshots and backups. Before that, disabling it shows what still needs it.
# Still under it: the cluster orders, the snapshot orders-final. So there is no command to delete it
# here.
