//! The AWS CLI's language for the operations of `playground-core`: words in, text out.
//!
//! Here: option parsing, help, completion, output formats. Not here: any rule of
//! the model, any identifier's meaning, splitting a line into words (session's shell).

pub mod json;
