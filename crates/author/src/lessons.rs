//! The built-in scenarios, run to their end.

use std::path::Path;

use playground_session::lesson::{Lesson, outcome_of};
use playground_session::scenario::{Expected, IndexRow, Step, parse_index};
use playground_session::shell;
use playground_session::view::MapView;

use crate::{Done, read};

/// A scenario that has run.
pub struct Told {
    /// Its line in the list.
    pub card: IndexRow,
    /// The lesson, at its end.
    pub lesson: Lesson,
}

/// A step of it.
pub(crate) struct Part<'a> {
    /// From 1.
    pub(crate) number: usize,
    pub(crate) step: &'a Step,
    /// Each block's commands, and what came of them.
    pub(crate) blocks: Vec<(Vec<String>, Expected)>,
    /// The map after it.
    pub(crate) map: MapView,
}

impl Told {
    /// The steps, in order.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        self.lesson.scenario().steps.iter().enumerate().map(|(at, step)| {
            let came = self.lesson.entries(at).iter().map(|e| outcome_of(self.lesson.session(), e));
            Part {
                number: at + 1,
                step,
                blocks: step.runs.iter().map(|run| commands(&run.text)).zip(came).collect(),
                map: MapView::after_step(&self.lesson, at).unwrap_or_default(),
            }
        })
    }

    /// As in addresses.
    pub(crate) fn id(&self) -> &str {
        &self.card.id
    }

    /// Its title.
    pub(crate) fn title(&self) -> &str {
        &self.lesson.scenario().title
    }

    /// Its one line.
    pub(crate) fn summary(&self) -> &str {
        &self.lesson.scenario().summary
    }
}

/// A block's commands one by one; a block that can't be read is one.
fn commands(block: &str) -> Vec<String> {
    shell::parse(block)
        .map_or_else(|_| vec![block.to_owned()], |all| all.into_iter().map(|command| command.text).collect())
}

/// Every scenario that the folder's `index.tsv` lists.
pub fn open_all(folder: &Path) -> Done<Vec<Told>> {
    let index = folder.join("index.tsv");
    let rows = parse_index(&read(&index)?).map_err(|error| format!("{}: {error}", index.display()))?;
    rows.into_iter().map(|card| open(folder, card)).collect()
}

fn open(folder: &Path, card: IndexRow) -> Done<Told> {
    let path = folder.join(&card.file);
    let mut lesson =
        Lesson::open(&card.id, &read(&path)?).map_err(|error| format!("{}, {error}", path.display()))?;
    crate::engine();
    lesson.run_all().map_err(|_| String::from("the database engine did not come"))?;
    Ok(Told { card, lesson })
}
