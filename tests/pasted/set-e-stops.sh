set -e
echo one
aws kms describe-key --key-id alias/none --query KeyMetadata.KeyId
echo never
