aws kms create-key --description one >/dev/null
aws kms create-key --description two >/dev/null
aws kms list-keys | jq -r '.Keys[].KeyId' | while read -r id; do
  aws kms describe-key --key-id "$id" --query 'KeyMetadata.Description' --output text
done
