echo before
while true; do
  x=1
done
echo after
