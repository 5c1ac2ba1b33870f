# not modeled: Background jobs
aws kms list-keys --query 'length(Keys)'
aws rds wait db-cluster-available --db-cluster-identifier orders &
wait
