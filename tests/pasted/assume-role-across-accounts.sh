# partner lets account 111122223333 in with an external id
aws iam create-role --profile partner --role-name auditor --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"orders-42"}}}]}' --query Role.Arn
aws sts assume-role --role-arn arn:aws:iam::444455556666:role/auditor --role-session-name audit
aws sts assume-role --role-arn arn:aws:iam::444455556666:role/auditor --role-session-name audit --external-id orders-42 --query AssumedRoleUser.Arn
aws sts assume-role --role-arn arn:aws:iam::444455556666:role/auditor --role-session-name audit --external-id orders-42 --profile dev
aws sts assume-role --role-arn arn:aws:iam::444455556666:role/nobody --role-session-name audit
aws iam delete-role --role-name auditor --profile partner
