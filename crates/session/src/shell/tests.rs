//! What the reader of command lines takes and turns down.

use super::{Command, Join, Piece, Word, parse};

/// Every command as words, variables as `<NAME>` and substitutions as `<(…)>`.
fn show(text: &str) -> String {
    match parse(text) {
        Ok(commands) => list(&commands),
        Err(error) => {
            format!("{}! {error}", if error.incomplete { "…" } else { "" })
        }
    }
}

fn list(commands: &[Command]) -> String {
    let one = |c: &Command| {
        let mut parts: Vec<String> =
            c.assignments.iter().map(|a| format!("{}={}", a.name, word(&a.value))).collect();
        parts.extend(c.words.iter().map(word));
        format!("{}{}", if c.join == Join::IfDone { "&& " } else { "" }, parts.join("|"))
    };
    commands.iter().map(one).collect::<Vec<_>>().join(" ; ")
}

fn word(word: &Word) -> String {
    word.pieces
        .iter()
        .map(|p| match p {
            Piece::Text { text, .. } => text.clone(),
            Piece::Variable { name, .. } => format!("<{name}>"),
            Piece::Substitution { commands, .. } => format!("<({})>", list(commands)),
        })
        .collect()
}

#[test]
fn what_is_understood() {
    let rows = [
        ("", ""),
        ("  # only a comment", ""),
        ("aws kms list-keys", "aws|kms|list-keys"),
        ("aws  kms\tlist-keys  # all", "aws|kms|list-keys"),
        ("a 'b c' \"d e\" f\\ g", "a|b c|d e|f g"),
        ("a ''", "a|"),
        ("a b'c'\"d\"", "a|bcd"),
        ("a \"x\\\"y\\n\\$z\"", "a|x\"y\\n$z"),
        ("a \\\n  b", "a|b"),
        ("a b\\\nc", "a|bc"),
        ("KEY=1", "KEY=1"),
        ("KEY=$(aws kms create-key --query K.I) ", "KEY=<(aws|kms|create-key|--query|K.I)>"),
        ("a $KEY ${KEY}x \"$KEY-y\"", "a|<KEY>|<KEY>x|<KEY>-y"),
        ("a '$KEY'", "a|$KEY"),
        ("a $(b $(c)) d", "a|<(b|<(c)>)>|d"),
        ("a cost=5$ b", "a|cost=5$|b"),
        ("a X=1", "a|X=1"),
        ("1X=1", "1X=1"),
        ("a\nb;c && d", "a ; b ; c ; && d"),
        ("a &&\n b", "a ; && b"),
        ("a b#c", "a|b#c"),
        ("a {x=1,y=2} [0]", "a|{x=1,y=2}|[0]"),
        ("a '[?x==`y`]'", "a|[?x==`y`]"),
    ];
    for (text, want) in rows {
        assert_eq!(show(text), want, "{text:?}");
    }
}

#[test]
fn what_is_refused() {
    let rows = [
        ("a 'b", "…! line 1, column 3: This ' is never closed."),
        ("a \"b", "…! line 1, column 3: This \" is never closed."),
        ("a\nb $(c", "…! line 2, column 3: This $( is never closed. Add a )."),
        ("a ${b", "…! line 1, column 3: This ${ is never closed. Add a }."),
        ("a ${b:-c}", "! line 1, column 3: Only a plain name can stand in ${…}."),
        ("a &&", "…! line 1, column 5: A command must follow &&."),
        ("&& a", "! line 1, column 1: A command must stand before &&."),
        ("a $((1+1))", "! line 1, column 3: Arithmetic, $((…)), doesn't exist here."),
    ];
    for (text, want) in rows {
        assert_eq!(show(text), want, "{text:?}");
    }
    for text in ["a | b", "a > f", "a < f", "a & b", "(a)", "a `b`", "a \"`b`\"", "a $1", "a )"] {
        assert!(show(text).starts_with("! line 1"), "{text:?}: {}", show(text));
    }
}

#[test]
fn a_command_keeps_its_own_text() {
    let commands = parse("a \\\n  'b c'  # note\nX=$(d)").unwrap();
    let texts: Vec<&str> = commands.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["a \\\n  'b c'", "X=$(d)"]);
}

#[test]
fn no_text_makes_it_panic() {
    let alphabet = ['a', ' ', '\'', '"', '$', '(', ')', '{', '}', '\\', '\n', '&', '#', '=', '|'];
    let mut state = 7_u32;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push(alphabet[(state >> 16) as usize % alphabet.len()]);
        }
        let _ = parse(&text);
    }
}
