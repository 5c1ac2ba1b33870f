aws kms describe-key --key-id alias/none 2>/dev/null | head -1
echo "without: $?"
set -o pipefail
aws kms describe-key --key-id alias/none 2>/dev/null | head -1
echo "with: $?"
