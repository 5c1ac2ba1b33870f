//! The quiz: what the scenarios ask before a step, ten questions at a time, and the answers at the end. The draw and the
//! score are the session's; here is what is fetched, kept and drawn.

use playground_session::quiz::{Asked, Paper, Question, QuizRow};
use playground_session::view::{Edition, Prediction};
use yew::{Html, html};

use crate::address::Address;
use crate::app::{App, Settle};
use crate::challenge::fold;
use crate::draw::{self, button, icon};
use crate::msg::{Cx, Msg, Stage};
use crate::panels::story::Story;
use crate::start::{self, Cards};
use crate::text::{self, Text};
use crate::workspace::Workspace;
use crate::{browser, markdown, store};

/// What can happen to the quiz.
#[derive(Clone)]
pub(crate) enum Quiz {
    /// The list of questions is loaded, or could not be.
    Listed { text: Result<String, String> },
    /// The file of a question is loaded, or could not be.
    Came { row: QuizRow, file: Result<String, String> },
    /// Choose an answer.
    Choose { choice: usize },
    /// Go to the next question, or to the result.
    Next,
    /// Draw other questions.
    Again,
}

/// The quiz that is open.
#[derive(Default)]
pub(crate) struct Sitting {
    /// Which rules hold; `None` while the reader has not chosen.
    edition: Option<Edition>,
    /// Every question there is; empty until it is loaded.
    rows: Vec<QuizRow>,
    paper: Paper,
    /// Why something could not be loaded.
    failed: Option<String>,
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn quiz(&mut self, quiz: Quiz) -> bool {
        match quiz {
            Quiz::Listed { text } => match text.and_then(|text| Workspace::quiz_rows(&text)) {
                Ok(rows) => {
                    self.ui.quiz.rows = rows;
                    self.begin_paper();
                }
                Err(why) => self.ui.quiz.failed = Some(why),
            },
            Quiz::Came { row, file } => match file.and_then(|file| Workspace::question(&file, row.step)) {
                Ok(question) => self.ui.quiz.paper.put(&row, question),
                Err(why) => self.ui.quiz.failed = Some(why),
            },
            Quiz::Choose { choice } => self.ui.quiz.paper.choose(choice),
            Quiz::Next => {
                self.ui.quiz.paper.next();
                self.keep_paper();
                self.fetch_questions();
                self.end_paper();
                self.settling.push(Settle::Focus("quiz"));
            }
            Quiz::Again => {
                self.draw_paper();
                self.settling.push(Settle::Focus("quiz"));
            }
        }
        true
    }

    /// The keys that answer a step's question and go on do so in the quiz. Returns whether there is something new to draw.
    pub(crate) fn quiz_key(&mut self, key: &Story) -> bool {
        let Some(asked) = self.ui.quiz.paper.current() else { return false };
        let offered = asked.question.as_ref().map_or(0, |it| it.prediction.choices.len());
        match key {
            Story::Guess { choice } if *choice < offered => self.quiz(Quiz::Choose { choice: *choice }),
            Story::Advance if asked.answer.is_some() => self.quiz(Quiz::Next),
            Story::Guess { .. }
            | Story::Advance
            | Story::Back
            | Story::RunAll
            | Story::Step { .. }
            | Story::ToScript
            | Story::There { .. } => false,
        }
    }

    /// Shows the quiz: its questions in an edition, or the choice of one.
    pub(crate) fn open_quiz(&mut self, edition: Option<Edition>) {
        self.ui.stage = Stage::Quiz;
        browser::title(&text::QUIZ);
        self.settling.push(Settle::Focus("quiz"));
        let sitting = &mut self.ui.quiz;
        if edition.is_none()
            || sitting.edition == edition && sitting.failed.is_none() && !sitting.rows.is_empty()
        {
            sitting.edition = edition;
            return;
        }
        *sitting = Sitting { edition, rows: std::mem::take(&mut sitting.rows), ..Sitting::default() };
        if !sitting.rows.is_empty() {
            return self.begin_paper();
        }
        let path = Workspace::QUIZ.to_owned();
        self.fetch(path, |text| Msg::Quiz(Quiz::Listed { text }));
    }

    /// Goes on with the paper that was left, or draws one.
    fn begin_paper(&mut self) {
        let sitting = &mut self.ui.quiz;
        let left = sitting.edition.and_then(|it| Paper::read(&store::paper(it)?, &sitting.rows, it));
        match left {
            Some(paper) => {
                sitting.paper = paper;
                self.fetch_questions();
            }
            None => self.draw_paper(),
        }
    }

    fn draw_paper(&mut self) {
        let sitting = &mut self.ui.quiz;
        if let Some(edition) = sitting.edition {
            sitting.paper = Paper::draw(&sitting.rows, edition, &browser::seed());
            self.keep_paper();
        }
        self.fetch_questions();
    }

    fn keep_paper(&self) {
        let Sitting { edition, paper, .. } = &self.ui.quiz;
        if let Some(edition) = edition {
            store::note_paper(*edition, &paper.line());
        }
    }

    /// Fetches the files of the questions so far and of the next one, unless they are here.
    pub(crate) fn fetch_questions(&mut self) {
        if matches!(self.ui.cards, Cards::Awaited) {
            return; // `Open::Listed` calls this again: the list says where the files are
        }
        let paper = &self.ui.quiz.paper;
        let near = paper.asked().iter().take(paper.at() + 2).filter(|asked| asked.question.is_none());
        let rows: Vec<QuizRow> = near.map(|asked| asked.row.clone()).collect();
        for row in rows {
            match self.workspace.file(&row.scenario) {
                Ok(path) => self.fetch(path, |file| Msg::Quiz(Quiz::Came { row, file })),
                Err(why) => self.ui.quiz.failed = Some(why),
            }
        }
    }

    /// Keeps the best score, in this browser.
    fn end_paper(&self) {
        let Sitting { edition, paper, .. } = &self.ui.quiz;
        if let Some(edition) = edition.filter(|_| paper.current().is_none()) {
            store::note_score(edition, paper.score(), paper.asked().len());
        }
    }
}

/// The page.
pub(crate) fn page(cx: &Cx<'_>) -> Html {
    let Sitting { edition, rows, paper, failed } = &cx.ui.quiz;
    let body = match edition {
        _ if failed.is_some() => {
            failed.as_ref().map_or_else(Html::default, |why| start::problem(cx, why, true))
        }
        None => doors(),
        Some(_) if rows.is_empty() => waits(),
        Some(_) => match paper.current() {
            Some(asked) => {
                let (number, of) = (paper.at() + 1, paper.asked().len());
                asked.question.as_ref().map_or_else(waits, |it| question(cx, it, asked, (number, of)))
            }
            None if paper.asked().iter().any(|asked| asked.question.is_none()) => waits(),
            None => result(cx, paper),
        },
    };
    let title = edition.map_or_else(|| text::QUIZ.to_string(), text::quiz_of);
    html! {
        <main class="start quiz">
            <p class="crumbs"><a href="#">{ text::ALL_SCENARIOS }</a></p>
            <h1 id="quiz" tabindex="-1">{ title }</h1>
            { body }
        </main>
    }
}

fn waits() -> Html {
    html! { <p class="empty" role="status">{ text::LOADING }</p> }
}

/// The choice of an edition.
fn doors() -> Html {
    let door = |(edition, name, about): (Edition, Text, Text)| {
        let best = store::score(edition).map_or_else(|| text::QUIZ_NEVER.to_string(), |it| text::best(&it));
        let (answered, of) = store::paper(edition).map_or((0, 0), |line| Paper::progress(&line));
        let goes_on = (1..of).contains(&answered).then(|| text::goes_on_at(answered + 1, of));
        let best = goes_on.unwrap_or(best);
        html! { <a class="door" href={Address::Quiz(Some(edition)).hash()}><strong>{ icon("#i-edit") }{ name }</strong><span>{ about }</span><span class="fade">{ best }</span></a> }
    };
    html! {
        <>
            <p class="lead">{ text::QUIZ_LEAD }</p>
            <p id="quiz-choose">{ text::QUIZ_CHOOSE }</p>
            <div class="doors" role="group" aria-labelledby="quiz-choose">{ for text::FREE_DOORS.into_iter().map(door) }</div>
        </>
    }
}

fn question(cx: &Cx<'_>, it: &Question, asked: &Asked, (number, of): (usize, usize)) -> Html {
    let (last, answer) = (number == of, asked.answer);
    html! {
        <div class="question prose" key={number}>
            <p class="fade">{ text::question_of(number, of) }{ " · " }{ text::QUIZ_FROM }<span lang={markdown::lang(None)}>{ it.title.clone() }</span></p>
            { fold(cx, &text::SO_FAR, &it.so_far) }
            { markdown::blocks(cx, &it.told) }
            <fieldset class="predict">
                <legend>{ it.prediction.question.clone() }</legend>
                { for it.prediction.choices.iter().enumerate().map(|(choice, offered)| html! {
                    <label class="choice">
                        <input type="radio" name="answer" checked={answer == Some(choice)} onchange={cx.on::<yew::Event>(Msg::Quiz(Quiz::Choose { choice }))} />
                        <span>{ offered.text.clone() }</span>
                    </label>
                }) }
            </fieldset>
            { button(cx, "primary", "#i-next", if last { &text::QUIZ_TO_RESULT } else { &text::NEXT }, Msg::Quiz(Quiz::Next), answer.is_some()) }
        </div>
    }
}

fn result(cx: &Cx<'_>, paper: &Paper) -> Html {
    html! {
        <>
            <p class="lead" id="score">{ text::score(paper.score(), paper.asked().len()) }</p>
            <ol class="results prose">{ for paper.asked().iter().map(|asked| answered(cx, asked)) }</ol>
            { button(cx, "primary", "#i-again", &text::QUIZ_AGAIN, Msg::Quiz(Quiz::Again), true) }
        </>
    }
}

fn answered(cx: &Cx<'_>, asked: &Asked) -> Html {
    let Some(Question { prediction: Prediction { question, choices }, title, .. }) = &asked.question else {
        return Html::default();
    };
    let yours = asked.answer.and_then(|at| choices.get(at));
    let right = choices.iter().find(|it| it.right && !asked.is_right());
    let answer = |what: Text, answer: &str| html! { <p class="replied"><span class="fade">{ what }</span><em>{ answer.to_owned() }</em></p> };
    let because = yours.map(|it| &it.because).filter(|because| !because.is_empty());
    let (class, sign, word) = if asked.is_right() {
        ("met", "#i-ok", text::WAS_RIGHT)
    } else {
        ("unmet", "#i-bad", text::WAS_WRONG)
    };
    let step = Address::scenario(asked.row.scenario.clone(), asked.row.step);
    html! {
        <li class={class}>
            <p class="status">{ icon(sign) }{ word }</p>
            <p lang={markdown::lang(None)}><strong>{ question.clone() }</strong></p>
            { yours.map(|it| answer(text::YOU_ANSWERED, &it.text)) }
            { because.map(|because| html! { <p lang={markdown::lang(None)}>{ because.clone() }</p> }) }
            { right.map(|it| answer(text::RIGHT_ANSWER, &it.text)) }
            { draw::to(cx, &step, "", text::see_step(title, asked.row.step + 1).into()) }
        </li>
    }
}
