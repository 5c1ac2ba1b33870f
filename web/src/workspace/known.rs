//! What is known of scenarios before they are opened: the list, and which steps end otherwise today.

use playground_session::challenge::{ChallengeRow, parse_index as parse_challenges};
use playground_session::glossary::Glossary;
use playground_session::lesson::Lesson;
use playground_session::quiz::{Question, QuizRow, parse_rows};
use playground_session::scenario::{
    OtherwiseRow, ScenarioError, Translation, nearest, parse_index, parse_otherwise,
};
use playground_session::view::{ChangeRow, ScenarioCard, changed};

use super::{Open, Workspace};
use crate::load::Fetched;
use crate::text;

impl Workspace {
    /// The path of the list of scenarios.
    pub(crate) const INDEX: &'static str = "scenarios/index.tsv";

    /// The path of the list of steps that end otherwise today.
    pub(crate) const OTHERWISE: &'static str = "scenarios/otherwise.tsv";

    /// Reads the list of scenarios. The error is a sentence for the reader.
    pub(crate) fn cards(&self, text: &str) -> Result<Vec<ScenarioCard>, String> {
        let rows = parse_index(text).map_err(|error| fault(&text::THE_LIST, &error.to_string()))?;
        let cards = rows.iter().map(ScenarioCard::from).collect();
        self.0.borrow_mut().rows = rows;
        Ok(cards)
    }

    /// Reads the list of steps that end otherwise today. The error is a sentence for the reader.
    pub(crate) fn learn_otherwise(&self, text: &str) -> Result<(), String> {
        let rows = parse_otherwise(text).map_err(|error| fault(Self::OTHERWISE, &error.to_string()))?;
        self.0.borrow_mut().otherwise = rows;
        Ok(())
    }

    /// Returns whether the list of steps that end otherwise today has been read.
    pub(crate) fn knows_otherwise(&self) -> bool {
        !self.0.borrow().otherwise.is_empty()
    }

    /// Reads the glossary, and marks its terms in the scenarios that are open.
    pub(crate) fn learn_glossary(&self, text: &str) {
        let mut state = self.0.borrow_mut();
        let state = &mut *state;
        let glossary = state.glossary.insert(Glossary::parse(text));
        for open in std::iter::once(&mut state.place).chain(&mut state.shelf) {
            if let Open::Lesson(lesson) = &mut open.open {
                lesson.explain(glossary);
            }
        }
    }

    /// Returns whether the glossary has been read.
    pub(crate) fn knows_glossary(&self) -> bool {
        self.0.borrow().glossary.is_some()
    }

    /// How a step of a scenario ends today, if that is otherwise.
    pub(crate) fn otherwise(&self, id: &str, step: usize) -> Option<OtherwiseRow> {
        let state = self.0.borrow();
        let row = state.otherwise.iter().find(|row| row.scenario == id && row.step == step);
        row.cloned()
    }

    /// Returns whether a scenario is one of the list.
    pub(crate) fn is_listed(&self, id: &str) -> bool {
        self.0.borrow().rows.iter().any(|row| row.id == id)
    }

    /// The path of the list of challenges.
    pub(crate) const CHALLENGES: &'static str = "challenges/index.tsv";

    /// The path of the list of the quiz's questions.
    pub(crate) const QUIZ: &'static str = "challenges/quiz.tsv";

    /// Reads the list of challenges. The error is a sentence for the reader.
    pub(crate) fn challenges(text: &str) -> Result<Vec<ChallengeRow>, String> {
        parse_challenges(text).map_err(|error| fault(&text::LIST_OF_CHALLENGES, &error.to_string()))
    }

    /// Reads the list of the quiz's questions. The error is a sentence for the reader.
    pub(crate) fn quiz_rows(text: &str) -> Result<Vec<QuizRow>, String> {
        parse_rows(text).map_err(|error| fault(Self::QUIZ, &error.to_string()))
    }

    /// Reads the question of a step from a scenario's file. The error is a sentence for the reader.
    pub(crate) fn question(file: &str, step: usize) -> Result<Question, String> {
        let question = Question::read(file, step).map_err(|error| error.to_string());
        question
            .and_then(|it| it.ok_or_else(|| step.saturating_add(1).to_string()))
            .map_err(|why| fault(&text::THIS_SCENARIO, &why))
    }

    /// The path of a scenario's file. The error is a sentence for the reader.
    pub(crate) fn file(&self, id: &str) -> Result<String, String> {
        let state = self.0.borrow();
        let row = state.rows.iter().find(|row| row.id == id);
        row.map(|row| ["scenarios/", &row.file].concat()).ok_or_else(|| match nearest(&state.rows, id) {
            Some(near) => text::no_scenario_but(id, near),
            None => text::no_scenario(id),
        })
    }

    /// The statements of both editions, and the scenarios of the list that show them.
    pub(crate) fn changed(&self) -> Vec<ChangeRow> {
        changed(&self.0.borrow().rows)
    }
}

/// A sentence for the reader about a file of the playground that can't be read.
pub(super) fn fault(what: &str, where_: &str) -> String {
    [what, &text::CANNOT_BE_READ, where_, &text::REPORT_IT].concat()
}

/// Puts a scenario's texts into the language that the reader gets, if they came with it. Returns why that could not be
/// done, as a sentence for the reader.
pub(super) fn translate(lesson: &mut Lesson, file: &Fetched) -> Option<String> {
    let (language, text) = file.translation.as_ref()?;
    let translation = text.as_deref().map_err(Clone::clone).and_then(|text| {
        let why = |error: ScenarioError| {
            [&text::TRANSLATION, &text::CANNOT_BE_READ, error.to_string().as_str()].concat()
        };
        Translation::parse(text).map_err(why)
    });
    let why = translation.map(|it| lesson.translate(language, it)).err()?;
    Some([why.as_str(), &text::IN_ENGLISH].concat())
}
