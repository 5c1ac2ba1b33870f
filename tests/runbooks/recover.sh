#!/usr/bin/env bash
# Recover orders
#
# Nothing is moved.
# Until it's done, clients can neither read nor write.
# No data is copied.
# Planned and run by the Aurora Encryption Playground in a model of AWS, by the rules of 2026,
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

# 1. Cancel the key's deletion
# Clients: They can neither read nor write.
# To roll back: Undo it with:
#   aws kms schedule-key-deletion \
#     --key-id f851b0f9-81b2-4405-817a-ef196030f6a0 \
#     --profile "${PROFILE}" --region us-east-1
printf '\n%s\n' '1. Cancel the key'\''s deletion'
aws kms cancel-key-deletion \
  --key-id f851b0f9-81b2-4405-817a-ef196030f6a0 \
  --profile "${PROFILE}" --region us-east-1
expect "$(aws kms describe-key \
    --key-id f851b0f9-81b2-4405-817a-ef196030f6a0 \
    --query 'KeyMetadata.[KeyState,KeyManager]' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
  'Disabled CUSTOMER'

# 2. Enable the key
# Clients: They can neither read nor write.
# To roll back: Undo it with:
#   aws kms disable-key \
#     --key-id f851b0f9-81b2-4405-817a-ef196030f6a0 \
#     --profile "${PROFILE}" --region us-east-1
printf '\n%s\n' '2. Enable the key'
aws kms enable-key \
  --key-id f851b0f9-81b2-4405-817a-ef196030f6a0 \
  --profile "${PROFILE}" --region us-east-1
expect "$(aws kms describe-key \
    --key-id f851b0f9-81b2-4405-817a-ef196030f6a0 \
    --query 'KeyMetadata.[KeyState,KeyManager]' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
  'Enabled CUSTOMER'

# 3. Start the cluster orders
# Clients: They can neither read nor write.
# To roll back: Undo it with:
#   aws rds stop-db-cluster --db-cluster-identifier orders --profile "${PROFILE}" --region us-east-1
printf '\n%s\n' '3. Start the cluster orders'
aws rds start-db-cluster --db-cluster-identifier orders --profile "${PROFILE}" --region us-east-1
wait_for db-cluster-available --db-cluster-identifier orders --profile "${PROFILE}" --region us-east-1
wait_for db-instance-available --db-instance-identifier orders-1 --profile "${PROFILE}" --region us-east-1
expect "$(aws rds describe-db-clusters \
    --db-cluster-identifier orders \
    --query 'DBClusters[0].[Status,StorageEncrypted,KmsKeyId]' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
  'available True arn:aws:kms:us-east-1:111122223333:key/f851b0f9-81b2-4405-817a-ef196030f6a0'

echo 'Done.'
