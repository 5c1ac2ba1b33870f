while read -r alias spec; do
  KEY=$(aws kms create-key --customer-master-key-spec "$spec" --query KeyMetadata.KeyId --output text 2>/dev/null) || continue
  aws kms create-alias --alias-name "alias/$alias" --target-key-id "$KEY"
done <<EOF
plain SYMMETRIC_DEFAULT
wrong NO_SUCH_SPEC
EOF
aws kms list-aliases --query 'length(Aliases[?AliasName==`alias/plain`])'
