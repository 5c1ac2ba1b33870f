for n in 1 2 3 4 5; do
  if [ "$n" = 2 ]; then continue; fi
  if [ "$n" -gt 3 ]; then break; fi
  echo "$n"
done
echo done
