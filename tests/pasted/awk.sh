# not modeled: awk
aws kms create-key --query KeyMetadata.KeyState --output text | awk '{print $1}'
echo after
