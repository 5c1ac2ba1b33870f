//! What the parser of command lines accepts and refuses.

use super::{Command, Join, Piece, Word, awaits_lines, parse};

/// All commands as words, with variables as `<NAME>` and substitutions as `<(…)>`.
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
        parts.extend(c.stdin.iter().map(|lines| format!("<<{}", word(lines))));
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
        (
            "a <<X",
            "…! line 1, column 3: The text that <<X begins never ends: X must be alone on a line after it.",
        ),
        (
            "b\na <<'X Y'",
            "! line 2, column 3: After << comes the word that ends the text, made of letters and digits: <<'SQL'.",
        ),
        (
            "a <<X\nX \n X\nXX",
            "…! line 1, column 3: The text that <<X begins never ends: X must be alone on a line after it.",
        ),
        ("a $(b <<X)\nX", "! line 1, column 10: The lines of <<X must come before this )."),
        (
            "a $(b <<X\ny",
            "…! line 1, column 7: The text that <<X begins never ends: X must be alone on a line after it.",
        ),
        ("a <<X\n $(b\nX", "! line 2, column 2: This $( is never closed. Add a )."),
        (
            "a <<X\n`b`\nX",
            "! line 2, column 1: A command inside a command is written $(…) here. Put the text in '…' if it holds a backtick.",
        ),
        (
            "a <<X\ny $1\nX",
            "! line 2, column 3: Only $NAME, ${NAME} and $(…) exist here. Put '…' around the word behind << if the text holds a dollar sign.",
        ),
        ("a <<X <<Y", "! line 1, column 7: A command reads one text: only one << is allowed here."),
        ("<<X\nX", "! line 1, column 1: A command that reads the text must come before <<."),
        ("A=1 <<X\nX", "! line 1, column 5: A command that reads the text must come before <<."),
        (
            "a 0<<X\nX",
            "! line 1, column 3: Only the standard input can be given with <<. Take the number before it away.",
        ),
        (
            "a <<<X",
            "! line 1, column 3: <<< doesn't exist here. Use <<'END', the text on lines of its own, and END on the last.",
        ),
        ("a ${b:-c}", "! line 1, column 3: Only a name is allowed in ${…}."),
        ("a &&", "…! line 1, column 5: A command must follow &&."),
        ("&& a", "! line 1, column 1: A command must come before &&."),
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
fn lines_of_text() {
    let rows = [
        ("a <<X\nX", "a|<<"),
        ("a <<X b\ny\nX\nc", "a|b|<<y\n ; c"),
        ("a<<X\n y  # z\n\nX\n", "a|<< y  # z\n\n"),
        ("a <<X # note\ny\nX", "a|<<y\n"),
        ("a << X\ny\nX", "a|<<y\n"),
        ("a <<X\n$B ${B}c $(d) \\$B \\\\ \\n \"q' \\`\nX", "a|<<<B> <B>c <(d)> $B \\ \\n \"q' `\n"),
        ("a <<'X'\n$B $(d) \\$ ` $1\nX", "a|<<$B $(d) \\$ ` $1\n"),
        ("a <<\"X\"\n$B\nX", "a|<<$B\n"),
        ("a <<\\X\n$B\nX", "a|<<$B\n"),
        ("a <<X\ny\\\nX\nX", "a|<<yX\n"),
        ("a <<X\ny\\\\\nX", "a|<<y\\\n"),
        ("a <<'X'\ny\\\nX", "a|<<y\\\n"),
        ("a <<-X\n\t\ty\t\n\tX", "a|<<y\t\n"),
        ("a <<-'X'\n\ty\n z\nX", "a|<<y\n z\n"),
        ("a <<X\n\tX\nX", "a|<<\tX\n"),
        ("a <<X\r\ny\r\nX\r\nb", "a|<<y\n ; b"),
        ("a <<X; b <<Y && c\n1\nX\n2\nY\nd", "a|<<1\n ; b|<<2\n ; && c ; d"),
        ("a <<X &&\n1\nX\nb", "a|<<1\n ; && b"),
        ("a $(b <<X\n1\nX\n) c", "a|<(b|<<1\n)>|c"),
        ("a <<X\n$(b <<Y\n1\nY\n)\nX", "a|<<<(b|<<1\n)>\n"),
        ("a <<sql.1-x_é\ny\nsql.1-x_é", "a|<<y\n"),
        ("a '<<X' b\\<\\<X", "a|<<X|b<<X"),
    ];
    for (text, want) in rows {
        assert_eq!(show(text), want, "{text:?}");
    }
}

#[test]
fn a_command_takes_its_lines_with_it() {
    let commands = parse("a <<X b; c <<-'Y' # d\n1 $E\nX\n\t2\n\tY\nf").unwrap();
    let texts: Vec<&str> = commands.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["a <<X b\n1 $E\nX", "c <<-'Y'\n\t2\n\tY", "f"]);
}

#[test]
fn only_lines_of_text_are_waited_for() {
    for text in ["a <<X", "a <<X\n", "a <<X\nb", "a $(b <<X\nc", "a <<X\nX\nb <<Y\n", "a <<X\nX "] {
        assert!(awaits_lines(text), "{text:?}");
    }
    for text in ["", "a", "a 'b", "a \\", "a <<X\nX", "a <<X\n$1\nX", "a | b <<X", "a <<", "a &&"] {
        assert!(!awaits_lines(text), "{text:?}");
    }
}

#[test]
fn a_command_keeps_its_own_text() {
    let commands = parse("a \\\n  'b c'  # note\nX=$(d)").unwrap();
    let texts: Vec<&str> = commands.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["a \\\n  'b c'", "X=$(d)"]);
}

#[test]
fn no_text_makes_it_panic_and_every_command_is_read_again() {
    let alphabet = [
        "a", " ", "\'", "\"", "$", "(", ")", "{", "}", "\\", "\n", "&", "#", "=", "|", ";", "<<X", "\nX\n",
        "<<-'X'", "\t", "\r\n",
    ];
    let mut state = 7_u32;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(alphabet[(state >> 16) as usize % alphabet.len()]);
        }
        let Ok(commands) = parse(&text) else { continue };
        // A command's text parses to the same command, wherever it was.
        for command in commands {
            let again =
                parse(&command.text).unwrap_or_else(|error| panic!("{text:?}: {:?}: {error}", command.text));
            let [again] = again.as_slice() else { panic!("{text:?}: {:?}", command.text) };
            assert_eq!(again.text, command.text, "{text:?}");
            assert_eq!(list(std::slice::from_ref(again)), list(&[Command { join: Join::Always, ..command }]));
        }
    }
}
