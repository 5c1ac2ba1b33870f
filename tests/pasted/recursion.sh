factorial() {
  if [ "$1" -le 1 ]; then echo 1; return; fi
  echo $(( $1 * $(factorial $(( $1 - 1 ))) ))
}
echo "$(factorial 5)"
forever() { forever; }
forever
echo after
