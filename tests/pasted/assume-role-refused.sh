aws iam create-role --role-name 'a b' --assume-role-policy-document '{}'
aws iam create-role --role-name app --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Resource":"*"}]}'
aws iam create-role --role-name app --max-session-duration 60 --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}'
aws iam create-role --role-name app --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}' --query Role.Arn --profile dev
aws iam create-role --role-name app --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}' --query Role.Arn
aws iam create-role --role-name App --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}'
aws sts assume-role --role-arn arn:aws:iam::111122223333:role/app --role-session-name one --duration-seconds 7200
aws sts assume-role --role-arn arn:aws:iam::111122223333:role/app --role-session-name one --duration-seconds 60
aws sts assume-role --role-arn arn:aws:iam::111122223333:role/app --role-session-name 'one two'
aws sts assume-role --role-arn arn:aws:iam::111122223333:user/dev --role-session-name one
aws sts assume-role --role-arn app --role-session-name one
aws sts assume-role --role-arn arn:aws:iam::111122223333:role/app --role-session-name one --profile dev
aws iam put-user-policy --user-name dev --policy-name assume --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role/app"},{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*","Condition":{"StringNotEquals":{"sts:RoleSessionName":"dev"}}}]}'
aws sts assume-role --role-arn arn:aws:iam::111122223333:role/app --role-session-name dev --profile dev --query AssumedRoleUser.Arn
aws sts assume-role --role-arn arn:aws:iam::111122223333:role/app --role-session-name one --profile dev
aws iam update-assume-role-policy --role-name app --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"rds.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws sts assume-role --role-arn arn:aws:iam::111122223333:role/app --role-session-name dev
aws iam get-role --role-name none --profile dev
aws iam attach-role-policy --role-name app --policy-arn AdministratorAccess
aws iam detach-role-policy --role-name app --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
aws iam delete-user --user-name dev
# Roles assumed by a role
aws configure set role_arn arn:aws:iam::111122223333:role/app --profile first
aws configure set source_profile default --profile first
aws configure set role_arn arn:aws:iam::111122223333:role/second --profile second
aws configure set source_profile first --profile second
aws iam update-assume-role-policy --role-name app --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}'
aws iam create-role --role-name second --max-session-duration 43200 --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"sts:AssumeRole"}]}' --query Role.Arn
aws sts get-caller-identity --profile second --query Arn
aws configure set duration_seconds 7200 --profile second
aws sts get-caller-identity --profile second --query Arn
# A profile that is its own source by a circle
aws configure set source_profile second --profile first
aws sts get-caller-identity --profile second
aws configure set role_arn arn:aws:iam::111122223333:role/app --profile third
aws sts get-caller-identity --profile third
aws sts get-caller-identity --profile third --nonsense
