aws rds create-db-cluster --db-cluster-identifier legacy --engine aurora-mysql --master-username admin --master-user-password secret99 --no-storage-encrypted >/dev/null
count=$(aws rds describe-db-clusters | jq '[.DBClusters[] | select(.StorageEncrypted | not)] | length')
if [ "$count" -gt 0 ]; then
  echo "FAIL: $count cluster(s) not encrypted" >&2
  aws rds describe-db-clusters --output json | jq -r '.DBClusters[] | select(.StorageEncrypted==false) | .DBClusterIdentifier' > report.txt
  cat report.txt
else
  echo OK
fi
