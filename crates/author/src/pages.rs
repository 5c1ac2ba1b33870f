//! A scenario as a page to read, with its steps in order and pictures of the map; and as a fragment to paste
//! into another page.

use maud::{Markup, html};
use playground_session::address::Address;
use playground_session::glossary::rules_of_answer;
use playground_session::scenario::{Expected, Language};
use playground_session::view::{Edition, Prediction, Rule, RuleId, TwinItem, set_up, twin, twin_lines};

use crate::described;
use crate::lessons::{Part, PlayedLesson};
use crate::linked::{self, Page};
use crate::look::{Card, ENGLISH, Layout, tag};
use crate::prose::{self, Here, blocks};
use crate::start::{by_group, edition, takes};

/// The title of the list.
pub(crate) const TITLE: &str = "Aurora encryption scenarios to read";

/// Leads from the page of a step to the site's folder, and so does it from that of a scenario in another language.
const ROOT_OF_STEP: &str = "../../../";

/// Where a scenario's page is, and what its links lead to.
struct At<'a> {
    id: &'a str,
    /// Leads from the page to the site's folder.
    root: &'static str,
    /// Leads from the page to the scenario's folder.
    folder: &'static str,
    /// The query by which the program shows the same language.
    query: String,
}

impl<'a> At<'a> {
    fn of(played: &'a PlayedLesson) -> Self {
        match played.language() {
            None => Self { id: played.id(), root: "../../", folder: "", query: String::new() },
            Some(language) => Self {
                id: played.id(),
                root: ROOT_OF_STEP,
                folder: "../",
                query: format!("?lang={}", language.tag()),
            },
        }
    }

    /// The address of a step in the program.
    fn run(&self, step: usize) -> String {
        format!("{}{}#v1/{}/{step}", self.root, self.query, self.id)
    }
}

/// The path of a scenario's page, from the site's folder.
pub(crate) fn path(played: &PlayedLesson) -> String {
    let folder = format!("read/{}/", played.id());
    played.language().map_or_else(|| folder.clone(), |language| format!("{folder}{}/", language.tag()))
}

/// Writes `read/<id>/index.html`, or `read/<id>/<language>/index.html`: the scenario as it is `told` in a language, which is
/// the `own` one or one of its translations.
pub(crate) fn scenario(
    own: &PlayedLesson,
    told: &PlayedLesson,
    url: &str,
    before: Option<&PlayedLesson>,
    next: Option<&PlayedLesson>,
) -> String {
    let at = At::of(told);
    let id = told.id();
    let scenario = told.lesson.scenario();
    let languages: Vec<&str> = scenario.languages.iter().map(Language::tag).collect();
    // The texts before the first step and those of it are in the same language.
    let spoken = scenario.steps.first().and_then(|step| step.spoken.before.as_ref());
    let body = html! {
        article data-languages=[(!languages.is_empty()).then(|| languages.join(" "))] {
            p.crumbs { a href={ (at.root) "read/" } { "Scenarios" } }
            h1 lang=[lang(told.language())] { (told.title()) }
            p {
                (edition(scenario.edition))
                @if scenario.edition == Edition::Y2020 { " " a href={ (at.root) (Address::WhatChanged(None).hash()) } { "What is different today" } }
            }
            (others(own, told, at.root))
            p.lead lang=[lang(told.language())] { (told.summary()) }
            p.read-do { a.primary href=(at.run(1)) { "Run it in the playground" } a href={ (at.folder) "handout.md" } download { "Handout (Markdown)" } }
            div.read-intro lang=[lang(spoken)] { (blocks(Here { root: at.root, run: &at.run(1) }, &scenario.intro)) }
            nav.read-steps aria-label="Steps" {
                ol { @for part in told.parts() { li { a href={ "#step-" (part.number) } lang=[lang(part.step.spoken.title.as_ref())] { (part.step.title) } } } }
            }
            @for part in told.parts() { (step(&at, &part)) }
        }
        nav.read-next aria-label="Other scenarios" {
            @if let Some(played) = before { a href={ (at.root) "read/" (played.id()) "/" } rel="prev" { "← " (played.title()) } }
            @if let Some(played) = next { a href={ (at.root) "read/" (played.id()) "/" } rel="next" { (played.title()) " →" } }
        }
    };
    let (address, picture) = (format!("{url}{}", path(told)), format!("{url}read/{id}/card.png"));
    let about = Page {
        address: &address,
        title: told.title(),
        about: told.summary(),
        picture: &picture,
        language: tag(told.language()),
    };
    let way = [("Scenarios", "read/"), (told.title(), &*path(told))];
    let linked = vec![linked::lesson(about, scenario, true), linked::crumbs(url, &way)];
    let frame = Layout {
        language: told.language(),
        languages: in_each(own).map(|it| (tag(it.language()), format!("{url}{}", path(it)))).collect(),
        root: at.root,
        title: told.title(),
        about: told.summary(),
        address: Some(address),
        oembed: Some(format!("{url}oembed/{id}.json")),
        card: Some(Card { picture, alt: own.title().into() }),
        linked,
    };
    frame.page(&body)
}

/// A scenario in every language, English first; none if that is the only one.
fn in_each(own: &PlayedLesson) -> impl Iterator<Item = &PlayedLesson> {
    let several = !own.translated.is_empty();
    several.then_some(own).into_iter().chain(&own.translated)
}

/// Links to the scenario in its other languages.
fn others(own: &PlayedLesson, told: &PlayedLesson, root: &str) -> Markup {
    html! {
        @if !own.translated.is_empty() {
            p { "In other languages: "
                @for it in in_each(own).filter(|it| it.language() != told.language()) {
                    a href={ (root) (path(it)) } hreflang=(tag(it.language())) lang=(tag(it.language())) dir="auto" { (it.title()) } " "
                }
            }
        }
    }
}

/// The attribute `lang` of a text, on a page that is else in English.
fn lang(language: Option<&Language>) -> Option<&str> {
    language.map(Language::tag)
}

fn step(at: &At<'_>, part: &Part<'_>) -> Markup {
    let number = part.number;
    html! {
        section.read-step id={ "step-" (number) } aria-labelledby={ "title-" (number) } {
            h2 id={ "title-" (number) } { span.read-number { (number) } " " span lang=[lang(part.step.spoken.title.as_ref())] { (part.step.title) } }
            (told(Here { root: at.root, run: &at.run(number) }, part))
            (map(part, at.folder))
            p { a href=(at.run(number)) { "Run this step" } " · " a href={ (at.folder) (number) "/" } { "This step alone" } }
        }
    }
}

/// How many commands of each block the page folds.
fn folded(blocks: &[(Vec<String>, Expected)]) -> Vec<usize> {
    set_up(&blocks.iter().map(|(commands, _)| commands.clone()).collect::<Vec<_>>())
}

/// What is read of a step, and what was run.
fn told(here: Here<'_>, part: &Part<'_>) -> Markup {
    let spoken = &part.step.spoken;
    html! {
        div.read-before lang=[lang(spoken.before.as_ref())] {
            (blocks(here, &part.step.before))
            @if let Some(asked) = &part.step.prediction { (question(asked, spoken.question.as_ref())) }
        }
        (ran(part))
        @match &spoken.after {
            None => (blocks(here, &part.step.after)),
            Some(language) => div.read-before lang=(language.tag()) { (blocks(here, &part.step.after)) },
        }
    }
}

/// The rules that a result names: that by which it was refused, or those of the answer.
fn named(came: &Expected, edition: Edition) -> Vec<&'static Rule> {
    let refused = came.refused.as_ref().and_then(|refused| refused.rule.as_deref());
    let rule = refused.and_then(|rule| RuleId::parse(rule)?.rule(edition));
    rule.map_or_else(|| rules_of_answer(&came.text, edition), |rule| vec![rule])
}

/// The commands of a step, and what they printed, with the text of each rule that is named there.
pub(crate) fn ran(part: &Part<'_>) -> Markup {
    html! {
        @for ((commands, came), folded) in part.blocks.iter().zip(folded(&part.blocks)) {
            pre.read-commands tabindex="0" aria-label="Commands" data-set-up=[(folded > 0).then_some(folded)] {
                @for command in commands { code { (command) } "\n" }
            }
            @if !came.text.is_empty() {
                pre.read-output.refused[came.refused.is_some()] tabindex="0" aria-label="Output" { (came.text.trim_end()) }
            }
            @for rule in named(came, part.edition) { p.read-rule { "Rule " (rule.id.name()) ": " (rule.statement) } }
        }
    }
}

/// The rules that the map names in brackets: "Its backups go back only one day (E09)."
fn rules_in(items: &[TwinItem], edition: Edition) -> Vec<&'static Rule> {
    let text = twin_lines(items);
    let named = text.split('(').filter_map(|rest| RuleId::parse(rest.split_once(')')?.0)?.rule(edition));
    let mut found: Vec<&'static Rule> = Vec::new();
    for rule in named {
        if !found.iter().any(|other| other.id == rule.id) {
            found.push(rule);
        }
    }
    found
}

fn listed(rules: &[&'static Rule]) -> String {
    rules.iter().map(|rule| rule.id.name()).collect::<Vec<_>>().join(", ")
}

/// The map after a step, and on a phone a narrow picture of it. `folder` leads from the page to the scenario's folder.
pub(crate) fn map(part: &Part<'_>, folder: &str) -> Markup {
    let (number, (high, narrow)) = (part.number, part.high);
    let text = twin(&part.map);
    let rules = rules_in(&text, part.edition);
    html! {
        @if !part.map.accounts.is_empty() {
            figure {
                picture {
                    source media="(max-width: 37.5rem) and (prefers-color-scheme: dark)" srcset={ (folder) (number) ".narrow.dark.svg" } width="360" height=(narrow);
                    source media="(max-width: 37.5rem)" srcset={ (folder) (number) ".narrow.svg" } width="360" height=(narrow);
                    source media="(prefers-color-scheme: dark)" srcset={ (folder) (number) ".dark.svg" };
                    img src={ (folder) (number) ".svg" } alt={ "The map after step " (number) "; the same as text is below." } width="720" height=(high) loading="lazy";
                }
                figcaption {
                    details {
                        summary { "The map after this step, as text" @if !rules.is_empty() { ", and the text of " (listed(&rules)) } }
                        @for rule in &rules { p.read-rule { "Rule " (rule.id.name()) ": " (rule.statement) } }
                        (prose::twin(&text))
                    }
                }
            }
        }
    }
}

/// Writes `read/<id>/<number>/index.html`: a step with an address of its own, for links to it.
pub(crate) fn one_step(played: &PlayedLesson, part: &Part<'_>, url: &str) -> String {
    let (id, number, last) = (played.id(), part.number, played.lesson.scenario().steps.len());
    let run = format!("{ROOT_OF_STEP}#v1/{id}/{number}");
    let (title, about) = (described::title_of_step(played, part), described::step(played, part));
    let body = html! {
        article {
            p.crumbs { a href="../../" { "Scenarios" } " / " a href="../" { (played.title()) } }
            h1 { (part.step.title) }
            p { "Step " (number) " of " (last) " " (edition(played.lesson.scenario().edition)) }
            p.read-do { a.primary href=(run) { "Run this step" } }
            section.read-step aria-label=(part.step.title) { (told(Here { root: ROOT_OF_STEP, run: &run }, part)) (map(part, "../")) }
        }
        nav.read-next aria-label="Other steps" {
            @if number > 1 { a href={ "../" (number - 1) "/" } rel="prev" { "← Step " (number - 1) } }
            @if number < last { a href={ "../" (number + 1) "/" } rel="next" { "Step " (number + 1) " →" } }
        }
    };
    let folder = format!("read/{id}/");
    let here = format!("{folder}{number}/");
    let (address, picture) = (format!("{url}{here}"), format!("{url}{folder}{number}.png"));
    let said = Page { address: &address, title: &title, about: &about, picture: &picture, language: ENGLISH };
    let way = [("Scenarios", "read/"), (played.title(), &*folder), (&*part.step.title, &*here)];
    let linked = vec![linked::lesson(said, played.lesson.scenario(), false), linked::crumbs(url, &way)];
    let frame = Layout {
        language: None,
        languages: Vec::new(),
        root: ROOT_OF_STEP,
        title: &title,
        about: &about,
        address: Some(address),
        oembed: None,
        card: Some(Card { picture, alt: title.clone() }),
        linked,
    };
    frame.page(&body)
}

/// A question, whose texts are in a language. What is said about them is in English.
fn question(asked: &Prediction, language: Option<&Language>) -> Markup {
    let said = |text: &str| html! { span lang=[lang(language)] { (text) } };
    html! {
        div.read-ask lang=(ENGLISH) {
            p { strong { (said(&asked.question)) } }
            ol type="A" { @for choice in &asked.choices { li { (said(&choice.text)) } } }
            details {
                summary { "Answer" }
                @for (letter, choice) in ('A'..).zip(&asked.choices) {
                    @if choice.right {
                        p { strong { (letter) ". " (said(&choice.text)) } " " (said(&choice.because)) }
                    } @else if !choice.because.is_empty() {
                        p { (letter) " is wrong: " (said(&choice.because)) }
                    }
                }
            }
        }
    }
}

/// Writes `read/index.html`.
pub(crate) fn index(all: &[PlayedLesson], url: &str) -> String {
    let body = html! {
        h1 { (TITLE) }
        p.lead { "Every scenario of the playground as text and pictures, for reading, printing and searching. Each step can be run in the playground as well." }
        @for (group, those) in by_group(&all.iter()) {
            h2 { (group) }
            ol.read-list { @for played in those { li { a href={ (played.id()) "/" } { (played.title()) } " " (edition(played.lesson.scenario().edition)) br; (played.summary()) " " span.fade { (takes(played)) } } } }
        }
    };
    let frame = Layout {
        language: None,
        languages: Vec::new(),
        root: "../",
        title: TITLE,
        about: "Every scenario of the Aurora Encryption Playground as text and pictures.",
        address: Some(format!("{url}read/")),
        oembed: None,
        card: Some(Card { picture: format!("{url}read/card.png"), alt: TITLE.into() }),
        linked: vec![linked::crumbs(url, &[("Scenarios", "read/")])],
    };
    frame.page(&body)
}

/// Writes `read/<id>/embed.html`, which people paste into their own pages. The content of the element is
/// shown without scripts, in print and in feeds.
pub(crate) fn fragment(played: &PlayedLesson, url: &str) -> String {
    let id = played.id();
    let read = format!("{url}read/{id}/");
    let fragment = html! {
        link rel="stylesheet" href={ (url) "embed-place.css" }; "\n"
        script type="module" src={ (url) "embed.js" } {} "\n"
        aurora-playground scenario=(id) title=(played.title()) { "\n"
            p { a href=(read) { (played.title()) } ". " (played.summary()) } "\n"
            @if let Some(last) = played.parts().last() {
                p { img src={ (read) (last.number) ".svg" } alt={ "The map at the end of the scenario" } width="720" height=(last.high.0) loading="lazy"; } "\n"
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
