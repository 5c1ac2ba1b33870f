aws rds describe-db-clusters --db-cluster-identifier orders 2>/dev/null || echo "no such cluster"
aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-postgresql \
  --master-username admin1 --master-user-password secret99 --storage-encrypted > cluster.json && jq -r .DBCluster.Status cluster.json
