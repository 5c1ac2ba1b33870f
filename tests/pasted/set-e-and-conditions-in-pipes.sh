set -e
for id in alias/none alias/aws/rds; do
  if aws kms describe-key --key-id "$id" > /dev/null 2>&1; then echo "$id is there"; else echo "$id is not"; fi
  aws kms describe-key --key-id alias/none > /dev/null 2>&1 || echo "as expected"
  ! false
done | cat
echo after
