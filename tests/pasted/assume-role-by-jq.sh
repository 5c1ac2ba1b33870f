# A role that may use one key, assumed as people do it in a script
cat > trust.json <<EOF
{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/dev"},"Action":"sts:AssumeRole"}]}
EOF
ROLE=$(aws iam create-role --role-name key-user --assume-role-policy-document file://trust.json --query Role.Arn --output text)
KEY=$(aws kms create-key --description "for key-user" --query KeyMetadata.Arn --output text)
aws iam put-role-policy --role-name key-user --policy-name use-the-key --policy-document "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"kms:Encrypt\",\"kms:DescribeKey\"],\"Resource\":\"$KEY\"}]}"
CREDS=$(aws sts assume-role --role-arn "$ROLE" --role-session-name nightly --profile dev)
export AWS_ACCESS_KEY_ID=$(echo "$CREDS" | jq -r .Credentials.AccessKeyId)
export AWS_SECRET_ACCESS_KEY=$(echo "$CREDS" | jq -r .Credentials.SecretAccessKey)
export AWS_SESSION_TOKEN=$(echo "$CREDS" | jq -r .Credentials.SessionToken)
aws sts get-caller-identity --query Arn --output text
aws kms describe-key --key-id "$KEY" --query KeyMetadata.Description
aws kms encrypt --key-id "$KEY" --plaintext aGVsbG8= --query EncryptionAlgorithm
# Not allowed
aws kms disable-key --key-id "$KEY"
aws rds describe-db-clusters --profile default --query DBClusters
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
aws sts get-caller-identity --query Arn --output text
