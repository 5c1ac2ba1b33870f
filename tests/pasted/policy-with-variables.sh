ACCOUNT_ID=$(aws sts get-caller-identity --query Account --output text)
cat <<EOF > policy.json
{"Version":"2012-10-17","Statement":[{"Sid":"Root","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${ACCOUNT_ID}:root"},"Action":"kms:*","Resource":"*"}]}
EOF
jq -r '.Statement[0].Principal.AWS' policy.json
aws kms create-key --policy file://policy.json --query KeyMetadata.KeyState
