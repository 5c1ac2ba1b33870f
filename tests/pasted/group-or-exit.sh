#!/usr/bin/env bash
set -eu
KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
[ -n "$KEY" ] || { echo "no key" >&2; exit 1; }
aws kms describe-key --key-id "$KEY" --query KeyMetadata.KeyState --output text
aws kms describe-key --key-id alias/none > /dev/null 2>&1 || {
  echo "there is no alias/none"
  echo "stopping"
  exit 3
} >&2
echo never
