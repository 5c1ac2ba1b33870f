for i in 1 2 3; do
  { echo "round $i"; [ $i -eq 2 ] && break; } >> rounds.txt
  echo "after $i"
done
cat rounds.txt
f() {
  { echo "in f"; return 4; } > said.txt
  echo never
}
f || echo "f said $?"
cat said.txt
for i in 1 2 3; do
  ( [ $i -eq 2 ] && exit 1; echo "$i" ) || continue
  echo "went on with $i"
done
