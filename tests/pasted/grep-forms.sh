aws kms create-key --description "for Orders" > key.json
grep -i '"description"' key.json
grep -c : key.json
grep -vE 'Key|Arn|Date|:' key.json
grep -o '"Enabled": [a-z]*' key.json
grep -q ENCRYPT_DECRYPT key.json && echo found
grep -q RSA key.json || echo "not found"
grep -n -A1 Enabled key.json | head -2
