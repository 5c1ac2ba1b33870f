CLUSTER=orders
KMS_KEY_ARN=$(aws kms create-key --description "terraform: $CLUSTER" --query KeyMetadata.Arn --output text)
aws rds create-db-cluster --db-cluster-identifier $CLUSTER --engine aurora-postgresql --master-username postgres --master-user-password secret99 --storage-encrypted --kms-key-id $KMS_KEY_ARN > /dev/null
ACTUAL=$(aws rds describe-db-clusters --db-cluster-identifier $CLUSTER --query 'DBClusters[0].KmsKeyId' --output text)
[ "$ACTUAL" = "$KMS_KEY_ARN" ] && echo "key as planned"
test "$ACTUAL" != "$KMS_KEY_ARN" || echo "no drift"
