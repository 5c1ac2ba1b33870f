#!/bin/bash
# An inventory of keys as a table.
aws kms create-key --description payments > /dev/null
aws kms create-key --description archive --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}]}' > /dev/null
{
  printf '%s\t%s\n' DESCRIPTION ROTATION
  for id in $(aws kms list-keys --query 'Keys[*].KeyId' --output text); do
    d=$(aws kms describe-key --key-id "$id" --query 'KeyMetadata.Description' --output text)
    r=$(aws kms get-key-rotation-status --key-id "$id" --query KeyRotationEnabled --output text)
    printf '%s\t%s\n' "$d" "$r"
  done | sort
} | tee inventory.tsv
cat inventory.tsv | {
  read -r header
  echo "header: $header"
  sort -r
}
while IFS=$'\t' read -r d r; do
  echo "$d => $r"
done < inventory.tsv | grep -v DESCRIPTION
