KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
for env in dev staging prod; do
  aws kms create-alias --alias-name "alias/app-${env}" --target-key-id "$KEY"
done
aws kms list-aliases --key-id "$KEY" --query 'Aliases[].AliasName' --output text | tr '\t' '\n' | sort
