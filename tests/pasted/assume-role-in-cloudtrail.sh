# What CloudTrail keeps of AssumeRole, and who it says calls afterwards.
aws iam create-role --role-name app --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}' --query Role.RoleName
aws sts assume-role --role-arn arn:aws:iam::111122223333:role/app --role-session-name web > session.json
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=AssumeRole --query 'Events[0].CloudTrailEvent' --output text > record.json
jq -c '.responseElements.credentials | keys' record.json
jq -r .responseElements.assumedRoleUser.arn record.json
jq -r .readOnly record.json
export AWS_ACCESS_KEY_ID=$(jq -r .Credentials.AccessKeyId session.json) AWS_SECRET_ACCESS_KEY=$(jq -r .Credentials.SecretAccessKey session.json) AWS_SESSION_TOKEN=$(jq -r .Credentials.SessionToken session.json)
aws kms list-keys
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=ListKeys --query 'Events[0].CloudTrailEvent' --output text > record.json
jq -r .userIdentity.type record.json
jq -c '.userIdentity.sessionContext | keys' record.json
jq -r .userIdentity.sessionContext.sessionIssuer.userName record.json
