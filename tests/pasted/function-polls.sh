wait_for() {
  local cluster=$1 tries=${2:-10} status
  while [ "$tries" -gt 0 ]; do
    status=$(aws rds describe-db-clusters --db-cluster-identifier "$cluster" --query 'DBClusters[0].Status' --output text)
    if [ "$status" = available ]; then
      echo "$cluster is available"
      return 0
    fi
    tries=$((tries - 1))
    sleep 60
  done
  return 1
}
aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password correct-horse --query DBCluster.Status
wait_for orders || exit 1
wait_for orders 0
echo "exit code $?"
