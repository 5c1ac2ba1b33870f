aws kms create-key > /dev/null
aws kms create-key > /dev/null
for key in $(aws kms list-keys --query 'Keys[].KeyId' --output text); do
  aws kms enable-key-rotation --key-id "$key"
  aws kms get-key-rotation-status --key-id "$key" --query KeyRotationEnabled
done
