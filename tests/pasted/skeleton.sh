aws kms create-key --generate-cli-skeleton > key.json
jq -r 'keys[]' key.json | head -3
aws kms create-key --cli-input-json '{"Description": "from JSON", "Tags": [{"TagKey": "team", "TagValue": "data"}]}' --query KeyMetadata.Description
