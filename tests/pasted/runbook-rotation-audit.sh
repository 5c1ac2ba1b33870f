#!/bin/bash
# Customer managed keys without rotation, in all Regions; turns it on with FIX=1.
set -uo pipefail
FIX="${FIX:-1}"
for region in us-east-1 eu-west-1; do
  aws kms create-key --region "$region" --description "app in $region" > /dev/null
done
REPORT=$(
  for region in us-east-1 eu-west-1; do
    for key in $(aws kms list-keys --region "$region" --query 'Keys[].KeyId' --output text); do
      manager=$(aws kms describe-key --region "$region" --key-id "$key" --query 'KeyMetadata.KeyManager' --output text)
      [ "$manager" = "CUSTOMER" ] || continue
      rotation=$(aws kms get-key-rotation-status --region "$region" --key-id "$key" --query 'KeyRotationEnabled' --output text)
      printf '%s,%s,%s\n' "$region" "$key" "$rotation"
    done
  done
)
echo "$REPORT" | grep -c ',False$' || true
echo "$REPORT" | while IFS=, read -r region key rotation; do
  if [ "$rotation" = "False" ] && [ "$FIX" -eq 1 ]; then
    aws kms enable-key-rotation --region "$region" --key-id "$key" && echo "turned on in $region"
  fi
done 2>&1 | tee log.txt
{
  echo "region,rotation"
  echo "$REPORT" | cut -d, -f1,3 | sort
} > report.csv
cat report.csv
