aws iam create-role --role-name reader --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/admin"},"Action":"sts:AssumeRole"}]}' --query Role.RoleName
aws iam attach-role-policy --role-name reader --policy-arn arn:aws:iam::aws:policy/AmazonRDSReadOnlyAccess
aws configure set role_arn arn:aws:iam::111122223333:role/reader --profile reader
aws configure set source_profile default --profile reader
aws configure set role_session_name alice --profile reader
aws configure list-profiles
aws sts get-caller-identity --profile reader
aws rds describe-db-clusters --profile reader --query 'length(DBClusters)'
export AWS_PROFILE=reader
aws sts get-caller-identity --query Arn --output text
aws kms list-keys
# The record of the two calls
AWS_PROFILE=default aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=AssumeRole --query 'Events[].[EventName,Username]' --output text
# A profile whose role nobody may assume
aws configure set role_arn arn:aws:iam::111122223333:role/nobody --profile other
aws configure set source_profile default --profile other
aws sts get-caller-identity --profile other
