//! The model's output as AWS's JSON: member names and order of the API, absent members left out, times in ISO
//! 8601. Each service has a file.

mod disk;
mod global;
mod hexdump;
mod iam;
mod kms;
mod network;
mod nonce;
mod playground;
mod rds;
mod rds_kept;
mod rds_more;
pub(crate) mod sql;
mod sts;
mod trail;
mod transit;

use crate::json::{Object, Value};
use playground_core::env::Time;
use playground_core::ids::Region;
use playground_core::map::Map;
use playground_core::ops::{Operation, Output};
use playground_core::world::World;
use std::fmt::{self, Display};
use std::rc::Rc;

pub use trail::record;

/// An answer: JSON, and a text for the playground's own commands.
pub(crate) struct Rendered {
    pub(crate) json: Value,
    pub(crate) text: Option<String>,
}

/// The answer to an operation, with the world after it. Of a list only the first `most` items are needed. `None` if it is
/// longer than an answer may be.
pub(crate) fn render(world: &World, asked: &Operation, output: &Output, most: usize) -> Option<Rendered> {
    let json = match output {
        Output::Kms(output) => kms::render(world, output, most),
        Output::Rds(output) => rds::render(world, output, most),
        Output::Trail(found) => trail::render(world.edition, found, most)?,
        Output::Iam(output) => iam::render(output),
        Output::Ready => {
            return Some(Rendered { json: Value::Object(Vec::new()), text: Some(String::new()) });
        }
        Output::Sts(output) => sts::render(output),
        Output::Playground(output) => {
            let (json, text) = playground::render(asked, output);
            return Some(Rendered { json, text: Some(text) });
        }
        Output::Sql(output) => {
            let (json, text) = sql::render(output);
            return Some(Rendered { json, text: Some(text) });
        }
    };
    Some(Rendered { json, text: None })
}

/// A time as the CLI prints it: `2020-12-01T09:00:00+00:00`.
struct Iso(Time);

impl Display for Iso {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.to_string().trim_end_matches('Z'))?;
        f.write_str("+00:00")
    }
}

/// A value to display, if there is one.
fn dynamic<T: Display>(value: Option<&T>) -> Option<&dyn Display> {
    value.map(|value| value as &dyn Display)
}

fn shown(value: &dyn Display) -> String {
    value.to_string()
}

fn tags(tags: &Map<Rc<str>, Rc<str>>, name: &str, value: &str) -> Value {
    Value::Array(
        tags.iter().map(|(key, text)| Object::new().text(name, key).text(value, text).done()).collect(),
    )
}

/// Three Availability Zones of a Region.
fn zones(region: Region) -> Value {
    Value::strings(["a", "b", "c"].map(|zone| format!("{}{zone}", region.as_str())))
}
