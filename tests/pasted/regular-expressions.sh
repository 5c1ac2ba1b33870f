ARN=$(aws kms create-key --query KeyMetadata.Arn --output text)
if [[ $ARN =~ ^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/ ]]; then echo "an ARN of a key"; fi
if [[ ! $ARN =~ (alias|mrk)/ ]]; then echo "no alias"; fi
