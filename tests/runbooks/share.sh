#!/usr/bin/env bash
# Share the snapshot orders-friday with account 444455556666
#
# A snapshot is taken, and restored or copied.
# Clients can write the whole time.
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

# 1. Create a KMS key
# Clients: They notice nothing.
# To roll back: Undo it with:
#   aws kms schedule-key-deletion \
#     --key-id "${KEY}" \
#     --pending-window-in-days 7 \
#     --profile "${PROFILE}" --region us-east-1
printf '\n%s\n' '1. Create a KMS key'
KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text --profile "${PROFILE}" --region us-east-1)
expect "$(aws kms describe-key \
    --key-id "${KEY}" \
    --query 'KeyMetadata.[KeyState,KeyManager]' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
  'Enabled CUSTOMER'

# 2. Add a statement to the policy of the new key (arn:aws:iam::444455556666:root)
# Clients: They notice nothing.
# To roll back: Restore the previous policy.
#   aws kms put-key-policy \
#     --key-id "${KEY}" \
#     --policy-name default \
#     --policy file://policy-2-before.json \
#     --profile "${PROFILE}" --region us-east-1
printf '\n%s\n' '2. Add a statement to the policy of the new key (arn:aws:iam::444455556666:root)'
# The statement to add:
#   + {
#   +     "Effect": "Allow",
#   +     "Principal": {
#   +         "AWS": "arn:aws:iam::444455556666:root"
#   +     },
#   +     "Action": [
#   +         "kms:Encrypt",
#   +         "kms:Decrypt",
#   +         "kms:ReEncrypt*",
#   +         "kms:GenerateDataKey*",
#   +         "kms:DescribeKey",
#   +         "kms:CreateGrant"
#   +     ],
#   +     "Resource": "*"
#   + }
aws kms get-key-policy \
  --key-id "${KEY}" \
  --policy-name default \
  --query Policy \
  --output text \
  --profile "${PROFILE}" --region us-east-1 > policy-2-before.json
jq --argjson statement '{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey","kms:CreateGrant"],"Resource":"*"}' \
  '. + {Statement: ((if (.Statement | type) == "array" then .Statement else [.Statement] end) + [$statement])}' \
  policy-2-before.json > policy-2-after.json
diff policy-2-before.json policy-2-after.json || true
agree 'Put this policy?'
aws kms put-key-policy \
  --key-id "${KEY}" \
  --policy-name default \
  --policy file://policy-2-after.json \
  --profile "${PROFILE}" --region us-east-1
expect "$(aws kms get-key-policy \
    --key-id "${KEY}" \
    --policy-name default \
    --query 'contains(Policy, '\''arn:aws:iam::444455556666:root'\'')' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
  True

# 3. Copy orders-friday to orders-friday-copy
# Clients: They notice nothing.
# To roll back: Undo it with:
#   aws rds delete-db-cluster-snapshot \
#     --db-cluster-snapshot-identifier orders-friday-copy \
#     --profile "${PROFILE}" --region us-east-1
printf '\n%s\n' '3. Copy orders-friday to orders-friday-copy'
aws rds copy-db-cluster-snapshot \
  --source-db-cluster-snapshot-identifier orders-friday \
  --target-db-cluster-snapshot-identifier orders-friday-copy \
  --kms-key-id "${KEY}" \
  --profile "${PROFILE}" --region us-east-1
wait_for db-cluster-snapshot-available \
  --db-cluster-snapshot-identifier orders-friday-copy \
  --profile "${PROFILE}" --region us-east-1
expect "$(aws rds describe-db-cluster-snapshots \
    --db-cluster-snapshot-identifier orders-friday-copy \
    --query 'DBClusterSnapshots[0].[Status,StorageEncrypted,KmsKeyId]' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
  "available True arn:aws:kms:us-east-1:111122223333:key/${KEY}"

# 4. Share orders-friday-copy with 444455556666
# Clients: They notice nothing.
# To roll back: Undo it with:
#   aws rds modify-db-cluster-snapshot-attribute \
#     --db-cluster-snapshot-identifier orders-friday-copy \
#     --attribute-name restore \
#     --values-to-remove 444455556666 \
#     --profile "${PROFILE}" --region us-east-1
printf '\n%s\n' '4. Share orders-friday-copy with 444455556666'
aws rds modify-db-cluster-snapshot-attribute \
  --db-cluster-snapshot-identifier orders-friday-copy \
  --attribute-name restore \
  --values-to-add 444455556666 \
  --profile "${PROFILE}" --region us-east-1
expect "$(aws rds describe-db-cluster-snapshot-attributes \
    --db-cluster-snapshot-identifier orders-friday-copy \
    --query 'contains(DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes[?AttributeName=='\''restore'\''].AttributeValues[], '\''444455556666'\'')' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
  True
expect "$(aws rds describe-db-cluster-snapshots \
    --db-cluster-snapshot-identifier orders-friday-copy \
    --query 'DBClusterSnapshots[0].[Status,StorageEncrypted,KmsKeyId]' \
    --output text \
    --profile "${PROFILE}" --region us-east-1)" \
  "available True arn:aws:kms:us-east-1:111122223333:key/${KEY}"

echo 'Done.'
