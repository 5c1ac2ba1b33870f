# not modeled: never closed
KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
aws kms tag-resource --key-id $KEY --tags TagKey=a,TagValue='b
