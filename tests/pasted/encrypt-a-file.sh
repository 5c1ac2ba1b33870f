KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
echo "top secret" > plain.txt
aws kms encrypt --key-id $KEY --plaintext fileb://plain.txt --output text --query CiphertextBlob | base64 --decode > secret.bin
aws kms decrypt --ciphertext-blob fileb://secret.bin --output text --query Plaintext | base64 --decode
