aws kms list-aliases --query 'Aliases[].[AliasName,TargetKeyId]' --output text > a.txt
echo $'one\ttwo' | cut -f2
IFS=$'\t' read -r a b <<< $'x y\tz'
echo "$b, $a"
