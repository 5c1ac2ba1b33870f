//! Installs missing Debian packages, where that needs no password.

use std::fs;
use std::process::Command;

use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::{run, tools};

/// Installs packages in one run. Does nothing if the list is empty or the system has no such packages.
pub(crate) fn install(project: &Project, packages: &[&str]) -> Done<()> {
    if packages.is_empty() || run::find("apt-get").is_none() {
        return Ok(());
    }
    let what = packages.join(", ");
    let Some(sudo) = rights() else {
        return Err(Problem::new(format!(
            "these packages of the system are missing: {what}. Installing them needs a password: run `{}`, then start again",
            by_hand(packages)
        )));
    };
    println!("Installing {what} from the system's packages …");
    let apt = |words: &[&str]| {
        let mut command = Command::new(sudo.first().copied().unwrap_or("apt-get"));
        command.args(sudo.iter().skip(1)).args(words).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    tools::install(project, "apt-update", "the list of the system's packages", apt(&["update", "-q"]))?;
    let mut words = vec!["install", "-q", "-y", "--no-install-recommends"];
    words.extend(packages);
    tools::install(project, "apt-install", &what, apt(&words))
}

/// The command that a person would type.
pub(crate) fn by_hand(packages: &[&str]) -> String {
    format!("sudo apt-get install {}", packages.join(" "))
}

/// The families of systems whose packages we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Debian and its derivatives.
    Debian,
    /// Ubuntu and its derivatives.
    Ubuntu,
}

/// The family of this system; `None` if we don't know its packages.
pub(crate) fn family() -> Option<Family> {
    family_of(&fs::read_to_string("/etc/os-release").unwrap_or_default())
}

fn family_of(os_release: &str) -> Option<Family> {
    let value = |key: &str| {
        let line = os_release.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches('"')
    };
    let like = |name: &str| value("ID") == name || value("ID_LIKE").split(' ').any(|word| word == name);
    // Ubuntu names Debian as a relative, so it is looked for first.
    [("ubuntu", Family::Ubuntu), ("debian", Family::Debian)]
        .into_iter()
        .find_map(|(name, family)| like(name).then_some(family))
}

/// The words that run apt-get with enough rights and without a question; `None` if there is no such way.
fn rights() -> Option<&'static [&'static str]> {
    if run::answer(Command::new("id").arg("-u")).as_deref() == Some("0") {
        Some(&["apt-get"])
    } else if run::answer(Command::new("sudo").args(["-n", "true"])).is_some() {
        Some(&["sudo", "-n", "apt-get"])
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_of_systems() {
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n";
        assert_eq!(family_of(debian), Some(Family::Debian));
        assert_eq!(family_of("ID=ubuntu\nID_LIKE=debian\n"), Some(Family::Ubuntu));
        assert_eq!(family_of("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), Some(Family::Ubuntu));
        assert_eq!(family_of("ID=raspbian\nID_LIKE=debian\n"), Some(Family::Debian));
        assert_eq!(family_of("ID=fedora\n"), None);
        assert_eq!(family_of(""), None);
    }
}
