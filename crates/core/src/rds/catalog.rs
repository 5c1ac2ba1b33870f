//! Engine versions and instance classes, as each edition has them.
//!
//! The lists are not complete: they have the versions and classes that public sources of the time name. Which version was
//! the default in 2026 no source says (model).

use super::cluster::Engine;
use crate::edition::Edition;

/// A version of an engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct EngineVersion {
    /// The engine.
    pub engine: Engine,
    /// `5.7.mysql_aurora.2.07.2`
    pub version: &'static str,
    /// The version of the community's engine that it is compatible with.
    pub compatible: &'static str,
    /// Whether a cluster gets it that is created without a version.
    pub default: bool,
}

/// The major version of an engine's version: `5.7`, `9.6`, `11`.
pub fn major(engine: Engine, version: &str) -> &str {
    // PostgreSQL's versions have had one number for the major version since 10.
    let one = engine == Engine::AuroraPostgresql && !version.starts_with("9.");
    let mut dots = version.match_indices('.').map(|(at, _)| at);
    let end = if one { dots.next() } else { dots.nth(1) };
    end.and_then(|end| version.get(..end)).unwrap_or(version)
}

/// The parameter family: `aurora-mysql5.7`.
pub fn family(engine: Engine, version: &str) -> String {
    [engine.name(), major(engine, version)].concat()
}

/// The default parameter group, of clusters and of instances: `default.aurora-mysql5.7`.
pub fn parameter_group(engine: Engine, version: &str) -> String {
    ["default.", &family(engine, version)].concat()
}

/// The default option group: `default:aurora-mysql-5-7`.
pub fn option_group(engine: Engine, version: &str) -> String {
    ["default:", engine.name(), "-", &major(engine, version).replace('.', "-")].concat()
}

/// A version with its engine, the community's version, and whether it is the default.
macro_rules! versions {
    ($($engine:ident $version:literal $compatible:literal $($default:ident)?;)*) => {
        &[$(EngineVersion {
            engine: Engine::$engine,
            version: $version,
            compatible: $compatible,
            default: versions!(@ $($default)?),
        }),*]
    };
    (@ default) => { true };
    (@) => { false };
}

/// What could be chosen in December 2020. The defaults are the newest of that month, as they were in every session that is
/// stored.
const OF_2020: &[EngineVersion] = versions! {
    Aurora "5.6.10a" "5.6.10";
    Aurora "5.6.mysql_aurora.1.19.6" "5.6.10";
    Aurora "5.6.mysql_aurora.1.22.2" "5.6.10" default;
    Aurora "5.6.mysql_aurora.1.22.3" "5.6.10";
    Aurora "5.6.mysql_aurora.1.23.0" "5.6.10";
    Aurora "5.6.mysql_aurora.1.23.1" "5.6.10";
    AuroraMysql "5.7.12" "5.7.12";
    AuroraMysql "5.7.mysql_aurora.2.04.9" "5.7.12";
    AuroraMysql "5.7.mysql_aurora.2.07.1" "5.7.12";
    AuroraMysql "5.7.mysql_aurora.2.07.2" "5.7.12";
    AuroraMysql "5.7.mysql_aurora.2.07.3" "5.7.12";
    AuroraMysql "5.7.mysql_aurora.2.08.2" "5.7.12";
    AuroraMysql "5.7.mysql_aurora.2.08.3" "5.7.12";
    AuroraMysql "5.7.mysql_aurora.2.09.0" "5.7.12";
    AuroraMysql "5.7.mysql_aurora.2.09.1" "5.7.12" default;
    AuroraPostgresql "9.6.18" "9.6.18";
    AuroraPostgresql "10.11" "10.11";
    AuroraPostgresql "10.12" "10.12";
    AuroraPostgresql "10.13" "10.13";
    AuroraPostgresql "11.6" "11.6";
    AuroraPostgresql "11.7" "11.7";
    AuroraPostgresql "11.8" "11.8";
    AuroraPostgresql "11.9" "11.9" default;
};

const OF_2026: &[EngineVersion] = versions! {
    AuroraMysql "5.7.mysql_aurora.2.12.5" "5.7.44";
    AuroraMysql "5.7.mysql_aurora.2.12.6" "5.7.44";
    AuroraMysql "8.0.mysql_aurora.3.04.4" "8.0.28";
    AuroraMysql "8.0.mysql_aurora.3.10.3" "8.0.42" default;
    AuroraMysql "8.0.mysql_aurora.3.10.4" "8.0.42";
    AuroraMysql "8.0.mysql_aurora.3.11.1" "8.0.43";
    AuroraMysql "8.0.mysql_aurora.3.12.0" "8.0.44";
    AuroraPostgresql "14.20" "14.20";
    AuroraPostgresql "15.15" "15.15";
    AuroraPostgresql "16.11" "16.11";
    AuroraPostgresql "17.7" "17.7" default;
};

/// The versions of an edition.
pub const fn engine_versions(edition: Edition) -> &'static [EngineVersion] {
    match edition {
        Edition::Y2020 => OF_2020,
        Edition::Y2026 => OF_2026,
    }
}

/// The version of a cluster that is created without one; `None` for an engine that the edition no longer has.
pub fn default_version(edition: Edition, engine: Engine) -> Option<&'static str> {
    let mut versions = engine_versions(edition).iter();
    versions.find(|version| version.engine == engine && version.default).map(|version| version.version)
}

/// A family of instance classes, with its sizes; a class without a size has an empty one.
struct Family {
    name: &'static str,
    sizes: &'static [&'static str],
    /// Whether Aurora `PostgreSQL` has it; Aurora `MySQL` has all.
    postgresql: bool,
}

const SIZES: [&str; 10] = [
    "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge", "32xlarge",
    "48xlarge",
];

/// The sizes from `large` on.
const fn sizes(many: usize) -> &'static [&'static str] {
    SIZES.split_at(many).0
}

const fn of(name: &'static str, sizes: &'static [&'static str], postgresql: bool) -> Family {
    Family { name, sizes, postgresql }
}

const CLASSES_OF_2020: &[Family] = &[
    of("r3", sizes(5), false),
    of("r4", &["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"], true),
    of("r5", sizes(8), true),
    of("t2", &["small", "medium"], false),
    of("t3", &["small"], false),
    of("t3", &["medium"], true),
];

const CLASSES_OF_2026: &[Family] = &[
    of("r5", sizes(8), true),
    of("r6g", sizes(7), true),
    of("r6i", sizes(9), true),
    of("r7g", sizes(7), true),
    of("r7i", sizes(10), true),
    of("r8g", sizes(10), true),
    of("serverless", &[""], true),
    of("t3", &["medium", "large"], true),
    of("t2", &["small", "medium"], false),
    of("t3", &["small"], false),
    of("t4g", &["medium", "large"], true),
    of("x2g", sizes(7), true),
];

/// The instance classes that an engine has in an edition: `db.r5.large`, ….
pub fn instance_classes(edition: Edition, engine: Engine) -> impl Iterator<Item = String> {
    let families = match edition {
        Edition::Y2020 => CLASSES_OF_2020,
        Edition::Y2026 => CLASSES_OF_2026,
    };
    let has = move |family: &&Family| family.postgresql || engine != Engine::AuroraPostgresql;
    let named = |family: &'static Family| {
        let dot = |size: &str| if size.is_empty() { "" } else { "." };
        family.sizes.iter().map(move |size| ["db.", family.name, dot(size), size].concat())
    };
    families.iter().filter(has).flat_map(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_engine_of_an_edition_has_one_default() {
        for edition in Edition::ALL {
            for engine in [Engine::Aurora, Engine::AuroraMysql, Engine::AuroraPostgresql] {
                let of_engine = engine_versions(edition).iter().filter(|version| version.engine == engine);
                let defaults = of_engine.clone().filter(|version| version.default).count();
                assert_eq!(defaults, usize::from(of_engine.count() > 0), "{edition:?} {engine}");
            }
        }
        assert_eq!(default_version(Edition::Y2026, Engine::Aurora), None);
    }

    #[test]
    fn majors_and_classes() {
        assert_eq!(major(Engine::Aurora, "5.6.10a"), "5.6");
        assert_eq!(family(Engine::AuroraMysql, "8.0.mysql_aurora.3.10.3"), "aurora-mysql8.0");
        assert_eq!(major(Engine::AuroraPostgresql, "9.6.18"), "9.6");
        assert_eq!(major(Engine::AuroraPostgresql, "17"), "17");
        assert_eq!(major(Engine::AuroraPostgresql, "11.6"), "11");
        let classes = |edition, engine| instance_classes(edition, engine).collect::<Vec<_>>();
        let then = classes(Edition::Y2020, Engine::AuroraPostgresql);
        assert!(then.contains(&"db.r4.16xlarge".into()) && !then.contains(&"db.t2.small".into()));
        let today = classes(Edition::Y2026, Engine::AuroraMysql);
        assert!(today.contains(&"db.serverless".into()) && !today.contains(&"db.r6g.24xlarge".into()));
    }
}
