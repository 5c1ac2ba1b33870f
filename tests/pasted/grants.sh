KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
TOKEN=$(aws kms create-grant --key-id $KEY --grantee-principal arn:aws:iam::111122223333:user/dev --operations Decrypt Encrypt | jq -r .GrantId)
aws kms list-grants --key-id $KEY | jq -r '.Grants[] | .Operations | sort | join(",")'
aws kms revoke-grant --key-id $KEY --grant-id $TOKEN
aws kms list-grants --key-id $KEY | jq '.Grants | length'
