ARN=$(aws kms create-key --query KeyMetadata.Arn --output text)
KEY_ID=${ARN##*/}
aws kms describe-key --key-id "${ARN#*:key/}" --query 'KeyMetadata.KeyState' || true
aws kms describe-key --key-id "$KEY_ID" --query 'KeyMetadata.KeyState'
echo "$ARN" | cut -d: -f1-5
echo "${ARN%%:key*}"
