//! Small pieces that several panels use: icons, states, buttons, dialogs, commands, and how a key is shown.

use playground_session::view::{Edition, KeyHealth, KeyTag, Link, Phrase, Seal, Status, ThingId, Tone};
use yew::{Classes, Html, classes, html};

use crate::address::{self, Address};
use crate::msg::{Cx, Msg};
pub(crate) use crate::output::{output, shown};
use crate::panels::Panel;
use crate::panels::console::Console;
use crate::panels::inspector::Look;
use crate::text::{self, Text};

/// An icon from the sprite in `index.html`. It is decoration: a word stands beside it.
pub(crate) fn icon(name: &'static str) -> Html {
    html! { <svg class="icon" aria-hidden="true"><use href={name} /></svg> }
}

/// The edition of what it stands beside.
pub(crate) fn edition(of: Edition) -> Html {
    let class = match of {
        Edition::Y2020 => "edition",
        Edition::Y2026 => "edition today",
    };
    html! { <span class={class} title={text::about_edition(of)}><span class="visually-hidden">{ text::EDITION }</span>{ text::edition(of) }</span> }
}

/// A link to a place in the playground. In an embed it opens a new tab: the address is the surrounding page's.
pub(crate) fn to(cx: &Cx<'_>, address: &Address, class: &'static str, label: Html) -> Html {
    if cx.host.is_page() {
        html! { <a class={class} href={address.hash()}>{ label }</a> }
    } else {
        html! { <a class={class} href={outside(cx, address)} target="_blank" rel="noopener">{ label }<span class="visually-hidden">{ text::NEW_TAB }</span></a> }
    }
}

/// The absolute address of a place in the playground, for a link out of an embed. If the embed could have been in several
/// languages, the place is in the same one: the page around the embed may have named it, and the reader's browser another.
pub(crate) fn outside(cx: &Cx<'_>, address: &Address) -> String {
    let several = text::is_translated() || cx.view.scenario.as_ref().is_some_and(|s| !s.languages.is_empty());
    let language = several.then(|| cx.host.named_language()).flatten();
    address::absolute(address, language.as_deref())
}

/// Draws a body with new elements whenever it is about something else: elements of the old one, put to another use, would
/// jump to other places.
pub(crate) fn anew(about: usize, body: Html) -> Html {
    std::iter::once(html! { <key={about}>{ body }</> }).collect()
}

/// What a view says, in the language of the page. Words that stay as they are, such as names, say so to the browser as well.
pub(crate) fn words_of(phrase: &Phrase) -> Html {
    match phrase {
        Phrase::Own(words) => own(words),
        Phrase::Text { .. } => text::said(phrase).into(),
        Phrase::List(between, parts) => {
            let said = parts.iter().filter(|part| !part.is_empty()).enumerate();
            let part = |(at, part)| html! { <>{ (at > 0).then_some(*between) }{ words_of(part) }</> };
            said.map(part).collect()
        }
    }
}

/// A name, a date or a word of AWS's: it is the same in every language.
pub(crate) fn own(words: &str) -> Html {
    if words.is_empty() {
        Html::default()
    } else {
        html! { <span translate="no">{ words.to_owned() }</span> }
    }
}

/// A state: icon and word.
pub(crate) fn status(status: &Status) -> Html {
    let (class, sign) = match status.tone {
        Tone::Good => ("status good", "#i-ok"),
        Tone::Busy => ("status busy", "#i-busy"),
        Tone::Idle => ("status idle", "#i-off"),
        Tone::Warn => ("status warn", "#i-warn"),
        Tone::Bad => ("status bad", "#i-bad"),
    };
    html! { <span class={class}>{ icon(sign) }<span>{ words_of(&status.word) }</span></span> }
}

/// The class that sets a key's colour.
pub(crate) fn hue(seal: &Seal) -> &'static str {
    const HUES: [&str; 10] =
        ["hue-0", "hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7", "hue-8", "hue-9"];
    match seal {
        Seal::Plain => "hue-plain",
        Seal::Under(tag) => HUES.get(usize::from(tag.hue)).copied().unwrap_or("hue-0"),
    }
}

/// A key: its letter on its colour, and its name.
pub(crate) fn tag(tag: &KeyTag) -> Html {
    let seal = Seal::Under(tag.clone());
    let state = match tag.state {
        KeyHealth::Usable => "",
        KeyHealth::Paused => "unusable paused",
        KeyHealth::Pending => "unusable pending",
        KeyHealth::Deleted => "unusable deleted",
    };
    html! {
        <span class={classes!("tag", hue(&seal), state)}>
            <span class="swatch" aria-hidden="true">{ tag.letter.clone() }</span>
            <span class="tag-name"><span class="visually-hidden">{ text::TAG_KEY }</span>{ tag.name.clone() }</span>
        </span>
    }
}

/// What protects a thing: a key, or "plain".
pub(crate) fn seal(of: &Seal) -> Html {
    match of {
        Seal::Plain => html! {
            <span class="tag hue-plain"><span class="swatch">{ icon("#i-open") }</span><span class="tag-name">{ text::PLAIN }</span></span>
        },
        Seal::Under(key) => tag(key),
    }
}

/// A button that opens a thing in the inspector.
pub(crate) fn select(cx: &Cx<'_>, thing: &ThingId, class: &'static str, body: Html) -> Html {
    let chosen = cx.view.inspector.as_ref().is_some_and(|open| open.thing == *thing);
    html! {
        <button type="button" id={(chosen && class == "box-button").then_some("chosen")} class={classes!(class, chosen.then_some("selected"))} aria-pressed={chosen.to_string()}
            onclick={cx.on(Msg::Look(Look::Select { thing: thing.clone(), page: None }))}>{ body }</button>
    }
}

/// A name, as a button that opens the thing in the inspector if there is one.
pub(crate) fn link_to(cx: &Cx<'_>, thing: Option<&ThingId>, name: Html) -> Html {
    match thing {
        Some(thing) => select(cx, thing, "link-to", name),
        None => name,
    }
}

/// A relation to another thing: a label, and the thing's name.
pub(crate) fn link(cx: &Cx<'_>, link: &Link) -> Html {
    let name = html! { <span class="link-name">{ link.name.clone() }</span> };
    html! {
        <span class="link">
            <span class="link-label">{ text::said(&link.label) }{ " " }</span>
            { link_to(cx, link.thing.as_ref(), name) }
        </span>
    }
}

/// Bytes in hexadecimal, with a space after each.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('?');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15), ' ']).collect()
}

/// Bytes as characters of ASCII, with a dot for each that is none.
pub(crate) fn ascii(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| if (32..127).contains(byte) { char::from(*byte) } else { '·' }).collect()
}

/// A button.
pub(crate) fn button(
    cx: &Cx<'_>,
    class: &'static str,
    sign: &'static str,
    label: &str,
    msg: Msg,
    enabled: bool,
) -> Html {
    html! {
        <button type="button" class={class} disabled={!enabled} onclick={cx.on(msg)}>
            { if sign.is_empty() { Html::default() } else { icon(sign) } }
            <span>{ label.to_owned() }</span>
        </button>
    }
}

/// A button that opens a dialog.
pub(crate) fn opener(cx: &Cx<'_>, sign: &'static str, label: Text, msg: Msg) -> Html {
    html! { <button type="button" class="quiet" aria-haspopup="dialog" onclick={cx.on(msg)}>{ icon(sign) }<span>{ label }</span></button> }
}

/// A dialog over the page, which [`After::Modal`](crate::app::After) opens: a title with a button that closes it, and a
/// body. `name` is the title's id; the dialog's is that with `-dialog` behind it.
pub(crate) fn dialog(cx: &Cx<'_>, name: &'static str, title: Text, close: Msg, body: Html) -> Html {
    html! {
        <dialog class="dialog" id={[name, "-dialog"].concat()} aria-labelledby={name} onclose={cx.on::<yew::Event>(close.clone())}>
            <div class="panel-head">
                <h2 id={name} tabindex="-1">{ title }</h2>
                { button(cx, "quiet", "#i-close", &text::CLOSE, close, true) }
            </div>
            <div class="dialog-body" tabindex="0" role="group" aria-labelledby={name}>{ body }</div>
        </dialog>
    }
}

/// A block of commands, with buttons to put it in the console and to copy it. The first `folded` of them are one line that
/// can be opened.
pub(crate) fn commands(cx: &Cx<'_>, block: &[impl AsRef<str>], folded: usize) -> Html {
    let lines: Vec<&str> = block.iter().map(AsRef::as_ref).collect();
    let all = lines.join("\n");
    let (set_up, others) = lines.split_at_checked(folded).unwrap_or((&[], &lines));
    let put = cx.host.has(Panel::Console).then(|| {
        button(cx, "quiet", "#i-console", &text::PUT, Msg::Console(Console::Put { line: all.clone() }), true)
    });
    html! {
        <div class="command">
            <div class="command-lines" tabindex="0" role="group" aria-label={text::COMMAND}>
                { if set_up.is_empty() { Html::default() } else { html! {
                    <details class="set-up"><summary>{ text::set_up(set_up.len()) }</summary><pre>{ for set_up.iter().copied().map(prompted) }</pre></details>
                } } }
                { if others.is_empty() { Html::default() } else { html! { <pre>{ for others.iter().copied().map(prompted) }</pre> } } }
            </div>
            <div class="command-do">
                { put }
                <button type="button" class="quiet" data-copy={all}>{ icon("#i-copy") }<span>{ text::COPY }</span></button>
            </div>
        </div>
    }
}

/// A command behind a prompt. Each of its lines has a hanging indent.
pub(crate) fn prompted(command: &str) -> Html {
    let lines = command.split_inclusive('\n');
    html! { <code class="prompted">{ for lines.map(|line| html! { <span class="typed-line">{ words(line) }</span> }) }</code> }
}

/// The longest line in bytes whose words are kept together.
const LONG: usize = 4_096;

/// A command's words, each kept together as far as the line is wide enough:
/// browsers break after hyphens, which tears options apart.
pub(crate) fn words(line: &str) -> Html {
    // An element for each word of a very long line would take the browser long.
    if line.len() > LONG {
        return line.into();
    }
    let mut parts = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find([' ', '\n']).unwrap_or(rest.len());
        let end = if rest.get(end..).is_some_and(|r| r.starts_with(" \\\n")) { end + 2 } else { end };
        let (word, after) = rest.split_at(end);
        let gap = after.len() - after.trim_start_matches([' ', '\n']).len();
        let (space, next) = after.split_at(gap);
        parts.push(html! { <><span class="word">{ parted(word, ",=/:") }</span>{ space.to_owned() }</> });
        rest = next;
    }
    parts.into_iter().collect()
}

/// A word that a line may break behind these signs of ASCII, where it is longer than the line. Of several signs in a row,
/// behind the last one, as in `file://`. `early.js` does the same.
pub(crate) fn parted(word: &str, signs: &str) -> Html {
    let is_sign = |at: usize| word.as_bytes().get(at).is_some_and(|byte| signs.as_bytes().contains(byte));
    let part = |from: usize, end: usize| Html::from(word.get(from..end).unwrap_or_default().to_owned());
    let (mut parts, mut from) = (Vec::new(), 0);
    for end in (1..word.len()).filter(|end| is_sign(end - 1) && !is_sign(*end)) {
        parts.push(part(from, end));
        parts.push(html! { <wbr /> });
        from = end;
    }
    parts.push(part(from, word.len()));
    parts.into_iter().collect()
}

/// A named part of the page: a landmark on the page itself; in an embed a group, as a page may hold several embeds.
pub(crate) fn region(cx: &Cx<'_>, class: Classes, name: &str, body: Html) -> Html {
    let name = name.to_owned();
    if cx.host.is_page() {
        html! { <section {class} aria-label={name}>{ body }</section> }
    } else {
        html! { <div {class} role="group" aria-label={name}>{ body }</div> }
    }
}
