//! Answers of the model as AWS's JSON: member names and order of the API, absent members left
//! out, times in ISO 8601. One file a service.

mod rds;
mod trail;

use crate::json::{Object, Value};
use playground_core::env::Time;
use playground_core::ids::Region;
use playground_core::map::Map;
use playground_core::ops::Output;
use playground_core::world::World;
use std::fmt::Display;
use std::rc::Rc;

pub use trail::record;

/// An answer.
pub(crate) enum Rendered {
    /// JSON, for the three formats and `--query`.
    Json(Value),
}

/// The answer to a command, with the world as it is after it.
pub(crate) fn render(world: &World, output: &Output) -> Rendered {
    Rendered::Json(match output {
        Output::Rds(output) => rds::render(world, output),
        Output::Trail(found) => trail::render(found),
        _ => Value::Object(Vec::new()),
    })
}

/// `2020-12-01T09:00:00+00:00`
pub(crate) fn time(time: Time) -> String {
    let text = time.to_string();
    [text.trim_end_matches('Z'), "+00:00"].concat()
}

fn shown(value: impl Display) -> String {
    value.to_string()
}

fn tags(tags: &Map<Rc<str>, Rc<str>>, name: &str, value: &str) -> Value {
    Value::Array(
        tags.iter().map(|(key, text)| Object::new().text(name, &**key).text(value, &**text).done()).collect(),
    )
}

/// Three Availability Zones of a Region.
fn zones(region: Region) -> Value {
    Value::strings(["a", "b", "c"].map(|zone| [region.as_str(), zone].concat()))
}
