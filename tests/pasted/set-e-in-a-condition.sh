set -e
if ! aws kms describe-key --key-id alias/none > /dev/null 2>&1; then echo "missing, as expected"; fi
aws kms describe-key --key-id alias/none > /dev/null 2>&1 || echo "still going"
false && echo no
echo end
