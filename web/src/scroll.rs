//! Scrolls elements into sight. In their panel if that scrolls, otherwise with the page around it, whose tabs and buttons
//! stay where they are.

use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition, window};

use crate::host::Host;

/// Where an element is to be.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Scroll {
    /// At the top of its panel.
    Top,
    /// Anywhere in sight.
    Reveal,
    /// Where it was: the page around it has scrolled by so many pixels.
    At(f64),
    /// In sight below the story's title; if it is too long for that, its beginning directly below the title.
    Fit,
}

/// Returns whether an element is in a panel that scrolls by itself.
pub(crate) fn in_panel(host: &Host, id: &str) -> bool {
    host.find::<Element>(id).is_some_and(|element| scrolling(&element).is_some())
}

/// How far the page around the panels has scrolled, in pixels.
pub(crate) fn page_top() -> f64 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or(0.0)
}

/// The panel that an element scrolls in.
fn scrolling(element: &Element) -> Option<Element> {
    let body = element.closest(".panel-body").ok().flatten();
    body.filter(|body| body.scroll_height() > body.client_height() + 1)
}

/// Scrolls an element into sight.
pub(crate) fn to(host: &Host, id: &str, how: Scroll) {
    let Some(element) = host.find::<Element>(id) else { return };
    // A thing on the map is seen with its whole card.
    let element = element
        .closest("#chosen")
        .ok()
        .flatten()
        .and_then(|it| it.closest(".box").ok().flatten())
        .unwrap_or(element);
    match (how, scrolling(&element)) {
        (Scroll::Fit, body) => fit(host, &element, body.as_ref()),
        (Scroll::At(_), Some(_)) => {} // it stands as it was left
        (Scroll::At(top), None) => {
            if let Some(window) = window() {
                window.scroll_to_with_x_and_y(0.0, top);
            }
        }
        (Scroll::Top | Scroll::Reveal, Some(body)) if !host.is_page() => {
            // The surrounding page scrolls only as far as it must.
            let (at, seen) = (element.get_bounding_client_rect(), body.get_bounding_client_rect());
            if how == Scroll::Top || at.top() < seen.top() {
                scroll(&body, at.top() - seen.top());
            } else if at.bottom() > seen.bottom() {
                scroll(&body, at.bottom() - seen.bottom());
            }
        }
        (Scroll::Top, _) if host.is_page() => into_view(&element, ScrollLogicalPosition::Start),
        (Scroll::Top | Scroll::Reveal, _) => into_view(&element, ScrollLogicalPosition::Nearest),
    }
}

/// Scrolls the tabs of a narrow page, and nothing else, so that the tab of the panel in front is in sight, and a part of the
/// next one.
pub(crate) fn tab(host: &Host) {
    let Some(tabs) = host.find::<Element>("tabs") else { return };
    let Some(tab) = tabs.query_selector(".on").ok().flatten() else { return };
    let (at, seen) = (tab.get_bounding_client_rect(), tabs.get_bounding_client_rect());
    let (before, after) = (at.left() - seen.left() - NEXT_TAB, at.right() - seen.right() + NEXT_TAB);
    if before < 0.0 || after > 0.0 {
        let by = if before < 0.0 { before } else { after };
        tabs.set_scroll_left(tabs.scroll_left() + pixels(by));
    }
}

/// How much of the next tab is in sight, in pixels.
const NEXT_TAB: f64 = 32.0;

fn fit(host: &Host, element: &Element, body: Option<&Element>) {
    let story = element.closest(".play").ok().flatten();
    let height = |what: &str| {
        let found = story.as_ref().and_then(|it| it.query_selector(what).ok().flatten());
        found.map_or(0.0, |it| it.get_bounding_client_rect().height())
    };
    let title = element
        .closest(".panel-body")
        .ok()
        .flatten()
        .and_then(|it| it.query_selector("#story-title").ok().flatten());
    let title = title.map_or(0.0, |it| it.get_bounding_client_rect().height());
    let (top, bottom) = match body {
        Some(body) => {
            let seen = body.get_bounding_client_rect();
            (seen.top(), seen.bottom())
        }
        None if host.is_page() => {
            let window = window().and_then(|window| window.inner_height().ok()?.as_f64());
            (height(":scope > .tabs"), window.unwrap_or(0.0) - height(".controls"))
        }
        None => return into_view(element, ScrollLogicalPosition::Nearest),
    };
    let at = element.get_bounding_client_rect();
    let by = (at.bottom() - bottom).min(at.top() - top - title);
    if by <= 0.0 {
        return;
    }
    match body {
        Some(body) => scroll(body, by),
        None => {
            if let Some(window) = window() {
                window.scroll_by_with_x_and_y(0.0, by);
            }
        }
    }
}

fn scroll(body: &Element, by: f64) {
    body.set_scroll_top(body.scroll_top() + pixels(by));
}

#[expect(clippy::cast_possible_truncation, reason = "a browser's scroll position is a few thousand pixels")]
fn pixels(by: f64) -> i32 {
    by.ceil() as i32
}

fn into_view(element: &Element, place: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(place);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
