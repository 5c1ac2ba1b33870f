//! The door for JavaScript.
