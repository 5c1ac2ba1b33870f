# not modeled: A command inside a command is written
echo one
KEY=`aws kms create-key --query KeyMetadata.KeyId --output text`
