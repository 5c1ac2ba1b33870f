# not modeled: now/0
echo '{"a":1}' | jq now
echo '{"a":1}' | jq .a
