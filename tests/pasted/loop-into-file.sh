for region in us-east-1 eu-west-1; do
  aws kms create-key --region $region --description "in $region" --query KeyMetadata.KeyId --output text > /dev/null
done
for region in us-east-1 eu-west-1; do
  for id in $(aws kms list-keys --region $region --query 'Keys[].KeyId' --output text); do
    echo "$region,$(aws kms describe-key --region $region --key-id $id --query KeyMetadata.Description --output text)"
  done
done > keys.csv
cat keys.csv
while IFS=, read -r region description; do
  echo "$description is in $region"
done < keys.csv
wc -l < keys.csv
for x in 1 2; do echo "$x"; aws kms describe-key --key-id alias/none; done > out.txt 2> errors.txt
cat out.txt
grep -c NotFoundException errors.txt
