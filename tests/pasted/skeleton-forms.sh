# not modeled: --generate-cli-skeleton output
aws kms schedule-key-deletion --generate-cli-skeleton yaml-input
aws kms create-key --generate-cli-skeleton=yaml-input | grep KeyUsage
aws kms create-key --generate-cli-skeleton toml
aws kms create-key --generate-cli-skeleton output
