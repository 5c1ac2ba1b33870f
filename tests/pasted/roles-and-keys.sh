# A key policy and a grant that name a role: the role must be there
KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)
aws kms create-grant --key-id $KEY --grantee-principal arn:aws:iam::111122223333:role/app --operations Encrypt
aws kms put-key-policy --key-id $KEY --policy-name default --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"kms:Encrypt","Resource":"*"}]}'
aws iam create-role --role-name app --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}' --query Role.Arn
aws kms create-grant --key-id $KEY --grantee-principal arn:aws:iam::111122223333:role/app --operations Encrypt --query 'length(GrantId)'
aws configure set role_arn arn:aws:iam::111122223333:role/app --profile app
aws configure set source_profile default --profile app
# The grant lets the role's sessions encrypt, and nothing else
aws kms encrypt --key-id $KEY --plaintext aGVsbG8= --query EncryptionAlgorithm --profile app
aws kms generate-data-key --key-id $KEY --key-spec AES_256 --profile app
# The key policy names the role
aws kms put-key-policy --key-id $KEY --policy-name default --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"kms:GenerateDataKey*","Resource":"*"}]}'
aws kms generate-data-key-without-plaintext --key-id $KEY --key-spec AES_256 --query KeyId --profile app | wc -l
# An explicit deny for one session; a session policy limits another
aws kms put-key-policy --key-id $KEY --policy-name default --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:role/app"]},"Action":"kms:*","Resource":"*"},{"Effect":"Deny","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/app/mallory"},"Action":"kms:*","Resource":"*"}]}'
aws configure set role_session_name mallory --profile app
aws kms describe-key --key-id $KEY --profile app
aws configure set role_session_name alice --profile app
aws kms describe-key --key-id $KEY --profile app --query KeyMetadata.KeyState
read_only='{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Describe*","Resource":"*"}}'
C=$(aws sts assume-role --role-arn arn:aws:iam::111122223333:role/app --role-session-name bob --policy "$read_only" --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
export AWS_ACCESS_KEY_ID=$(echo "$C" | cut -f1) AWS_SECRET_ACCESS_KEY=$(echo "$C" | cut -f2) AWS_SESSION_TOKEN=$(echo "$C" | cut -f3)
aws kms describe-key --key-id $KEY --query KeyMetadata.KeyState
aws kms encrypt --key-id $KEY --plaintext aGVsbG8=
# What CloudTrail says of the session
aws cloudtrail lookup-events --profile default --lookup-attributes AttributeKey=Username,AttributeValue=bob --max-results 1 --query 'Events[0].CloudTrailEvent' --output text | jq '.userIdentity | .type, .arn, .sessionContext.sessionIssuer.userName'
