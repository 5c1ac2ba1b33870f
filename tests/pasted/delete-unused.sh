for d in a b; do aws kms create-key --description $d > /dev/null; done
aws kms list-keys --query 'Keys[].KeyId' --output text | tr '\t' '\n' > ids.txt
while IFS= read -r id; do
  [ -n "$id" ] || continue
  aws kms schedule-key-deletion --key-id "$id" --pending-window-in-days 7 --query DeletionDate
done < ids.txt
wc -l ids.txt
