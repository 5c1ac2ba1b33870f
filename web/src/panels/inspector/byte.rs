//! The chosen byte: its bits on the storage, which a click flips, and those of its content, which a click changes before the
//! page is sealed again, as a trial.

use playground_session::view::{AvalancheView, ByteView, PagesView, Part};
use yew::{Html, html};

use super::Look;
use crate::app::{App, Settle};
use crate::draw;
use crate::msg::{Cx, Msg};
use crate::text::{self, Text};

/// The id of the byte's box.
pub(super) const BYTE: &str = "one-byte";
/// So many bytes from the beginning of the window stay in sight above the box.
const IN_SIGHT: u32 = 64;

impl App {
    /// Flips a bit of the chosen byte at rest. The byte stays chosen and its bit has the focus, and what became of the page
    /// comes into sight.
    pub(super) fn flip(&mut self, line: String) {
        let went = self.submit(&line);
        let Some(()) = self.or_wait(went, Msg::Look(Look::Flip { line })) else { return };
        let (thing, page) =
            (self.view.inspector.as_ref().map(|open| open.thing.clone()), super::shown_page(&self.view));
        let looking = &self.ui.inspector;
        let (byte, mark, offset) = (looking.focus.byte, looking.mark, looking.focus.offset);
        self.follow();
        let looking = &mut self.ui.inspector;
        looking.mark = mark;
        let focus = &mut looking.focus;
        (focus.selected, focus.page, focus.byte) = (thing, page, byte);
        focus.offset = match (byte, offset) {
            (Some(at), Some(first)) if at.saturating_sub(first) >= IN_SIGHT => {
                Some(at.saturating_sub(super::BEFORE))
            }
            (Some(_) | None, _) => offset,
        };
        self.refresh();
        // What the command prints says what became of the page, too.
        if let Some(last) = self.view.console.last() {
            self.ui.live.say(&*last.stdout);
        }
        self.settling.extend([Settle::Top(Part::Pages.id()), Settle::Reveal(super::dump::PICKED)]);
    }
}

/// The byte.
pub(crate) fn byte(cx: &Cx<'_>, p: &PagesView, byte: &ByteView) -> Html {
    let flip =
        |bit: u8| byte.flips.get(usize::from(bit)).map(|line| Msg::Look(Look::Flip { line: line.clone() }));
    let seal = |bit: u8| byte.seals_again.then_some(Msg::Look(Look::Bit { bit }));
    html! {
        <div class="one-byte" id={BYTE}>
            <p aria-live="polite"><strong>{ text::byte(byte.offset) }</strong>{ (byte.stored != byte.offset).then(|| html! { <span class="fade">{ " · " }{ text::byte_as_stored(byte.stored) }</span> }) }{ (!byte.place.is_empty()).then(|| html! { <span class="fade">{ " · " }{ text::said(&byte.place) }</span> }) }</p>
            { bits(cx, text::AT_REST, byte.at_rest, flip, text::flips) }
            <p class="fade">{ text::FLIP_HINT }</p>
            { byte.read.map(|value| bits(cx, text::reads(p.reader), value, seal, text::seals_again)).unwrap_or_default() }
            { if byte.seals_again { html! { <p class="fade">{ text::SEAL_HINT }</p> } } else { Html::default() } }
            { byte.avalanche.as_ref().map(avalanche).unwrap_or_default() }
        </div>
    }
}

/// The bits of a value, the highest first; those that `act` has a message for are buttons.
fn bits(
    cx: &Cx<'_>,
    title: Text,
    value: u8,
    act: impl Fn(u8) -> Option<Msg>,
    label: fn(&str) -> String,
) -> Html {
    let bit = |number: u8| {
        let now = value >> number & 1;
        match act(number) {
            Some(msg) => {
                html! { <button type="button" class="bit" aria-label={label(&text::bit(number, now))} onclick={cx.on(msg)}>{ now }</button> }
            }
            None => html! { <span class="bit">{ now }</span> },
        }
    };
    html! {
        <div class="bits" role="group" aria-label={title}>
            <span class="of">{ title }</span>
            <code>{ draw::hex(&[value]).trim_end() }{ " " }{ draw::ascii(&[value]) }</code>
            <span class="row">{ for (0..8).rev().map(bit) }</span>
        </div>
    }
}

/// What came of a changed bit.
fn avalanche(it: &AvalancheView) -> Html {
    let bar = |said: fn(usize, usize) -> String, part: u32, whole: u32| {
        let said = said(part as usize, whole as usize);
        html! { <label>{ said }<progress max={whole.to_string()} value={part.to_string()} /></label> }
    };
    let (ciphertext, tag) = it.of;
    let under = |title: Text, (data, of_tag): (u32, u32)| {
        html! {
            <>
                <p>{ title }</p>
                { bar(text::of_ciphertext, data, ciphertext) }
                { bar(text::of_tag, of_tag, tag) }
            </>
        }
    };
    html! {
        <div class="did avalanche" role="status">
            <h4>{ text::sealed_again(it.bit) }</h4>
            { under(text::SAME_NONCE, it.same_nonce) }
            { under(text::NEXT_NONCE, it.next_nonce) }
            <p class="fade">{ text::AVALANCHE_MEANS }</p>
        </div>
    }
}
