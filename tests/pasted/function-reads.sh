describe() {
  while read -r id; do
    aws kms describe-key --key-id "$id" --query 'KeyMetadata.KeyState' --output text
  done
}
aws kms create-key > /dev/null
aws kms create-key > /dev/null
aws kms list-keys --query 'Keys[].[KeyId]' --output text | describe | sort | uniq -c
describe <<< alias/none
