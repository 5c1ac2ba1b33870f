# not modeled: aws s3
aws kms create-key > key.json
aws s3 cp key.json s3://bucket/key.json
echo "still here"
