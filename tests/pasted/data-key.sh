set -euo pipefail
KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)
aws kms generate-data-key --key-id "$KEY" --key-spec AES_256 --encryption-context app=orders > dk.json
jq -r .Plaintext dk.json | base64 -d | wc -c
jq -r .CiphertextBlob dk.json | base64 -d > dk.enc
aws kms decrypt --ciphertext-blob fileb://dk.enc --encryption-context app=orders --query KeyId --output text | cut -d: -f6 | cut -c1-4
rm -f dk.json dk.enc
ls
