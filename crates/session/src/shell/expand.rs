//! Expands variables and substitutions.

use super::{Change, Command, Piece, Position, ShellError, Word, arithmetic, pattern};

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

    /// The arguments of the function that is running: `$1`, `$2` and so on.
    fn arguments(&self) -> Vec<String>;

    /// Returns whether a variable without a value counts as empty; otherwise it is an error.
    fn unset_is_empty(&self) -> bool {
        false
    }

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
        if is_every_argument(word) && scope.arguments().is_empty() {
            continue;
        }
        let mut open: Option<String> = None;
        for piece in &word.pieces {
            if is_arguments(piece) {
                for (at, argument) in scope.arguments().into_iter().enumerate() {
                    size.add(&argument, word.at)?;
                    if at > 0 {
                        done.extend(open.take().map(|text| (text, word.at)));
                    }
                    open.get_or_insert_default().push_str(&argument);
                }
                continue;
            }
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

/// `"$@"`, each argument a word of its own.
fn is_arguments(piece: &Piece) -> bool {
    matches!(piece, Piece::Variable { name, change: Change::None, quoted: true, .. } if name == "@")
}

/// A word that is `"$@"` and nothing else: without arguments it is no word.
fn is_every_argument(word: &Word) -> bool {
    word.pieces.iter().any(is_arguments)
        && word.pieces.iter().all(|piece| {
            is_arguments(piece) || matches!(piece, Piece::Text { text, quoted: true } if text.is_empty())
        })
}

/// Expands a word to a pattern for [`fits`](super::fits): what is quoted in it stands for itself.
pub fn expand_pattern(word: &Word, scope: &mut dyn Scope) -> Result<String, ShellError> {
    let mut pattern = String::new();
    for piece in &word.pieces {
        let quoted = match piece {
            Piece::Text { quoted, .. }
            | Piece::Variable { quoted, .. }
            | Piece::Substitution { quoted, .. } => *quoted,
            Piece::Arithmetic { .. } => true,
        };
        let text = value(piece, word.at, scope)?.0;
        for c in text.chars() {
            if quoted && matches!(c, '*' | '?' | '[' | '\\') {
                pattern.push('\\');
            }
            pattern.push(c);
        }
    }
    Ok(pattern)
}

fn blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n')
}

/// The text of a piece, and whether it must stay in one word.
fn value(piece: &Piece, word: Position, scope: &mut dyn Scope) -> Result<(String, bool), ShellError> {
    match piece {
        Piece::Text { text, .. } => Ok((text.clone(), true)),
        Piece::Variable { name, change, quoted, at } => Ok((changed(name, change, *at, scope)?, *quoted)),
        Piece::Arithmetic { pieces, at } => {
            let mut text = String::new();
            for piece in pieces {
                text.push_str(&value(piece, word, scope)?.0);
            }
            let value = arithmetic::value(&text, &|name| scope.variable(name));
            let value = value.map_err(|message| ShellError::new(*at, message))?;
            Ok((value.to_string(), true))
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

/// The value of `${…}`.
fn changed(name: &str, change: &Change, at: Position, scope: &mut dyn Scope) -> Result<String, ShellError> {
    let value = scope.variable(name);
    let counts = |empty: bool| value.as_ref().is_some_and(|value| !empty || !value.is_empty());
    match change {
        Change::Default { empty, word } if !counts(*empty) => return expand_one(word, scope),
        Change::Alternative { empty, word } => {
            return if counts(*empty) { expand_one(word, scope) } else { Ok(String::new()) };
        }
        Change::Required { empty, word } if !counts(*empty) => {
            let said = expand_one(word, scope)?;
            let said = if said.is_empty() { "parameter null or not set" } else { &said };
            return Err(ShellError::new(at, [name, ": ", said].concat()));
        }
        _ => {}
    }
    let Some(value) = value else {
        if scope.unset_is_empty() {
            return Ok(String::from(if *change == Change::Length { "0" } else { "" }));
        }
        let message = if name.starts_with(|c: char| c.is_ascii_digit()) {
            ["There is no argument $", name, " here: functions have arguments, and set -- gives some."]
                .concat()
        } else {
            ["$", name, " has no value yet. Give it one with ", name, "=… first."].concat()
        };
        return Err(ShellError::new(at, message));
    };
    Ok(match change {
        Change::Length => value.chars().count().to_string(),
        Change::Trim { end, most, pattern } => {
            let pattern = expand_one(pattern, scope)?;
            pattern::trim(&value, &pattern, *end, *most).to_owned()
        }
        _ => value,
    })
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
        fn arguments(&self) -> Vec<String> {
            vec!["1 2".into(), String::new()]
        }
        fn substitute(&mut self, commands: &[Command]) -> Result<String, ShellError> {
            Ok(format!("{}\n\n", commands[0].text))
        }
    }

    fn show(text: &str) -> String {
        let commands = parse(text).unwrap();
        match expand_all(&commands[0].single().unwrap().words, &mut Fixed) {
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
            ("a ${NO:-x y} \"${NO:-x y}\" ${TWO-z}", "a|x|y|x y|x|y"),
            ("a \"${NONE:-$TWO}\" \"${NONE-z}\"", "a|x y|"),
            ("a ${TWO:+z} \"${NONE:+z}\"", "a|z|"),
            ("a ${#TWO} ${TWO#* } ${TWO%% *}", "a|3|y|x"),
            ("a ${NO:?is missing}", "! line 1, column 3: NO: is missing"),
            ("a $((1 + 2))b $((1/0))", "! line 1, column 15: Nothing can be divided by 0."),
            ("a $((1 + 2))b", "a|3b"),
            ("a $((1 + $((2 * 3))))", "a|7"),
            ("a x\"$@\"y", "a|x1 2|y"),
            ("a \"$@\"", "a|1 2|"),
            (
                "a $7",
                "! line 1, column 3: There is no argument $7 here: functions have arguments, and set -- gives some.",
            ),
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
        assert_eq!(
            expand_one(&commands[0].single().unwrap().assignments[0].value, &mut Fixed).unwrap(),
            "x y z"
        );
    }
}
