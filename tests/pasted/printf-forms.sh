printf '%-10s|%5s|\n' alias state
printf '%s=%d\n' a 1 b 2
printf 'no new line'
echo -n x; echo -e 'a\tb'
