i=1
while [ $i -le 3 ]; do
  aws kms create-key --description "key $i" --query KeyMetadata.Description
  i=$((i + 1))
done
aws kms list-keys --query 'length(Keys)'
