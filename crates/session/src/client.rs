//! The database client's own prompt. Statements typed there become commands of the shell, the only kind that
//! a session has.

/// The word that ends a statement's lines.
const END: &str = "SQL";

/// Returns whether a text typed at the prompt needs another line: it is complete if it ends in `;` or is a
/// command of the client.
pub fn awaits_more(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.starts_with('.') || leaves(text) {
        return false;
    }
    let Some(before) = text.strip_suffix(';') else { return true };
    // Statements inside a trigger have semicolons of their own.
    let mut words = text.split_whitespace().map(str::to_ascii_uppercase).take(3);
    let makes = words.next().is_some_and(|word| word == "CREATE") && words.any(|word| word == "TRIGGER");
    let ends = before.split_whitespace().next_back().is_some_and(|word| word.eq_ignore_ascii_case("END"));
    makes && !ends
}

/// Returns whether a text leaves the prompt.
pub fn leaves(text: &str) -> bool {
    matches!(text.trim().trim_end_matches(';'), "exit" | "quit" | "\\q" | ".exit" | ".quit")
}

/// The command that sends statements over a connection that `connect` made.
pub fn command(connect: &str, statements: &str) -> String {
    let mut end = String::from(END);
    while statements.lines().any(|line| line == end) {
        end.push_str(END);
    }
    [connect, " <<'", &end, "'\n", statements.trim_end(), "\n", &end].concat()
}

/// The statements of a command made by [`command`].
pub fn statements<'a>(connect: &str, command: &'a str) -> Option<&'a str> {
    let (end, rest) = command.strip_prefix(connect)?.strip_prefix(" <<'")?.split_once("'\n")?;
    rest.strip_suffix(end)?.strip_suffix('\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::Kind;

    #[test]
    fn a_statement_ends_in_a_semicolon() {
        for text in ["SELECT 1;", "SELECT 1;\n SELECT 2 ; ", ".tables", "exit", "\\q", " quit;", ""] {
            assert!(!awaits_more(text), "{text:?}");
        }
        for text in ["SELECT 1", "SELECT 1;\nSELECT", "exit now"] {
            assert!(awaits_more(text), "{text:?}");
        }
        let trigger = "create temp trigger t AFTER INSERT ON a BEGIN UPDATE b SET x = 1;";
        assert!(awaits_more(trigger));
        assert!(!awaits_more(&[trigger, " END;"].concat()));
    }

    #[test]
    fn statements_become_a_command_and_come_back() {
        let connect = "sql --db-cluster-identifier orders";
        for text in ["SELECT 'it''s $HOME';", "SELECT 1;\nSQL\n;", "SQL\nSQLSQL"] {
            let command = command(connect, text);
            assert_eq!(statements(connect, &command), Some(text), "{command}");
            let parsed = crate::shell::parse(&command).unwrap();
            assert_eq!(parsed.len(), 1, "{command}");
            assert!(matches!(&parsed[0].kind, Kind::Pipeline(it) if it.stages[0].stdin.is_some()));
        }
        assert_eq!(statements(connect, "sql --db-cluster-identifier orders-eu <<'SQL'\n1\nSQL"), None);
        assert_eq!(statements(connect, "aws rds help"), None);
    }
}
