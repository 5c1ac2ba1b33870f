//! The AWS CLI language for the operations of `playground-core`.
