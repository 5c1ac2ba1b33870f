//! The Content-Security-Policy of the site, which is declared here only: the build writes it into the pages (`site`), and
//! the local server sends it with every file (`serve`). README, "Deploy", tells hosts to send it too.

use std::path::Path;

/// What the page needs. `manifest-src` and `worker-src` allow it to be installed, `frame-src` allows its guides to show an
/// embed.
pub(crate) const PAGE: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; frame-src 'self'; \
     base-uri 'none'; form-action 'none'";

/// The page in which authors' scenarios are shown, which may lie on any site.
pub(crate) const FRAME: &str = "embed.html";

/// What that page needs.
const IN_FRAME: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src https: http:; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/// The policy that a file of the site has in it, and is sent with.
pub(crate) fn of(file: &Path) -> String {
    if file == Path::new(FRAME) {
        // In a frame with `sandbox`, WebKit knows no 'self'.
        IN_FRAME.replace("'self'", "https: http:")
    } else {
        PAGE.to_owned()
    }
}

/// The element that gives a page its policy. Hosts that send no headers need it; what it can't hold are
/// `frame-ancestors`, `report-uri` and `sandbox`. Outside a sandbox, `frame.js` adds the policy of `data-own`.
pub(crate) fn meta(file: &Path) -> String {
    let own = if file == Path::new(FRAME) { format!(" data-own=\"{IN_FRAME}\"") } else { String::new() };
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\"{own}>", of(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readme_tells_hosts_to_send_it() {
        let readme = include_str!("../../../README.md");
        assert!(readme.contains(&format!("\nContent-Security-Policy: {PAGE}\n")));
    }

    #[test]
    fn no_policy_allows_what_is_inline_or_evaluated() {
        for policy in [PAGE.to_owned(), IN_FRAME.to_owned(), of(Path::new(FRAME))] {
            let parts: Vec<&str> = policy.split("; ").collect();
            assert!(parts.contains(&"default-src 'none'") && parts.contains(&"base-uri 'none'"), "{policy}");
            assert!(!policy.contains("'unsafe-") && !policy.contains('*'), "{policy}");
        }
    }
}
