aws iam create-role --role-name app --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}' --query Role.Arn
export $(printf "AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_SESSION_TOKEN=%s" \
$(aws sts assume-role \
--role-arn arn:aws:iam::111122223333:role/app \
--role-session-name MySessionName --duration-seconds 900 \
--query "Credentials.[AccessKeyId,SecretAccessKey,SessionToken]" \
--output text))
aws sts get-caller-identity --query Arn --output text
aws kms list-keys
playground wait 15m
aws sts get-caller-identity
aws kms list-keys
aws rds describe-db-clusters
