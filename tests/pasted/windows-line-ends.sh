KEY=$(aws kms create-key \
  --query KeyMetadata.KeyId --output text)
for a in x y; do
  aws kms create-alias --alias-name alias/$a --target-key-id $KEY
done
aws kms list-aliases --key-id $KEY --query "length(Aliases)"
