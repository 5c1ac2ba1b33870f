aws kms create-key --tags TagKey=team,TagValue=data TagKey=env,TagValue=prod > key.json
ID=$(jq -r .KeyMetadata.KeyId key.json)
aws kms list-resource-tags --key-id "$ID" | jq -r '.Tags[] | select(.TagKey == "env") | .TagValue'
aws kms list-resource-tags --key-id "$ID" | jq -r '.Tags[] | "\(.TagKey)=\(.TagValue)"'
aws kms list-resource-tags --key-id "$ID" | jq '[.Tags[].TagKey] | length'
aws kms list-resource-tags --key-id "$ID" | jq -c '.Tags | map({(.TagKey): .TagValue}) | add'
aws kms list-keys | jq -r --arg id "$ID" '.Keys[] | select(.KeyId == $id) | "mine"'
jq -e .KeyMetadata.None key.json
