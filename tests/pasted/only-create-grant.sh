# A grant to create grants, and nothing else; a time range that ends before it begins
KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
aws kms create-grant --key-id $KEY --grantee-principal arn:aws:iam::111122223333:user/dev --operations CreateGrant
aws kms create-grant --key-id $KEY --grantee-principal arn:aws:iam::111122223333:user/dev --operations CreateGrant Decrypt --query 'length(GrantId)'
aws cloudtrail lookup-events --start-time 2026-12-31 --end-time 2020-01-01
aws cloudtrail lookup-events --start-time 2020-01-01 --end-time 2026-12-31 --query 'Events[].EventName'
