aws kms create-key --description "a: b" --output yaml --query 'KeyMetadata.{Description:Description,Enabled:Enabled,State:KeyState,Account:AWSAccountId,None:X}'
aws sts get-caller-identity --output yaml
aws kms list-keys --output yaml --query 'Keys[].[length(KeyId)]'
