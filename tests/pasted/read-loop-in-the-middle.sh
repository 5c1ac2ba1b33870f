for d in c a b; do aws kms create-key --description $d > /dev/null; done
aws kms list-keys --query 'Keys[].KeyId' --output text | tr '\t' '\n' | while read -r id; do
  d=$(aws kms describe-key --key-id "$id" --query KeyMetadata.Description --output text)
  [ "$d" = b ] && continue
  echo "$d"
done | sort > left.txt
cat left.txt
aws kms list-keys | jq -r '.Keys[].KeyId' | while read -r id; do
  aws kms disable-key --key-id "$id" && echo disabled
done | sort | uniq -c
