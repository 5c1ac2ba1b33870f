KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
aws kms encrypt --key-id "$KEY" --cli-binary-format raw-in-base64-out --plaintext hello --query CiphertextBlob --output text > blob.b64
aws kms decrypt --ciphertext-blob file://blob.b64 --query Plaintext --output text | base64 -d; echo
