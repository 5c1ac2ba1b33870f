//! The quiz: what scenarios ask before a step, asked without the answer. Not here: fetching the files, and the score of
//! earlier times, which stays in the browser.
//!
//! Which steps ask something stands in `challenges/quiz.tsv`, which the tests write. A [`Paper`] is a draw of them; the
//! [`Question`] itself is read from the scenario's file when it comes up.

use playground_core::digest::sha256;
use playground_core::edition::Edition;

use crate::scenario::{Scenario, ScenarioError, parse};
use crate::sorted;
use crate::view::{Block, Inline, Prediction};

/// The most questions of a paper.
pub const MOST: usize = 10;

/// A step that asks something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuizRow {
    /// The scenario's id.
    pub scenario: String,
    /// Which rules hold in it.
    pub edition: Edition,
    /// The index of the step.
    pub step: usize,
}

impl QuizRow {
    /// The steps of a scenario that ask something.
    pub fn of<'a>(id: &'a str, scenario: &'a Scenario) -> impl Iterator<Item = Self> + 'a {
        let asks = scenario.steps.iter().enumerate().filter(|(_, step)| step.prediction.is_some());
        asks.map(move |(step, _)| Self { scenario: id.into(), edition: scenario.edition, step })
    }

    /// The row as a line of the file: the scenario's id, its edition, and the step from 1, separated by tabs.
    pub fn line(&self) -> String {
        [&*self.scenario, self.edition.name(), &self.step.saturating_add(1).to_string()].join("\t")
    }
}

/// Reads lines as [`QuizRow::line`] writes them; empty ones and those that begin with `#` say nothing.
pub fn parse_rows(text: &str) -> Result<Vec<QuizRow>, ScenarioError> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let row = |(number, line): (u32, &str)| {
        let mut cells = line.split('\t');
        let mut row = || {
            let (scenario, edition, step) = (cells.next()?, cells.next()?, cells.next()?);
            let step = step.parse::<usize>().ok()?.checked_sub(1)?;
            Some(QuizRow { scenario: scenario.into(), edition: Edition::parse(edition)?, step })
        };
        row()
            .ok_or_else(|| ScenarioError { line: number, message: String::from("It is no row of the quiz.") })
    };
    lines.map(row).collect()
}

/// A question, and what has to be known to answer it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The scenario's title.
    pub title: String,
    /// What came before, to read: the scenario's beginning, and the steps' titles, prose and commands.
    pub so_far: Vec<Block>,
    /// What is read before the commands run, and the commands. The step's own title is left out: many of them say the
    /// answer.
    pub told: Vec<Block>,
    /// The question and its choices.
    pub prediction: Prediction,
}

impl Question {
    /// Reads the question of a step from a scenario's file; `None` if the step asks nothing.
    pub fn read(file: &str, step: usize) -> Result<Option<Self>, ScenarioError> {
        let Scenario { title, steps, intro, .. } = parse(file)?;
        let (mut so_far, mut last) = (intro.clone(), intro);
        for (at, mut it) in steps.into_iter().enumerate() {
            let commands = it.runs.into_iter().map(|run| Block::Code(run.text));
            if at == step {
                // A step without words of its own goes on from the one before.
                let mut told = if it.before.is_empty() { last } else { it.before };
                told.extend(commands);
                return Ok(it.prediction.map(|prediction| Self { title, so_far, told, prediction }));
            }
            so_far.push(Block::Heading(vec![Inline::Text(it.title)]));
            so_far.append(&mut it.before.clone());
            so_far.extend(commands);
            so_far.append(&mut it.after.clone());
            it.before.append(&mut it.after);
            if !it.before.is_empty() {
                last = it.before;
            }
        }
        Ok(None)
    }
}

/// A draw of questions, and the reader's answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    asked: Vec<Asked>,
    at: usize,
}

/// A question of a paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Where it stands.
    pub row: QuizRow,
    /// The question, once its file has been read.
    pub question: Option<Question>,
    /// The reader's choice.
    pub answer: Option<usize>,
}

impl Asked {
    /// Returns whether the answer is right.
    pub fn is_right(&self) -> bool {
        let choices = self.question.as_ref().map(|question| &question.prediction.choices);
        choices.zip(self.answer).and_then(|(all, at)| all.get(at)).is_some_and(|choice| choice.right)
    }
}

impl Paper {
    /// Draws questions of an edition. The same seed draws the same ones, in the same order.
    pub fn draw(rows: &[QuizRow], edition: Edition, seed: &[u8]) -> Self {
        let place = |row: &QuizRow| sha256(&[seed, row.line().as_bytes()].concat());
        let rows = rows.iter().filter(|row| row.edition == edition).map(|row| (place(row), row.clone()));
        let rows = sorted(rows.collect(), |one, other| one.0.cmp(&other.0));
        let asked = rows.into_iter().take(MOST).map(|(_, row)| Asked { row, question: None, answer: None });
        Self { asked: asked.collect(), at: 0 }
    }

    /// The paper as a line to keep: a word for each question, `seven-days/3`, with the reader's choice behind `=` once it can't
    /// be changed any more.
    pub fn line(&self) -> String {
        let word = |(nth, asked): (usize, &Asked)| {
            let QuizRow { scenario, step, .. } = &asked.row;
            let place = format!("{scenario}/{}", step.saturating_add(1));
            match asked.answer.filter(|_| nth < self.at) {
                Some(choice) => format!("{place}={choice}"),
                None => place,
            }
        };
        self.asked.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
    }

    /// The paper of a line that [`Paper::line`] has written; `None` if one of its questions is not among the rows of the
    /// edition any more.
    pub fn read(line: &str, rows: &[QuizRow], edition: Edition) -> Option<Self> {
        let asked = |word: &str| {
            let (place, choice) = word.split_once('=').map_or((word, None), |(place, it)| (place, Some(it)));
            let (scenario, step) = place.split_once('/')?;
            let step = step.parse::<usize>().ok()?.checked_sub(1)?;
            let mut rows = rows.iter().filter(|row| row.edition == edition);
            let row = rows.find(|row| row.scenario == scenario && row.step == step)?.clone();
            let answer = choice.map(str::parse).transpose().ok()?;
            Some(Asked { row, question: None, answer })
        };
        let asked = line.split_whitespace().take(MOST).map(asked).collect::<Option<Vec<_>>>()?;
        let at = asked.iter().take_while(|asked| asked.answer.is_some()).count();
        (!asked.is_empty()).then_some(Self { asked, at })
    }

    /// How many questions of a line that [`Paper::line`] has written are answered, and how many there are.
    pub fn progress(line: &str) -> (usize, usize) {
        let words = || line.split_whitespace();
        (words().filter(|word| word.contains('=')).count(), words().count())
    }

    /// All questions, in order.
    pub fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// The index of the question that is to be answered; the number of questions at the end.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The question that is to be answered; `None` at the end.
    pub fn current(&self) -> Option<&Asked> {
        self.asked.get(self.at)
    }

    /// Puts in a question that was read.
    pub fn put(&mut self, row: &QuizRow, question: Question) {
        if let Some(asked) = self.asked.iter_mut().find(|asked| asked.row == *row) {
            asked.question = Some(question);
        }
    }

    /// Chooses an answer. It can be changed until the next question.
    pub fn choose(&mut self, choice: usize) {
        if let Some(asked) = self.asked.get_mut(self.at) {
            asked.answer = Some(choice);
        }
    }

    /// Goes to the next question, if this one is answered.
    pub fn next(&mut self) {
        if self.current().is_some_and(|asked| asked.answer.is_some()) {
            self.at += 1;
        }
    }

    /// How many of the questions answered so far are answered right. Nobody is told before the end.
    pub fn score(&self) -> usize {
        self.asked.iter().filter(|asked| asked.is_right()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2026\n---\n\n## A\n\nOne.\n\n```aws\necho a\n```\n\nTwo.\n\n\
        ## It works\n\nThree.\n\n> What?\n>\n> - [ ] No.\n> - [x] Yes.\n\n```aws\necho b\necho c\n```\n";

    fn row(step: usize) -> QuizRow {
        QuizRow { scenario: "t".into(), edition: Edition::Y2026, step }
    }

    #[test]
    fn a_question_has_what_is_needed_and_not_the_answer() {
        let rows: Vec<QuizRow> = QuizRow::of("t", &parse(FILE).unwrap()).collect();
        assert_eq!(rows, [row(1)]);
        assert_eq!(parse_rows(&["# remark\n", &rows[0].line(), "\n"].concat()), Ok(rows));
        assert_eq!(parse_rows("\nt\t2026\t0").unwrap_err().line, 2);
        let question = Question::read(FILE, 1).unwrap().unwrap();
        let text = |text: &str| Block::Paragraph(vec![Inline::Text(text.into())]);
        let commands = |text: &str| Block::Code(text.into());
        let before = [text("One."), commands("echo a\n"), text("Two.")];
        assert_eq!(question.so_far[1..], before, "under the step's title");
        assert_eq!(question.told, [text("Three."), commands("echo b\necho c\n")]);
        let bare = Question::read(&FILE.replace("Three.\n\n", ""), 1).unwrap().unwrap();
        assert_eq!(bare.told, [text("One."), text("Two."), commands("echo b\necho c\n")]);
        assert_eq!(Question::read(FILE, 0), Ok(None));
        assert_eq!(Question::read(FILE, 9), Ok(None));
    }

    #[test]
    fn a_paper_is_answered_in_order() {
        let rows: Vec<QuizRow> = (0..30).map(row).collect();
        let mut paper = Paper::draw(&rows, Edition::Y2026, b"1");
        assert_eq!(paper, Paper::draw(&rows, Edition::Y2026, b"1"));
        assert_ne!(paper, Paper::draw(&rows, Edition::Y2026, b"2"));
        assert_eq!(paper.asked().len(), MOST);
        assert!(Paper::draw(&rows, Edition::Y2020, b"1").current().is_none());
        let question = Question::read(FILE, 1).unwrap().unwrap();
        paper.next();
        assert_eq!(paper.at(), 0, "it is not answered");
        for right in [true, false, true] {
            let row = paper.current().unwrap().row.clone();
            paper.put(&row, question.clone());
            paper.choose(0);
            paper.choose(usize::from(right));
            paper.next();
        }
        assert_eq!((paper.at(), paper.score()), (3, 2));
    }

    #[test]
    fn a_paper_that_was_kept_goes_on_where_it_was() {
        let rows: Vec<QuizRow> = (0..30).map(row).collect();
        let mut paper = Paper::draw(&rows, Edition::Y2026, b"1");
        let again = |paper: &Paper| Paper::read(&paper.line(), &rows, Edition::Y2026);
        assert_eq!(again(&paper), Some(paper.clone()));
        paper.choose(1);
        let places =
            |paper: &Paper| paper.asked().iter().map(|it| (it.row.step, it.answer)).collect::<Vec<_>>();
        assert_eq!(again(&paper).unwrap().at(), 0, "a choice that can be changed is not kept");
        paper.next();
        let kept = again(&paper).unwrap();
        assert_eq!((kept.at(), places(&kept)), (1, places(&paper)));
        for (line, rows, edition) in [
            ("", &rows[..], Edition::Y2026),
            (&paper.line(), &rows[..0], Edition::Y2026),
            (&paper.line(), &rows, Edition::Y2020),
            ("t/0", &rows, Edition::Y2026),
            ("t/1=x", &rows, Edition::Y2026),
            ("nonsense", &rows, Edition::Y2026),
        ] {
            assert_eq!(Paper::read(line, rows, edition), None, "{line}");
        }
    }
}
