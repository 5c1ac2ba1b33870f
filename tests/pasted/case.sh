env=prod
aws kms create-key --description "$env" --query KeyMetadata.Description
case "$env" in
  prod) echo careful ;;
esac
