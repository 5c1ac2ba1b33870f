//! Ways out of a refusal, run like a person would.

use playground_session::Session;
use playground_session::advice::explain;
use playground_session::timeline::EntryId;

/// Runs the ways out of a refused entry as lines, each on the world before that entry, and returns their texts. The
/// session's cursor stays where it was; it has more branches.
///
/// # Panics
/// If one of the lines fails, or a way is empty.
pub fn try_ways(session: &mut Session, id: EntryId, name: &str) -> Vec<String> {
    let cursor = session.timeline().cursor();
    let (Some(entry), Some(before)) = (session.timeline().record(id).cloned(), session.timeline().parent(id))
    else {
        return Vec::new();
    };
    let (Some(refused), Some(state)) = (&entry.refused, session.timeline().state_at(before)) else {
        return Vec::new();
    };
    let advice = explain(&state.world, refused, entry.sql.as_deref());
    for way in &advice.ways {
        assert!(!way.commands.is_empty(), "{name}: {} has no command", way.text);
        session.timeline_mut().jump(before);
        for command in &way.commands {
            for tried in session.run(command) {
                let tried = session.timeline().record(tried);
                assert!(
                    tried.is_some_and(playground_session::Entry::done),
                    "{name}: after\n$ {}\n{}the way {:?} fails:\n$ {command}\n{}",
                    entry.line,
                    entry.stderr,
                    way.text,
                    tried.map_or("", |tried| &tried.stderr)
                );
            }
        }
    }
    session.timeline_mut().jump(cursor);
    advice.ways.into_iter().map(|way| way.text).collect()
}
