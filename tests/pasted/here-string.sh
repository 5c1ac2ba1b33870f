read_me="x y"
cat <<< "$read_me"
jq -r .a <<< '{"a": "b"}'
while read -r first rest; do echo "$rest, $first"; done <<< "one two three"
