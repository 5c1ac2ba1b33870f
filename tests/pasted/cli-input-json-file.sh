cat > create.json <<EOF
{
  "DBClusterIdentifier": "orders",
  "Engine": "aurora-postgresql",
  "MasterUsername": "postgres",
  "MasterUserPassword": "secret99",
  "StorageEncrypted": true
}
EOF
aws rds create-db-cluster --cli-input-json file://create.json --query 'DBCluster.[DBClusterIdentifier,StorageEncrypted]' --output text
aws rds create-db-cluster --cli-input-json file://create.json --db-cluster-identifier invoices --query DBCluster.DBClusterIdentifier
aws rds create-db-cluster --cli-input-json '{"Engine": "aurora-postgresql"}'
aws rds create-db-cluster --cli-input-json '{"DBClusterIdentifier": "x", "Engin": "aurora-postgresql"}' 2>&1 | cut -c1-80
