# Aurora Serverless v1, which AWS has closed since: its capacity, and who can have it
aws rds create-db-cluster --db-cluster-identifier v1 --engine aurora-mysql --engine-version 5.7.mysql_aurora.2.07.1 --engine-mode serverless --scaling-configuration MinCapacity=4,MaxCapacity=32,SecondsUntilAutoPause=1000,AutoPause=true --master-username admin --master-user-password not-a-secret --query 'DBCluster.[EngineMode,StorageEncrypted,Capacity,ScalingConfigurationInfo]'
aws rds create-db-cluster --db-cluster-identifier pg --engine aurora-postgresql --engine-version 10.11 --engine-mode serverless --scaling-configuration MinCapacity=1,MaxCapacity=8 --master-username postgres --master-user-password not-a-secret
aws rds create-db-cluster --db-cluster-identifier v2 --engine aurora-mysql --master-username admin --master-user-password not-a-secret --scaling-configuration MinCapacity=1,MaxCapacity=8
aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password not-a-secret --query 'DBCluster.[EngineMode,Capacity,ScalingConfigurationInfo]'
aws rds wait db-cluster-available --db-cluster-identifier orders
aws rds modify-db-cluster --db-cluster-identifier orders --scaling-configuration AutoPause=false
aws rds modify-db-cluster --db-cluster-identifier v1 --scaling-configuration '{"MaxCapacity": 2}'
aws rds modify-db-cluster --db-cluster-identifier v1 --scaling-configuration '{"MinCapacity": 1, "AutoPause": false}' --query DBCluster.ScalingConfigurationInfo
playground wait 1h
aws rds describe-db-clusters --db-cluster-identifier v1 --query 'DBClusters[0].Capacity'
aws rds modify-db-cluster --db-cluster-identifier v1 --scaling-configuration AutoPause=true --query DBCluster.Capacity
playground wait 5m
aws rds modify-db-cluster --db-cluster-identifier v1 --preferred-backup-window 03:00-03:30
aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s --query DBClusterSnapshot.Engine
aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s
aws rds restore-db-cluster-from-snapshot --db-cluster-identifier back --snapshot-identifier s --engine aurora-mysql --engine-mode serverless
aws rds restore-db-cluster-from-snapshot --db-cluster-identifier back --snapshot-identifier s --engine aurora-mysql --scaling-configuration MinCapacity=1
aws rds restore-db-cluster-from-snapshot --db-cluster-identifier back --snapshot-identifier s --engine aurora-mysql --query 'DBCluster.[EngineMode,StorageEncrypted]'
aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier back --source-db-cluster-identifier orders --use-latest-restorable-time --scaling-configuration MinCapacity=1
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateDBCluster --query 'Events[-1].CloudTrailEvent' --output text | jq .requestParameters.scalingConfiguration
