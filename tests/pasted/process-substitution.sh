aws kms create-key --description a --query KeyMetadata.KeyId --output text > /dev/null
aws kms create-key --description b --query KeyMetadata.KeyId --output text > /dev/null
count=0
while read -r id; do
  count=$((count + 1))
  aws kms describe-key --key-id "$id" --query KeyMetadata.Description --output text
done < <(aws kms list-keys --query 'Keys[].KeyId' --output text | tr '\t' '\n')
echo "$count keys"
read -r state usage < <(aws kms describe-key --key-id "$id" --query 'KeyMetadata.[KeyState,KeyUsage]' --output text)
echo "$state and $usage"
while read -r x; do echo "<$x>"; done < <(echo one; echo two)
