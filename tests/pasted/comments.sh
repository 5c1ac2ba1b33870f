#!/bin/bash
# Makes a key, and says what it is.

aws kms create-key \
  --description 'orders # not a comment' \
  --query KeyMetadata.Description   # only this

# the end
