in_region() (
  export AWS_REGION=$1
  shift
  "$@"
)
in_region eu-west-1 aws kms create-key --query KeyMetadata.Arn --output text
in_region us-east-1 aws kms list-keys --query 'length(Keys)'
echo "${AWS_REGION:-none}"
keys() { for r in us-east-1 eu-west-1; do in_region $r aws kms list-keys --query 'Keys[].KeyArn' --output text; done; }
keys | grep -v None | wc -l
