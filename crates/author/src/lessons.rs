//! Runs the built-in scenarios to their end.

use std::path::Path;

use playground_session::lesson::{Lesson, outcome_of};
use playground_session::picture::{Shape, Theme, shaped};
use playground_session::scenario::{Expected, IndexRow, Language, Step, Translation, beside, parse_index};
use playground_session::shell;
use playground_session::view::{Edition, MapView};

use crate::{Done, read};

/// A scenario that has run.
pub struct PlayedLesson {
    /// Its row in the list.
    pub card: IndexRow,
    /// The lesson, at its last step.
    pub lesson: Lesson,
    /// The same with its texts in other languages, one each.
    pub translated: Vec<Self>,
}

/// A step of a scenario that has run.
pub(crate) struct Part<'a> {
    /// The number of the step, from 1.
    pub(crate) number: usize,
    pub(crate) step: &'a Step,
    /// The edition in whose world it ran.
    pub(crate) edition: Edition,
    /// The commands of each block, and their results.
    pub(crate) blocks: Vec<(Vec<String>, Expected)>,
    /// The map after the step.
    pub(crate) map: MapView,
    /// The heights of its picture, and of the narrow one.
    pub(crate) high: (u32, u32),
}

impl Part<'_> {
    /// The picture of the map.
    pub(crate) fn picture(&self, theme: Theme, shape: Shape) -> String {
        shaped(&self.map, theme, &format!("{}. {}", self.number, self.step.title), shape)
    }
}

/// The height of a picture in pixels, from its attribute.
pub(crate) fn height(svg: &str) -> u32 {
    let value = svg.split_once(" height=\"").and_then(|(_, rest)| rest.split('"').next());
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}

impl PlayedLesson {
    /// The steps, in order.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        self.lesson.scenario().steps.iter().enumerate().map(|(at, step)| {
            let came = self.lesson.entries(at).iter().map(|e| outcome_of(self.lesson.session(), e));
            let mut part = Part {
                number: at + 1,
                step,
                edition: self.lesson.session().edition(),
                blocks: step.runs.iter().map(|run| commands(&run.text)).zip(came).collect(),
                map: MapView::after_step(&self.lesson, at).unwrap_or_default(),
                high: (0, 0),
            };
            let high = |shape| height(&part.picture(Theme::Light, shape));
            part.high = (high(Shape::Page), high(Shape::Narrow));
            part
        })
    }

    /// The language that its texts are in; `None` for English.
    pub(crate) fn language(&self) -> Option<&Language> {
        self.lesson.scenario().spoken.as_ref()
    }

    /// The id, as in addresses.
    pub(crate) fn id(&self) -> &str {
        &self.card.id
    }

    /// Its title.
    pub(crate) fn title(&self) -> &str {
        &self.lesson.scenario().title
    }

    /// Its summary in one line.
    pub(crate) fn summary(&self) -> &str {
        &self.lesson.scenario().summary
    }
}

/// The commands of a block, one by one. A block that can't be parsed is one command.
fn commands(block: &str) -> Vec<String> {
    shell::parse(block)
        .map_or_else(|_| vec![block.to_owned()], |all| all.into_iter().map(|command| command.text).collect())
}

/// Opens and runs every scenario in the folder's `index.tsv`.
pub fn open_all(folder: &Path) -> Done<Vec<PlayedLesson>> {
    let index = folder.join("index.tsv");
    let rows = parse_index(&read(&index)?).map_err(|error| format!("{}: {error}", index.display()))?;
    rows.into_iter().map(|card| open(folder, card)).collect()
}

/// Opens and runs one of them.
pub(crate) fn open(folder: &Path, card: IndexRow) -> Done<PlayedLesson> {
    let path = folder.join(&card.file);
    let text = read(&path)?;
    let lesson = played(&path, &card, &text)?;
    let mut translated = Vec::new();
    for language in &lesson.scenario().languages {
        let there = folder.join(beside(&card.file, language));
        let translation =
            Translation::parse(&read(&there)?).map_err(|error| format!("{}, {error}", there.display()))?;
        let mut lesson = played(&path, &card, &text)?;
        lesson.translate(language, translation);
        translated.push(PlayedLesson { card: card.clone(), lesson, translated: Vec::new() });
    }
    Ok(PlayedLesson { card, lesson, translated })
}

fn played(path: &Path, card: &IndexRow, text: &str) -> Done<Lesson> {
    let mut lesson = Lesson::open(&card.id, text).map_err(|error| format!("{}, {error}", path.display()))?;
    crate::engine();
    lesson.run_all().map_err(|_| String::from("the database engine did not come"))?;
    Ok(lesson)
}
