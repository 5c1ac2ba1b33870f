# What is taken and changes nothing stands in CloudTrail's record of the request
aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password not-a-secret --availability-zones us-east-1a us-east-1b --enable-http-endpoint --option-group-name default:aurora --query DBCluster.Status
aws rds create-db-instance --db-instance-identifier orders-1 --db-instance-class db.r5.large --engine aurora-mysql --db-cluster-identifier orders --engine-version 5.7.mysql_aurora.2.07.2 --processor-features Name=coreCount,Value=2 --no-copy-tags-to-snapshot --query DBInstance.DBInstanceStatus
aws rds wait db-instance-available --db-instance-identifier orders-1
aws rds delete-db-instance --db-instance-identifier orders-1 --skip-final-snapshot --query DBInstance.DBInstanceStatus
aws rds modify-db-cluster --db-cluster-identifier orders --backup-retention-period 3 --apply-immediately --query DBCluster.BackupRetentionPeriod
aws rds modify-db-cluster --db-cluster-identifier nowhere --apply-immediately
aws rds modify-db-cluster --db-cluster-identifier orders --port 1 --no-apply-immediately
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=rds.amazonaws.com --query 'reverse(Events[].CloudTrailEvent)' | jq -c '.[] | fromjson | select(.eventName != "DescribeDBInstances") | [.eventName, .requestParameters]'
