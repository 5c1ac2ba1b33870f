mkdir -p out
echo '{"a": 1}' > out/a.json
ls -1
cat out/a.json | jq .a
[ -f out/a.json ] && echo there
rm out/a.json
cat out/a.json
[ -e out/a.json ] || echo gone
