//! Challenges: the list of them, and the one that is open, in the place of the story. Whether a goal is reached is decided
//! by the session.

use playground_session::challenge::{ChallengeRow, Trial};
use playground_session::view::{Block, ChallengeView, Edition, GoalView, SolutionView};
use yew::{Html, classes, html};

use crate::address::Address;
use crate::app::{App, Settle};
use crate::draw::{self, button, icon};
use crate::msg::{Cx, Msg, Stage};
use crate::panels::Panel;
use crate::workspace::Workspace;
use crate::{markdown, store, text};

/// What can happen to challenges.
#[derive(Clone)]
pub(crate) enum Challenge {
    /// The list is loaded, or could not be.
    Listed { text: Result<String, String> },
    /// Go on checking the goals.
    Check,
    /// Show another hint.
    Hint,
    /// Show the solution.
    Solution,
    /// Go back to the world that the set-up made.
    StartOver,
}

/// The list of challenges, as far as it is loaded.
#[derive(Default)]
pub(crate) enum Listed {
    /// Nobody has needed it.
    #[default]
    No,
    /// It is being loaded.
    Awaited,
    /// It is loaded.
    Here(Vec<ChallengeRow>),
    /// It could not be loaded or read, and why.
    Missing(String),
}

impl Listed {
    fn cards(&self) -> &[ChallengeRow] {
        match self {
            Self::Here(cards) => cards,
            Self::No | Self::Awaited | Self::Missing(_) => &[],
        }
    }
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn challenge(&mut self, challenge: Challenge) -> bool {
        match challenge {
            Challenge::Listed { text } => {
                let cards = text.and_then(|text| Workspace::challenges(&text));
                self.ui.challenges = cards.map_or_else(Listed::Missing, Listed::Here);
                if let (Stage::Loading, Address::Challenge(id)) = (&self.ui.stage, self.host.address()) {
                    self.open_challenge(id);
                }
            }
            Challenge::Check => self.refresh(),
            Challenge::Hint => {
                let shown = self.workspace.trial(|trial| {
                    trial.hint();
                    (trial.id().to_owned(), trial.hints())
                });
                if let Some((id, shown)) = shown.filter(|_| self.host.is_page()) {
                    store::note_hints(&id, shown);
                }
                self.refresh();
                self.settling.push(Settle::Reveal("hints-end"));
            }
            Challenge::Solution => {
                self.workspace.trial(Trial::show_solution);
                self.refresh();
                self.settling.push(Settle::Focus("solution"));
            }
            Challenge::StartOver => {
                self.workspace.trial(Trial::restart);
                self.enter_at(0);
            }
        }
        true
    }

    /// Fetches the list of challenges, once.
    pub(crate) fn fetch_challenges(&mut self) {
        if matches!(self.ui.challenges, Listed::No) {
            self.ui.challenges = Listed::Awaited;
            let path = Workspace::CHALLENGES.to_owned();
            self.fetch(path, |text| Msg::Challenge(Challenge::Listed { text }));
        }
    }

    /// Opens a challenge, as it was left if this tab has it.
    pub(crate) fn open_challenge(&mut self, id: String) {
        if self.workspace.reopen_trial(&id) {
            return self.enter_at(0);
        }
        self.ui.stage = Stage::Loading;
        let path = match &self.ui.challenges {
            Listed::No => return self.fetch_challenges(), // `Challenge::Listed` calls this again
            Listed::Awaited => return,
            Listed::Here(cards) => {
                let card = cards.iter().find(|card| card.id == id);
                card.map(|card| ["challenges/", &card.file].concat()).ok_or_else(|| text::no_challenge(&id))
            }
            Listed::Missing(why) => Err(why.clone()),
        };
        match path {
            Ok(path) => self.fetch_file(path, id, 0, None),
            Err(why) => self.failed(why),
        }
    }

    /// The challenge of the list that goes on with the session of this id when it is opened.
    pub(crate) fn last_at(&self, id: &str) -> Option<String> {
        let row = self.ui.kept.rows.iter().flat_map(|rows| rows.iter()).find(|row| row.id == id)?;
        let what = row.what.as_ref().ok()?;
        let card = self.ui.challenges.cards().iter().find(|card| what.began_as(&card.id))?;
        (store::last_of(&card.id).as_deref() == Some(id)).then(|| card.id.clone())
    }

    /// Checks the goals of the challenge that is open, before its world is drawn. What has to wait is checked later.
    pub(crate) fn check_goals(&mut self) {
        let went = self.workspace.trial(Trial::check);
        if let Some(went) = went {
            self.or_wait(went, Msg::Challenge(Challenge::Check));
        }
    }

    /// Notes in the browser that a challenge is solved, and with how many commands at best.
    pub(crate) fn note_solved(&self) {
        if let Some((id, best)) = self.view.challenge.as_ref().and_then(|it| Some((&it.id, it.solved?))) {
            let before = store::solved(id).and_then(|text| text.parse::<usize>().ok());
            if before.is_none_or(|before| best < before) {
                store::note_solved(id, best);
            }
        }
    }
}

/// The section of the first screen. Its cards come a moment after the rest.
pub(crate) fn section(cx: &Cx<'_>) -> Html {
    let list = |edition: Edition| {
        let cards = cx.ui.challenges.cards().iter().filter(|card| card.edition == edition);
        html! { <><h3>{ text::edition(edition) }</h3><ol class="cards-grid">{ for cards.map(|it| card(cx, it)) }</ol></> }
    };
    let body = match &cx.ui.challenges {
        Listed::No | Listed::Awaited => Html::default(),
        Listed::Missing(why) => html! { <p class="fade">{ why.clone() }</p> },
        Listed::Here(_) => Edition::ALL.into_iter().map(list).collect(),
    };
    html! {
        <section aria-labelledby="exercises">
            <h2 id="exercises">{ text::EXERCISES }</h2>
            <p>{ text::EXERCISES_LEAD }</p>
            { body }
            <p class="to-quiz"><a href={Address::Quiz(None).hash()}><strong>{ text::QUIZ }</strong></a>{ ". " }{ text::QUIZ_SUMMARY }</p>
        </section>
    }
}

fn card(cx: &Cx<'_>, card: &ChallengeRow) -> Html {
    let rows = cx.ui.kept.rows.iter().flat_map(|rows| rows.iter());
    let begun = rows.filter_map(|row| row.what.as_ref().ok()).any(|it| it.began_as(&card.id));
    let mark = match store::solved(&card.id) {
        Some(_) => {
            html! { <span class="fade"><span class="status good">{ icon("#i-ok") }{ text::SOLVED }</span></span> }
        }
        None if begun => html! { <span class="fade">{ text::BEGUN }</span> },
        None => Html::default(),
    };
    html! {
        <li class="card"><a href={Address::Challenge(card.id.clone()).hash()}>
            <span class="card-title">{ card.title.clone() }</span>
            <span class="card-text">{ card.summary.clone() }</span>
            { mark }
        </a></li>
    }
}

/// The challenges that follow a scenario, at its end.
pub(crate) fn after(cx: &Cx<'_>, scenario: &str) -> Html {
    let mut all = cx.ui.challenges.cards().iter().filter(|card| card.after == scenario).peekable();
    if all.peek().is_none() {
        return Html::default();
    }
    html! { <><h3>{ text::EXERCISES_HERE }</h3><ol class="cards-grid">{ for all.map(|it| card(cx, it)) }</ol></> }
}

/// The challenge that is open, in the place of the story.
pub(crate) fn body(cx: &Cx<'_>, it: &ChallengeView) -> Html {
    html! {
        <>
            <div class="panel-body prose" id="story" tabindex="0" role="group" aria-label={Panel::Story.row().title}>
                <p class="crumbs" id="story-top">{ cx.host.is_page().then(|| html! { <><a href="#">{ text::ALL_SCENARIOS }</a>{ " / " }</> }) }<span>{ text::CHALLENGE }</span>{ draw::edition(it.edition) }</p>
                <h2 id="story-title" tabindex="-1">{ it.title.clone() }</h2>
                { markdown::blocks(cx, &it.intro) }
                { goals(cx, it) }
                { hints(cx, it) }
                { it.solution.as_ref().map(|way| solution(cx, it, way)) }
                { fold(cx, &text::MADE_WORLD, &it.setup) }
            </div>
            <div class={classes!("controls", (it.met && cx.host.is_page()).then_some("over"))}>
                { it.met.then(|| next(cx, it)) }
                { button(cx, if it.met && cx.host.is_page() { "plain" } else { "primary" }, "#i-console", &text::TO_CONSOLE, Msg::Show { panel: Panel::Console, focus: true }, cx.host.has(Panel::Console)) }
                { button(cx, "plain", "#i-again", &text::START_OVER, Msg::Challenge(Challenge::StartOver), it.commands != Some(0)) }
            </div>
        </>
    }
}

/// Where to go from a challenge that is solved: to the next one of its edition, else to the list.
fn next(cx: &Cx<'_>, it: &ChallengeView) -> Html {
    if !cx.host.is_page() {
        return Html::default();
    }
    let cards = cx.ui.challenges.cards().iter().filter(|card| card.edition == it.edition);
    match cards.skip_while(|card| card.id != it.id).nth(1) {
        Some(card) => {
            html! { <a class="primary" href={Address::Challenge(card.id.clone()).hash()} title={card.title.clone()}>{ icon("#i-next") }{ text::NEXT_CHALLENGE }</a> }
        }
        None => html! { <a class="primary" href="#">{ icon("#i-next") }{ text::ALL_SCENARIOS }</a> },
    }
}

fn goals(cx: &Cx<'_>, it: &ChallengeView) -> Html {
    let goal = |goal: &GoalView| {
        let (class, sign, word) = match goal.met {
            Some(true) => ("met", "#i-ok", text::GOAL_MET),
            Some(false) => ("unmet", "#i-dot", text::GOAL_UNMET),
            None if it.commands.is_none() => ("unmet", "#i-dot", text::NOT_BEGUN),
            None => ("unmet", "#i-busy", text::GOAL_UNCHECKED),
        };
        html! { <li class={class}>{ icon(sign) }<span>{ markdown::inlines(cx, &goal.text) }<span class="visually-hidden">{ ", " }{ word }</span></span></li> }
    };
    let said = match (it.commands, &it.solution) {
        (None, _) => Some(("warn", text::NOT_BEGUN.to_string())),
        (Some(commands), Some(way)) if it.met => Some(("solved", text::solved_with(commands, way.count()))),
        (Some(_), _) => None,
    };
    html! {
        <>
            <h3 id="goals">{ text::GOALS }</h3>
            <ul class="goals" aria-labelledby="goals">{ for it.goals.iter().map(goal) }</ul>
            { said.map(|(class, said)| html! { <p class={classes!("flash", class)} id="goals-end">{ said }</p> }) }
        </>
    }
}

fn hints(cx: &Cx<'_>, it: &ChallengeView) -> Html {
    let more = match (it.more_hints, &it.solution) {
        (_, Some(_)) => None,
        (0, None) => Some((text::SHOW_SOLUTION.to_string(), Challenge::Solution)),
        (left, None) => Some((text::hint_left(left), Challenge::Hint)),
    };
    html! {
        <>
            { markdown::blocks(cx, &it.hints) }
            { more.map(|(label, msg)| button(cx, "plain", "#i-info", &label, Msg::Challenge(msg), true)) }
            <div id="hints-end" />
        </>
    }
}

fn solution(cx: &Cx<'_>, it: &ChallengeView, way: &SolutionView) -> Html {
    html! {
        <>
            <h3 id="solution" tabindex="-1">{ text::SOLUTION }</h3>
            { for way.blocks.iter().map(|block| draw::commands(cx, block, 0)) }
            { markdown::blocks(cx, &way.outro) }
            { fold(cx, &text::WRONG_WAYS, &way.wrong) }
            { (!it.after.is_empty()).then(|| draw::to(cx, &Address::scenario(it.after.clone(), 0), "", text::TEACHES.into())) }
        </>
    }
}

/// How many goals are reached, for a panel that hides them where one is shown at a time; nothing while they are being checked.
pub(crate) fn reached(cx: &Cx<'_>) -> Html {
    let Some(met) = cx.view.challenge.as_ref().and_then(ChallengeView::reached) else {
        return Html::default();
    };
    let sign = if met.0 == met.1 { "#i-ok" } else { "#i-dot" };
    html! {
        <p class="elsewhere goals-here">
            <button type="button" class="there" onclick={cx.on(Msg::Show { panel: Panel::Story, focus: true })}>{ icon(sign) }<span>{ text::goals_reached(met.0, met.1) }</span></button>
        </p>
    }
}

/// Something to read that is folded; nothing if there is nothing to read.
pub(crate) fn fold(cx: &Cx<'_>, title: &'static str, blocks: &[Block]) -> Html {
    if blocks.is_empty() {
        return Html::default();
    }
    html! { <details class="made"><summary>{ title }</summary>{ markdown::blocks(cx, blocks) }</details> }
}
