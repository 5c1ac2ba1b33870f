# not modeled: terraform
terraform output -raw kms_key_arn
aws kms list-keys --query 'length(Keys)'
