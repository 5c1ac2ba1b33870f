if [ -z "${AWS_ACCOUNT:-}" ]; then
  echo "AWS_ACCOUNT is not set" >&2
  exit 3
fi
echo never
