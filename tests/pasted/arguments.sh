set -- --description "for orders" --tag team=data extra
DESCRIPTION= TAG=
while [ $# -gt 0 ]; do
  case "$1" in
    --description) DESCRIPTION="$2"; shift 2 ;;
    --tag) TAG="$2"; shift 2 ;;
    -h|--help) echo "usage: $0 --description TEXT"; exit 0 ;;
    *) echo "left: $1" >&2; shift ;;
  esac
done
aws kms create-key --description "$DESCRIPTION" --tags TagKey="${TAG%%=*}",TagValue="${TAG#*=}" --query KeyMetadata.Description
echo "$# left, first: ${1:-none}"
