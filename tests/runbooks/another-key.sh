#!/usr/bin/env bash
# Move orders to the key alias/new
#
# The cluster is cloned: both share pages until one of them changes a page.
# Clients can't write for 10 min of model time. On AWS it depends on the amount of data, so measure
# it with a copy first.
# No data is copied.
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

# What new clusters of 111122223333 in us-east-1 also get, such as
#   NEW_CLUSTER=(--db-subnet-group-name NAME --vpc-security-group-ids sg-0 --db-cluster-parameter-group-name NAME --enable-cloudwatch-logs-exports NAME --enable-iam-database-authentication --serverless-v2-scaling-configuration MinCapacity=0.5,MaxCapacity=8)
NEW_CLUSTER=()

# What new instances of 111122223333 in us-east-1 also get, such as
#   NEW_INSTANCE=(--db-parameter-group-name NAME --no-publicly-accessible)
NEW_INSTANCE=()

# 1. Stop writing to orders
# Clients: They can read but not write.
# To roll back: Let the applications write again.
printf '\n%s\n' '1. Stop writing to orders'
# Stop the applications that write, or revoke their database users' write permissions. What is
# written after this isn't in the new cluster.
echo 'Stop the applications that write, or revoke their database users'\'' write permissions. What is written after this isn'\''t in the new cluster.'
agree 'Is that done?'

# 2. Clone the cluster as orders-new
# Clients: They can read but not write.
# To roll back: Undo it with:
#   aws rds delete-db-cluster \
#     --db-cluster-identifier orders-new \
#     --skip-final-snapshot \
#     --profile "${PROFILE}" --region us-east-1
printf '\n%s\n' '2. Clone the cluster as orders-new'
aws rds restore-db-cluster-to-point-in-time \
  --db-cluster-identifier orders-new \
  --restore-type copy-on-write \
  --source-db-cluster-identifier orders \
  --kms-key-id alias/new \
  --profile "${PROFILE}" --region us-east-1 \
  ${NEW_CLUSTER[@]+"${NEW_CLUSTER[@]}"}
wait_for db-cluster-available --db-cluster-identifier orders-new --profile "${PROFILE}" --region us-east-1
expect "$(aws rds describe-db-clusters \
    --db-cluster-identifier orders-new \
    --query 'DBClusters[0].[Status,StorageEncrypted,KmsKeyId]' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
  'available True arn:aws:kms:us-east-1:111122223333:key/fdc987aa-1b25-4c19-9ce3-b12dd6c69a9e'

# 3. Create the instance orders-new-1
# Clients: They can read but not write.
# To roll back: Undo it with:
#   aws rds delete-db-instance \
#     --db-instance-identifier orders-new-1 \
#     --profile "${PROFILE}" --region us-east-1
printf '\n%s\n' '3. Create the instance orders-new-1'
aws rds create-db-instance \
  --db-instance-identifier orders-new-1 \
  --db-instance-class db.r5.large \
  --engine aurora-mysql \
  --db-cluster-identifier orders-new \
  --profile "${PROFILE}" --region us-east-1 \
  ${NEW_INSTANCE[@]+"${NEW_INSTANCE[@]}"}
wait_for db-instance-available \
  --db-instance-identifier orders-new-1 \
  --profile "${PROFILE}" --region us-east-1
expect "$(aws rds describe-db-instances \
    --db-instance-identifier orders-new-1 \
    --query 'DBInstances[0].[DBInstanceStatus,DBClusterIdentifier]' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
  'available orders-new'
expect "$(aws rds describe-db-clusters \
    --db-cluster-identifier orders-new \
    --query 'DBClusters[0].[Status,StorageEncrypted,KmsKeyId]' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
  'available True arn:aws:kms:us-east-1:111122223333:key/fdc987aa-1b25-4c19-9ce3-b12dd6c69a9e'

# 4. Use orders-new instead of orders
# Clients: They have to use the new endpoint.
# To roll back: Give the applications the old endpoints. What was written to the new cluster isn't
# in the old one.
printf '\n%s\n' '4. Use orders-new instead of orders'
# Give the applications the endpoints of orders-new, and let them write again. It has its own
# parameter groups, security groups, alarms and IAM permissions: compare them with those of orders
# first.
# To keep the endpoint names, rename the clusters instead, while nothing writes. All other commands
# here use the current names.
#   aws rds modify-db-cluster \
#     --db-cluster-identifier orders \
#     --new-db-cluster-identifier orders-old \
#     --apply-immediately \
#     --profile "${PROFILE}" --region us-east-1
#   aws rds wait db-cluster-available \
#     --db-cluster-identifier orders-old \
#     --profile "${PROFILE}" --region us-east-1
#   aws rds modify-db-cluster \
#     --db-cluster-identifier orders-new \
#     --new-db-cluster-identifier orders \
#     --apply-immediately \
#     --profile "${PROFILE}" --region us-east-1
#   aws rds wait db-cluster-available \
#     --db-cluster-identifier orders \
#     --profile "${PROFILE}" --region us-east-1
echo 'Give the applications the endpoints of orders-new, and let them write again. It has its own parameter groups, security groups, alarms and IAM permissions: compare them with those of orders first.'
agree 'Is that done?'
expect "$(aws rds describe-db-clusters \
    --db-cluster-identifier orders-new \
    --query 'DBClusters[0].[Status,Port]' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
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
