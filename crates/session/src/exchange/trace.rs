//! Traces: a whole session as JSON, with what each command printed, for readers and programs.
//!
//! `web/static/trace.schema.json` describes the file. When a trace is read, only seed, edition, lines and
//! their order count: the rest is replayed and compared by its digests.

use playground_aws::json::{Object, Value, compact};

use super::fields::{self, count, digest, digest_text, number, text};
use super::{Origin, Saved, SavedEntry, Unreadable};
use crate::entry::Entry;
use crate::limits::MAX_ENTRIES;
use crate::session::Session;
use crate::timeline::EntryId;

/// The longest trace, in bytes.
pub const MAX_TRACE: usize = 4 << 20;
/// The file name of the schema, which is served next to the page.
pub const TRACE_SCHEMA: &str = "trace.schema.json";

pub(super) const FORMAT: &str = "aurora-encryption-playground/trace";

/// The session as JSON, with one line an entry. If it would be longer than [`MAX_TRACE`], outputs are left
/// out, the last ones first.
pub fn trace(session: &Session, title: &str, origin: Option<Origin>) -> String {
    let saved = Saved::of(session, title, origin);
    let entries =
        || (1..=session.timeline().len()).filter_map(|id| Some((id, session.timeline().record(id)?)));
    let mut head = Object::new();
    head.text("$schema", TRACE_SCHEMA).text("format", FORMAT).with("version", number(1));
    fields::write(&mut head, &saved);
    let mut out = compact(&head.done());
    out.pop();
    out.push_str(",\"entries\":[");
    let bare: usize = entries().map(|(id, entry)| row(session, id, entry, None).len() + 2).sum();
    let mut left = MAX_TRACE.saturating_sub(out.len() + bare + 8);
    for (id, entry) in entries() {
        out.push_str(if id > 1 { ",\n" } else { "\n" });
        let outputs = [quoted(&entry.stdout), quoted(&entry.stderr)];
        let length: usize = outputs.iter().map(String::len).sum();
        if length <= left {
            left -= length;
            out.push_str(&row(session, id, entry, Some(&outputs)));
        } else {
            left = 0;
            out.push_str(&row(session, id, entry, None));
        }
    }
    out.push_str("\n]}\n");
    out
}

fn quoted(text: &str) -> String {
    compact(&Value::string(text))
}

/// One entry; an output that is left out is `null`.
fn row(session: &Session, id: EntryId, entry: &Entry, outputs: Option<&[String; 2]>) -> String {
    let timeline = session.timeline();
    let time = timeline.state_at(id).map(|state| state.world.now.to_string());
    let mut object = Object::new();
    object.with("id", number(id)).with("parent", number(timeline.parent(id).unwrap_or(0)));
    object.text("line", &entry.line).flag("scripted", entry.scripted);
    object.text("time", &time.unwrap_or_default()).int("exitCode", i64::from(entry.exit_code));
    let refused = entry.refused.as_deref();
    object.with("code", refused.map_or(Value::Null, |refused| Value::string(&*refused.code)));
    let rule = refused.and_then(|refused| refused.rule);
    object.with("rule", rule.map_or(Value::Null, |rule| Value::string(rule.id.name())));
    object.with("digest", digest_text(&entry.digest));
    let mut row = compact(&object.done());
    row.pop();
    let [stdout, stderr] = outputs.map_or(["null", "null"], |both| both.each_ref().map(String::as_str));
    row.extend([",\"stdout\":", stdout, ",\"stderr\":", stderr, "}"]);
    row
}

/// Reads what [`trace`] wrote.
pub fn open_trace(file: &str) -> Result<Saved, Unreadable> {
    read(file).map_err(Unreadable::trace)
}

fn read(file: &str) -> Result<Saved, String> {
    let file = fields::open(file, FORMAT, 1, MAX_TRACE)?;
    let mut saved = fields::read(&file)?;
    let entries = file.get("entries").and_then(Value::as_array).ok_or("It has no list \"entries\".")?;
    if entries.len() > MAX_ENTRIES {
        return Err(String::from("It has more than 5,000 commands."));
    }
    for (at, entry) in entries.iter().enumerate() {
        let read = || {
            if count(entry, "id")? != at + 1 {
                return Err(String::from("Its \"id\" is not the next one."));
            }
            let scripted = entry.get("scripted").and_then(Value::as_bool).unwrap_or(false);
            let (parent, line) = (count(entry, "parent")?, text(entry, "line")?.into());
            Ok(SavedEntry { parent, line, scripted, digest: digest(entry)? })
        };
        let entry = read().map_err(|why: String| format!("Entry {} of \"entries\": {why}", at + 1))?;
        saved.entries.push(entry);
    }
    saved.check()?;
    Ok(saved)
}
