KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
if [ -n "$KEY" ]; then
  aws kms describe-key --key-id "$KEY"
else
  echo '{"KeyMetadata": {"KeyState": "none"}}'
fi | jq -r .KeyMetadata.KeyState
case "$KEY" in
  alias/*) echo '"an alias"' ;;
  *-*) echo '"an id"' ;;
esac | jq .
if ! aws kms list-keys --query 'Keys[].KeyId' --output text | { read -r one; [ "$one" = "$KEY" ]; }; then
  echo "another key"
else
  echo "the same key"
fi
