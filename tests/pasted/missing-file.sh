aws kms create-key --policy file://nowhere.json
echo "exit code $?"
cat < nowhere.txt
jq . nowhere.json
echo still here
