aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql --master-username admin --master-user-password secret99 >/dev/null
until [[ $(aws rds describe-db-clusters --db-cluster-identifier a --query 'DBClusters[0].Status' --output text) == "available" ]]; do
  sleep 1m
done
echo ready
