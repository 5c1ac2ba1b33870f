//! How "Plan a change" looks: the question, the ways beside each other, and a runbook.

use playground_session::own::planning::{Aim, Alternative, COLUMNS, Field, Part, Planning, Runbook, times};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::{Event, Html, InputEvent, html};

use super::goal::{self, Choice, about, label};
use super::{Form, Planned, Step, msg};
use crate::account::picked;
use crate::draw::button;
use crate::msg::Cx;
use crate::text::{self, Text};

/// Draws the question and the answer.
pub(crate) fn draw(cx: &Cx<'_>, planned: &Planned) -> Html {
    let aim = |(at, aim): (usize, Aim)| {
        html! { <option value={at.to_string()} selected={planned.aim == Some(aim)}>{ label(aim) }</option> }
    };
    let choice = |(at, choice): (usize, &Choice)| {
        html! { <option value={at.to_string()} selected={planned.chosen == Some(at)}>{ choice.words.clone() }</option> }
    };
    let choose_aim =
        cx.hear(|event: Event| Some(msg(Step::Aim(picked(&event).and_then(|at| Aim::ALL.get(at).copied())))));
    let choose = cx.hear(|event: Event| Some(msg(Step::Choose(picked(&event)))));
    html! {
        <section aria-labelledby="own-goal">
            <h2 id="own-goal" tabindex="-1">{ text::OWN_PLAN }</h2>
            <p>{ text::OWN_PLAN_LEAD }</p>
            <div class="own-asked">
                <label>{ text::OWN_PLAN_GOAL }<select onchange={choose_aim}>
                    <option value="" selected={planned.aim.is_none()}>{ text::OWN_WHAT_IF_NONE }</option>
                    { for Aim::ALL.into_iter().enumerate().map(aim) }
                </select></label>
                { planned.aim.map(|aim| html! {
                    <label>{ about(aim) }<select onchange={choose} lang="en">
                        <option value="" selected={planned.chosen.is_none()}>{ text::OWN_WHAT_IF_NONE }</option>
                        { for planned.choices.iter().enumerate().map(choice) }
                    </select></label>
                }) }
                { for planned.fields().iter().map(|field| typed(cx, planned, *field)) }
                { button(cx, "primary", "#i-run", &text::OWN_PLAN_RUN, msg(Step::Run), planned.chosen.is_some() && !planned.goes_on) }
                { planned.goes_on.then(|| button(cx, "quiet", "", &text::OWN_WHAT_IF_STOP, msg(Step::Stop), true)) }
            </div>
            { planned.refused.as_ref().map(|why| html! { <p class="bad" role="alert" lang="en">{ why.clone() }</p> }) }
            { planned.running.as_ref().map(|running| answer(cx, planned, running)) }
            { for planned.running.iter().flat_map(Planning::left).map(|left| html! { <p class="fade" lang="en">{ left.clone() }</p> }) }
        </section>
    }
}

fn typed(cx: &Cx<'_>, planned: &Planned, field: Field) -> Html {
    let value = match field {
        Field::Key => &planned.wish.key,
        Field::Region => &planned.wish.region,
        Field::Account => &planned.wish.account,
        Field::Time => &planned.wish.time,
        Field::Instead => &planned.wish.instead,
        Field::Days => &planned.wish.days,
    };
    // As it is typed: a change on leaving the field would redraw what the same click is about to hit.
    let changed = cx.hear(move |event: InputEvent| {
        let text = event.target()?.dyn_into::<HtmlInputElement>().ok()?.value();
        Some(msg(Step::Type { field, text }))
    });
    html! { <label>{ goal::name(field) }{ goal::left_empty(field).map(|empty| html! { <>{ " " }{ empty }</> }) }<input type="text" spellcheck="false" autocomplete="off" placeholder={goal::example(field)} value={value.clone()} oninput={changed} /></label> }
}

fn answer(cx: &Cx<'_>, planned: &Planned, running: &Planning) -> Html {
    if planned.goes_on {
        let (done, of) = running.progress();
        return html! { <p role="status">{ text::own_planning(done, of) }</p> };
    }
    if let Some(why) = running.none() {
        return html! { <><p id="own-ways">{ text::OWN_PLAN_NONE }</p><pre class="own-lines" tabindex="0" lang="en">{ why.to_owned() }</pre></> };
    }
    if running.is_so_already() {
        return html! { <p id="own-ways">{ text::OWN_PLAN_DONE }</p> };
    }
    let row = |(at, way): (usize, Alternative)| {
        let shown = planned.book.as_ref().is_some_and(|(shown, _)| *shown == at);
        html! {
            <tr key={at}>
                <th scope="row">{ way.name }</th>
                <td>{ way.without_writes }</td>
                <td>{ way.lost }</td>
                <td>{ way.copies }</td>
                <td>{ way.steps }</td>
                <td>{ way.simulated }</td>
                <td>{ button(cx, "plain", "#i-text", &text::OWN_PLAN_SHOW, msg(Step::Show { way: at }), !shown) }</td>
            </tr>
        }
    };
    html! {
        <>
            <div class="own-table" id="own-ways" role="group" aria-labelledby="own-goal" tabindex="0" lang="en"><table>
                <thead><tr>{ for COLUMNS.map(|name| html! { <th scope="col">{ name }</th> }) }<th scope="col">{ text::OWN_RUNBOOK }</th></tr></thead>
                <tbody>{ for running.ways().into_iter().enumerate().map(row) }</tbody>
            </table></div>
            <p lang="en">{ times() }</p>
            { running.beyond().map(|words| html! { <p class="bad" lang="en">{ words }</p> }) }
            { planned.book.as_ref().map(|(_, book)| shown(cx, book)) }
            { planned.problem.as_ref().map(|why| html! { <p class="bad" role="alert" lang="en">{ why.clone() }</p> }) }
        </>
    }
}

/// A runbook, to read and to take along.
fn shown(cx: &Cx<'_>, book: &Runbook) -> Html {
    let save = |form: Form, name: Text| button(cx, "plain", "#i-save", &name, msg(Step::Save { form }), true);
    html! {
        <div class="own-runbook">
            <h3 id="own-runbook" tabindex="-1">{ text::OWN_RUNBOOK }</h3>
            <p class="own-take"><span>{ text::OWN_RUNBOOK_TAKE }</span>{ save(Form::Markdown, text::OWN_MARKDOWN) }{ save(Form::Script, text::OWN_SCRIPT) }{ save(Form::Scenario, text::OWN_SCENARIO) }</p>
            <div lang="en">{ for book.parts().iter().map(part) }</div>
        </div>
    }
}

fn part(part: &Part) -> Html {
    match part {
        Part::Lines(_, lines) => {
            html! { <pre class="own-lines" tabindex="0">{ lines.trim_end().to_owned() }</pre> }
        }
        Part::Text(words) => match words.split_once(' ') {
            Some(("#", title)) => html! { <p><strong>{ title.to_owned() }</strong></p> },
            Some(("##", title)) => html! { <h4>{ title.to_owned() }</h4> },
            Some(_) | None => html! { <p>{ for inline(words) }</p> },
        },
    }
}

/// Text with `code` in it; what is emphasised stands as it is.
fn inline(words: &str) -> Vec<Html> {
    let plain = words.replace("**", "");
    let plain = plain.trim_matches('*').to_owned();
    let piece = |(at, piece): (usize, &str)| {
        if at % 2 == 1 {
            html! { <code>{ piece.to_owned() }</code> }
        } else {
            html! { { piece.to_owned() } }
        }
    };
    plain.split('`').enumerate().map(piece).collect()
}
