KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
check() {
  aws kms describe-key --key-id "$1"
}
check "$KEY"
