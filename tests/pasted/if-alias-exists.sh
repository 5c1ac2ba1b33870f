if aws kms describe-key --key-id alias/app >/dev/null 2>&1; then
  echo "alias exists"
else
  echo "creating it"
  KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
  aws kms create-alias --alias-name alias/app --target-key-id "$KEY"
fi
aws kms describe-key --key-id alias/app --query KeyMetadata.KeyState --output text
