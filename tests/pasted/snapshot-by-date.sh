aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-postgresql --master-username postgres --master-user-password secret99 --storage-encrypted > /dev/null
aws rds wait db-cluster-available --db-cluster-identifier orders
SNAP="orders-$(date +%Y%m%d)"
aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier "$SNAP" --query DBClusterSnapshot.Status --output text
aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier "$SNAP" && echo "$SNAP is there"
