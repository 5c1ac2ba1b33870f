//! What a person does with worlds: lines, timeline, scenarios, view.
//!
//! `shell` splits a line, `playground-aws` reads it, `playground-core` decides
//! it, `timeline` keeps every attempt, `scenario` reads the lessons. No
//! JavaScript here: `playground-js` and `web` bind it.

pub mod scenario;
pub mod shell;
pub mod timeline;
pub mod view;
