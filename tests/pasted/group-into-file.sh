DB=orders
{
  echo '{'
  echo "  \"DBClusterIdentifier\": \"$DB\","
  echo '  "Engine": "aurora-postgresql", "MasterUsername": "admin1", "MasterUserPassword": "not-a-secret", "StorageEncrypted": true'
  echo '}'
} > cluster.json
aws rds create-db-cluster --cli-input-json file://cluster.json --query 'DBCluster.[DBClusterIdentifier,StorageEncrypted]' --output text
{ echo "# report"; aws rds describe-db-clusters --query 'DBClusters[].DBClusterIdentifier' --output text; } | tee report.txt
{ echo again; } >> report.txt
wc -l report.txt
