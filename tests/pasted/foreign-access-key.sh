export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws sts get-caller-identity
aws kms list-keys
aws rds describe-db-clusters
aws sts get-caller-identity --profile dev --query Arn
unset AWS_SECRET_ACCESS_KEY
aws sts get-caller-identity
unset AWS_ACCESS_KEY_ID
aws sts get-caller-identity --query Arn
