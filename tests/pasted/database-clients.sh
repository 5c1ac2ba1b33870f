# not modeled: psql isn't modeled
psql -h orders.cluster-abc.us-east-1.rds.amazonaws.com -U admin -c 'SELECT 1'
mysql -h orders -u admin -p -e 'SELECT 1'
mariadb --version
docker run --rm amazon/aws-cli kms list-keys
curl -s https://checkip.amazonaws.com
aws kms list-keys --query 'length(Keys)'
