log() { printf '[%s] %s\n' "$1" "$2" >&2; }
function usage {
  echo "usage: make_keys NAME..."
  return 2
}
make_keys() {
  [ $# -ge 1 ] || { usage; return; }
  local name
  for name in "$@"; do
    log info "making $name"
    aws kms create-key --description "$name" --query KeyMetadata.Description --output text
  done
}
make_keys
echo "exit code $?"
make_keys "for orders" reports | sort -r
if make_keys one > /dev/null; then log info done; fi
shout() { tr a-z A-Z; }
echo quiet | shout
exists() { aws kms describe-key --key-id "alias/$1" > /dev/null 2>&1; }
exists nothing && echo there || echo missing
name=outer
inner() { local name=inner; echo "$name $1 ${2:-no second}"; }
inner x
echo "$name"
