set -e
disable() {
  aws kms disable-key --key-id "$1"
  echo "never said"
}
if disable alias/nothing; then echo "as bash does it: set -e does not count in a condition"; fi
disable alias/nothing
echo "never said either"
