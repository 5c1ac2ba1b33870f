//! The chosen byte: its bits on the storage, which a click flips, and those of its content, which a click changes before the
//! page is sealed again, as a trial.

use playground_session::view::{AvalancheView, ByteView, PagesView};
use yew::{Html, html};

use super::Look;
use crate::draw;
use crate::msg::{Cx, Msg};
use crate::panels::console::Console;
use crate::text::{self, Text};

/// The byte.
pub(crate) fn byte(cx: &Cx<'_>, p: &PagesView, byte: &ByteView) -> Html {
    let flip = |bit: u8| {
        byte.flips.get(usize::from(bit)).map(|line| Msg::Console(Console::Submit { line: line.clone() }))
    };
    let seal = |bit: u8| byte.seals_again.then_some(Msg::Look(Look::Bit { bit }));
    html! {
        <div class="one-byte">
            <p aria-live="polite"><strong>{ text::byte(byte.offset) }</strong>{ (!byte.place.is_empty()).then(|| html! { <span class="fade">{ " · " }{ text::said(&byte.place) }</span> }) }</p>
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
