aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password secret99 --storage-encrypted --query DBCluster.Status --output text
status=""
while [ "$status" != "available" ]; do
  sleep 30
  status=$(aws rds describe-db-clusters --db-cluster-identifier orders --query 'DBClusters[0].Status' --output text)
  echo "status: $status"
done
