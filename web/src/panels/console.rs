//! The console: commands and answers above, a line to type below. The line is
//! the browser's own text area, so that typing redraws nothing.

use std::rc::Rc;

use playground_session::engine::Pause;
use playground_session::view::ConsoleEntry;
use playground_session::{NotRun, client, shell};
use web_sys::{HtmlTextAreaElement, KeyboardEvent};
use yew::{Html, NodeRef, html};

use crate::app::{After, App};
use crate::msg::{Cx, Msg, Stage};
use crate::panels::{self, Panel};
use crate::workspace::Workspace;
use crate::{draw, refusal, sql, text};

/// The most answers drawn, and the most bytes of them, except for the last one; older ones stay in the timeline.
const SHOWN: (usize, usize) = (60, 262_144);

/// What can happen in the console.
#[derive(Clone)]
pub(crate) enum Console {
    /// Run a line.
    Submit { line: String },
    /// Put a command on the line.
    Put { line: String },
    /// Complete the word at the caret.
    Complete,
    /// Offer completions.
    Offer { completions: Completions },
    /// Leave the database client's prompt.
    Leave,
}

/// What the word at the caret can become.
#[derive(Clone, Default)]
pub(crate) struct Completions {
    words: Vec<String>,
    /// Where the word begins in the line, in bytes.
    from: usize,
}

/// The state of the line, and where its commands go.
#[derive(Default)]
pub(crate) struct Line {
    pub(crate) completions: Completions,
    /// The text area.
    pub(crate) input: NodeRef,
    /// The database that lines go to; `None` for the shell.
    pub(crate) client: Option<Client>,
}

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
                self.ui.console.completions.words.clear();
                let went = self.submit(&line);
                let again = Msg::Console(Console::Submit { line });
                let Some(()) = self.or_wait(went, again) else { return true };
                self.follow();
                self.refresh();
                self.connect();
            }
            Console::Put { line } => {
                self.ui.console.client = None; // what is put there is for the shell
                self.show(Panel::Console, false);
                self.after.push(After::Type(line));
            }
            Console::Complete => {
                if let Some(offer) = complete(&self.ui.console.input, &self.workspace) {
                    self.ui.console.completions = offer;
                }
            }
            Console::Offer { completions } => self.ui.console.completions = completions,
            Console::Leave => self.leave_client(),
        }
        true
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
            self.ui.live.say(text::LEFT_CLIENT);
        }
    }
}

/// The panel.
pub(crate) fn panel(cx: &Cx<'_>) -> Html {
    let all = &cx.view.console;
    let mut bytes = 0;
    let fits = |e: &&ConsoleEntry| {
        let before = bytes;
        bytes += e.line.len() + e.stdout.len() + e.stderr.len();
        before == 0 || bytes <= SHOWN.1
    };
    let first = all.len() - all.iter().rev().take(SHOWN.0).take_while(fits).count();
    let body = html! {
        <>
            { all.is_empty().then(|| html! { <p class="empty">{ text::CONSOLE_EMPTY }</p> }) }
            { for all.iter().skip(first).map(|e| entry(cx, e)) }
            <div id="console-end" />
        </>
    };
    let inside = html! {
        <>
            <div class="panel-head"><h2>{ Panel::Console.row().title }</h2></div>
            <div class="panel-body" id="console" tabindex="0" role="log" aria-live="off" aria-label={Panel::Console.row().title}>{ body }</div>
            { line(cx) }
        </>
    };
    panels::region(cx, Panel::Console, inside)
}

fn entry(cx: &Cx<'_>, e: &ConsoleEntry) -> Html {
    html! {
        <div class="entry" key={e.entry}>
            <pre class="typed"><span class="prompt" aria-hidden="true">{ "$ " }</span>{ draw::words(&e.line) }</pre>
            { (!e.stdout.is_empty()).then(|| html! { { draw::output(&e.stdout) } }) }
            { (!e.stderr.is_empty()).then(|| error(&e.stderr)) }
            { e.sql.as_ref().map(|it| sql::under(cx, it, false)) }
            { e.refusal.as_ref().map(|r| html! {
                <details><summary>{ text::WHY }{ r.rule.as_ref().map(|rule| html! { <span class="badge">{ rule.id.clone() }</span> }) }</summary>{ refusal::card(cx, r) }</details>
            }) }
        </div>
    }
}

fn error(text: &str) -> Html {
    let (text, rest) = draw::shown(text.trim());
    html! { <><pre class="out error">{ text.to_owned() }</pre>{ rest }</> }
}

fn line(cx: &Cx<'_>) -> Html {
    let Completions { words, from } = &cx.ui.console.completions;
    let input = cx.ui.console.input.clone();
    let workspace = cx.workspace.clone();
    let send = cx.send.clone();
    let client = cx.ui.console.client.clone();
    let history = history(cx);
    let open = !words.is_empty();
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
                    let _ = area.remove_attribute("data-at");
                    send.emit(meant(line, client.as_ref()));
                }
            }
            "d" if event.ctrl_key() && client.is_some() && area.value().is_empty() => {
                event.prevent_default();
                send.emit(Msg::Console(Console::Leave));
            }
            "ArrowUp" if moves_history(&area) => recall(&event, &area, &history, 1),
            "ArrowDown" if moves_history(&area) => recall(&event, &area, &history, -1),
            "Tab" if !event.shift_key() && client.is_none() && !area.has_attribute("data-leave") => {
                if candidates(&area, &workspace).1.is_empty() {
                    return; // Tab moves on
                }
                event.prevent_default();
                send.emit(Msg::Console(Console::Complete));
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
            { open.then(|| choices(cx, words, *from)) }
            <label class="visually-hidden" for="command">{ text::PROMPT }{ cx.ui.console.client.as_ref().map(|it| text::of_database(&it.cluster)) }</label>
            <div class="line-row">
                <span class="prompt" aria-hidden="true">{ cx.ui.console.client.as_ref().map_or_else(|| "$".to_owned(), |it| format!("{}=>", it.cluster)) }</span>
                <textarea id="command" ref={cx.ui.console.input.clone()} rows="1" spellcheck="false" autocapitalize="off" autocomplete="off"
                    placeholder={if cx.ui.console.client.is_some() { text::CLIENT_PLACEHOLDER } else { text::CONSOLE_PLACEHOLDER }} aria-describedby="command-hint" onkeydown={keys}
                    oninput={move |event: yew::InputEvent| {
                        if let Some(area) = yew::TargetCast::target_dyn_into::<HtmlTextAreaElement>(&event) { let _ = area.remove_attribute("data-at"); grow(&area); }
                        if open { typed.emit(Msg::Console(Console::Offer { completions: Completions::default() })); }
                    }} />
            </div>
            <p class="fade hint" id="command-hint">{ if cx.ui.console.client.is_some() { text::CLIENT_HINT } else { text::CONSOLE_HINT } }</p>
        </div>
    }
}

/// Earlier lines, the newest first. At a client's prompt, only the statements given there.
fn history(cx: &Cx<'_>) -> Vec<Rc<str>> {
    let lines = cx.view.console.iter().rev().map(|entry| &entry.line);
    match &cx.ui.console.client {
        None => lines.cloned().collect(),
        Some(it) => lines.filter_map(|line| client::statements(&it.connect, line)).map(Rc::from).collect(),
    }
}

/// The message of a line: a command, statements for a database, or leaving the database.
fn meant(line: String, to: Option<&Client>) -> Msg {
    match to {
        None => Msg::Console(Console::Submit { line }),
        Some(_) if client::leaves(&line) => Msg::Console(Console::Leave),
        Some(to) => Msg::Console(Console::Submit { line: client::command(&to.connect, &line) }),
    }
}

/// Whether Enter adds a line instead of running the text: in a statement before its semicolon, after a `\`, and among the
/// lines of `<<`.
fn goes_on(text: &str, to: Option<&Client>) -> bool {
    if to.is_some() {
        return client::awaits_more(text);
    }
    text.trim_end().ends_with('\\') || shell::awaits_lines(text)
}

fn choices(cx: &Cx<'_>, list: &[String], from: usize) -> Html {
    html! {
        <ul class="choices" aria-label={text::COMPLETIONS}>{ for list.iter().map(|word| {
            let (input, whole) = (cx.ui.console.input.clone(), word.clone());
            let pick = cx.hear(move |_: yew::MouseEvent| {
                replace(&input, from, &whole);
                Some(Msg::Console(Console::Offer { completions: Completions::default() }))
            });
            html! { <li><button type="button" class="chip" onclick={pick}>{ word.clone() }</button></li> }
        }) }</ul>
    }
}

/// Where the word before the caret begins, in bytes, and what it can become.
fn candidates(area: &HtmlTextAreaElement, workspace: &Workspace) -> (usize, Vec<String>) {
    let value = area.value();
    let caret = area.selection_end().ok().flatten().map_or(value.len(), |utf16| byte_at(&value, utf16));
    workspace.complete(&value, caret)
}

/// Completes the word before the caret: fully if there is one candidate, as far as all agree if there are more. Returns the
/// candidates that are left to choose from; `None` if there never were any.
fn complete(input: &NodeRef, workspace: &Workspace) -> Option<Completions> {
    let area = input.cast::<HtmlTextAreaElement>()?;
    let (from, mut list) = candidates(&area, workspace);
    if list.is_empty() {
        return None;
    }
    let value = area.value();
    let common = list.iter().skip(1).fold(list.first().cloned().unwrap_or_default(), |a, b| shared(&a, b));
    let mut done = value.get(..from).unwrap_or_default().to_owned();
    done.push_str(&common);
    if list.len() == 1 {
        if !common.ends_with(['=', '/', ':']) {
            done.push(' ');
        }
        list.clear();
    }
    let caret = done.encode_utf16().count();
    done.push_str(value.get(word_end(&value, from)..).unwrap_or_default());
    set(&area, &done);
    let at = u32::try_from(caret).unwrap_or(u32::MAX);
    let _ = area.set_selection_range(at, at);
    list.truncate(40);
    Some(Completions { words: list, from })
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

/// Whether Up and Down recall earlier lines. In a text of several lines they move the caret, unless it was recalled and not
/// edited yet.
fn moves_history(area: &HtmlTextAreaElement) -> bool {
    area.has_attribute("data-at") || !area.value().contains('\n')
}

/// Recalls an earlier line. `data-at` remembers how far back.
fn recall(event: &KeyboardEvent, area: &HtmlTextAreaElement, history: &[Rc<str>], step: i32) {
    let at: i32 = area.get_attribute("data-at").and_then(|s| s.parse().ok()).unwrap_or(0);
    let last = i32::try_from(history.len()).unwrap_or(i32::MAX);
    let to = (at + step).clamp(0, last);
    event.prevent_default();
    let line = usize::try_from(to - 1).ok().and_then(|i| history.get(i));
    set(area, line.map_or("", |line| &**line));
    let _ = area.set_attribute("data-at", &to.to_string());
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

fn replace(input: &NodeRef, from: usize, word: &str) {
    let Some(area) = input.cast::<HtmlTextAreaElement>() else { return };
    let mut value = area.value().get(..from).unwrap_or_default().to_owned();
    value.push_str(word);
    value.push(' ');
    set(&area, &value);
    let _ = area.focus();
}

/// Puts a command on the line, with the caret at its end.
pub(crate) fn put(input: &NodeRef, line: &str) {
    if let Some(area) = input.cast::<HtmlTextAreaElement>() {
        set(&area, line);
        let _ = area.focus();
    }
}
