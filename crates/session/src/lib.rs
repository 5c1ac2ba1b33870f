//! What a person does with worlds: timeline, scenarios, view.

pub mod view;
