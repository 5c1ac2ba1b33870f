read -r a b <<< "one two three"
echo "$a/$b"
aws kms create-key --query 'KeyMetadata.[KeyState,Origin]' --output text > key.txt
read -r state origin < key.txt
echo "$state/$origin"
IFS=: read -r _ _ service _ account rest <<< "arn:aws:kms::111122223333:key/x:y"
echo "$service $account $rest"
IFS=/ read -r kind name <<< 'alias/a b'
echo "$kind, $name"
printf 'x\ny\n' | { read -r first; read -r second; read -r third || echo "no third"; echo "$second $first"; }
