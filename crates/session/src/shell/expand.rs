//! Expands variables and substitutions.

use super::{Command, Piece, Position, ShellError, Word};

/// The most bytes that expansion may produce for one command: `A=$A$A` doubles.
const MAX_EXPANDED: usize = 65_536;

/// Counts the bytes that expansion produces.
struct Size(usize);

impl Size {
    fn add(&mut self, text: &str, at: Position) -> Result<(), ShellError> {
        self.0 += text.len();
        if self.0 <= MAX_EXPANDED {
            return Ok(());
        }
        let message = "Variables and $(…) make this command longer than 65,536 bytes. Use shorter values.";
        Err(ShellError::new(at, message))
    }
}

/// Where values come from.
pub trait Scope {
    /// The value of a variable, if it has one.
    fn variable(&self, name: &str) -> Option<String>;

    /// Runs commands and returns what they print. The caller removes trailing new lines, as `sh` does.
    fn substitute(&mut self, commands: &[Command]) -> Result<String, ShellError>;
}

/// Expands a word to exactly one text, as in an assignment: nothing is split.
pub fn expand_one(word: &Word, scope: &mut dyn Scope) -> Result<String, ShellError> {
    let mut text = String::new();
    let mut size = Size(0);
    for piece in &word.pieces {
        let more = value(piece, word.at, scope)?.0;
        size.add(&more, word.at)?;
        text.push_str(&more);
    }
    Ok(text)
}

/// Expands words, each text with the position of the word it came from. A value outside quotes is split at
/// blanks, and may give no text or several.
pub fn expand_all(words: &[Word], scope: &mut dyn Scope) -> Result<Vec<(String, Position)>, ShellError> {
    let mut done = Vec::new();
    let mut size = Size(0);
    for word in words {
        let mut open: Option<String> = None;
        for piece in &word.pieces {
            let (text, whole) = value(piece, word.at, scope)?;
            size.add(&text, word.at)?;
            if whole {
                open.get_or_insert_default().push_str(&text);
                continue;
            }
            if text.starts_with(blank)
                && let Some(text) = open.take()
            {
                done.push((text, word.at));
            }
            let mut parts = text.split(blank).filter(|part| !part.is_empty()).peekable();
            while let Some(part) = parts.next() {
                open.get_or_insert_default().push_str(part);
                if (parts.peek().is_some() || text.ends_with(blank))
                    && let Some(text) = open.take()
                {
                    done.push((text, word.at));
                }
            }
        }
        if let Some(text) = open {
            done.push((text, word.at));
        }
    }
    Ok(done)
}

fn blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n')
}

/// The text of a piece, and whether it must stay in one word.
fn value(piece: &Piece, word: Position, scope: &mut dyn Scope) -> Result<(String, bool), ShellError> {
    match piece {
        Piece::Text { text, .. } => Ok((text.clone(), true)),
        Piece::Variable { name, quoted, at } => {
            if let Some(value) = scope.variable(name) {
                return Ok((value, *quoted));
            }
            let message = ["$", name, " has no value yet. Give it one with ", name, "=… first."];
            Err(ShellError::new(*at, message.concat()))
        }
        Piece::Substitution { commands, quoted } => {
            let mut text = scope.substitute(commands).map_err(|mut error| {
                if error.at == Position::default() {
                    error.at = word;
                }
                error
            })?;
            text.truncate(text.trim_end_matches('\n').len());
            Ok((text, *quoted))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    struct Fixed;
    impl Scope for Fixed {
        fn variable(&self, name: &str) -> Option<String> {
            match name {
                "TWO" => Some("x y".into()),
                "WIDE" => Some(" x ".into()),
                "NONE" => Some(String::new()),
                _ => None,
            }
        }
        fn substitute(&mut self, commands: &[Command]) -> Result<String, ShellError> {
            Ok(format!("{}\n\n", commands[0].text))
        }
    }

    fn show(text: &str) -> String {
        let commands = parse(text).unwrap();
        match expand_all(&commands[0].words, &mut Fixed) {
            Ok(words) => words.into_iter().map(|w| w.0).collect::<Vec<_>>().join("|"),
            Err(error) => format!("! {error}"),
        }
    }

    #[test]
    fn values_are_split_only_outside_quotes() {
        let rows = [
            ("a $TWO", "a|x|y"),
            ("a \"$TWO\"", "a|x y"),
            ("a p${TWO}q", "a|px|yq"),
            ("a p${WIDE}q", "a|p|x|q"),
            ("a $NONE b", "a|b"),
            ("a \"$NONE\" b", "a||b"),
            ("a \"\"$NONE b", "a||b"),
            ("a $(b c)", "a|b|c"),
            ("a \"$(b c)\"d", "a|b cd"),
            ("a 'b\nc'", "a|b\nc"),
        ];
        for (text, want) in rows {
            assert_eq!(show(text), want, "{text:?}");
        }
    }

    #[test]
    fn a_variable_without_value_is_an_error() {
        assert_eq!(
            show("a b$KEY"),
            "! line 1, column 4: $KEY has no value yet. Give it one with KEY=… first."
        );
    }

    #[test]
    fn an_assignment_is_never_split() {
        let commands = parse("X=$TWO' z'").unwrap();
        assert_eq!(expand_one(&commands[0].assignments[0].value, &mut Fixed).unwrap(), "x y z");
    }
}
