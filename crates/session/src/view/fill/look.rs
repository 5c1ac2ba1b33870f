//! What a step is about. A scenario can say it; otherwise it follows from what the step did to the world, in this order:
//! a refusal, then what was lost, damaged, created, changed, deleted, and what happened by itself. A step that did nothing of
//! this is about its last answer, or about the page whose bytes it read.

use playground_core::storage::file::{File, PageId};
use playground_core::world::World;
use playground_plan::Question;

use super::names::{self, Names};
use super::touched::touched;
use super::{Worlds, things};
use crate::engine::engine;
use crate::entry::Entry;
use crate::lesson::Lesson;
use crate::scenario::{LookLine, ScenarioError};
use crate::shell::{Command, Does, Kind, Piece, Simple, Word, parse};
use crate::state::State;
use crate::view::{Focus, Happened, Look, Part, Place, ThingId, Touched, Why};

/// What a step of a lesson is about; `None` if it has not run, or runs nothing.
pub fn look(lesson: &Lesson, step: usize) -> Option<Look> {
    Some(Seen::of(lesson, step)?.look().0)
}

/// What is wrong with the `look:` line of a step that has run: it names something that is not there then.
pub fn look_fault(lesson: &Lesson, step: usize) -> Option<ScenarioError> {
    Seen::of(lesson, step)?.look().1
}

/// What the step shown is about, as long as the reader is where the script is.
pub(super) fn shown(lesson: &Lesson) -> Option<Look> {
    let here = lesson.has_run() && lesson.on_script();
    here.then(|| look(lesson, lesson.step())).flatten()
}

/// Where the reader looks before a step has run: at the thing of the step before, if the page showed none yet, as when the
/// step was opened by its address.
pub(super) fn stays(lesson: &Lesson, reader: &Focus) -> Focus {
    let mut focus = reader.clone();
    if focus.last.is_none() && !lesson.has_run() && lesson.on_script() {
        let before = lesson.step().checked_sub(1).and_then(|step| look(lesson, step));
        focus.last = before.and_then(|look| look.thing);
    }
    focus
}

impl Look {
    /// Where the reader looks, if they have chosen nothing themselves.
    pub(super) fn focus(&self, reader: &Focus) -> Focus {
        let mut focus = reader.clone();
        if focus.selected.is_none() && self.thing.is_some() {
            focus.selected.clone_from(&self.thing);
            if focus.page.is_none() && focus.offset.is_none() {
                (focus.page, focus.offset) = (self.page, self.offset);
            }
        }
        focus
    }
}

/// A step that has run.
struct Seen<'a> {
    worlds: Worlds<'a>,
    names: Names<'a>,
    state: &'a State,
    entries: Vec<&'a Entry>,
    /// For each entry, the worlds before and after it.
    each: Vec<Worlds<'a>>,
    said: Option<&'a LookLine>,
}

impl<'a> Seen<'a> {
    fn of(lesson: &'a Lesson, step: usize) -> Option<Self> {
        let timeline = lesson.session().timeline();
        let (before, end) = lesson.span(step)?;
        let state = timeline.state_at(end)?;
        let worlds = Worlds { now: &state.world, base: &timeline.state_at(before)?.world, advises: true };
        let ids = || lesson.entries(step).iter().flatten().copied();
        let entries: Vec<&Entry> = ids().filter_map(|id| timeline.record(id)).collect();
        let world = |id| timeline.state_at(id).map(|state| &state.world);
        let each = ids().filter_map(|id| {
            Some(Worlds { now: world(id)?, base: world(timeline.parent(id)?)?, advises: true })
        });
        let each = each.collect();
        let said = lesson.scenario().steps.get(step)?.look.as_ref();
        (!entries.is_empty()).then(|| Self {
            worlds,
            names: Names::of(worlds.now),
            state,
            entries,
            each,
            said,
        })
    }

    /// What it is about, and what is wrong with what the scenario says.
    fn look(&self) -> (Look, Option<ScenarioError>) {
        let own = self.decided();
        match self.said {
            None => (own, None),
            Some(line) => match self.as_said(line, &own) {
                Ok(look) => (look, None),
                Err(message) => (own, Some(ScenarioError { line: line.line, message })),
            },
        }
    }

    fn decided(&self) -> Look {
        let refused = self.entries.iter().rposition(|entry| !entry.done());
        let speaks = || self.entries.iter().rposition(|entry| !entry.stdout.is_empty());
        let answer = refused.or_else(speaks).unwrap_or(self.entries.len() - 1);
        let touched = touched(self.worlds, &self.names);
        let entry = self.entries.get(answer);
        let named = || entry.and_then(|entry| self.names_thing(entry));
        let first = touched.first();
        let of_first = || first.and_then(|it| it.thing.clone());
        let (why, place, thing) = match (refused, first) {
            (Some(_), _) => (Why::Refused, Place::Story, named().or_else(of_first)),
            (None, Some(Touched { what: Happened::Damaged, thing, .. })) => {
                (Why::Touched(Happened::Damaged), Place::Inspector, thing.clone())
            }
            (None, Some(first)) => (Why::Touched(first.what), Place::Map, first.thing.clone()),
            (None, None) => (Why::Answered, Place::Story, named()),
        };
        let look = Look {
            place,
            name: thing.as_ref().and_then(|thing| self.name(thing)).unwrap_or_default(),
            thing,
            part: (place == Place::Inspector).then_some(Part::Pages),
            page: None,
            offset: None,
            answer,
            speaks: self.speaks(answer),
            why,
            touched,
        };
        let page = entry.filter(|_| why == Why::Answered).and_then(|entry| self.page_read(entry));
        match page {
            None => look,
            Some((page, offset)) => {
                Look { place: Place::Inspector, part: Some(Part::Pages), page: Some(page), offset, ..look }
            }
        }
    }

    fn speaks(&self, answer: usize) -> Vec<bool> {
        let reads = |entry: &Entry, worlds: &Worlds<'_>| match &entry.sql {
            Some(run) => run.answer.statements.iter().any(|it| !it.columns.is_empty()),
            None => !entry.stdout.is_empty() && touched(*worlds, &self.names).is_empty(),
        };
        let all = self.entries.iter().zip(&self.each).zip(0..);
        all.map(|((entry, worlds), at)| at == answer || !entry.done() || reads(entry, worlds)).collect()
    }

    fn as_said(&self, line: &LookLine, own: &Look) -> Result<Look, String> {
        let thing = match &line.thing {
            Some(name) => Some(named(self.worlds.now, name, None).map_err(|why| why.of(name))?),
            None => own.thing.clone(),
        };
        if line.place == Place::Inspector && thing.is_none() {
            return Err("No thing is selected after this step. Name one: look: inspector orders.".into());
        }
        let name = thing.as_ref().and_then(|thing| self.name(thing)).unwrap_or_default();
        if let Some(part) = line.part {
            let focus = Focus { selected: thing.clone(), ..Focus::default() };
            let view = things::inspector(self.worlds, &self.names, &focus);
            let has: Vec<Part> = view.iter().flat_map(|view| &view.sections).map(Part::of).collect();
            if !has.contains(&part) {
                let has: Vec<&str> = has.into_iter().map(Part::name).collect();
                return Err(
                    [&name, " has no ", part.name(), " after this step, but ", &has.join(", "), "."].concat()
                );
            }
        }
        let same = thing == own.thing;
        let page = line.page.map(|number| PageId { file: File::Database, number });
        Ok(Look {
            place: line.place,
            name,
            thing,
            part: line.part,
            page: page.or(own.page.filter(|_| same)),
            offset: own.offset.filter(|_| same && (page.is_none() || page == own.page)),
            why: Why::Said,
            ..own.clone()
        })
    }

    fn name(&self, thing: &ThingId) -> Option<String> {
        let focus = Focus { selected: Some(thing.clone()), ..Focus::default() };
        things::inspector(self.worlds, &self.names, &focus).map(|view| view.title)
    }

    /// The thing that a command names in its options, or whose database it asked.
    fn names_thing(&self, entry: &Entry) -> Option<ThingId> {
        let options = Options::of(entry, self.state);
        let region = options.value("--region");
        let backup = options.value("--db-cluster-automated-backup").map(|name| [BACKUP, &name].concat());
        [
            "--db-cluster-identifier",
            "--db-cluster-snapshot-identifier",
            "--source-db-cluster-identifier",
            "--source-db-cluster-snapshot-identifier",
            "--snapshot-identifier",
            "--key-id",
        ]
        .into_iter()
        .find_map(|option| options.value(option))
        .or(backup)
        .and_then(|name| named(self.worlds.now, &name, region.as_deref()).ok())
        .or_else(|| entry.sql.as_ref().map(|run| names::cluster_at(&run.cluster)))
        .or_else(|| self.refused_cluster(entry))
    }

    /// The cluster that a refused request is about, if it is there.
    fn refused_cluster(&self, entry: &Entry) -> Option<ThingId> {
        let refused = entry.refused.as_ref()?;
        let engine = engine();
        let (asked, refusal) = (refused.asked.as_ref()?, refused.refusal.as_ref());
        let question = Question::new(self.worlds.now, asked, refusal, &*engine)?;
        question.cluster().map(names::cluster_thing)
    }

    /// The page whose bytes a command printed, and the first of them.
    fn page_read(&self, entry: &Entry) -> Option<(PageId, Option<u32>)> {
        let options = Options::of(entry, self.state);
        if !options.begin("playground", "read-page") {
            return None;
        }
        let file = options.value("--file").map_or(Some(File::Database), |name| File::parse(&name))?;
        let number = options.value("--page-number")?.parse().ok()?;
        let offset = options.value("--offset").and_then(|offset| offset.parse().ok());
        Some((PageId { file, number }, offset))
    }
}

/// The words of a command, with variables as they are after the step. Words with a `$(…)` in them are left out.
struct Options(Vec<String>);

impl Options {
    fn of(entry: &Entry, state: &State) -> Self {
        let commands = parse(&entry.line).unwrap_or_default();
        let words = |simple: &Simple| simple.words.iter().filter_map(|word| literal(word, state)).collect();
        Self(commands.first().and_then(first_program).map(words).unwrap_or_default())
    }

    fn begin(&self, program: &str, command: &str) -> bool {
        self.0.first().is_some_and(|word| word == program)
            && self.0.get(1).is_some_and(|word| word == command)
    }

    fn value(&self, option: &str) -> Option<String> {
        let at = self.0.iter().position(|word| word == option)?;
        self.0.get(at + 1).cloned()
    }
}

/// The first program of a pipeline.
fn first_program(command: &Command) -> Option<&Simple> {
    match &command.kind {
        Kind::Pipeline(pipeline) => match &pipeline.stages.first()?.does {
            Does::Simple(simple) => Some(simple),
            Does::Compound(_) | Does::Subshell(_) => None,
        },
        Kind::Compound(_) | Kind::Function { .. } => None,
    }
}

fn literal(word: &Word, state: &State) -> Option<String> {
    let piece = |piece: &Piece| match piece {
        Piece::Text { text, .. } => Some(text.clone()),
        Piece::Variable { name, .. } => state.value(name),
        Piece::Substitution { .. } | Piece::Arithmetic { .. } => None,
    };
    word.pieces.iter().map(piece).collect()
}

/// How the automated backup of a cluster is named.
const BACKUP: &str = "backup:";

/// Why a name is not one thing.
enum NotOne {
    None,
    Several,
}

impl NotOne {
    fn of(&self, name: &str) -> String {
        match self {
            Self::None => [
                "Nothing is called ", name, " after this step. Name a cluster, a snapshot, a key by its alias (alias/orders) or id, or the backup of a cluster (backup:orders); or write an ARN.",
            ]
            .concat(),
            Self::Several => [name, " is the name of several things after this step. Write the ARN of the one that is meant."].concat(),
        }
    }
}

/// The thing of that name, in the Region if one is given.
fn named(world: &World, name: &str, region: Option<&str>) -> Result<ThingId, NotOne> {
    let here = |it: &str| region.is_none_or(|region| region == it);
    let mut found: Vec<ThingId> = Vec::new();
    let clusters =
        world.clusters.values().filter(|it| it.arn.id.as_str() == name && here(it.arn.region.as_str()));
    found.extend(clusters.map(|it| names::cluster_thing(it)));
    let snapshots =
        world.snapshots.values().filter(|it| it.arn.id.as_str() == name && here(it.arn.region.as_str()));
    found.extend(snapshots.map(|it| names::snapshot_thing(it)));
    let aliases =
        world.aliases.iter().filter(|(alias, _)| alias.id.to_string() == name && here(alias.region.as_str()));
    found.extend(aliases.map(|(_, to)| names::key_thing(&to.target)));
    let keys = world.keys.keys().filter(|arn| arn.id.to_string() == name && here(arn.region.as_str()));
    found.extend(keys.map(names::key_thing));
    if let Some(cluster) = name.strip_prefix(BACKUP) {
        let backups = world.backups.iter().filter(|(_, it)| it.cluster.id.as_str() == cluster);
        found.extend(backups.map(|(at, _)| names::backup_thing(at)));
    }
    if found.is_empty() && (name.starts_with("arn:") || name.starts_with("aws-owned-key:")) {
        let id = ThingId::from(name);
        found.extend(things::is_there(world, &id).then_some(id));
    }
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err(NotOne::Several),
        (None, _) => Err(NotOne::None),
    }
}
