#!/usr/bin/env bash
# Shares an encrypted snapshot with another account, which copies it under a key of its own.
set -eu
PARTNER=444455556666
KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin1 --master-user-password not-a-secret --storage-encrypted --kms-key-id "$KEY" > /dev/null
aws rds wait db-cluster-available --db-cluster-identifier orders
aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier shared > /dev/null
aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier shared
aws kms get-key-policy --key-id "$KEY" --policy-name default --query Policy --output text > before.json
{
  echo '{"Version": "2012-10-17", "Statement": ['
  jq -c '.Statement[0]' before.json
  echo ','
  cat <<EOF
  {"Sid": "partner", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::$PARTNER:root"},
   "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:CreateGrant", "kms:ReEncryptFrom"], "Resource": "*"}
EOF
  echo ']}'
} | jq . > after.json
aws kms put-key-policy --key-id "$KEY" --policy-name default --policy file://after.json
aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier shared --attribute-name restore --values-to-add "$PARTNER" \
  --query 'DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes[0].AttributeValues' --output text
if aws rds describe-db-cluster-snapshot-attributes --db-cluster-snapshot-identifier shared | grep -q "$PARTNER"; then
  echo "shared"
fi
