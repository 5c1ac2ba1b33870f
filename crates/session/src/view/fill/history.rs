//! The timeline and the console.

use std::rc::Rc;

use playground_core::ids::{Region, hex};
use playground_core::world::World;

use super::{memo, names, sql, warnings};
use crate::dropped;
use crate::session::Session;
use crate::timeline::EntryId;
use crate::view::{BranchRow, ConsoleEntry, Phrase, TimelineRow, TimelineView, phrase};

/// The most rows of the timeline around the cursor; the rest is counted.
const ROWS: usize = 150;
/// The most entries in the console.
const ENTRIES: usize = 80;
/// The most branches listed.
const BRANCHES: usize = 12;

/// The timeline. If `scripted`, the branch of the scenario's script is named so.
pub(super) fn timeline(session: &Session, scripted: bool) -> TimelineView {
    let timeline = session.timeline();
    let cursor = timeline.cursor();
    let path = timeline.path(timeline.tip());
    let position = timeline.depth(cursor);
    let first = position.saturating_sub(ROWS / 2).min(path.len().saturating_sub(ROWS));
    let last_first = path.len() <= ROWS;
    let first = if last_first { 0 } else { first };
    let mut day = None;
    let rows = path.iter().enumerate().skip(first).take(ROWS);
    let rows = rows.filter_map(|(at, id)| row(session, *id, at, position, &mut day)).collect();
    TimelineView {
        rows,
        skipped: first,
        len: path.len(),
        position,
        now: names::clock(session.world().now),
        deadlines: deadlines(session.world()),
        branches: branches(session, scripted),
        can_undo: timeline.can_undo(),
        can_redo: timeline.can_redo(),
        digest: hex(&session.digest()),
    }
}

/// The clusters that can be recovered, and until when.
fn deadlines(world: &World) -> Vec<Phrase> {
    let left = world.clusters.values().filter_map(|cluster| {
        let left = warnings::recoverable(world, cluster)?;
        let name = names::name_from(Region::DEFAULT, &cluster.arn.id, cluster.arn.region);
        Some(phrase!("{name} can be recovered {left}", name = name, left = left))
    });
    left.collect()
}

fn row(
    session: &Session,
    id: EntryId,
    at: usize,
    position: usize,
    day: &mut Option<String>,
) -> Option<TimelineRow> {
    let timeline = session.timeline();
    let entry = timeline.record(id)?;
    let clock = names::clock(timeline.state_at(id)?.world.now);
    let (date, time) = clock.split_once(' ')?;
    let same = day.as_deref() == Some(date);
    *day = Some(date.into());
    Some(TimelineRow {
        entry: id,
        number: at + 1,
        line: entry.line.clone(),
        time: if same { time.into() } else { clock.clone() },
        refused: !entry.done() && !entry.is_no(),
        happened: at < position,
        forks: 0,
    })
}

fn branches(session: &Session, scripted: bool) -> Vec<BranchRow> {
    let timeline = session.timeline();
    let tips = timeline.tips();
    let now = timeline.tip();
    let mut own = 0_usize;
    let row = |tip: &EntryId| {
        let entry = timeline.record(*tip)?;
        let name = if scripted && entry.scripted {
            Phrase::from("script")
        } else {
            own += 1;
            if scripted {
                phrase!("yours {number}", number = own)
            } else {
                phrase!("branch {number}", number = own)
            }
        };
        Some(BranchRow {
            tip: *tip,
            name,
            last: String::from(&*entry.line),
            len: timeline.depth(*tip),
            current: *tip == now,
        })
    };
    tips.iter().filter_map(row).take(BRANCHES).collect()
}

/// The commands and answers from the beginning to the cursor.
pub(super) fn console(session: &Session) -> Vec<ConsoleEntry> {
    let timeline = session.timeline();
    let path = timeline.path(timeline.cursor());
    let first = path.len().saturating_sub(ENTRIES);
    let shown = path.iter().skip(first);
    shown.filter_map(|id| console_entry(session, *id)).collect()
}

/// One command and its answer.
pub(super) fn console_entry(session: &Session, id: EntryId) -> Option<ConsoleEntry> {
    let timeline = session.timeline();
    let entry = timeline.record(id)?;
    let before = timeline.state_at(timeline.parent(id).unwrap_or(0));
    let refused = entry.refused.as_ref().zip(before);
    Some(ConsoleEntry {
        entry: id,
        line: entry.line.clone(),
        stdout: entry.stdout.clone(),
        stderr: entry.stderr.clone(),
        exit_code: entry.exit_code,
        refusal: refused
            .map(|(refused, before)| memo::explained(&before.world, refused, entry.sql.as_deref())),
        connected: entry.sql.as_ref().and_then(|run| sql::connected(entry, run)),
        sql: entry.sql.as_ref().and_then(|run| sql::view(session, id, run)).map(Rc::new),
        scripted: entry.scripted,
        added: dropped::made_by(&entry.line).filter(|_| entry.done()),
    })
}
