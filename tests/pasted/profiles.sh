aws configure set region eu-west-1 --profile work
aws configure set output text --profile work
aws configure get region --profile work
aws kms create-key --profile work --query KeyMetadata.Arn | cut -d: -f4
export AWS_PROFILE=work
aws sts get-caller-identity --query Account
AWS_PROFILE=partner aws sts get-caller-identity --query Account --output text
aws configure list-profiles | tail -n 1
aws sts get-caller-identity --profile nobody
