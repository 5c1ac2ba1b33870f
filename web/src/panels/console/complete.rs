//! Completion: what the word before the caret can become. Tab completes as far as all candidates agree and lists them, then
//! walks through them; Shift+Tab walks backwards.

use web_sys::HtmlTextAreaElement;
use yew::{Html, NodeRef, html};

use super::{Console, set};
use crate::msg::{Cx, Msg};
use crate::text;
use crate::workspace::Workspace;

/// The most candidates listed.
const LISTED: usize = 40;

/// What the word at the caret can become.
#[derive(Clone, Default)]
pub(crate) struct Completions {
    words: Vec<String>,
    /// Where the word is in the line, in bytes.
    place: (usize, usize),
    /// The candidate that Tab has put there.
    at: Option<usize>,
}

impl Completions {
    /// Returns whether candidates are listed.
    pub(super) fn are_listed(&self) -> bool {
        !self.words.is_empty()
    }

    /// Puts the next candidate on the line, or the one before, and returns it.
    pub(super) fn walk(&mut self, input: &NodeRef, back: bool) -> Option<&str> {
        let count = self.words.len();
        let at = match (self.at, back) {
            (None, false) => 0,
            (None, true) => count.checked_sub(1)?,
            (Some(at), false) => (at + 1) % count.max(1),
            (Some(at), true) => at.checked_sub(1).or_else(|| count.checked_sub(1))?,
        };
        let word = self.words.get(at)?;
        let area = input.cast::<HtmlTextAreaElement>()?;
        let (from, to) = self.place;
        replace(&area, from, to, word);
        self.place = (from, from + word.len());
        self.at = Some(at);
        Some(word)
    }
}

/// The list of candidates; a click takes one.
pub(super) fn choices(cx: &Cx<'_>) -> Html {
    let Completions { words, place: (from, to), at } = &cx.ui.console.completions;
    if words.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="choices" aria-label={text::COMPLETIONS}>{ for words.iter().enumerate().map(|(number, word)| {
            let (input, whole, from, to) = (cx.ui.console.input.clone(), [word, " "].concat(), *from, *to);
            let pick = cx.hear(move |_: yew::MouseEvent| {
                let area = input.cast::<HtmlTextAreaElement>()?;
                replace(&area, from, to, &whole);
                let _ = area.focus();
                Some(Msg::Console(Console::Offer { completions: Completions::default() }))
            });
            let here = *at == Some(number);
            html! { <li><button type="button" class="chip" aria-current={here.then_some("true")} onclick={pick}>{ word.clone() }</button></li> }
        }) }</ul>
    }
}

/// Where the word before the caret begins, in bytes, and what it can become.
pub(super) fn candidates(area: &HtmlTextAreaElement, workspace: &Workspace) -> (usize, Vec<String>) {
    let value = area.value();
    let caret = area.selection_end().ok().flatten().map_or(value.len(), |utf16| byte_at(&value, utf16));
    workspace.complete(&value, caret)
}

/// Completes the word before the caret: fully if there is one candidate, as far as all agree if there are more. Returns the
/// candidates that are left to choose from; `None` if there never were any.
pub(super) fn complete(input: &NodeRef, workspace: &Workspace) -> Option<Completions> {
    let area = input.cast::<HtmlTextAreaElement>()?;
    let (from, mut list) = candidates(&area, workspace);
    if list.is_empty() {
        return None;
    }
    let value = area.value();
    let common = list.iter().skip(1).fold(list.first().cloned().unwrap_or_default(), |a, b| shared(&a, b));
    let mut done = common.clone();
    if list.len() == 1 {
        if !common.ends_with(['=', '/', ':']) {
            done.push(' ');
        }
        list.clear();
    }
    replace(&area, from, word_end(&value, from), &done);
    list.truncate(LISTED);
    Some(Completions { words: list, place: (from, from + common.len()), at: None })
}

/// Replaces a part of the line, given in bytes, and puts the caret behind it.
fn replace(area: &HtmlTextAreaElement, from: usize, to: usize, by: &str) {
    let value = area.value();
    let before = [value.get(..from).unwrap_or_default(), by].concat();
    let caret = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
    set(area, &[&before, value.get(to..).unwrap_or_default()].concat());
    let _ = area.set_selection_range(caret, caret);
}

/// Where the word that begins at `from` ends.
fn word_end(value: &str, from: usize) -> usize {
    value.get(from..).and_then(|rest| rest.find(char::is_whitespace)).map_or(value.len(), |i| from + i)
}

fn shared(a: &str, b: &str) -> String {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x).collect()
}

fn byte_at(text: &str, utf16: u32) -> usize {
    let mut left = utf16 as usize;
    for (i, c) in text.char_indices() {
        if left == 0 {
            return i;
        }
        left = left.saturating_sub(c.len_utf16());
    }
    text.len()
}
