//! What a new cluster's engine is told: the master user, the password and the first database. Each is checked as AWS does
//! it when the request is read; whether it fits the engine, in the operations.

use crate::edition::Edition;
use crate::ops::api::{Argument, Member, Secret, Shape, Value, texts};
use crate::rds::catalog::{engine_versions, major};
use crate::rds::cluster::Engine;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use core::fmt;
use std::rc::Rc;

/// A text that begins with a letter, followed by letters, digits and `_`, of at most so many characters.
fn is_name(text: &str, most: usize) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.len() <= most && text.bytes().all(word)
}

/// A master user's name: at most 63 characters. The API reference says 16, which the engines' own limits exceed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterUsername(pub Rc<str>);

impl MasterUsername {
    fn parse(text: &str) -> Result<Self, Refusal> {
        if is_name(text, 63) { Ok(Self(text.into())) } else { Err(RdsRefusal::UserName {}.into()) }
    }

    /// Refuses a name that the engine has already.
    pub(super) fn free(&self, engine: Engine) -> Result<(), Refusal> {
        let name = self.0.to_ascii_lowercase();
        if name == "rdsadmin" || (name == "admin" && engine == Engine::AuroraPostgresql) {
            return Err(RdsRefusal::ReservedUserName { name: self.0.clone() }.into());
        }
        Ok(())
    }
}

impl fmt::Display for MasterUsername {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of the database that comes with a cluster: at most 64 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseName(pub Rc<str>);

impl DatabaseName {
    fn parse(text: &str) -> Result<Self, Refusal> {
        if is_name(text, 64) { Ok(Self(text.into())) } else { Err(RdsRefusal::DatabaseName {}.into()) }
    }
}

impl fmt::Display for DatabaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

texts! {
    MasterUsername: MasterUsername::parse;
    DatabaseName: DatabaseName::parse;
}

/// The fewest and the most characters of a master user's password.
const PASSWORD: (usize, usize) = (8, 41);

/// A master user's password: 8 to 41 printable ASCII characters other than `/`, `@`, `"` and a blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterPassword(pub Secret);

impl Argument for MasterPassword {
    const SHAPE: Shape = Shape::Secret;

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let Value::Secret(secret) = value else { return Err(member.misshapen()) };
        let text = &secret.0;
        if !text.bytes().all(|b| b.is_ascii_graphic() && !b"/@\"".contains(&b)) {
            return Err(RdsRefusal::PasswordCharacters {}.into());
        }
        let (least, most) = PASSWORD;
        match text.len() {
            length if length < least => Err(RdsRefusal::PasswordLength { is: "shorter", than: least }.into()),
            length if length > most => Err(RdsRefusal::PasswordLength { is: "longer", than: most }.into()),
            _ => Ok(Self(secret)),
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Secret(self.0.clone()))
    }
}

/// Refuses a version of another engine, and one that came later. Within a major version any is taken, since the lists are
/// not complete (model).
pub(super) fn check_version(
    edition: Edition,
    engine: Engine,
    version: Option<&Rc<str>>,
) -> Result<(), Refusal> {
    let Some(version) = version else { return Ok(()) };
    let mut of_engine = engine_versions(edition).iter().filter(|known| known.engine == engine);
    let fits = match engine {
        Engine::Aurora | Engine::AuroraMysql => {
            of_engine.any(|known| major(engine, known.version) == major(engine, version))
        }
        // Of PostgreSQL's versions, which are numbers, those up to the newest.
        Engine::AuroraPostgresql => {
            let number = |text: &str| text.split('.').next().and_then(|first| first.parse::<u8>().ok());
            let newest = of_engine.filter_map(|known| number(known.version)).max();
            version.split('.').all(|part| part.parse::<u8>().is_ok())
                && number(version).is_some_and(|asked| asked >= 9 && Some(asked) <= newest)
        }
    };
    if fits {
        return Ok(());
    }
    Err(RdsRefusal::UnknownVersion { version: version.clone(), engine }.into())
}
