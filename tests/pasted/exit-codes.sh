aws kms describe-key --key-id alias/none
echo "exit code $?"
aws kms describe-key
echo "exit code $?"
true; echo $?
