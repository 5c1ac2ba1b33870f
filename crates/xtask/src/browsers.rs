//! Firefox and WebKit with their drivers, for tests only: found on the machine or installed. Chromium is in
//! `chromium`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::apt::{self, Family};
use crate::problem::{Done, Named, Problem};
use crate::project::Project;
use crate::run;
use crate::tools::{self, CargoTool, Source};

/// The driver of Firefox, which Debian does not package.
const GECKODRIVER: CargoTool =
    CargoTool { program: "geckodriver", version: "0.37.1", source: Source::Registry(&[]) };
const MAC_FIREFOX: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";
/// The names of WebKitGTK's packages, which are the same in all of these systems. The driver's package
/// depends on the engine.
const WEBKIT_PACKAGES: [&str; 2] = ["webkit2gtk-driver", "xvfb"];
/// Where they install the browser for the driver; the first folder is named after the architecture.
const MINI_BROWSERS: [&str; 2] = ["/usr/lib", "/usr/libexec"];

/// Firefox and its driver.
pub(crate) struct Firefox {
    /// The browser.
    pub(crate) browser: PathBuf,
    /// Its driver.
    pub(crate) driver: PathBuf,
    /// The capabilities that wasm-bindgen's test runner sends to the driver: which browser to start.
    pub(crate) capabilities: PathBuf,
}

impl Firefox {
    /// Finds the browser for this driver.
    pub(crate) fn found(project: &Project, driver: PathBuf) -> Done<Self> {
        let browser =
            firefox().ok_or_else(|| missing_one("Firefox", "`firefox` is on PATH", firefox_packages()))?;
        let capabilities = project.scratch.join("firefox.json");
        let text =
            format!("{{\"moz:firefoxOptions\": {{\"binary\": {:?}}}}}\n", browser.display().to_string());
        fs::write(&capabilities, text).named("write", &capabilities)?;
        Ok(Self { browser, driver, capabilities })
    }
}

/// Firefox's driver, which is compiled if it is missing.
pub(crate) fn geckodriver(project: &Project) -> Done<PathBuf> {
    tools::cargo_tool(project, &GECKODRIVER)
}

/// WebKitGTK's browser for tests and its driver.
pub(crate) struct WebKit {
    /// The browser.
    pub(crate) browser: PathBuf,
    /// Its driver.
    pub(crate) driver: PathBuf,
}

impl WebKit {
    /// Finds both, and the virtual display.
    pub(crate) fn found() -> Done<Self> {
        webkit().ok_or_else(|| {
            let there = "`WebKitWebDriver` and `Xvfb` are on PATH (WebKitGTK's, so on Linux only)";
            missing_one("WebKit", there, if apt::family().is_some() { &WEBKIT_PACKAGES } else { &[] })
        })
    }
}

/// The packages to install.
pub(crate) fn missing() -> Vec<&'static str> {
    let firefox = if firefox().is_some() { &[] } else { firefox_packages() };
    let webkit: &[&str] = if webkit().is_some() || apt::family().is_none() { &[] } else { &WEBKIT_PACKAGES };
    [firefox, webkit].concat()
}

fn firefox_packages() -> &'static [&'static str] {
    match apt::family() {
        Some(Family::Debian) => &["firefox-esr"],
        Some(Family::Ubuntu) => &["firefox"],
        None => &[],
    }
}

fn missing_one(name: &str, there: &str, packages: &[&str]) -> Problem {
    let how = match packages {
        [] => "install it".to_owned(),
        packages => format!("run `{}`", apt::by_hand(packages)),
    };
    Problem::new(format!(
        "{name} was not found, and the tests run in it: {how}, so that {there}, then start again"
    ))
}

fn firefox() -> Option<PathBuf> {
    let mac = Path::new(MAC_FIREFOX);
    let named = ["firefox-esr", "firefox"].iter().find_map(|name| run::find(name));
    named.or_else(|| mac.is_file().then(|| mac.to_owned()))
}

fn webkit() -> Option<WebKit> {
    run::find("Xvfb")?;
    let driver = run::find("WebKitWebDriver")?;
    let below = |folder: &Path| Some(folder.join("webkit2gtk-4.1/MiniBrowser")).filter(|file| file.is_file());
    let in_folders = |folder: &&str| {
        let folder = Path::new(folder);
        below(folder).or_else(|| {
            let machines = fs::read_dir(folder).ok()?;
            machines.flatten().find_map(|machine| below(&machine.path()))
        })
    };
    let browser = MINI_BROWSERS.iter().find_map(in_folders)?;
    Some(WebKit { browser, driver })
}
