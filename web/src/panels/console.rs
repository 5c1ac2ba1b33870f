//! The console: commands and answers above, a line to type below. The line is
//! the browser's own text area, so that typing redraws nothing.

mod bring;
mod complete;
mod recall;

use std::rc::Rc;

use playground_session::engine::Pause;
use playground_session::glossary::rules_of_answer;
use playground_session::view::ConsoleEntry;
use playground_session::{NotRun, client, shell};
use web_sys::{HtmlTextAreaElement, KeyboardEvent};
use yew::{AttrValue, Html, NodeRef, html};

use crate::app::{After, App, Settle};
use crate::brought::Brought;
use crate::draw::icon;
use crate::msg::{Cx, Msg, Stage};
use crate::panels::{self, Panel};
use crate::wait::Sql;
use crate::{challenge, draw, output, refusal, sql, text};
pub(crate) use complete::Completions;
use recall::{forget, history, moves_history, recall};

/// The most answers drawn, and the most bytes of them, except for the last one; older ones stay in the timeline.
const SHOWN: (usize, usize) = (60, 262_144);

/// The command of a shell that clears the screen. It changes nothing else, so that no session holds it.
const CLEAR: &str = "clear";

/// What can happen in the console.
#[derive(Clone)]
pub(crate) enum Console {
    /// Run a line.
    Submit { line: String },
    /// Make files of the session of these, which the reader dropped or picked.
    Bring { files: Rc<[Brought]> },
    /// Put a command on the line.
    Put { line: String },
    /// Complete the word at the caret, or walk through the candidates.
    Complete { back: bool },
    /// Offer completions.
    Offer { completions: Completions },
    /// Leave the database client's prompt.
    Leave,
    /// Clear the screen.
    Clear,
    /// Drop the line typed.
    Drop { line: String },
}

/// The state of the line, and where its commands go.
#[derive(Default)]
pub(crate) struct Line {
    pub(crate) completions: Completions,
    /// The text area.
    pub(crate) input: NodeRef,
    /// The database that lines go to; `None` for the shell.
    pub(crate) client: Option<Client>,
    /// What was cleared and dropped.
    pub(crate) screen: Screen,
}

/// What the screen shows otherwise than the history.
#[derive(Default)]
pub(crate) struct Screen {
    /// Entries up to this one are cleared away.
    pub(crate) cleared: usize,
    /// Lines dropped while being typed, each with the entry that it stands behind.
    dropped: Vec<(usize, String)>,
}

/// The most dropped lines shown.
const DROPPED: usize = 20;

/// The console's connection to a database.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Client {
    /// The command that connected.
    pub(crate) connect: String,
    /// The cluster.
    pub(crate) cluster: String,
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn console(&mut self, console: Console) -> bool {
        match console {
            Console::Submit { line } => {
                if self.ui.stage != Stage::Play {
                    return false;
                }
                self.ui.console.completions = Completions::default();
                let went = self.submit(&line);
                let again = Msg::Console(Console::Submit { line });
                let Some(()) = self.or_wait(went, again) else { return true };
                self.follow();
                self.refresh();
                self.connect();
            }
            Console::Bring { files } => self.bring(&files),
            Console::Put { line } => {
                self.ui.console.client = None; // what is put there is for the shell
                self.show(Panel::Console, false);
                self.after.push(After::Type(line));
            }
            Console::Complete { back } => {
                let Line { completions, input, .. } = &mut self.ui.console;
                if completions.are_listed() {
                    let word = completions.walk(input, back).unwrap_or_default();
                    self.ui.live.say(word);
                } else if let Some(offer) = complete::complete(input, &self.workspace) {
                    *completions = offer;
                }
            }
            Console::Offer { completions } => self.ui.console.completions = completions,
            Console::Leave => self.leave_client(),
            Console::Clear => {
                self.ui.console.screen = Screen { cleared: self.last_entry(), dropped: Vec::new() };
            }
            Console::Drop { line } => {
                self.ui.console.completions = Completions::default();
                let behind = self.last_entry();
                let dropped = &mut self.ui.console.screen.dropped;
                dropped.push((behind, line));
                let first = dropped.len().saturating_sub(DROPPED);
                dropped.drain(..first);
                self.settling.push(Settle::Reveal("console-end"));
            }
        }
        true
    }

    /// The number of the newest entry.
    fn last_entry(&self) -> usize {
        self.view.console.last().map_or(0, |entry| entry.entry)
    }

    pub(crate) fn submit(&mut self, line: &str) -> Result<(), Pause> {
        match self.workspace.run(line) {
            Ok(()) => Ok(()),
            Err(NotRun { waits: Some(pause), .. }) => Err(pause),
            Err(why) => {
                self.say(true, why.message);
                Ok(())
            }
        }
    }

    /// Makes the console a database's client if the reader's last command connected to one.
    fn connect(&mut self) {
        let last = self.view.console.last();
        let client = last.and_then(|entry| Some((entry.connected.clone()?, entry.line.to_string())));
        if let Some((cluster, connect)) = client {
            self.ui.live.say(text::connected(&cluster));
            self.ui.console.client = Some(Client { connect, cluster });
        }
    }

    /// Makes the console a shell again.
    fn leave_client(&mut self) {
        if self.ui.console.client.take().is_some() {
            self.ui.live.say(text::LEFT_CLIENT.said());
        }
    }
}

/// The panel.
pub(crate) fn panel(cx: &Cx<'_>) -> Html {
    let Screen { cleared, dropped } = &cx.ui.console.screen;
    let all: Vec<_> = cx.view.console.iter().filter(|e| e.entry > *cleared).collect();
    let behind =
        |entry: usize| dropped.iter().filter(move |(at, _)| *at == entry).map(|(_, line)| drop_of(line));
    let mut bytes = 0;
    let fits = |e: &&&ConsoleEntry| {
        let before = bytes;
        bytes += e.line.len() + e.stdout.len() + e.stderr.len();
        before == 0 || bytes <= SHOWN.1
    };
    let first = all.len() - all.iter().rev().take(SHOWN.0).take_while(fits).count();
    // A list of its own: beside what has no key, its keys would not count, and entries would be drawn as others.
    let entries: Html = all
        .iter()
        .skip(first)
        .map(|e| html! { <key={e.entry}>{ entry(cx, e) }{ for behind(e.entry) }</> })
        .collect();
    let body = html! {
        <>
            { (all.is_empty() && *cleared == 0 && dropped.is_empty()).then(|| html! { <p class="empty">{ text::CONSOLE_EMPTY }</p> }) }
            { for behind(*cleared) }
            { entries }
            <div id="console-end" />
        </>
    };
    let under = html! {
        <>
            <div class="panel-body" id="console" tabindex="0" role="log" aria-live="off" aria-label={Panel::Console.row().title}>{ body }</div>
            { challenge::reached(cx) }
            { line(cx) }
        </>
    };
    let inside = html! {
        <>
            <div class="panel-head"><h2>{ Panel::Console.row().title }</h2></div>
            { bring::over(cx, under) }
        </>
    };
    panels::region(cx, Panel::Console, inside)
}

fn entry(cx: &Cx<'_>, e: &ConsoleEntry) -> Html {
    html! {
        <div class="entry">
            { typed(e) }
            { copy(e) }
            { (!e.stdout.is_empty()).then(|| html! { { draw::output(&e.stdout) } }) }
            { (!e.stderr.is_empty()).then(|| error(&e.stderr)) }
            { e.sql.as_ref().map(|it| sql::under(cx, it, false)) }
            { refusal::named(&rules_of_answer(&e.stdout, cx.view.edition)) }
            { e.refusal.as_ref().filter(|r| !r.is_empty()).map(|r| html! {
                <details><summary>{ text::WHY }{ r.rule.as_ref().map(|rule| html! { <span class="badge">{ rule.id.clone() }</span> }) }</summary>{ refusal::card(cx, r) }</details>
            }) }
        </div>
    }
}

/// The command; of a file that the reader brought only its name and size, until it is unfolded.
fn typed(e: &ConsoleEntry) -> Html {
    let line = |body: Html| html! { <pre class="typed"><span class="prompt" aria-hidden="true">{ "$ " }</span>{ body }</pre> };
    match &e.added {
        None => line(draw::words(&e.line)),
        Some(added) => {
            let (shown, rest) = draw::shown(&e.line);
            html! { <details class="added"><summary>{ bring::said(added) }</summary>{ line(shown.to_owned().into()) }{ rest }</details> }
        }
    }
}

/// A button that copies what the entry printed.
fn copy(e: &ConsoleEntry) -> Html {
    let printed: AttrValue = match (e.stdout.is_empty(), e.stderr.is_empty()) {
        (true, true) => return Html::default(),
        (false, true) => AttrValue::Rc(e.stdout.clone()),
        (true, false) => AttrValue::from(e.stderr.trim().to_owned()),
        (false, false) => AttrValue::from([&*e.stdout, e.stderr.trim()].concat()),
    };
    html! { <button type="button" class="quiet copy-out" data-copy={printed} title={text::COPY_OUTPUT} aria-label={text::COPY_OUTPUT}>{ icon("#i-copy") }</button> }
}

/// A line that was dropped.
fn drop_of(line: &str) -> Html {
    html! { <pre class="typed dropped"><span class="prompt" aria-hidden="true">{ "$ " }</span>{ line.to_owned() }{ "^C" }</pre> }
}

fn error(text: &str) -> Html {
    let (text, rest) = draw::shown(text.trim());
    html! { <>{ output::error(text) }{ rest }</> }
}

fn line(cx: &Cx<'_>) -> Html {
    let input = cx.ui.console.input.clone();
    let workspace = cx.workspace.clone();
    let send = cx.send.clone();
    let client = cx.ui.console.client.clone();
    let history = history(cx);
    let open = cx.ui.console.completions.are_listed();
    let busy = !cx.ui.wait.is_over();
    let typed = send.clone();
    let keys = move |event: KeyboardEvent| {
        let Some(area) = input.cast::<HtmlTextAreaElement>() else { return };
        match event.key().as_str() {
            "Enter"
                if event.ctrl_key() || !(event.shift_key() || goes_on(&area.value(), client.as_ref())) =>
            {
                event.prevent_default();
                let line = area.value();
                if !line.trim().is_empty() {
                    set(&area, "");
                    forget(&area);
                    send.emit(meant(line, client.as_ref()));
                }
            }
            "d" if event.ctrl_key() && client.is_some() && area.value().is_empty() => {
                event.prevent_default();
                send.emit(Msg::Console(Console::Leave));
            }
            "l" if only_ctrl(&event) => {
                event.prevent_default();
                send.emit(Msg::Console(Console::Clear));
            }
            "c" if only_ctrl(&event) && !selects(&area) => {
                event.prevent_default();
                if busy {
                    return send.emit(Msg::Sql(Sql::Cancel));
                }
                let line = area.value();
                set(&area, "");
                forget(&area);
                send.emit(Msg::Console(Console::Drop { line }));
            }
            "ArrowUp" if moves_history(&area) => recall(&event, &area, &history, 1),
            "ArrowDown" if moves_history(&area) => recall(&event, &area, &history, -1),
            "Tab" if client.is_none() && !area.has_attribute("data-leave") => {
                let back = event.shift_key();
                if !open && (back || complete::candidates(&area, &workspace).1.is_empty()) {
                    return; // Tab moves on
                }
                event.prevent_default();
                send.emit(Msg::Console(Console::Complete { back }));
            }
            "Escape" => {
                let _ = area.set_attribute("data-leave", "");
                send.emit(Msg::Console(Console::Offer { completions: Completions::default() }));
            }
            _ => {
                // any other key
                let _ = area.remove_attribute("data-leave");
            }
        }
    };
    html! {
        <div class="line">
            { complete::choices(cx) }
            <label class="visually-hidden" for="command">{ text::PROMPT }{ cx.ui.console.client.as_ref().map(|it| text::of_database(&it.cluster)) }</label>
            <div class="line-row">
                <span class="prompt" aria-hidden="true">{ cx.ui.console.client.as_ref().map_or_else(|| "$".to_owned(), |it| format!("{}=>", it.cluster)) }</span>
                <textarea id="command" ref={cx.ui.console.input.clone()} rows="1" spellcheck="false" autocapitalize="off" autocomplete="off"
                    placeholder={if cx.ui.console.client.is_some() { text::CLIENT_PLACEHOLDER } else { text::CONSOLE_PLACEHOLDER }} aria-describedby="command-hint" onkeydown={keys}
                    oninput={move |event: yew::InputEvent| {
                        if let Some(area) = yew::TargetCast::target_dyn_into::<HtmlTextAreaElement>(&event) { forget(&area); grow(&area); }
                        if open { typed.emit(Msg::Console(Console::Offer { completions: Completions::default() })); }
                    }} />
                { bring::button(cx) }
            </div>
            <p class="fade hint" id="command-hint">{ if cx.ui.console.client.is_some() { text::CLIENT_HINT } else { text::CONSOLE_HINT } }</p>
        </div>
    }
}

/// Returns whether Ctrl and no other modifier is held.
fn only_ctrl(event: &KeyboardEvent) -> bool {
    event.ctrl_key() && !event.shift_key() && !event.alt_key() && !event.meta_key()
}

/// Returns whether something on the line is selected, which Ctrl+C then copies.
fn selects(area: &HtmlTextAreaElement) -> bool {
    area.selection_start().ok().flatten() != area.selection_end().ok().flatten()
}

/// The message of a line: a command, statements for a database, or leaving the database.
fn meant(line: String, to: Option<&Client>) -> Msg {
    match to {
        None if line.trim() == CLEAR => Msg::Console(Console::Clear),
        None => Msg::Console(Console::Submit { line }),
        Some(_) if client::leaves(&line) => Msg::Console(Console::Leave),
        Some(to) => Msg::Console(Console::Submit { line: client::command(&to.connect, &line) }),
    }
}

/// Returns whether Enter adds a line instead of running the text: in a statement before its semicolon, after a `\` or a `|`,
/// among the lines of `<<`, and in a `for`, `while` or `if` before its end.
fn goes_on(text: &str, to: Option<&Client>) -> bool {
    if to.is_some() {
        return client::awaits_more(text);
    }
    text.trim_end().ends_with('\\') || shell::awaits_more(text)
}

fn set(area: &HtmlTextAreaElement, value: &str) {
    area.set_value(value);
    grow(area);
}

/// Gives the text area as many rows as the text has lines, up to 8.
fn grow(area: &HtmlTextAreaElement) {
    let lines = area.value().split('\n').count().min(8);
    area.set_rows(u32::try_from(lines).unwrap_or(1));
}

/// Puts a command on the line, with the caret at its end.
pub(crate) fn put(input: &NodeRef, line: &str) {
    if let Some(area) = input.cast::<HtmlTextAreaElement>() {
        set(&area, line);
        let _ = area.focus();
    }
}
