//! Lines with their numbers, and the front matter.

use super::ScenarioError;

/// A cursor over lines.
pub(super) struct Lines<'a> {
    lines: Vec<&'a str>,
    next: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { lines: text.lines().collect(), next: 0 }
    }

    pub(super) fn peek(&self) -> Option<&'a str> {
        self.lines.get(self.next).copied()
    }

    pub(super) fn take(&mut self) -> Option<&'a str> {
        let line = self.peek()?;
        self.next += 1;
        Some(line)
    }

    /// The number of the line that [`Self::peek`] shows, from 1.
    pub(super) fn number(&self) -> u32 {
        u32::try_from(self.next + 1).unwrap_or(u32::MAX)
    }

    pub(super) fn skip_blank(&mut self) {
        while self.peek().is_some_and(|line| line.trim().is_empty()) {
            self.next += 1;
        }
    }

    pub(super) fn error(&self, message: &str) -> ScenarioError {
        error(self.number(), message)
    }

    /// The lines of a fence whose opening line was just taken; takes the closing one.
    pub(super) fn fence(&mut self) -> Result<String, ScenarioError> {
        let open = self.number().saturating_sub(1);
        let mut text = String::new();
        loop {
            match self.take() {
                None => return Err(error(open, "This ``` is never closed.")),
                Some(line) if line.trim_end() == "```" => return Ok(text),
                Some(line) => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
}

pub(super) fn error(line: u32, message: &str) -> ScenarioError {
    ScenarioError { line, message: String::from(message) }
}

/// The front matter's fields, every one of them required.
pub(super) struct Front {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) seed: String,
    pub(super) edition: String,
    pub(super) rules: Vec<String>,
}

pub(super) fn front(lines: &mut Lines<'_>) -> Result<Front, ScenarioError> {
    if lines.take() != Some("---") {
        return Err(error(
            1,
            "A scenario begins with a line --- and its title, summary, seed, edition and rules.",
        ));
    }
    let mut fields: Vec<(&str, &str)> = Vec::new();
    loop {
        match lines.peek() {
            None => return Err(error(1, "The --- of the first line is never closed.")),
            Some("---") => break,
            Some(line) => {
                let Some((name, value)) = line.split_once(':') else {
                    return Err(lines.error("A line here is a name, a colon and a value."));
                };
                if !["title", "summary", "seed", "edition", "rules"].contains(&name) {
                    return Err(lines.error("Only title, summary, seed, edition and rules can stand here."));
                }
                fields.push((name, value.trim()));
            }
        }
        lines.take();
    }
    let field = |name: &str| {
        let found = fields.iter().find(|(n, value)| *n == name && !value.is_empty());
        found.map(|(_, value)| String::from(*value)).ok_or_else(|| {
            let mut message = String::from(name);
            message.push_str(" is missing in the lines between ---.");
            ScenarioError { line: lines.number(), message }
        })
    };
    let front = Front {
        title: field("title")?,
        summary: field("summary")?,
        seed: field("seed")?,
        edition: field("edition")?,
        rules: field("rules")?.split_whitespace().map(String::from).collect(),
    };
    lines.take();
    Ok(front)
}
