set -euo pipefail
{ echo one; true; } | cat
for id in alias/none; do
  aws kms describe-key --key-id "$id"
  echo "never said"
done 2> errors.txt | cat
echo "never said either"
