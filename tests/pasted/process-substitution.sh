# not modelled: doesn't exist here
aws kms create-key > a.json
while read -r line; do echo "$line"; done < <(jq -r .KeyMetadata.KeyState a.json)
