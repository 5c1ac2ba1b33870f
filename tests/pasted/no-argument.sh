KEY_ID=${1:-alias/aws/rds}
echo "$KEY_ID"
KEY_ID=$1
