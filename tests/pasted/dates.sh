date -u +%FT%TZ
NOW=$(date +%s)
sleep 90
LATER=$(date +%s)
[ $((LATER - NOW)) -ge 90 ] && echo "time passed"
