# not modeled: trap
set -e
cleanup() { rm -f policy.json; }
trap cleanup EXIT
echo '{}' > policy.json
cat policy.json
