KEY_ID=$(aws kms create-key --description "orders" | jq -r '.KeyMetadata.KeyId')
aws kms create-alias --alias-name alias/orders --target-key-id "$KEY_ID"
aws kms describe-key --key-id alias/orders | jq '.KeyMetadata | {KeyId, Enabled, Description}'
