REGION="${REGION:-us-east-1}"
NAME=${NAME:-orders}
echo "$NAME in $REGION, ${#NAME} letters"
aws rds describe-db-clusters --region "$REGION" --query 'DBClusters[].DBClusterIdentifier' --output text
: "${ACCOUNT:?set ACCOUNT first}"
