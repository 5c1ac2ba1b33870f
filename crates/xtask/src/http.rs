//! What the server decides about a request: file, media type, encoding. Pure functions without sockets or
//! disk.

use std::path::PathBuf;

/// The media type of a file, by its extension.
pub(crate) fn media_type(file: &str) -> &'static str {
    match file.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "md" => "text/markdown; charset=utf-8",
        "txt" | "sh" => "text/plain; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// The file in the site that a request's target means; `None` if it could be outside the site.
pub(crate) fn file_for(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path = decoded(path.strip_prefix('/')?)?;
    let mut file = PathBuf::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => return None,
            // Hidden files, and what another system would take for a path.
            part if part.starts_with('.') || part.contains(['\\', ':', '\0']) => return None,
            part => file.push(part),
        }
    }
    if path.is_empty() || path.ends_with('/') {
        file.push("index.html");
    }
    Some(file)
}

/// Decodes percent encoding; `None` if it is invalid or not UTF-8.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The encoding of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Brotli.
    Br,
    /// gzip.
    Gzip,
    /// No encoding.
    Plain,
}

impl Encoding {
    /// The name in `Content-Encoding`, and the extension of the file next to the plain one.
    pub(crate) fn names(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Br => Some(("br", "br")),
            Self::Gzip => Some(("gzip", "gz")),
            Self::Plain => None,
        }
    }
}

/// The encodings that an `Accept-Encoding` header allows, best first. The plain form is always last: a client
/// that refuses even that gets it all the same, as RFC 9110 12.5.3 permits.
pub(crate) fn encodings(accept: &str) -> Vec<Encoding> {
    let weight = |name: &str| {
        let mut any = None;
        for item in accept.split(',') {
            let mut parts = item.split(';').map(str::trim);
            let coding = parts.next().unwrap_or_default();
            let q = parts
                .find_map(|part| part.strip_prefix("q="))
                .map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
            if coding.eq_ignore_ascii_case(name) {
                return q;
            }
            if coding == "*" {
                any = Some(q);
            }
        }
        any.unwrap_or(0.0)
    };
    let mut allowed: Vec<(f32, Encoding)> = [("br", Encoding::Br), ("gzip", Encoding::Gzip)]
        .into_iter()
        .map(|(name, encoding)| (weight(name), encoding))
        .filter(|(q, _)| *q > 0.0)
        .collect();
    allowed.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    allowed.into_iter().map(|(_, encoding)| encoding).chain([Encoding::Plain]).collect()
}

/// Returns whether an `If-None-Match` header names this tag.
pub(crate) fn unchanged(if_none_match: &str, tag: &str) -> bool {
    if_none_match.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_that_browsers_insist_on() {
        assert_eq!(media_type("pkg/playground_web_bg.wasm"), "application/wasm");
        assert_eq!(media_type("boot.js"), "text/javascript; charset=utf-8");
        assert_eq!(media_type("scenarios/01-first.md"), "text/markdown; charset=utf-8");
        assert_eq!(media_type("LICENSE"), "application/octet-stream");
    }

    #[test]
    fn a_target_names_a_file() {
        let file = |target| file_for(target).map(|path| path.display().to_string());
        assert_eq!(file("/").as_deref(), Some("index.html"));
        assert_eq!(file("/?edition=2020").as_deref(), Some("index.html"));
        assert_eq!(file("/scenarios/01.md").as_deref(), Some("scenarios/01.md"));
        assert_eq!(file("/a%20b//./c/").as_deref(), Some("a b/c/index.html"));
    }

    #[test]
    fn no_target_leads_outside() {
        for target in [
            "/../Cargo.toml",
            "/a/../../b",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/a/..%5cb",
            "/C:/x",
            "/.fingerprint",
            "/%00",
            "/%zz",
            "/%e",
            "/%ff",
            "http://elsewhere/",
            "",
        ] {
            assert_eq!(file_for(target), None, "{target}");
        }
        // A leading slash after decoding stays below the site's folder.
        assert_eq!(file_for("/%2fetc/passwd"), Some(PathBuf::from("etc/passwd")));
    }

    #[test]
    fn the_best_encoding_comes_first() {
        use Encoding::{Br, Gzip, Plain};
        for (accept, best) in [
            ("", vec![Plain]),
            ("gzip, deflate, br, zstd", vec![Br, Gzip, Plain]),
            ("gzip", vec![Gzip, Plain]),
            ("gzip;q=1.0, br;q=0.5", vec![Gzip, Br, Plain]),
            ("br;q=0, *", vec![Gzip, Plain]),
            ("identity", vec![Plain]),
            ("GZIP; q=0.2", vec![Gzip, Plain]),
            ("br;q=junk", vec![Plain]),
        ] {
            assert_eq!(encodings(accept), best, "{accept}");
        }
    }

    #[test]
    fn tags() {
        assert!(unchanged("\"a\", W/\"b\"", "\"b\""));
        assert!(unchanged("*", "\"b\""));
        assert!(!unchanged("\"a\"", "\"b\""));
        assert!(!unchanged("", "\"b\""));
    }
}
