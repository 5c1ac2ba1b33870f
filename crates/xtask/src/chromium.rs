//! Chromium and its driver: found on the machine, or installed from Debian's packages where that is allowed.

use std::path::{Path, PathBuf};

use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::{apt, run};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_BROWSER: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// A browser and the program that drives it for wasm-pack.
pub(crate) struct Chromium {
    /// The browser.
    pub(crate) browser: PathBuf,
    /// Its driver, of the same version.
    pub(crate) driver: PathBuf,
}

/// Finds both, installing them first where one is missing and it may.
pub(crate) fn ready(project: &Project) -> Done<Chromium> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let Some(packages) = packages(&apt::os_release()) else {
        return Err(Problem::new(
            "Chromium and ChromeDriver of the same version were not found: install both so that `chromium` (or \
             `google-chrome`) and `chromedriver` are on PATH, then start again",
        ));
    };
    apt::install(project, "Chromium with its driver", &packages)?;
    find().ok_or_else(|| {
        Problem::new(format!(
            "Chromium was installed but not found on PATH: run `{}` and look at what it says",
            apt::by_hand(&packages)
        ))
    })
}

fn find() -> Option<Chromium> {
    let mac = Path::new(MAC_BROWSER);
    let browser =
        BROWSERS.iter().find_map(|name| run::find(name)).or_else(|| mac.is_file().then(|| mac.to_owned()))?;
    Some(Chromium { browser, driver: run::find("chromedriver")? })
}

/// What the two are called in a Debian-like system's packages; `None` on another system.
fn packages(os_release: &str) -> Option<[&'static str; 2]> {
    let value = |key: &str| {
        let line = os_release.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    let like = value("ID_LIKE");
    match value("ID").as_str() {
        "ubuntu" => Some(["chromium-browser", "chromium-chromedriver"]),
        _ if like.split(' ').any(|word| word == "ubuntu") => {
            Some(["chromium-browser", "chromium-chromedriver"])
        }
        "debian" => Some(["chromium", "chromium-driver"]),
        _ if like.split(' ').any(|word| word == "debian") => Some(["chromium", "chromium-driver"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_names_by_system() {
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n";
        assert_eq!(packages(debian), Some(["chromium", "chromium-driver"]));
        let ubuntu = "ID=ubuntu\nID_LIKE=debian\n";
        assert_eq!(packages(ubuntu), Some(["chromium-browser", "chromium-chromedriver"]));
        let mint = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        assert_eq!(packages(mint), Some(["chromium-browser", "chromium-chromedriver"]));
        assert_eq!(packages("ID=fedora\n"), None);
        assert_eq!(packages(""), None);
    }
}
