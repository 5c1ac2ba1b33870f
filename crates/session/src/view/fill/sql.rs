//! What a database client asked: the pages of each statement, and the same script on other clusters. It
//! measures rule S03: clusters give the same answers whether or not they are encrypted.

use std::rc::Rc;

use playground_core::database::answer::{SqlError, SqlReason};
use playground_core::database::{File, Io, PageId};
use playground_core::ops::playground::raw::client_keys;
use playground_core::rules::RuleId;
use playground_core::sort::sorted;
use playground_core::world::World;

use super::memo;
use super::names;
use crate::entry::{Entry, Micros, SqlRun};
use crate::session::Session;
use crate::timeline::EntryId;
use crate::view::{ComparedRow, Moved, MovedPage, Phrase, SqlStatement, SqlView, counted, phrase};

/// The most pages shown of those that a statement read, found or wrote.
const PAGES: usize = 16;
/// The most statements shown.
const STATEMENTS: usize = 40;

/// The view of an entry's run; `None` if the client only connected.
pub(super) fn view(session: &Session, id: EntryId, run: &Rc<SqlRun>) -> Option<SqlView> {
    let statements = memo::sql(run, || statements(run));
    if statements.is_empty() {
        return None;
    }
    let asked = asked(session, id, run);
    let compared = compared(session, id, run, &asked);
    let (thing, verdict) = (names::cluster_at(&run.cluster), verdict(&asked, &compared));
    Some(SqlView { thing, read_only: run.read_only, statements, time: time(run.micros), compared, verdict })
}

/// The cluster, if the client connected without asking anything. A script from a pipe is everything that it
/// asks.
pub(super) fn connected(entry: &Entry, run: &SqlRun) -> Option<String> {
    let nothing = run.answer.statements.is_empty() && entry.done() && !entry.line.contains(['\n', '<']);
    nothing.then(|| run.cluster.id.to_string())
}

fn statements(run: &SqlRun) -> Rc<[SqlStatement]> {
    let answer = &run.answer;
    let statement = |text: &str, failed: bool, io: &Io| SqlStatement {
        text: text.into(),
        failed,
        read: moved(&io.read),
        cached: moved(&io.cached),
        written: moved(&io.written),
    };
    let done = answer.statements.iter().map(|it| statement(&it.text, false, &it.io));
    let mut all: Vec<SqlStatement> = done.take(STATEMENTS).collect();
    if let Some(error) = &answer.error {
        all.push(statement(&error.statement, true, &answer.rest));
    } else if !all.is_empty() && answer.rest != Io::default() {
        all.push(statement("", false, &answer.rest));
    }
    all.into()
}

fn moved(pages: &[PageId]) -> Moved {
    let pages = sorted(pages.to_vec(), Ord::cmp);
    let mut each = pages.chunk_by(PartialEq::eq);
    let shown = each.by_ref().take(PAGES).filter_map(|same| {
        let page = *same.first()?;
        Some(MovedPage { page, name: page_name(page), times: same.len() })
    });
    let shown: Vec<_> = shown.collect();
    Moved { times: pages.len(), pages: shown.len() + each.count(), shown }
}

/// "page 2", "journal page 1".
fn page_name(page: PageId) -> Phrase {
    let number = page.number.to_string();
    match page.file {
        File::Database => phrase!("page {number}", number = number),
        File::Journal | File::ErrorLog | File::GeneralLog => {
            phrase!("{file} page {number}", file = Phrase::own(page.file.name()), number = number)
        }
    }
}

/// The same script on this cluster and on others: the last time before this entry that each of them ran it. Empty if no other
/// did.
fn asked<'a>(session: &'a Session, id: EntryId, run: &'a SqlRun) -> Vec<&'a SqlRun> {
    let timeline = session.timeline();
    let path = timeline.path(timeline.parent(id).unwrap_or(0));
    let before = path.iter().filter_map(|id| timeline.record(*id)?.sql.as_deref());
    let mut others: Vec<&SqlRun> = Vec::new();
    for other in before.filter(|other| other.cluster != run.cluster && same_script(other, run)) {
        others.retain(|known| known.cluster != other.cluster);
        others.push(other);
    }
    if !others.is_empty() {
        others.push(run);
    }
    others
}

/// What each of them answered, and whether they still answer at this entry.
fn compared(session: &Session, id: EntryId, run: &SqlRun, asked: &[&SqlRun]) -> Vec<ComparedRow> {
    let Some(state) = session.timeline().state_at(id) else { return Vec::new() };
    asked.iter().map(|other| row(other, run, &state.world)).collect()
}

/// The first reason why answers can differ: a page that can't be read, another error, other data.
fn difference(asked: &[&SqlRun]) -> Phrase {
    let is_damaged = |run: &&&SqlRun| {
        let reason = run.answer.error.as_ref().map(SqlError::reason);
        run.fault.is_some() || reason == Some(SqlReason::Damaged)
    };
    let name = |run: &&SqlRun| Phrase::own(run.cluster.id.as_str());
    if let Some(run) = asked.iter().find(is_damaged) {
        phrase!("The answers differ: a page of {cluster} is damaged.", cluster = name(run))
    } else if let Some(run) = asked.iter().find(|run| run.answer.error.is_some()) {
        phrase!("The answers differ: {cluster} returned an error.", cluster = name(run))
    } else {
        "The answers differ: the clusters hold different data.".into()
    }
}

fn verdict(asked: &[&SqlRun], rows: &[ComparedRow]) -> Phrase {
    let mixed = rows.iter().any(|row| row.encrypted) && rows.iter().any(|row| !row.encrypted);
    if rows.is_empty() {
        Phrase::default()
    } else if rows.iter().any(|row| row.same == Some(false)) {
        difference(asked)
    } else if mixed {
        phrase!(
            "They all gave the same answer: a client can't tell which one is encrypted ({rule}).",
            rule = Phrase::own(RuleId::S03.name())
        )
    } else {
        "They all gave the same answer.".into()
    }
}

fn same_script(one: &SqlRun, other: &SqlRun) -> bool {
    one.script.trim() == other.script.trim()
}

/// Why a cluster that answered before can't be asked any more; empty if it can.
fn lost(run: &SqlRun, world: &World) -> Phrase {
    match world.clusters.get(&run.cluster) {
        None => "answered earlier, deleted since".into(),
        Some(cluster) if client_keys(cluster).is_err() => {
            phrase!("answered earlier, now {status}", status = Phrase::own(cluster.status.name()))
        }
        Some(_) => Phrase::default(),
    }
}

fn row(run: &SqlRun, here: &SqlRun, world: &World) -> ComparedRow {
    let ios = || run.answer.statements.iter().map(|statement| &statement.io).chain([&run.answer.rest]);
    let name = names::name_from(here.cluster.region, &run.cluster.id, run.cluster.region);
    ComparedRow {
        thing: names::cluster_at(&run.cluster),
        cluster: name,
        lost: lost(run, world),
        encrypted: run.encrypted,
        instance: run.instance.to_string(),
        rows: rows(run),
        time: time(run.micros),
        read: ios().map(|io| io.read.len()).sum(),
        cached: ios().map(|io| io.cached.len()).sum(),
        written: ios().map(|io| io.written.len()).sum(),
        same: (run.cluster != here.cluster).then(|| same_answer(run, here)),
    }
}

/// Returns whether two answers are the same in rows, counts and errors. Pages and times are not part of the
/// answer.
fn same_answer(one: &SqlRun, other: &SqlRun) -> bool {
    let (a, b) = (&one.answer, &other.answer);
    let said = |run: &SqlRun| run.answer.error.as_ref().map(|error| (error.code, error.message.clone()));
    a.statements.len() == b.statements.len()
        && a.statements.iter().zip(&b.statements).all(|(a, b)| {
            (&a.columns, &a.rows, a.more, a.changes) == (&b.columns, &b.rows, b.more, b.changes)
        })
        && said(one) == said(other)
}

fn rows(run: &SqlRun) -> Phrase {
    let statements = &run.answer.statements;
    if let Some(error) = &run.answer.error {
        return Phrase::own(&error.name);
    }
    if statements.iter().any(|statement| !statement.columns.is_empty()) {
        let rows = statements.iter().map(|statement| statement.rows.len()).sum();
        return counted!(rows, "1 row", "{count} rows");
    }
    let changed = statements.iter().map(|statement| statement.changes).sum::<u64>();
    let changed = usize::try_from(changed).unwrap_or(usize::MAX);
    counted!(changed, "1 row changed", "{count} rows changed")
}

/// `0.8 ms`, `12 ms`, `3.4 s`
fn time(Micros(micros): Micros) -> String {
    match micros {
        None => String::new(),
        Some(micros @ ..10_000) => format!("{}.{} ms", micros / 1_000, micros / 100 % 10),
        Some(micros @ ..1_000_000) => format!("{} ms", micros / 1_000),
        Some(micros) => format!("{}.{} s", micros / 1_000_000, micros / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::time;
    use crate::entry::Micros;
    use crate::view::fill::tests::two_clusters;
    use crate::view::{Focus, SqlView, View};

    #[test]
    fn times_are_short() {
        let said = |micros| time(Micros(Some(micros)));
        assert_eq!(said(840), "0.8 ms");
        assert_eq!(said(12_345), "12 ms");
        assert_eq!(said(3_456_789), "3.4 s");
        assert_eq!(time(Micros(None)), "");
    }

    /// The view after some lines.
    fn last(lines: &[&str]) -> Option<SqlView> {
        let mut session = two_clusters();
        for line in lines {
            session.run(line);
        }
        let view = View::of_session(&session, &Focus::default());
        view.console.last().unwrap().sql.as_deref().cloned()
    }

    #[test]
    fn a_statement_names_the_pages_it_moved() {
        let update =
            "sql --db-cluster-identifier orders \"UPDATE customers SET name = 'Zoe' WHERE id = 1; SELECT 1\"";
        let view = last(&[update]).unwrap();
        assert!(view.thing.ends_with("cluster:orders"));
        let [update, select] = &*view.statements else { panic!("{:?}", view.statements) };
        assert_eq!(update.text, "UPDATE customers SET name = 'Zoe' WHERE id = 1");
        let names: Vec<String> = update.written.shown.iter().map(|page| page.name.to_string()).collect();
        assert!(
            ["page 2", "journal page 1"].iter().all(|name| names.iter().any(|it| it == name)),
            "{names:?}"
        );
        assert!(update.written.times >= update.written.pages);
        assert_eq!((select.written.times, select.failed), (0, false));
        assert!(view.compared.is_empty(), "nobody else was asked that");
        assert_eq!(last(&["sql --db-cluster-identifier orders"]), None, "it only connected");
    }

    #[test]
    fn the_same_script_on_another_cluster_is_compared() {
        let ask = |cluster: &str, sql: &str| format!("sql --db-cluster-identifier {cluster} \"{sql}\"");
        let all = "SELECT * FROM customers";
        let lines = [ask("legacy", "SELECT 1"), ask("legacy", all), ask("orders", all)];
        let view = last(&lines.each_ref().map(String::as_str)).unwrap();
        let rows = |row: &crate::view::ComparedRow| {
            (row.cluster.clone(), row.encrypted, row.rows.to_string(), row.same, row.read + row.cached)
        };
        assert!(view.verdict.to_string().ends_with("(S03)."), "{}", view.verdict);
        let [legacy, orders] = &view.compared[..] else { panic!("{:?}", view.compared) };
        let moved = orders.read + orders.cached;
        assert_eq!(rows(legacy), ("legacy".into(), false, "2 rows".into(), Some(true), moved));
        assert_eq!(rows(orders), ("orders".into(), true, "2 rows".into(), None, moved));
        let lines = [&ask("legacy", "DELETE FROM customers WHERE id = 2"), &lines[1], &lines[2]];
        let view = last(&lines.map(String::as_str)).unwrap();
        assert_eq!(
            (view.compared[0].same, view.compared[0].rows.to_string().as_str()),
            (Some(false), "1 row")
        );
    }

    #[test]
    fn an_answer_from_before_a_loss_says_so() {
        let ask = |cluster: &str| format!("sql --db-cluster-identifier {cluster} 'SELECT * FROM customers'");
        let (legacy, orders) = (ask("legacy"), ask("orders"));
        let said = |lines: &[&str]| -> Vec<(String, String)> {
            let view = last(&[&[&*orders], lines, &[&*legacy]].concat()).unwrap();
            view.compared.iter().map(|row| (row.cluster.clone(), row.lost.to_string())).collect()
        };
        let want = |lost: &str| vec![("orders".into(), lost.into()), ("legacy".into(), String::new())];
        assert_eq!(said(&["aws kms disable-key --key-id $KEY"]), want(""), "its host still has the data key");
        assert_eq!(
            said(&["aws kms disable-key --key-id $KEY", "playground wait 1d"]),
            want("answered earlier, now inaccessible-encryption-credentials")
        );
        assert_eq!(
            said(&[
                "aws rds delete-db-instance --db-instance-identifier orders-1",
                "playground wait 1h",
                "aws rds delete-db-cluster --db-cluster-identifier orders --skip-final-snapshot",
                "playground wait 1h",
            ]),
            want("answered earlier, deleted since")
        );
    }

    #[test]
    fn a_statement_that_was_not_carried_out_is_one_too() {
        let view = last(&["sql --db-cluster-identifier orders \"SELECT 1; SELECT nothing\""]).unwrap();
        let failed: Vec<bool> = view.statements.iter().map(|statement| statement.failed).collect();
        assert_eq!(failed, [false, true]);
    }
}
