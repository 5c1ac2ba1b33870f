//! The errors for what can't be read or written.

use core::fmt;

/// Why a link, a file or a stored session can't be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What can't be opened, as the beginning of a sentence: `This link`.
    pub what: &'static str,
    /// Why, in one or two sentences.
    pub why: String,
    /// What to do, in a sentence.
    pub advice: &'static str,
}

impl Unreadable {
    pub(crate) fn address(why: &str) -> Self {
        let advice = "Check that you copied all of it, or begin at the list of scenarios.";
        Self { what: "This address", why: String::from(why), advice }
    }

    pub(super) fn link(why: impl Into<String>) -> Self {
        Self { what: "This link", why: why.into(), advice: "Ask for the link again, and copy all of it." }
    }

    /// What a link or the browser's storage says of somebody's accounts can't be used, and why.
    pub fn of_accounts(why: &str) -> Self {
        Self::link(why)
    }

    pub(super) fn trace(why: impl Into<String>) -> Self {
        let advice = "Choose a file that was exported here as a JSON trace.";
        Self { what: "This file", why: why.into(), advice }
    }

    pub(super) fn stored(why: impl Into<String>) -> Self {
        let advice = "It was left as it is. Delete it from the list, or export it and report this.";
        Self { what: "This saved session", why: why.into(), advice }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} can't be opened. {} {}", self.what, self.why, self.advice)
    }
}

/// Why a session has no link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// What is too long, in a sentence.
    pub why: String,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Export the session as a file instead.", self.why)
    }
}
