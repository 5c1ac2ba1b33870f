//! Chromium and its driver: found on the machine, or installed from Debian's packages if that is possible.

use std::path::{Path, PathBuf};

use crate::apt::{self, Family};
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// Debian's build of it without a window.
const SHELL: &str = "chromium-headless-shell";
const MAC_BROWSER: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// A browser, and the driver with which wasm-pack controls it.
pub(crate) struct Chromium {
    /// The browser.
    pub(crate) browser: PathBuf,
    /// What the end-to-end tests run in: the same browser built without a window, which takes a sixth less time, where there
    /// is one.
    pub(crate) shell: PathBuf,
    /// Its driver, which has the same version.
    pub(crate) driver: PathBuf,
}

/// Finds both. Installs what is missing, if possible.
pub(crate) fn ready(project: &Project) -> Done<Chromium> {
    apt::install(project, missing())?;
    found()
}

/// The packages to install if one of the two is missing.
pub(crate) fn missing() -> &'static [&'static str] {
    if find().is_some() { &[] } else { packages() }
}

fn packages() -> &'static [&'static str] {
    match apt::family() {
        Some(Family::Debian) => &["chromium", "chromium-driver", SHELL],
        Some(Family::Ubuntu) => &["chromium-browser", "chromium-chromedriver"],
        None => &[],
    }
}

/// Finds both.
pub(crate) fn found() -> Done<Chromium> {
    find().ok_or_else(|| {
        let how = match packages() {
            [] => "install both".to_owned(),
            packages => format!("run `{}`", apt::by_hand(packages)),
        };
        Problem::new(format!(
            "Chromium and ChromeDriver of the same version were not found: {how}, so that `chromium` (or `google-chrome`) \
             and `chromedriver` are on PATH, then start again"
        ))
    })
}

fn find() -> Option<Chromium> {
    let mac = Path::new(MAC_BROWSER);
    let browser =
        BROWSERS.iter().find_map(|name| run::find(name)).or_else(|| mac.is_file().then(|| mac.to_owned()))?;
    let shell = run::find(SHELL).unwrap_or_else(|| browser.clone());
    Some(Chromium { browser, shell, driver: run::find("chromedriver")? })
}
