//! The Content-Security-Policy of the site, which is declared here only: the build writes it into the pages (`site`), and
//! the local server sends it with every file (`serve`). README, "Deploy", tells hosts to send it too.

use std::path::Path;

/// What the page needs. `manifest-src` and `worker-src` allow it to be installed, `frame-src` allows its guides to show an
/// embed.
pub(crate) const PAGE: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; frame-src 'self'; \
     base-uri 'none'; form-action 'none'";
const OWN_FILES: &str = "connect-src 'self';";
/// A frame shows authors' scenarios, which may lie on any site.
const ALL_FILES: &str = "connect-src 'self' https: http:;";

/// The page in which authors' scenarios are shown.
pub(crate) const FRAME: &str = "embed.html";

/// The policy of a file of the site.
pub(crate) fn of(file: &Path) -> String {
    if file == Path::new(FRAME) { PAGE.replace(OWN_FILES, ALL_FILES) } else { PAGE.to_owned() }
}

/// The element that gives a page its policy. Hosts that send no headers need it; what it can't hold are
/// `frame-ancestors`, `report-uri` and `sandbox`.
pub(crate) fn meta(file: &Path) -> String {
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", of(file))
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
    fn a_frame_may_load_scenarios_from_any_site_and_nothing_else_differs() {
        let frame = of(Path::new(FRAME));
        let differs = |policy: &str, other: &str| -> Vec<String> {
            let parts = policy.split("; ").filter(|part| !other.split("; ").any(|it| it == *part));
            parts.map(str::to_owned).collect()
        };
        assert_eq!(differs(PAGE, &frame), ["connect-src 'self'"]);
        assert_eq!(differs(&frame, PAGE), ["connect-src 'self' https: http:"]);
        assert_eq!(of(Path::new("index.html")), PAGE);
    }
}
