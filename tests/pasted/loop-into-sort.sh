#!/bin/bash
set -euo pipefail
for alias in web app db; do
  KEY=$(aws kms create-key --description "$alias" --query KeyMetadata.KeyId --output text)
  aws kms create-alias --alias-name "alias/$alias" --target-key-id "$KEY"
done
for id in $(aws kms list-keys --query 'Keys[].KeyId' --output text); do
  aws kms describe-key --key-id "$id" --query 'KeyMetadata.[Description,KeyState]' --output text
done | sort
for id in $(aws kms list-keys --query 'Keys[].KeyId' --output text); do
  printf '%s\n' "$(aws kms describe-key --key-id "$id" --query KeyMetadata.Description --output text)"
done | sort -r | head -2 | while read -r last; do echo "last: $last"; done
