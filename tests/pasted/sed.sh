# not modeled: sed
echo before
aws kms create-alias --alias-name alias/x --target-key-id none 2>&1 | sed -n 1p
