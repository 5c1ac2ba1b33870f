# Events are listed with the resources that they are about, and found by them
KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)
aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password not-a-secret --storage-encrypted --kms-key-id $KEY --vpc-security-group-ids sg-0a1b2c3d sg-4e5f6a7b --query DBCluster.Status
aws rds create-db-instance --db-instance-identifier orders-1 --db-instance-class db.r5.large --engine aurora-mysql --db-cluster-identifier orders --query DBInstance.DBInstanceStatus
aws rds wait db-cluster-available --db-cluster-identifier orders
aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier monday --query DBClusterSnapshot.Status
aws iam create-user --user-name carol --query User.Arn
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=rds.amazonaws.com --query 'Events[].[EventName,Resources]'
aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceName,AttributeValue=orders --query 'Events[?EventSource==`rds.amazonaws.com`].EventName'
aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceType,AttributeValue=AWS::RDS::DBClusterSnapshot --query 'Events[].EventName'
aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceType,AttributeValue=AWS::RDS::GlobalCluster --query 'Events[].EventName'
aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceType,AttributeValue=AWS::KMS::Key --query 'Events[].EventName | [0]'
aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceName,AttributeValue=carol --query 'Events[].[EventName,Resources[].ResourceType]' --output text
