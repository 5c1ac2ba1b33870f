aws configure set region eu-central-1
aws kms create-key --query KeyMetadata.Arn --output text | cut -d: -f4
AWS_DEFAULT_REGION=us-west-2 aws kms list-keys --query 'length(Keys)'
export AWS_REGION=eu-central-1
aws kms list-keys --query 'length(Keys)'
