//! What the first screen shows of the scenarios before the program is there to draw it (`web/src/start.rs` draws the same,
//! with what the reader has done): the suggested path, and the list in its groups. Its links lead to the pages to read.

use maud::{Markup, html};
use playground_session::scenario::{Group, Listing, list_texts, minutes};
use playground_session::view::Edition;

use crate::lessons::PlayedLesson;

/// The list: the suggested path, then the others by group.
pub(crate) fn section(all: &[PlayedLesson]) -> Markup {
    let path = on_path(all);
    let sum: usize = path.iter().map(|played| minutes(played.lesson.scenario())).sum();
    html! {
        section aria-labelledby="scenarios-before" { "\n"
            div.list-head { h2 id="scenarios-before" { (list_texts::TITLE) } } "\n"
            p { (list_texts::QUESTIONS_LEAD) } "\n"
            ul.asked-often {
                @for (question, name) in list_texts::QUESTIONS { li { a href={ "questions/" (name) "/" } { (question) } } }
                li { a href="questions/" { (list_texts::QUESTIONS_ALL) } }
            } "\n"
            p.fade { (list_texts::EDITIONS_NOTE) } "\n"
            h3 { (list_texts::PATH_TITLE) span.fade { (list_texts::path_takes(path.len(), sum)) } } "\n"
            ol.cards-grid.on-path { "\n" @for played in path { (card(played)) "\n" } } "\n"
            @for (title, those) in by_group(&all.iter().filter(|played| listing(played).path.is_none())) {
                h3 { (title) } "\n"
                ol.cards-grid { "\n" @for played in those { (card(played)) "\n" } } "\n"
            }
        }
    }
}

fn listing(played: &PlayedLesson) -> Listing {
    played.lesson.scenario().listing
}

/// The scenarios of the suggested path, in order.
fn on_path(all: &[PlayedLesson]) -> Vec<&PlayedLesson> {
    let mut path: Vec<&PlayedLesson> = all.iter().filter(|played| listing(played).path.is_some()).collect();
    path.sort_by_key(|played| listing(played).path);
    path
}

/// The scenarios by group, in the order of the groups; those without one at the end.
pub(crate) fn by_group<'a>(
    all: &(impl Iterator<Item = &'a PlayedLesson> + Clone),
) -> Vec<(&'static str, Vec<&'a PlayedLesson>)> {
    let groups = Group::ALL.into_iter().map(Some).chain([None]);
    let those = |group: Option<Group>| {
        let title = group.map_or(list_texts::NO_GROUP, Group::title);
        (title, all.clone().filter(|played| listing(played).group == group).collect::<Vec<_>>())
    };
    groups.map(those).filter(|(_, those)| !those.is_empty()).collect()
}

fn card(played: &PlayedLesson) -> Markup {
    let scenario = played.lesson.scenario();
    html! {
        li.card {
            a href={ "read/" (played.id()) "/" } {
                span.card-head { span.card-title { (played.title()) } (edition(scenario.edition)) }
                span.card-text { (played.summary()) }
                span.fade {
                    (takes(played))
                    @if let Some(level) = scenario.listing.level { span { (level.title()) } }
                }
            }
        }
    }
}

/// How long a scenario is.
pub(crate) fn takes(played: &PlayedLesson) -> String {
    let scenario = played.lesson.scenario();
    list_texts::takes(scenario.steps.len(), minutes(scenario)).to_string()
}

/// The edition of a scenario, as the playground shows it (`web/src/draw.rs`).
pub(crate) fn edition(of: Edition) -> Markup {
    html! { span.edition.today[of == Edition::Y2026] title=(of.about()) { span.visually-hidden { "Edition: " } (of.title()) } }
}
