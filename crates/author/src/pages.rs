//! A scenario as a page to read, with its steps in order and pictures of the map; and as a fragment to paste
//! into another page.

use maud::{Markup, html};
use playground_session::scenario::Expected;
use playground_session::view::{Edition, Prediction, set_up, twin};

use crate::lessons::{Part, PlayedLesson};
use crate::look::Layout;
use crate::prose::{self, blocks};

/// Leads from the page of a scenario to the site's folder.
const ROOT: &str = "../../";

/// The address and height of a picture.
pub(crate) struct Picture {
    pub(crate) high: u32,
}

/// Writes `read/<id>/index.html`.
pub(crate) fn scenario(
    played: &PlayedLesson,
    pictures: &[Picture],
    url: &str,
    before: Option<&PlayedLesson>,
    next: Option<&PlayedLesson>,
) -> String {
    let id = played.id();
    let body = html! {
        article {
            p.crumbs { a href="../" { "Scenarios" } }
            h1 { (played.title()) }
            p { (edition(played.lesson.scenario().edition)) }
            p.lead { (played.summary()) }
            p.read-do { a.primary href={ "../../#v1/" (id) "/1" } { "Run it in the playground" } a href="handout.md" download { "Handout (Markdown)" } }
            div.read-intro { (blocks(ROOT, &played.lesson.scenario().intro)) }
            nav.read-steps aria-label="Steps" {
                ol { @for part in played.parts() { li { a href={ "#step-" (part.number) } { (part.step.title) } } } }
            }
            @for (part, picture) in played.parts().zip(pictures) { (step(id, &part, picture)) }
        }
        nav.read-next aria-label="Other scenarios" {
            @if let Some(played) = before { a href={ "../" (played.id()) "/" } rel="prev" { "← " (played.title()) } }
            @if let Some(played) = next { a href={ "../" (played.id()) "/" } rel="next" { (played.title()) " →" } }
        }
    };
    let frame = Layout {
        root: ROOT,
        title: played.title(),
        about: played.summary(),
        address: Some(format!("{url}read/{id}/")),
        oembed: Some(format!("{url}oembed/{id}.json")),
    };
    frame.page(&body)
}

fn step(id: &str, part: &Part<'_>, picture: &Picture) -> Markup {
    let number = part.number;
    html! {
        section.read-step id={ "step-" (number) } aria-labelledby={ "title-" (number) } {
            h2 id={ "title-" (number) } { span.read-number { (number) } " " (part.step.title) }
            div.read-before {
                (blocks(ROOT, &part.step.before))
                @if let Some(asked) = &part.step.prediction { (question(asked)) }
            }
            @for ((commands, came), folded) in part.blocks.iter().zip(folded(&part.blocks)) {
                pre.read-commands tabindex="0" aria-label="Commands" data-set-up=[(folded > 0).then_some(folded)] {
                    @for command in commands { code { (command) } "\n" }
                }
                @if !came.text.is_empty() {
                    pre.read-output.refused[came.refused.is_some()] tabindex="0" aria-label="Output" { (came.text.trim_end()) }
                }
            }
            (blocks(ROOT, &part.step.after))
            @if !part.map.accounts.is_empty() {
                figure {
                    picture {
                        source media="(prefers-color-scheme: dark)" srcset={ (number) ".dark.svg" };
                        img src={ (number) ".svg" } alt={ "The map after step " (number) "; the same as text is below." } width="720" height=(picture.high) loading="lazy";
                    }
                    figcaption {
                        details { summary { "The map after this step, as text" } (prose::twin(&twin(&part.map))) }
                    }
                }
            }
            p { a href={ "../../#v1/" (id) "/" (number) } { "Run this step" } }
        }
    }
}

/// How many commands of each block the page folds.
fn folded(blocks: &[(Vec<String>, Expected)]) -> Vec<usize> {
    set_up(&blocks.iter().map(|(commands, _)| commands.clone()).collect::<Vec<_>>())
}

fn question(asked: &Prediction) -> Markup {
    html! {
        div.read-ask {
            p { strong { (asked.question) } }
            ol type="A" { @for choice in &asked.choices { li { (choice.text) } } }
            details {
                summary { "Answer" }
                @for (letter, choice) in ('A'..).zip(&asked.choices) {
                    @if choice.right {
                        p { strong { (letter) ". " (choice.text) } " " (choice.because) }
                    } @else if !choice.because.is_empty() {
                        p { (letter) " is wrong: " (choice.because) }
                    }
                }
            }
        }
    }
}

/// Writes `read/index.html`.
pub(crate) fn index(all: &[PlayedLesson], url: &str) -> String {
    let body = html! {
        h1 { "Scenarios to read" }
        p.lead { "Every scenario of the playground as text and pictures, for reading, printing and searching. Each step can be run in the playground as well." }
        @for (edition, those) in by_edition(all) {
            h2 { (edition.title()) }
            ol.read-list { @for played in those { li { a href={ (played.id()) "/" } { (played.title()) } br; (played.summary()) } } }
        }
    };
    let frame = Layout {
        root: "../",
        title: "Scenarios",
        about: "Every scenario of the Aurora Encryption Playground as text and pictures.",
        address: Some(format!("{url}read/")),
        oembed: None,
    };
    frame.page(&body)
}

/// The scenarios as on the playground's first screen (`web/src/start.rs`), with links to the pages to read.
pub(crate) fn cards(all: &[PlayedLesson]) -> Markup {
    html! {
        @for (edition, those) in by_edition(all) {
            h3 { (edition.title()) } "\n"
            ol.cards-grid { "\n" @for played in those { (card(played)) "\n" } } "\n"
        }
    }
}

fn card(played: &PlayedLesson) -> Markup {
    let scenario = played.lesson.scenario();
    html! {
        li.card {
            a href={ "read/" (played.id()) "/" } {
                span.card-title { (played.title()) }
                span.card-text { (played.summary()) }
                span.fade { (scenario.steps.len()) " steps" (edition(scenario.edition)) }
            }
        }
    }
}

/// The edition of a scenario, as the playground shows it (`web/src/draw.rs`).
fn edition(of: Edition) -> Markup {
    html! { span.edition.today[of == Edition::Y2026] { span.visually-hidden { "Edition: " } (of.title()) } }
}

/// The scenarios of each edition, in the order of the list.
fn by_edition(all: &[PlayedLesson]) -> impl Iterator<Item = (Edition, Vec<&PlayedLesson>)> {
    let those = |edition| all.iter().filter(|played| played.lesson.scenario().edition == edition).collect();
    Edition::ALL.map(|edition| (edition, those(edition))).into_iter()
}

/// Writes `read/<id>/embed.html`, which people paste into their own pages. The content of the element is
/// shown without scripts, in print and in feeds.
pub(crate) fn fragment(played: &PlayedLesson, pictures: &[Picture], url: &str) -> String {
    let id = played.id();
    let read = format!("{url}read/{id}/");
    let last = pictures.len();
    let fragment = html! {
        link rel="stylesheet" href={ (url) "embed-place.css" }; "\n"
        script type="module" src={ (url) "embed.js" } {} "\n"
        aurora-playground scenario=(id) title=(played.title()) { "\n"
            p { a href=(read) { (played.title()) } ". " (played.summary()) } "\n"
            @if let Some(picture) = pictures.last() {
                p { img src={ (read) (last) ".svg" } alt={ "The map at the end of the scenario" } width="720" height=(picture.high) loading="lazy"; } "\n"
            }
            ol { "\n"
                @for part in played.parts() {
                    li {
                        p { strong { (part.step.title) } } "\n"
                        @for text in prose::plain(&part.step.before) { p { (text) } "\n" }
                        @for (commands, came) in &part.blocks {
                            pre { code { (commands.join("\n")) } } "\n"
                            @if !came.text.is_empty() { pre { (came.text.trim_end()) } "\n" }
                        }
                        @for text in prose::plain(&part.step.after) { p { (text) } "\n" }
                    } "\n"
                }
            } "\n"
        } "\n"
    };
    no_blank_lines(&fragment.into_string())
}

/// Markdown ends HTML at a blank line, so the line feed before one is written as a character reference.
fn no_blank_lines(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for (number, line) in html.trim_end().lines().enumerate() {
        if number > 0 {
            out.push_str(if line.trim().is_empty() { "&#10;" } else { "\n" });
        }
        out.push_str(line);
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_survives_markdown() {
        assert_eq!(no_blank_lines("<pre>a\n\n  \nb</pre>\n\n"), "<pre>a&#10;&#10;  \nb</pre>\n");
    }
}
