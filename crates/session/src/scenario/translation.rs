//! A scenario's texts in another language. One file a language, beside the scenario's own: `05-copy.de.md` beside
//! `05-copy.md`, which names it in its front matter (`languages: de`).
//!
//! ~~~markdown
//! ---
//! title: Der Schlüssel bleibt
//! summary: Eine Zeile für die Liste.
//! ---
//!
//! Was vor dem ersten Schritt steht.
//!
//! ## Titel eines Schritts
//!
//! Was vor den Befehlen gelesen wird.
//!
//! > Was wird geschehen?
//! >
//! > - [ ] Es geht.
//! >   Nein.
//! > - [x] Es wird abgelehnt.
//! >   Ja.
//!
//! ```aws
//! ```
//!
//! Was danach gelesen wird.
//! ~~~
//!
//! Its steps are those of the scenario, in the same order; those at the end may be missing, and `##` alone keeps the place of
//! one in between. It has texts only. Commands, outputs and `look:` are in the scenario's own file, so that no file can say
//! that something else happens; an empty block of commands marks their place if something is read after them. What is
//! missing is shown in English, and so is a question whose choices are not those of the scenario's own.

use super::parse::{Kind, parse_as, problems_as};
use super::{Language, Scenario, ScenarioError, Step};
use crate::view::{Block, Prediction};

/// The texts of a scenario in another language.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation(Scenario);

/// A part of a scenario that a translation does not have, or has otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It has more steps than the scenario; the number of the first of them, from 1.
    NoSuchStep(usize),
    /// It has none of the texts of a step.
    NoStep(usize),
    /// The prose before the first step is missing.
    NoIntro,
    /// A step has no title.
    NoTitle(usize),
    /// What is read before the commands of a step is missing.
    NoBefore(usize),
    /// What is read after the commands of a step is missing.
    NoAfter(usize),
    /// The question of a step is missing.
    NoQuestion(usize),
    /// A step has a text, and the scenario has none there: the prose before the first step, if the step is 0.
    Added(usize),
    /// The question of a step has other choices: another number of them, or another one is right.
    OtherChoices(usize),
    /// A step marks a place for commands, and the scenario has none there.
    NoCommands(usize),
}

impl Translation {
    /// Parses a file. The error is the first of [`Self::problems`].
    pub fn parse(text: &str) -> Result<Self, ScenarioError> {
        parse_as(Kind::Translation, text).map(Self)
    }

    /// Everything that is wrong with a file on its own, in the order of the lines.
    pub fn problems(text: &str) -> Vec<ScenarioError> {
        problems_as(Kind::Translation, text)
    }

    /// The number of its steps.
    pub fn steps(&self) -> usize {
        self.0.steps.len()
    }

    /// Its prose, before the first step and in the steps.
    pub fn prose(&self, step: usize) -> Vec<&Block> {
        prose(&self.0, step)
    }

    /// Returns whether it has none of a step's texts.
    pub fn lacks(&self, step: usize) -> bool {
        self.0.steps.get(step).is_none_or(is_empty)
    }

    /// How it differs from the scenario that it translates, step by step.
    pub fn misfits(&self, scenario: &Scenario) -> Vec<Misfit> {
        let mut found = Vec::new();
        let intro = (self.0.intro.is_empty(), scenario.intro.is_empty());
        found.extend(missing(intro, Misfit::NoIntro, Misfit::Added(0)));
        for (at, own) in scenario.steps.iter().enumerate() {
            let number = at + 1;
            let Some(step) = self.0.steps.get(at).filter(|step| !is_empty(step)) else {
                found.push(Misfit::NoStep(number));
                continue;
            };
            let (before, after) = (step.before.is_empty(), step.after.is_empty());
            // Where there are no commands, everything is read before them.
            let (before, after) = if own.runs.is_empty() { (before && after, true) } else { (before, after) };
            let asks = (step.prediction.is_none(), own.prediction.is_none());
            let added = Misfit::Added(number);
            if step.title.is_empty() {
                found.push(Misfit::NoTitle(number));
            }
            found.extend(missing((before, own.before.is_empty()), Misfit::NoBefore(number), added));
            found.extend(missing(asks, Misfit::NoQuestion(number), added));
            if asks == (false, false) && question(step, own).is_none() {
                found.push(Misfit::OtherChoices(number));
            }
            if !step.runs.is_empty() && own.runs.is_empty() {
                found.push(Misfit::NoCommands(number));
            }
            found.extend(missing((after, own.after.is_empty()), Misfit::NoAfter(number), added));
        }
        if self.steps() > scenario.steps.len() {
            found.push(Misfit::NoSuchStep(scenario.steps.len() + 1));
        }
        found
    }
}

/// What is wrong if only one of two files has a text.
fn missing((here, own): (bool, bool), lacks: Misfit, added: Misfit) -> Option<Misfit> {
    match (here, own) {
        (true, false) => Some(lacks),
        (false, true) => Some(added),
        (true, true) | (false, false) => None,
    }
}

fn is_empty(step: &Step) -> bool {
    step.title.is_empty() && step.before.is_empty() && step.after.is_empty() && step.prediction.is_none()
}

/// The question of a translated step, if its choices are those of the scenario's own.
fn question<'a>(step: &'a Step, own: &Step) -> Option<&'a Prediction> {
    let (asked, own) = (step.prediction.as_ref()?, own.prediction.as_ref()?);
    let same = asked.choices.len() == own.choices.len()
        && asked.choices.iter().zip(&own.choices).all(|(one, other)| one.right == other.right);
    same.then_some(asked)
}

fn prose(scenario: &Scenario, step: usize) -> Vec<&Block> {
    let intro = scenario.intro.iter().filter(|_| step == 0);
    let step = scenario.steps.get(step);
    intro.chain(step.into_iter().flat_map(|step| step.before.iter().chain(&step.after))).collect()
}

impl Scenario {
    /// Its prose in a step, with that before the first step.
    pub fn prose(&self, step: usize) -> Vec<&Block> {
        prose(self, step)
    }

    /// Puts the texts of a translation in the place of its own. What the translation lacks stays.
    pub fn translate(&mut self, language: &Language, translation: Translation) {
        let Self { title, summary, intro, steps, .. } = translation.0;
        (self.title, self.summary, self.spoken) = (title, summary, Some(language.clone()));
        let mut intro = Some(intro);
        for (own, mut step) in self.steps.iter_mut().zip(steps) {
            if own.runs.is_empty() {
                step.before.append(&mut step.after); // it marks a place for commands where there are none
            }
            if let Some(asked) = question(&step, own) {
                own.prediction = Some(asked.clone());
                own.spoken.question = Some(language.clone());
            }
            if !step.title.is_empty() {
                (own.title, own.spoken.title) = (step.title, Some(language.clone()));
            }
            // What comes before the first step is read with it, so both are in one language.
            let first = intro.take();
            let has = |here: &[Block], own: &[Block]| !here.is_empty() || own.is_empty();
            if has(&step.before, &own.before) && first.as_ref().is_none_or(|first| has(first, &self.intro)) {
                self.intro = first.unwrap_or_else(|| core::mem::take(&mut self.intro));
                (own.before, own.spoken.before) = (step.before, Some(language.clone()));
            }
            if !step.after.is_empty() {
                (own.after, own.spoken.after) = (step.after, Some(language.clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests;
