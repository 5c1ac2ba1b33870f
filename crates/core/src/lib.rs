//! The model of Amazon Aurora, AWS KMS and CloudTrail, with the AES-256-GCM engine.
