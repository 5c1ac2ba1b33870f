for c in one two; do
  enc=--storage-encrypted
  if [ "$c" = two ]; then enc=--no-storage-encrypted; fi
  aws rds create-db-cluster --db-cluster-identifier $c --engine aurora-postgresql --master-username postgres --master-user-password secret99 $enc > /dev/null
done
aws rds describe-db-clusters | jq -r '.DBClusters[] | [.DBClusterIdentifier, .StorageEncrypted] | @tsv'
aws rds describe-db-clusters --query 'DBClusters[?StorageEncrypted==`false`].DBClusterIdentifier' --output text
