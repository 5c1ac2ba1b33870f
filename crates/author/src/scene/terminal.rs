//! A command and its answer, as in a terminal: of an error its code and what it says, of an answer its first lines.

use playground_session::lesson::{Lesson, outcome_of};

use super::{Canvas, Face, ROOM, colour, cut, wrapped};

/// The size of the type, and the height of a line.
const SIZE: usize = 24;
const LINE: usize = 34;
/// The characters of a line.
const COLUMNS: usize = 39;
/// The distance of the text from the left and of the first line from the top.
const LEFT: usize = 26;
const TOP: usize = 58;
/// The lines that fit.
const LINES: usize = 14;
/// The most lines of a command.
const OF_COMMAND: usize = 5;

/// The scene of one of a step's answers, counted from 0; `None` if it says nothing.
pub(super) fn scene(lesson: &Lesson, step: usize, answer: usize) -> Option<String> {
    let entry = *lesson.entries(step).iter().flatten().nth(answer)?;
    let command = &lesson.session().timeline().record(entry)?.line;
    let came = outcome_of(lesson.session(), &[entry]);
    if came.text.trim().is_empty() {
        return None;
    }
    let mut at = Terminal { canvas: Canvas::new(), lines: 0 };
    let command = command.replace("\\\n", " ");
    for (number, line) in wrapped(&command, COLUMNS - 2, OF_COMMAND).iter().enumerate() {
        let sign = if number == 0 { "$ " } else { "  " };
        at.line(&format!("{sign}{line}"), Face::Mono, colour::SOFT_ON_NIGHT);
    }
    if came.refused.is_some() {
        at.refused(&came.text);
    } else {
        at.answered(&came.text);
    }
    Some(at.done())
}

/// The code of a service's error and what it says, from the line that the AWS CLI prints.
fn error(text: &str) -> Option<(&str, &str)> {
    let (_, rest) = text.split_once("An error occurred (")?;
    let (code, rest) = rest.split_once(')')?;
    Some((code, rest.split_once(": ")?.1.lines().next()?))
}

/// What matters of a usage text: the line that says what is wrong. It is the last one.
fn fault(text: &str) -> &str {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.next_back().unwrap_or_default()
}

struct Terminal {
    canvas: Canvas,
    /// The lines so far.
    lines: usize,
}

impl Terminal {
    fn left(&self) -> usize {
        LINES.saturating_sub(self.lines)
    }

    fn line(&mut self, text: &str, face: Face, colour: &str) {
        let y = TOP + self.lines * LINE;
        self.canvas.text(text, (LEFT, y), SIZE, face, colour);
        self.lines += 1;
    }

    fn refused(&mut self, text: &str) {
        self.lines += 1;
        let Some((code, said)) = error(text) else {
            for line in wrapped(fault(text), COLUMNS, self.left()) {
                self.line(&line, Face::MonoBold, colour::BAD_ON_NIGHT);
            }
            return;
        };
        for line in wrapped(code, COLUMNS, 2) {
            self.line(&line, Face::MonoBold, colour::BAD_ON_NIGHT);
        }
        for line in wrapped(said, COLUMNS, self.left().min(7)) {
            self.line(&line, Face::Mono, colour::ON_NIGHT);
        }
    }

    /// The first lines of an answer. Of JSON, lines of nothing but brackets are left out, and the indentation that all others
    /// have.
    fn answered(&mut self, text: &str) {
        self.lines += 1;
        let says = |line: &&str| line.chars().any(|c| !matches!(c, ' ' | '{' | '}' | '[' | ']' | ','));
        let lines: Vec<&str> = text.lines().filter(says).collect();
        let indented = |line: &&str| line.len() - line.trim_start_matches(' ').len();
        let all = lines.iter().map(indented).min().unwrap_or(0);
        let mut shown: Vec<String> = Vec::new();
        for line in lines {
            let line = line.get(all..).unwrap_or_default().replace('\t', "  ");
            // Columns and JSON are cut; sentences go on in the next line.
            let json = line.starts_with('"') && (line.ends_with(',') || line.contains("\": "));
            if json || line.starts_with(' ') || line.contains("  ") || line.contains('|') {
                shown.push(cut(&line, COLUMNS));
            } else {
                shown.extend(wrapped(&line, COLUMNS, 4));
            }
        }
        let room = self.left();
        let (fits, last) = (shown.len() <= room, room.saturating_sub(1));
        for line in shown.iter().take(if fits { room } else { last }) {
            self.line(line, Face::Mono, colour::ON_NIGHT);
        }
        if !fits {
            self.line("…", Face::Mono, colour::SOFT_ON_NIGHT);
        }
    }

    /// The frame around it all.
    fn done(self) -> String {
        let high = (TOP + self.lines * LINE).min(ROOM.1);
        let mut all = Canvas::new();
        all.rect([1, 1, ROOM.0 - 2, high - 2], 16, colour::NIGHT, colour::NIGHT);
        all.svg.push_str(&self.canvas.svg);
        all.high = high;
        all.document()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_error_says_is_found_in_what_the_cli_prints() {
        let text = "\nAn error occurred (AccessDeniedException) when calling the Decrypt operation: No: never\nRule O07\n";
        assert_eq!(error(text), Some(("AccessDeniedException", "No: never")));
        assert_eq!(error("usage: aws\n\nUnknown options: --x\n"), None);
        assert_eq!(fault("usage: aws\n\nUnknown options: --x\n\n"), "Unknown options: --x");
    }
}
