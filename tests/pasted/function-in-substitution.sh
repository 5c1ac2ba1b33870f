#!/usr/bin/env bash
set -euo pipefail
# The id of the key behind an alias, or of a new one.
key_of() {
  local alias="$1" id
  id=$(aws kms list-aliases --query "Aliases[?AliasName=='$alias'].TargetKeyId" --output text)
  if [ -z "$id" ]; then
    id=$(aws kms create-key --description "for ${alias#alias/}" --query KeyMetadata.KeyId --output text)
    aws kms create-alias --alias-name "$alias" --target-key-id "$id"
  fi
  echo "$id"
}
FIRST=$(key_of alias/app)
SECOND=$(key_of alias/app)
[ "$FIRST" = "$SECOND" ] && echo same
aws kms describe-key --key-id "$(key_of alias/app)" --query KeyMetadata.Description
