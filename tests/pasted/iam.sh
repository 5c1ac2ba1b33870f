aws iam list-users --query 'Users[].[UserName,Arn]' --output text
aws iam get-user --query User.UserName
aws iam create-user --user-name carol --path /people/
aws iam attach-user-policy --user-name carol --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
aws iam list-attached-user-policies --user-name carol
aws iam delete-user --user-name carol
aws iam detach-user-policy --user-name carol --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
aws iam delete-user --user-name carol
aws iam list-user-policies --user-name dev
POLICY=$(aws iam create-policy --policy-name decrypt --policy-document '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}}' --query Policy.Arn --output text)
aws iam get-policy --policy-arn $POLICY
aws iam get-policy-version --policy-arn $POLICY --version-id v1
aws iam create-role --role-name app --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"rds.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws iam create-role --role-name App --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/nobody"},"Action":"sts:AssumeRole"}]}'
aws iam attach-role-policy --role-name app --policy-arn $POLICY
aws iam attach-role-policy --role-name app --policy-arn arn:aws:iam::aws:policy/AmazonS3FullAccess
aws iam list-attached-role-policies --role-name app
aws iam delete-policy --policy-arn $POLICY
aws iam list-policies --scope Local --output table
aws iam list-policies --scope AWS --query 'Policies[].PolicyName'
aws iam delete-role --role-name app
aws iam detach-role-policy --role-name app --policy-arn $POLICY
aws iam delete-policy --policy-arn $POLICY
aws iam delete-role --role-name app
aws iam get-role --role-name app
aws iam list-roles
