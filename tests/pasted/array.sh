# not modeled: Arrays
aws kms list-keys --query 'length(Keys)'
KEYS=(a b c)
for k in "${KEYS[@]}"; do echo $k; done
