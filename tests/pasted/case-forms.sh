for word in prod staging-2 Yes n "a*b" other; do
  case "$word" in
    prod | production) echo "careful" ;;
    staging-[0-9]) echo "number ${word#staging-}" ;;
    [yY]*) echo yes ;;
    n|N) echo no
      ;;
    "a*b") echo quoted ;;
    (*) echo "unknown: $word"
  esac
done
KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
case $(aws kms describe-key --key-id $KEY --query KeyMetadata.KeyState --output text) in
  Enabled) aws kms disable-key --key-id $KEY ;;
  Disabled) echo already ;;
esac
case $KEY in nothing) echo never;; esac
echo $?
aws kms describe-key --key-id $KEY --query KeyMetadata.KeyState
