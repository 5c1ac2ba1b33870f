export AWS_REGION=us-east-1
KEY=outer
(
  export AWS_REGION=eu-west-1
  KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)
  echo "$KEY"
  aws kms list-keys --query 'length(Keys)'
)
echo "$KEY in $AWS_REGION"
aws kms list-keys --query 'length(Keys)'
(exit 3) || echo "left with $?"
(aws kms describe-key --key-id alias/none > /dev/null 2>&1 && echo there) || echo "not there"
( set -e; false; echo never ); echo "after $?"
