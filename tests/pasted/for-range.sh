for i in {1..3}; do echo "n$i"; done
for i in $(seq 2 4); do printf '%03d\n' "$i"; done
