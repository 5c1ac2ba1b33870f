# Who may read CloudTrail: identity policies, service control policies and session policies decide.
aws cloudtrail lookup-events --max-results 1 --query 'length(Events)'
aws cloudtrail lookup-events --profile dev
aws iam put-user-policy --user-name dev --policy-name trail --policy-document '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"cloudtrail:Lookup*","Resource":"*"}}'
aws cloudtrail lookup-events --profile dev --max-results 1 --query 'length(Events)'
aws iam put-user-policy --user-name dev --policy-name trail --policy-document '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"cloudtrail:LookupEvents","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}}'
aws cloudtrail lookup-events --profile dev --max-results 1 --query 'length(Events)'
aws cloudtrail lookup-events --profile dev --max-results 1 --query 'length(Events)' --region eu-west-1
aws iam put-user-policy --user-name dev --policy-name trail --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"cloudtrail:*","Resource":"*"}]}'
aws cloudtrail lookup-events --profile dev
playground set-scp --policy-document '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"cloudtrail:LookupEvents","Resource":"*"}}'
aws cloudtrail lookup-events
playground set-scp --detach
aws iam create-role --role-name audit --assume-role-policy-document '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}' --query Role.Arn --output text
aws iam put-role-policy --role-name audit --policy-name all --policy-document '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}'
export $(printf "AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_SESSION_TOKEN=%s" \
$(aws sts assume-role --role-arn arn:aws:iam::111122223333:role/audit --role-session-name kms-only \
--policy '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*"}}' \
--query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text))
aws cloudtrail lookup-events
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
aws cloudtrail lookup-events --max-results 1 --query 'length(Events)'
