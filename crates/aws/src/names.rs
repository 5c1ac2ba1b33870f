//! The names that the AWS CLI has for its commands, and for operations and waiters of the services here, modelled or not.
//! `crates/aws/names/make.py` writes them from the AWS CLI of each edition. What is modelled is in `model`.

use playground_core::edition::Edition;

/// A service begins with `@` and its name, its waiters with that and `wait`, and the CLI's own commands with `@aws`. Lines hold names with the same first
/// word, which stands in front, with the rest of each (`.` for none): `=describe db-clusters events`. Behind `.` alone, they
/// are whole names. The sign says when the AWS CLI has them: `=` in both editions, `+` in that of 2026, `-` in that of 2020.
const NAMES: &str = include_str!("../names/names.txt");

/// Returns whether the AWS CLI of an edition has a name: an operation of the group `rds`, a waiter of `rds wait`, a command of
/// `aws`, such as `s3`.
pub(crate) fn has(group: &str, name: &str, edition: Edition) -> bool {
    let (first, rest) = name.split_once('-').unwrap_or((name, "."));
    let mut here = false;
    for line in NAMES.lines() {
        if let Some(begun) = line.strip_prefix('@') {
            here = begun == group;
            continue;
        }
        let Some((sign, names)) = line.split_at_checked(1).filter(|_| here) else { continue };
        let then = match edition {
            Edition::Y2020 => matches!(sign, "=" | "-"),
            Edition::Y2026 => matches!(sign, "=" | "+"),
        };
        let mut words = names.split(' ');
        let wanted = match words.next() {
            Some(".") => name,
            begins if begins == Some(first) => rest,
            _ => continue,
        };
        if then && words.any(|word| word == wanted) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has;
    use crate::model;
    use playground_core::edition::Edition;

    #[test]
    fn names_of_an_edition() {
        for (group, name, then, now) in [
            ("rds", "create-db-proxy", true, true),
            ("rds", "create-db-shard-group", false, true),
            ("rds", "import-installation-media", true, false),
            ("kms", "create-db-proxy", false, false),
            ("rds", "create", false, false),
            ("rds", "db-proxy", false, false),
            ("rds", "", false, false),
            ("rds wait", "db-snapshot-available", true, true),
            ("rds wait", "db-cluster-available", false, true),
            ("rds wait", "db-available", false, false),
        ] {
            assert_eq!(has(group, name, Edition::Y2020), then, "{group} {name} in 2020");
            assert_eq!(has(group, name, Edition::Y2026), now, "{group} {name} in 2026");
        }
    }

    #[test]
    fn commands_of_an_edition() {
        for (name, then, now) in [
            ("s3", true, true),
            ("s3api", true, true),
            ("ec2", true, true),
            ("rds-data", true, true),
            ("bedrock", false, true),
            ("sso-oidc", true, true),
            ("s4", false, false),
            (".", false, false),
            ("", false, false),
        ] {
            assert_eq!(has("aws", name, Edition::Y2020), then, "{name} in 2020");
            assert_eq!(has("aws", name, Edition::Y2026), now, "{name} in 2026");
        }
        assert!(!has("rds", "s3", Edition::Y2026));
    }

    #[test]
    fn what_is_modelled_is_in_the_cli_of_its_edition() {
        for edition in Edition::ALL {
            let services = model::services(edition).iter();
            for service in services.filter(|it| !model::is_program(it.name) && !it.name.contains(' ')) {
                assert!(has("aws", service.name, edition), "{edition:?}: {}", service.name);
                for operation in service.operations.iter().map(model::Operation::cli_name) {
                    assert!(
                        has(service.name, &operation, edition),
                        "{edition:?}: {} {operation}",
                        service.name
                    );
                }
            }
        }
    }
}
