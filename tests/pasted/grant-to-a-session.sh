# A grant to one session of a role, by the session's ARN: other sessions of the role don't have it
KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)
SESSION=arn:aws:sts::111122223333:assumed-role/app/alice
aws kms create-grant --key-id $KEY --grantee-principal $SESSION --operations Encrypt
aws iam create-role --role-name app --path /apps/ --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}' --query Role.Arn
aws kms create-grant --key-id $KEY --grantee-principal arn:aws:sts::111122223333:assumed-role/app --operations Encrypt
aws kms create-grant --key-id $KEY --grantee-principal $SESSION --retiring-principal $SESSION --operations Encrypt --query 'length(GrantId)'
aws kms list-grants --key-id $KEY --query 'Grants[].[GranteePrincipal,RetiringPrincipal]' --output text
aws kms list-retirable-grants --retiring-principal $SESSION --query 'length(Grants)'
aws configure set role_arn arn:aws:iam::111122223333:role/apps/app --profile app
aws configure set source_profile default --profile app
aws configure set role_session_name mallory --profile app
aws kms encrypt --key-id $KEY --plaintext aGVsbG8= --query EncryptionAlgorithm --profile app
GRANT=$(aws kms list-grants --key-id $KEY --query 'Grants[0].GrantId' --output text)
aws kms retire-grant --key-id $KEY --grant-id $GRANT --profile app
aws configure set role_session_name alice --profile app
aws kms encrypt --key-id $KEY --plaintext aGVsbG8= --query EncryptionAlgorithm --profile app
aws kms retire-grant --key-id $KEY --grant-id $GRANT --profile app
aws kms encrypt --key-id $KEY --plaintext aGVsbG8= --query EncryptionAlgorithm --profile app
# Accounts that are not modelled have whatever a grant names
aws kms create-grant --key-id $KEY --grantee-principal arn:aws:sts::999988887777:assumed-role/app/alice --operations Encrypt --query 'length(GrantId)'
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateGrant --query 'Events[0].CloudTrailEvent' --output text | jq -r .requestParameters.granteePrincipal
