command -v jq > /dev/null || { echo "jq is needed"; exit 1; }
command -v nothing-of-this-name || echo "not there"
aws() { command aws "$@" --output text; }
aws kms create-key --query KeyMetadata.KeyState
unset -f aws
aws kms list-keys --query 'length(Keys)' --output json
