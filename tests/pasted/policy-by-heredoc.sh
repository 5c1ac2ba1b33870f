cat > key-policy.json <<'EOF'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Enable IAM policies",
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
}
EOF
KEY=$(aws kms create-key --policy file://key-policy.json --query KeyMetadata.KeyId --output text)
aws kms get-key-policy --key-id $KEY --policy-name default --query Policy --output text | jq -c '.Statement[].Sid'
