for region in us-east-1 eu-west-1; do
  for name in a b; do
    if [ "$name" = a ] && [ "$region" != eu-west-1 ]; then
      echo "skip $name in $region"
    elif [[ $region == eu-* ]]; then
      aws kms create-key --region $region --description "$name" --query KeyMetadata.Description --output text
    else
      echo "$region/$name"
    fi
  done
done
