//! A step's commands, and how they went. What only sets the stage is one line that can be opened; what the step is about
//! is open. Which is which is decided by the session.

use playground_session::glossary::rules_of_answer;
use playground_session::view::{ConsoleEntry, Happened, Look, Place, StepView, Touched};
use yew::{AttrValue, Html, classes, html};

use super::{Story, predict};
use crate::draw::{self, icon};
use crate::msg::{Cx, Msg};
use crate::output::{error, output};
use crate::panels::Panel;
use crate::{refusal, sql, text};

/// The most lines that an answer is shown with at once.
const SHORT: usize = 12;

/// The commands, block by block. Those that set the stage are folded.
pub(super) fn commands(cx: &Cx<'_>, step: &StepView) -> Html {
    step.commands.iter().zip(&step.set_up).map(|(block, folded)| draw::commands(cx, block, *folded)).collect()
}

/// The answers. What the reader predicted is judged directly above the one that decides: both are in sight at once.
pub(super) fn answers(cx: &Cx<'_>, step: &StepView) -> Html {
    let count = step.answers.len();
    let speaks = |at: usize| match &step.look {
        Some(look) => look.speaks.get(at).copied().unwrap_or(true),
        None => true,
    };
    let decides = |at: usize| match &step.look {
        Some(look) => look.answer == at,
        None => at + 1 == count,
    };
    let all: Vec<(usize, &ConsoleEntry)> = step.answers.iter().enumerate().collect();
    let groups = all.chunk_by(|(one, _), (next, _)| !speaks(*one) && !speaks(*next));
    // The answer before the deciding one, if a step compares the two.
    let pair = |at: usize| {
        let next = step.answers.get(at + 1).filter(|_| decides(at + 1) && speaks(at))?;
        step.answers.get(at).filter(|one| is_compared(one, next))
    };
    let group = |group: &[(usize, &ConsoleEntry)]| {
        match group {
        [(at, _), ..] if !speaks(*at) => done(cx, group),
        _ => group.iter().filter(|(at, _)| pair(*at).is_none()).map(|(at, answer)| {
            let it = answered(cx, answer, count > 1, decides(*at));
            if !decides(*at) {
                return it;
            }
            let beside = at.checked_sub(1).and_then(pair).map(|one| answered(cx, one, true, true));
            let class = classes!("decides", beside.is_some().then_some("both"));
            html! { <div {class} id="decisive">{ predict::verdict(cx) }{ step.look.as_ref().map(|look| elsewhere(cx, look)) }{ beside }{ it }</div> }
        }).collect(),
    }
    };
    html! { <>{ for groups.map(group) }</> }
}

/// Returns whether two long answers are those of the same command, each about something else: a step that has them one
/// after the other compares them.
fn is_compared(one: &ConsoleEntry, next: &ConsoleEntry) -> bool {
    let command =
        |entry: &ConsoleEntry| entry.line.split_whitespace().take(2).map(String::from).collect::<Vec<_>>();
    let long = |entry: &ConsoleEntry| entry.exit_code == 0 && entry.stdout.lines().count() > SHORT;
    long(one) && long(next) && command(one) == command(next)
}

/// Answers that only say that something was set up.
fn done(cx: &Cx<'_>, answers: &[(usize, &ConsoleEntry)]) -> Html {
    html! {
        <details class="answer good set-up">
            <summary>{ icon("#i-ok") }<span>{ text::commands_done(answers.len()) }</span></summary>
            { for answers.iter().map(|(_, answer)| answered(cx, answer, true, false)) }
        </details>
    }
}

/// How a command went; `named`: with its line. A long answer is folded, unless it is the one that decides; a refusal is
/// shown in full.
fn answered(cx: &Cx<'_>, answer: &ConsoleEntry, named: bool, decides: bool) -> Html {
    let line = named.then(|| html! { <code class="clip">{ AttrValue::from(answer.line.clone()) }</code> });
    if answer.exit_code == 0 {
        let lines = answer.stdout.lines().count();
        return html! {
            <details class="answer good" open={decides || lines <= SHORT}>
                <summary>{ icon("#i-ok") }<span>{ text::DONE }</span>{ line }<span class="fade">{ text::lines(lines) }</span></summary>
                { (lines > 0).then(|| output(&answer.stdout)) }
                { answer.sql.as_ref().map(|it| sql::under(cx, it, true)) }
                { refusal::named(&rules_of_answer(&answer.stdout, cx.view.edition)) }
            </details>
        };
    }
    let word = if answer.refusal.is_some() { text::REFUSED } else { text::FAILED };
    html! {
        <div class="answer bad">
            <p class="answer-head">{ icon("#i-stop") }<span>{ word }</span>{ line }</p>
            { (!answer.stdout.is_empty()).then(|| output(&answer.stdout)) }
            { error(&answer.stderr) }
            { answer.sql.as_ref().map(|it| sql::under(cx, it, true)) }
            { answer.refusal.as_ref().map(|r| refusal::card(cx, r)) }
        </div>
    }
}

/// Where one panel is shown at a time: what happened in another one, with a way there.
fn elsewhere(cx: &Cx<'_>, look: &Look) -> Html {
    let panel = panel(look.place);
    let to = |panel: Panel, what: String| {
        cx.host.has(panel).then(|| html! {
            <button type="button" class="there" onclick={cx.on(Msg::Story(Story::There { panel, part: None }))}>{ icon("#i-next") }<span>{ what }</span></button>
        })
    };
    let shown = |what: &Touched| look.place != Place::Inspector || what.what != Happened::Damaged;
    let changed = look
        .touched
        .first()
        .filter(|it| shown(it))
        .and_then(|it| to(Panel::Map, text::map_changed(it.what, &it.name, look.touched.len() - 1)));
    let names_it = look.touched.first().is_some_and(|it| it.thing == look.thing);
    let other = match look.place {
        Place::Story => None,
        Place::Map if changed.is_some() && names_it => None,
        Place::Map | Place::Inspector | Place::Console | Place::Trail | Place::Timeline => {
            to(panel, text::look_there(&panel.row().title, &look.name))
        }
    };
    html! { <p class="elsewhere">{ other }{ changed }</p> }
}

/// The panel that the session means.
pub(super) const fn panel(place: Place) -> Panel {
    match place {
        Place::Story => Panel::Story,
        Place::Map => Panel::Map,
        Place::Inspector => Panel::Inspector,
        Place::Console => Panel::Console,
        Place::Trail => Panel::Trail,
        Place::Timeline => Panel::Timeline,
    }
}
