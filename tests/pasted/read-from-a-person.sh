# not modeled: nobody types here
aws kms list-keys --query 'length(Keys)'
read -p "Go on? [y/N] " answer
echo after
