aws kms create-key | tee key.json | jq -r .KeyMetadata.KeyState
jq -r .KeyMetadata.KeySpec key.json
echo one | tee -a log.txt > /dev/null
echo two | tee -a log.txt
cat log.txt
