//! Debian's packages: what this machine has not, installed where that needs no password.

use std::fs;
use std::process::Command;

use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::{run, tools};

/// What the system says of itself.
pub(crate) fn os_release() -> String {
    fs::read_to_string("/etc/os-release").unwrap_or_default()
}

/// Whether this is a system that has them.
pub(crate) fn is_there() -> bool {
    run::find("apt-get").is_some()
}

/// Installs packages; `what` names them for the person.
pub(crate) fn install(project: &Project, what: &str, packages: &[&str]) -> Done<()> {
    let Some(sudo) = rights() else {
        return Err(Problem::new(format!(
            "{what} is missing, and installing it needs a password: run `{}`, then start again",
            by_hand(packages)
        )));
    };
    println!("Installing {} from the system's packages …", packages.join(" and "));
    let apt = |words: &[&str]| {
        let mut command = Command::new(sudo.first().copied().unwrap_or("apt-get"));
        command.args(sudo.iter().skip(1)).args(words).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    tools::install(project, "apt-update", "the list of the system's packages", apt(&["update", "-q"]))?;
    let mut words = vec!["install", "-q", "-y", "--no-install-recommends"];
    words.extend(packages);
    tools::install(project, "apt-install", what, apt(&words))
}

/// The same, as one would type it.
pub(crate) fn by_hand(packages: &[&str]) -> String {
    format!("sudo apt-get install {}", packages.join(" "))
}

/// The words that run apt-get with enough rights and no question; `None` where there is no such way.
fn rights() -> Option<&'static [&'static str]> {
    if run::answer(Command::new("id").arg("-u")).as_deref() == Some("0") {
        Some(&["apt-get"])
    } else if run::answer(Command::new("sudo").args(["-n", "true"])).is_some() {
        Some(&["sudo", "-n", "apt-get"])
    } else {
        None
    }
}
