//! The address of the site, with which absolute addresses in it begin.

use std::fmt;

use crate::problem::{Done, Problem};

/// The absolute address of a folder, such as `https://docs.example.org/playground/`. It ends in a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SiteAddress(String);

impl Default for SiteAddress {
    /// The address that `cargo xtask serve` uses.
    fn default() -> Self {
        Self("http://127.0.0.1:8080/".to_owned())
    }
}

impl fmt::Display for SiteAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl SiteAddress {
    /// Parses the value of `--url`.
    pub(crate) fn parse(text: &str) -> Done<Self> {
        let problem = |why: &str| {
            Err(Problem::new(format!(
                "`{text}` cannot be the site's address: {why}; give for example `--url https://docs.example.org/playground/`"
            )))
        };
        let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
            return problem("it does not start with https:// or http://");
        };
        let host = rest.split('/').next().unwrap_or_default();
        if host.is_empty() || host.starts_with(':') {
            return problem("it names no host");
        }
        if host.contains('@') {
            return problem("it holds a user's name, which would be published");
        }
        if let Some(bad) = text.chars().find(|char| !fits(*char)) {
            return problem(&format!("{bad:?} cannot stand in it as it is (encode it as %…)"));
        }
        if text.contains(['?', '#']) {
            return problem("a folder's address has no ? and no #");
        }
        if !rest.ends_with('/') {
            return problem("it does not end with a slash, as a folder's address does");
        }
        Ok(Self(text.to_owned()))
    }
}

/// Returns whether RFC 3986 allows a character in an address.
fn fits(char: char) -> bool {
    char.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_on_the_web() {
        for text in [
            "https://docs.example.org/",
            "http://127.0.0.1:8080/",
            "https://example.org/a/b%20c/",
            "http://[::1]:9/x/",
        ] {
            assert_eq!(SiteAddress::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_none_is_named_with_the_reason() {
        for (text, why) in [
            ("", "start with"),
            ("docs.example.org/", "start with"),
            ("ftp://example.org/", "start with"),
            ("/playground/", "start with"),
            ("https:///playground/", "no host"),
            ("https://:80/", "no host"),
            ("https://", "no host"),
            ("https://me:secret@example.org/", "user's name"),
            ("https://example.org", "end with a slash"),
            ("https://example.org/index.html", "end with a slash"),
            ("https://example.org/?a=/", "no ?"),
            ("https://example.org/#/", "no ?"),
            ("https://example.org/a b/", "' '"),
            ("https://example.org/\"/", "'\"'"),
            ("https://bücher.example/", "'ü'"),
        ] {
            let problem = SiteAddress::parse(text).unwrap_err().to_string();
            assert!(
                problem.contains(why) && problem.contains(&format!("`{text}`")) && problem.contains("--url"),
                "{problem}"
            );
        }
    }
}
