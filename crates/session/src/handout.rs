//! Handouts: a scenario or a session as Markdown, to print, keep or send.
//!
//! What commands print and what an author wrote is text in a handout: it can't end a fence, begin HTML, or
//! make a link that the author did not write.

use playground_core::edition::Edition;
use playground_core::rules::{Rule, RuleId};

use crate::entry::Entry;
use crate::lesson::{Lesson, outcome_of};
use crate::scenario::{Expected, HERE, Run, Step};
use crate::session::Session;
use crate::view::{Block, Inline, MapView, Prediction, twin, twin_lines};

/// A scenario from its first step to its last. Steps that have run show what they printed, the others what
/// the file says. With `maps`, steps that have run also show the map as text.
pub fn of_lesson(lesson: &Lesson, maps: bool) -> String {
    let scenario = lesson.scenario();
    let mut out = Handout::titled(&scenario.title);
    out.paragraph(&escaped(&scenario.summary));
    out.blocks(&scenario.intro);
    for (number, step) in scenario.steps.iter().enumerate() {
        out.step(lesson, number, step);
        if maps && let Some(map) = MapView::after_step(lesson, number) {
            let lines = twin_lines(&twin(&map));
            if !lines.is_empty() {
                out.paragraph("The map after this step:");
                out.fence("text", &lines);
            }
        }
    }
    out.end(&["Edition ", lesson.session().edition().name(), ", seed ", &code(&scenario.seed), "."].concat())
}

/// The commands from the beginning to the cursor, with what they printed.
pub fn of_session(session: &Session, title: &str) -> String {
    let mut out = Handout::titled(title);
    let timeline = session.timeline();
    for entry in timeline.path(timeline.cursor()).into_iter().filter_map(|id| timeline.record(id)) {
        out.fence("sh", &entry.line);
        out.printed(&[&*entry.stdout, entry.stderr.trim_start_matches('\n')].concat(), rule(entry));
    }
    if timeline.cursor() == 0 {
        out.paragraph("Nothing has been run yet.");
    }
    let edition = session.edition().name();
    out.end(&["Edition ", edition, ", seed ", &code(&seed_text(session)), "."].concat())
}

fn rule(entry: &Entry) -> Option<&'static Rule> {
    entry.refused.as_ref().and_then(|refused| refused.rule)
}

fn seed_text(session: &Session) -> String {
    playground_core::ids::hex(&session.seed().0)
}

/// A Markdown document that is being written.
struct Handout(String);

impl Handout {
    fn titled(title: &str) -> Self {
        let mut out = Self(String::new());
        out.paragraph(&["# ", &escaped(title)].concat());
        out
    }

    fn end(mut self, about: &str) -> String {
        self.paragraph("---");
        self.paragraph(
            &[
                "Made with the Aurora Encryption Playground, which models AWS and contacts no account. ",
                about,
            ]
            .concat(),
        );
        self.0.truncate(self.0.trim_end().len());
        self.0.push('\n');
        self.0
    }

    fn paragraph(&mut self, text: &str) {
        self.0.extend([text, "\n\n"]);
    }

    fn step(&mut self, lesson: &Lesson, number: usize, step: &Step) {
        self.paragraph(&["## ", &(number + 1).to_string(), ". ", &escaped(&step.title)].concat());
        self.blocks(&step.before);
        // In a world of another edition, what the author asked and what he said afterwards need not hold.
        let as_written = lesson.is_as_written();
        let asked = step.prediction.as_ref().filter(|_| as_written);
        if let Some(asked) = asked {
            self.question(asked);
        }
        let ran = lesson.entries(number);
        for (at, run) in step.runs.iter().enumerate() {
            let came = ran.get(at).map(|entries| outcome_of(lesson.session(), entries));
            self.run(run, &came.unwrap_or_else(|| run.expected.clone()), lesson.session().edition());
        }
        if let Some(asked) = asked {
            self.answer(asked);
        }
        if as_written || step.runs.is_empty() {
            self.blocks(&step.after);
        }
    }

    fn run(&mut self, run: &Run, came: &Expected, edition: Edition) {
        self.fence("sh", &run.text);
        let refused = came.refused.as_ref().and_then(|refused| refused.rule.as_deref());
        self.printed(&came.text, refused.and_then(|name| RuleId::parse(name)?.rule(edition)));
    }

    fn printed(&mut self, text: &str, rule: Option<&Rule>) {
        if !text.trim().is_empty() {
            self.fence("text", text);
        }
        if let Some(rule) = rule {
            self.paragraph(&["Rule ", rule.id.name(), ": ", &escaped(rule.statement)].concat());
        }
    }

    fn question(&mut self, asked: &Prediction) {
        self.paragraph(&["**", &escaped(&asked.question), "**"].concat());
        for (letter, choice) in ('A'..).zip(&asked.choices) {
            self.0.extend(["- ", &letter.to_string(), ". ", &escaped(&choice.text), "\n"]);
        }
        self.0.push('\n');
    }

    fn answer(&mut self, asked: &Prediction) {
        for (letter, choice) in ('A'..).zip(&asked.choices).filter(|(_, choice)| choice.right) {
            let because = escaped(&choice.because);
            let text =
                ["Answer: ", &letter.to_string(), ". ", &escaped(&choice.text), " ", &because].concat();
            self.paragraph(text.trim_end());
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.paragraph(&inlines(text)),
                Block::Heading(text) => self.paragraph(&["### ", &inlines(text)].concat()),
                Block::Note(text) => self.paragraph(&["> ", &inlines(text)].concat()),
                Block::Code(text) => self.fence("text", text),
                Block::List { ordered, items } => {
                    for (number, item) in (1_usize..).zip(items) {
                        let sign = if *ordered { [&number.to_string(), ". "].concat() } else { "- ".into() };
                        self.0.extend([&sign, &inlines(item), "\n"]);
                    }
                    self.0.push('\n');
                }
            }
        }
    }

    /// Writes a block of text as it is, between fences longer than any in the text.
    fn fence(&mut self, info: &str, text: &str) {
        let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        let fence = "`".repeat(longest_run(&text).max(2) + 1);
        self.0.extend([&fence, info, "\n", text.trim_end(), "\n", &fence, "\n\n"]);
    }
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn inlines(all: &[Inline]) -> String {
    let mut out = String::new();
    for run in all {
        match run {
            Inline::Text(text) | Inline::Term { text, .. } => out.push_str(&escaped_in(text, out.is_empty())),
            Inline::Code(text) => out.push_str(&code(text)),
            Inline::Strong(text) => out.extend(["**", &escaped_in(text, false), "**"]),
            Inline::Em(text) => out.extend(["*", &escaped_in(text, false), "*"]),
            // A place in the playground is none of the handout.
            Inline::Link { text, href } if href.starts_with(HERE) => {
                out.push_str(&escaped_in(text, out.is_empty()));
            }
            Inline::Link { text, href } => {
                let href = href.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E");
                out.extend(["[", &escaped_in(text, false), "](<", &href, ">)"]);
            }
        }
    }
    out
}

/// A text within a line, in monospace.
fn code(text: &str) -> String {
    let text = one_line(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    let blank = if fence.len() > 1 { " " } else { "" };
    [&fence, blank, &text, blank, &fence].concat()
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { ' ' } else { c }).filter(|c| !c.is_control()).collect()
}

/// Escapes a text so that it stays text, also at the beginning of a line.
fn escaped(text: &str) -> String {
    escaped_in(text, true)
}

fn escaped_in(text: &str, starts: bool) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len());
    let mut numeral = starts;
    for (at, c) in text.char_indices() {
        let list = starts
            && (at == 0 && matches!(c, '-' | '+' | '=') || numeral && at > 0 && matches!(c, '.' | ')'));
        if list || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~') {
            out.push('\\');
        }
        numeral &= c.is_ascii_digit();
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---\ntitle: A <b>title</b>\nsummary: 1. S & [x](y)\nseed: s`\nedition: 2020\nrules: E01\n---\n\n\
        - one *two*\n- `three`\n\n## First # [step]\n\n1\\. Look at [this](https://example.org/a_b).\n\n\
        > Does it work?\n>\n> - [ ] No.\n>   Wrong.\n> - [x] Yes.\n>   It does.\n\n\
        ```aws\necho '````sh' and '```'\n```\n```output\n````sh and ```\n```\n\nDone.\n\n\
        ## Second\n\n```aws\naws rds nonsense\n```\n```output refused: Usage\nold\n```\n";

    #[test]
    fn a_lesson_is_told_to_its_end() {
        let mut lesson = Lesson::open("t", FILE).unwrap();
        let before = of_lesson(&lesson, true);
        assert!(before.contains("```text\nold\n```"), "what has not run is as the file says: {before}");
        lesson.run_all().unwrap();
        let text = of_lesson(&lesson, true);
        let want = "# A \\<b\\>title\\</b\\>\n\n1\\. S \\& \\[x\\](y)\n\n- one *two*\n- `three`\n\n\
            ## 1. First \\# \\[step\\]\n\n1\\. Look at [this](<https://example.org/a_b>).\n\n\
            **Does it work?**\n\n- A. No.\n- B. Yes.\n\n\
            `````sh\necho '````sh' and '```'\n`````\n\n`````text\n````sh and ```\n`````\n\n\
            Answer: B. Yes. It does.\n\nDone.\n\n## 2. Second\n\n```sh\naws rds nonsense\n```\n\n";
        assert!(text.starts_with(want), "{text}");
        assert!(!text.contains("old"), "what has run is as it ran: {text}");
        assert!(text.ends_with("Edition 2020, seed `` s` ``.\n"), "{text}");
    }

    #[test]
    fn a_session_is_what_led_to_the_cursor() {
        let mut session = Session::new(Session::seed_of("1"), playground_core::edition::Edition::Y2020);
        assert!(of_session(&session, "T").contains("Nothing has been run yet."));
        session.run("echo one\necho two\necho three");
        session.timeline_mut().jump(1);
        session.run("echo 'a\n```\n# not a heading'");
        let text = of_session(&session, "My *own*");
        assert!(
            text.starts_with("# My \\*own\\*\n\n```sh\necho one\n```\n\n```text\none\n```\n\n````sh\n"),
            "{text}"
        );
        assert!(text.contains("````text\na\n```\n# not a heading\n````\n"), "{text}");
        assert!(!text.contains("two"));
    }

    /// Every printed line is between its fences, whatever it is.
    #[test]
    fn no_text_gets_out_of_its_fence() {
        let hostile =
            ["```", "a\n```\n<script>", "`````\n~~~\n", "```\n\n````\n\u{1b}[31m\n`````", "\n\n", "``` ```"];
        for text in hostile {
            let mut out = Handout(String::new());
            out.fence("text", text);
            let lines: Vec<&str> = out.0.trim_end().lines().collect();
            let fence = lines.last().unwrap();
            assert!(fence.len() >= 3 && fence.chars().all(|c| c == '`'), "{text:?}: {}", out.0);
            assert_eq!(lines[0], [fence, "text"].concat());
            let inside = lines.get(1..lines.len() - 1).unwrap();
            assert!(inside.iter().all(|line| !line.contains(fence)), "{text:?}: {}", out.0);
            assert!(!out.0.contains('\u{1b}'));
        }
    }

    #[test]
    fn text_stays_text() {
        let rows = [
            ("- a", "\\- a"),
            ("12) a 3) b", "12\\) a 3) b"),
            ("# a\nb", "\\# a b"),
            ("<img src=x> &lt; ![a](b)", "\\<img src=x\\> \\&lt; !\\[a\\](b)"),
            ("2020-12-01, a.", "2020-12-01, a."),
        ];
        for (text, want) in rows {
            assert_eq!(escaped(text), want);
        }
        assert_eq!(code("a`b"), "`` a`b ``");
    }
}
