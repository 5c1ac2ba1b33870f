KEYS=$(for name in a b c; do aws kms create-key --description "$name" --query KeyMetadata.Description --output text; done)
echo $KEYS
STATE=$(if [ -n "$KEYS" ]; then echo some; else echo none; fi)
echo "$STATE"
COUNT=$(i=0; while read -r line; do i=$((i + 1)); done <<< "$KEYS"; echo $i)
echo "$COUNT"
LOOP=$(while true; do echo x; done)
echo after
