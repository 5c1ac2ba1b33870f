aws kms list-keys --no-cli-pager --color off
aws --no-cli-pager --debug kms list-keys --no-paginate --query 'Keys'
aws kms list-aliases --page-size 10 --max-items 1 --query 'length(Aliases)' --no-cli-auto-prompt
export AWS_PAGER=""
aws kms list-keys --cli-connect-timeout 5 --cli-read-timeout 5 --no-verify-ssl
