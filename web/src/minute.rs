//! The first minute: a secret is typed, encrypted, stolen, tampered with and lost, in five taps. What happens to the bytes
//! is in `playground_session::first_minute`; here it is drawn and said.

use js_sys::{Promise, encode_uri_component};
use playground_session::first_minute::{FirstMinute, MOST, Moment, SHOWN};
use playground_session::picture::{Theme, secret};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlInputElement};
use yew::{Html, TargetCast as _, classes, html};

use crate::address::Address;
use crate::app::{App, Settle};
use crate::draw::{button, icon};
use crate::msg::{Cx, Msg, Stage};
use crate::text::{self, Text};
use crate::{browser, load};

#[wasm_bindgen(raw_module = "../keep.js")]
extern "C" {
    fn png(name: &str, svg: &str) -> Promise;
    /// Hands a picture to the device's own way of sharing; resolves to whether that was possible.
    #[wasm_bindgen(js_name = sharePicture)]
    fn share_picture(name: &str, svg: &str, title: &str) -> Promise;
    /// Returns whether the device has a way of sharing pictures.
    #[wasm_bindgen(js_name = sharesPictures)]
    fn shares_pictures() -> bool;
}

/// What can happen in the first minute.
#[derive(Clone)]
pub(crate) enum Minute {
    /// The reader typed.
    Type { secret: String },
    /// The next tap.
    Next,
    /// A byte is pointed at, or none any more.
    Point { at: Option<usize> },
    /// A byte is chosen: it stays lit, and it is the one that is flipped.
    Choose { at: usize },
    /// The keyboard moves from byte to byte.
    Move { by: isize },
    /// From the beginning, with new keys.
    Again,
    /// Download the picture.
    Save,
    /// Share it.
    Share,
}

/// The first minute, while it is shown.
#[derive(Default)]
pub(crate) struct Now {
    run: Option<FirstMinute>,
    /// The byte that the pointer is on.
    pointed: Option<usize>,
    /// The byte that was clicked, tapped or reached by keyboard.
    chosen: Option<usize>,
}

/// Bytes in a row.
const ROW: isize = 8;

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn minute(&mut self, minute: Minute) -> bool {
        let now = &mut self.ui.minute;
        let lit = now.lit();
        let Some(run) = &mut now.run else { return false };
        match minute {
            Minute::Type { secret } => run.type_secret(&secret),
            Minute::Next => {
                run.advance(now.chosen);
                let said = said(run);
                if run.moment() == Moment::Deleted {
                    self.settling.push(Settle::Focus("minute-said"));
                }
                self.ui.live.say(said);
            }
            Minute::Point { at } => {
                now.pointed = at;
                return now.lit() != lit;
            }
            Minute::Choose { at } => now.chosen = Some(at),
            Minute::Move { by } => {
                let at = lit.map_or(0, |at| at.saturating_add_signed(by).min(SHOWN - 1));
                now.pointed = None;
                now.chosen = Some(at);
                let said = pair(run, at);
                self.ui.live.say(said);
            }
            Minute::Again => {
                *now = Now::start();
                self.settling.push(Settle::Focus("minute-secret"));
            }
            Minute::Save => {
                let made = png(text::MINUTE_FILE, &picture(self, Theme::Light));
                spawn_local(async move { drop(JsFuture::from(made).await) });
            }
            Minute::Share => {
                let made =
                    share_picture(text::MINUTE_FILE, &picture(self, Theme::Light), &text::MINUTE_TITLE);
                spawn_local(async move { drop(JsFuture::from(made).await) });
            }
        }
        true
    }

    /// Shows the first minute, as far as it was taken.
    pub(crate) fn first_minute(&mut self) {
        self.ui.stage = Stage::FirstMinute;
        browser::title(&text::MINUTE_TITLE);
        if self.ui.minute.run.is_none() {
            self.ui.minute = Now::start();
        }
        self.settling.push(Settle::Focus("minute"));
    }
}

impl Now {
    fn start() -> Self {
        let run = FirstMinute::new(browser::seed(), text::MINUTE_EXAMPLE);
        Self { run: Some(run), ..Self::default() }
    }

    /// The byte that lights up, with its counterpart.
    fn lit(&self) -> Option<usize> {
        self.pointed.or(self.chosen)
    }
}

fn picture(app: &App, theme: Theme) -> String {
    let bytes = app.ui.minute.run.as_ref().map(FirstMinute::disk).unwrap_or_default();
    secret(&bytes, theme, &place())
}

/// The address of the playground, as it stands on the picture.
fn place() -> String {
    let page = load::address("index.html");
    let page = page.strip_suffix("index.html").unwrap_or(&page);
    page.strip_prefix("https://").or(page.strip_prefix("http://")).unwrap_or_default().to_owned()
}

/// What has happened, in words.
fn said(run: &FirstMinute) -> String {
    match run.moment() {
        Moment::Typed if run.secret().is_empty() => text::MINUTE_NO_SECRET.to_string(),
        Moment::Typed => [text::minute_typed(run.size()), text::minute_found(run.found())].join(" "),
        Moment::Encrypted => text::minute_encrypted(run.added()),
        Moment::Stolen => [text::minute_found_sealed(run.found()), text::minute_stolen(run.size())].join(" "),
        Moment::Flipped => {
            let why = run.client().err().map(|fault| fault.to_string()).unwrap_or_default();
            [text::MINUTE_FLIPPED.said(), &why].concat()
        }
        Moment::Deleted => text::MINUTE_DELETED.to_string(),
    }
}

/// A byte and its counterpart, in words.
fn pair(run: &FirstMinute, at: usize) -> String {
    let disk = run.disk().get(at).map(|byte| in_words(*byte)).unwrap_or_default();
    match opened(run).as_deref().and_then(|bytes| bytes.get(at)) {
        Some(byte) => text::minute_pair(at + 1, &in_words(*byte), &disk),
        None => text::minute_single(at + 1, &disk),
    }
}

/// What is read on the left: by the database, or by whoever has the disk.
fn opened(run: &FirstMinute) -> Option<Vec<u8>> {
    match run.moment() {
        Moment::Stolen => None, // the thief has no key
        Moment::Typed | Moment::Encrypted | Moment::Flipped | Moment::Deleted => run.client().ok(),
    }
}

/// A byte as it stands in a sentence: its number, and its character if that can be seen.
fn in_words(byte: u8) -> String {
    let (number, sign) = cell(byte);
    if byte.is_ascii_graphic() { text::minute_sign(&number, &sign) } else { text::minute_number(&number) }
}

/// A byte as a number and as a character.
fn cell(byte: u8) -> (String, String) {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('?');
    let sign = if (33..127).contains(&byte) { char::from(byte) } else { '·' };
    ([digit(byte >> 4), digit(byte & 15)].iter().collect(), sign.to_string())
}

/// The page.
pub(crate) fn page(cx: &Cx<'_>) -> Html {
    let Some(run) = &cx.ui.minute.run else { return Html::default() };
    let moment = run.moment();
    html! {
        <main class="start minute">
            <p class="crumbs"><a href="#">{ text::ALL_SCENARIOS }</a></p>
            <h1 id="minute" tabindex="-1">{ text::MINUTE_TITLE }</h1>
            { steps(moment) }
            { tap(cx, run) }
            <div class="minute-sides">
                { side(cx, "hue-plain", left(moment), opened(run).as_deref(), None) }
                { side(cx, if moment == Moment::Typed { "hue-plain" } else { "hue-0" }, text::MINUTE_DISK, Some(&run.disk()), run.flipped()) }
            </div>
            <p class="minute-pair fade">{ cx.ui.minute.lit().map_or_else(|| text::MINUTE_POINT.to_string(), |at| pair(run, at)) }</p>
            { envelope(run) }
            <p class="minute-said" id="minute-said" tabindex="-1">{ said(run) }</p>
            { (moment == Moment::Deleted).then(|| end(cx, run)) }
        </main>
    }
}

/// The taps, and which of them is next.
fn steps(moment: Moment) -> Html {
    // The secret is typed until the disk is encrypted; the others are done with their tap.
    let is_done = |at: Moment| if at == Moment::Typed { moment > at } else { moment >= at };
    let next = Moment::ALL.into_iter().find(|at| !is_done(*at));
    let one = |(at, name): (Moment, Text)| {
        let (class, sign) = if is_done(at) { ("done", Some("#i-ok")) } else { ("", None) };
        let current = (next == Some(at)).then_some("step");
        html! { <li {class} aria-current={current}>{ sign.map(icon) }<span>{ name }</span></li> }
    };
    html! { <ol class="minute-steps">{ for Moment::ALL.into_iter().zip(text::MINUTE_STEPS).map(one) }</ol> }
}

/// The secret, and the button of the next tap.
fn tap(cx: &Cx<'_>, run: &FirstMinute) -> Html {
    let moment = run.moment();
    let typed = cx.hear(|event: yew::InputEvent| {
        let field = event.target_dyn_into::<HtmlInputElement>()?;
        Some(Msg::Minute(Minute::Type { secret: field.value() }))
    });
    let next = Moment::ALL.into_iter().zip(text::MINUTE_STEPS).skip_while(|(at, _)| *at != moment).nth(1);
    html! {
        <form class="minute-do" onsubmit={cx.hear(|event: yew::SubmitEvent| { event.prevent_default(); Some(Msg::Minute(Minute::Next)) })}>
            <label for="minute-secret">{ text::MINUTE_SECRET }</label>
            <input id="minute-secret" type="text" autocomplete="off" spellcheck="false" maxlength={MOST.to_string()}
                readonly={moment != Moment::Typed} value={run.secret().to_owned()} oninput={typed} aria-describedby="minute-stays" />
            { match next {
                Some((_, name)) => html! { <button type="submit" class="primary" disabled={run.secret().is_empty()}>{ name }</button> },
                None => button(cx, "plain", "#i-again", &text::MINUTE_AGAIN, Msg::Minute(Minute::Again), true),
            } }
            <span id="minute-stays" class="fade">{ text::minute_stays(MOST) }</span>
        </form>
    }
}

/// Whose reading is on the left.
const fn left(moment: Moment) -> Text {
    match moment {
        Moment::Typed | Moment::Encrypted | Moment::Flipped => text::MINUTE_CLIENT,
        Moment::Stolen => text::MINUTE_THIEF,
        Moment::Deleted => text::MINUTE_NOBODY,
    }
}

/// Bytes, each a number over a character; without bytes, as many empty places.
fn side(cx: &Cx<'_>, hue: &'static str, name: Text, bytes: Option<&[u8]>, flipped: Option<usize>) -> Html {
    let point = cx.hear(|event: yew::PointerEvent| {
        Some(Msg::Minute(Minute::Point { at: event.target_dyn_into::<Element>().as_ref().and_then(at) }))
    });
    let tap = cx.hear(|event: yew::MouseEvent| {
        Some(Msg::Minute(Minute::Choose { at: at(&event.target_dyn_into::<Element>()?)? }))
    });
    let keys = cx.hear(|event: yew::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            "ArrowDown" => ROW,
            "ArrowUp" => -ROW,
            _ => return None,
        };
        event.prevent_default();
        event.stop_propagation();
        Some(Msg::Minute(Minute::Move { by }))
    });
    let one = |place: usize| {
        let (number, sign) = bytes
            .and_then(|bytes| bytes.get(place))
            .map_or_else(|| ("··".into(), " ".into()), |byte| cell(*byte));
        let on = (cx.ui.minute.lit() == Some(place)).then_some("on");
        let bad = (flipped == Some(place)).then_some("flipped");
        html! { <span class={classes!("byte", on, bad)} data-at={place.to_string()}><b>{ number }</b><i>{ sign }</i></span> }
    };
    html! {
        <div class={classes!("minute-side", hue, bytes.is_none().then_some("shut"))}>
            <p>{ name }{ bytes.is_none().then(|| html! { <>{ ": " }<strong>{ text::MINUTE_NOTHING }</strong></> }) }</p>
            <div class="bytes" role="group" tabindex="0" aria-label={[name.said(), ". ", &text::MINUTE_BYTES].concat()} onpointerover={point} onpointerleave={cx.on(Msg::Minute(Minute::Point { at: None }))} onclick={tap} onkeydown={keys}>
                <span class="visually-hidden">{ bytes.map(crate::draw::ascii).unwrap_or_default() }</span>
                <div class="byte-rows" aria-hidden="true">{ for (0..SHOWN).map(one) }</div>
            </div>
        </div>
    }
}

/// The byte that an element of the drawing belongs to.
fn at(element: &Element) -> Option<usize> {
    let byte = element.closest("[data-at]").ok().flatten()?;
    byte.get_attribute("data-at")?.parse().ok()
}

/// What opens what, from the key in KMS to the page. Its place is kept before there is one.
fn envelope(run: &FirstMinute) -> Html {
    let id = run.key_id().unwrap_or_default();
    let there = if run.key_id().is_some() { "minute-envelope" } else { "minute-envelope none" };
    let gone = run.moment() == Moment::Deleted;
    let (state, unwraps, held, opens) = if gone {
        (text::MINUTE_DELETED_KEY, text::MINUTE_UNWRAPS_NOT, text::MINUTE_FORGOTTEN, text::CANNOT_OPEN)
    } else {
        (text::MINUTE_IN_KMS, text::MINUTE_UNWRAPS, text::MINUTE_IN_MEMORY, text::OPENS)
    };
    let short = id.get(..8).unwrap_or_default().to_owned();
    let link = |class: &'static str, word: Text| html! { <li class={classes!("opens", class)}><span>{ word }</span></li> };
    let (broken, dead, soft) = if gone { ("broken", "dead", "") } else { ("", "", "fade") };
    html! {
        <ol class={there} aria-hidden={run.key_id().is_none().then_some("true")}>
            <li class={dead}><b>{ text::MINUTE_KMS }</b><code>{ short }</code><span class={soft}>{ state }</span></li>
            { link(broken, unwraps) }
            <li class={dead}><b>{ text::MINUTE_DATA_KEY }</b><span class={soft}>{ held }</span></li>
            { link(broken, opens) }
            <li><b>{ text::MINUTE_PAGE }</b><span class="fade">{ text::minute_page(run.size()) }</span></li>
        </ol>
    }
}

/// What is left, to take away, and where to go from here.
fn end(cx: &Cx<'_>, run: &FirstMinute) -> Html {
    let svg = secret(&run.disk(), Theme::Light, &place());
    let address = ["data:image/svg+xml;charset=utf-8,", &String::from(encode_uri_component(&svg))].concat();
    html! {
        <section class="minute-end" aria-labelledby="minute-left">
            <p class="ways">
                <a class="primary" href={Address::scenario("create-encrypted".into(), 0).hash()}>{ text::MINUTE_ON }</a>
                { button(cx, "plain", "#i-save", &text::MINUTE_SAVE, Msg::Minute(Minute::Save), true) }
                { shares_pictures().then(|| button(cx, "plain", "#i-share", &text::MINUTE_SHARE, Msg::Minute(Minute::Share), true)) }
                <a href={Address::scenario("lose-the-key".into(), 11).hash()}>{ text::MINUTE_HOW }</a>
            </p>
            <h2 id="minute-left">{ text::MINUTE_KEEP }</h2>
            <img src={address} alt={text::MINUTE_PICTURE} width="1200" height="630" />
        </section>
    }
}
