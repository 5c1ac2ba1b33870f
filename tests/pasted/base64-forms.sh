echo -n 'hello' | base64
echo aGVsbG8= | base64 --decode; echo
printf '%0100d' 7 | base64 -w 0 | wc -c
echo '***' | base64 -d
