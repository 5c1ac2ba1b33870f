//! What the parser of command lines accepts and refuses.

mod shown;

use shown::{list, show};

use super::{Command, Join, awaits_lines, awaits_more, parse, parse_script};

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
        ("f() { a; }", "f() { a }"),
        ("f ( )\n{ a\nb; }; c", "f() { a ; b } ; c"),
        ("function f { a | b; }", "f() { a | b }"),
        ("function f() { a; }", "f() { a }"),
        ("case $x in a|b) c;; (*) d; e; esac", "case $x in a|b) c;; *) d ; e esac"),
        ("case x in\n # note\n a )\n b\n ;;\nesac", "case x in a) b esac"),
        ("case x in esac", "case x in  esac"),
        ("a $1 \"$@\" $# ${10} ${#} ${#x} ${1:-y}", "a|<1>|<@>|<#>|<10>|<#>|<x #>|<1 -true y>"),
        ("a $(for x in b; do c; done)", "a|<(for x in [b] do c done)>"),
        ("a | b x|c", "a | b|x | c"),
        ("a |\n # note\n b", "a | b"),
        ("a || b && c", "a ; || b ; && c"),
        ("! a | b", "! a | b"),
        ("a > f 2>&1", "a|Output>f|Error>&Output"),
        ("a >>f 2>/dev/null <g", "a|Output>+f|Error>/dev/null|Input>g"),
        ("a &>f; b >&2", "a|Both>f ; b|Output>&Error"),
        ("a 2 >f", "a|2|Output>f"),
        ("a <<<\"x $A\" b", "a|b|<<x <A>\n"),
        ("cat > f <<E | b\nx\nE\nc", "cat|<<x\n|Output>f | b ; c"),
        ("a | b <<E\nx\nE", "a | b|<<x\n"),
        (
            "for x in a \"b c\" $(d e); do\n  f $x # note\n  g\ndone; h",
            "for x in [a,\"b c\",$(d e)] do f|<x> ; g done ; h",
        ),
        ("for x in a\ndo b; done && c", "for x in [a] do b done ; && c"),
        ("for x in a; do b <<E\n1\nE\ndone", "for x in [a] do b|<<1\n done"),
        ("if a; then b; elif ! c; then d; else e; fi", "if a then b if ! c then d else e fi"),
        ("if a\nthen\n b\nfi", "if a then b else  fi"),
        ("while [ $i -lt 3 ]; do i=$((i+1)); done", "while [|<i>|-lt|3|] do i=<((i+1))> done"),
        ("until a | b; do c; done", "until a | b do c done"),
        ("a | while read -r x y; do b; done", "read x,y of {a} do b done"),
        ("while IFS= read -r x; do b; done < f", "read x// of file f do b done"),
        ("while IFS=$'\\t' read -r x y; do b; done < f", "read x,y/\t/ of file f do b done"),
        ("while read; do b; done <<< \"$A\"", "read REPLY of text \"$A\" do b done"),
        ("while read x; do b; done <<E\n1\n2\nE\nc", "read x of lines 1\n2\n do b done ; c"),
        ("{ a; b; } || c", "{ a ; b } ; || c"),
        ("while read x; do b; done < <(a | c)", "read x of {a | c} do b done"),
        ("while read x; do b; done < <(a; c)", "read x of text \"$(a; c)\" do b done"),
        ("a | while read x; do b; done | c", "a | <read x of around do b done> | c"),
        ("while read x; do b; done < f > g", "<read x of around do b done>|Input>f|Output>g"),
        ("a | while read x; do b; done > g", "a | <read x of around do b done>|Output>g"),
        ("f() { while read x; do b; done; }", "f() { read x of around do b done }"),
        ("for x in a; do b; done | c", "<for x in [a] do b done> | c"),
        ("if a; then b; fi > f && c", "<if a then b else  fi>|Output>f ; && c"),
        ("{ a; b; } 2>&1 | c", "<{ a ; b }>|Error>&Output | c"),
        ("a | { b; c; }", "a | <{ b ; c }>"),
        ("for x in a; do b $x; done <<E | c\n1\nE\nd", "<for x in [a] do b|<x> done>|<<1\n | c ; d"),
        ("case $x in a) b;; esac >> f", "<case $x in a) b esac>|Output>+f"),
        ("! { a; }", "! <{ a }>"),
        ("( a; b ) | c; (d)", "(a ; b) | c ; (d)"),
        ("(a\n b\n) > f", "(a ; b)|Output>f"),
        (
            "(a; (b)) && $(c (d))x",
            "! line 1, column 17: A function is defined by NAME() { …; }, on its own. Put the bracket in '…' if it is text.",
        ),
        ("f() (\n a\n)", "f() { (a) }"),
        ("if ( a ); then b; fi", "if (a) then b else  fi"),
        ("a < <(b | c)", "a|Input>(b | c)"),
        ("read -r a b <<< \"$(c)\"", "read|-r|a|b|<<<(c)>\n"),
        ("a $'b\\tc\\'d'", "a|b\tc'd"),
        ("[[ $A == a* && ! -z \"$B\" ]] && c", "[[|<A>|==|a*|&&|!|-z|<B>|]] ; && c"),
        ("[[ $A =~ ^(a|b)$ ]]", "[[|<A>|=~|^(a|b)$|]]"),
        ("a ${B:-c d} ${B-} ${B:+x} ${B:?no}", "a|<B -true c d>|<B -false >|<B +true x>|<B ?true no>"),
        ("a ${#B} ${B##*/} ${B%%:*} $?", "a|<B #>|<B false true */>|<B true true :*>|<?>"),
        ("echo for if done", "echo|for|if|done"),
        ("iffy; done.sh", "iffy ; done.sh"),
        ("a \\\r\n b\r\nfor x in a; do\r\n c\r\ndone\r\n", "a|b ; for x in [a] do c done"),
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
            "a <<X\ny $!\nX",
            "! line 2, column 3: Only $NAME, ${NAME}, $?, $1, $@, $# and $(…) exist here. Put '…' around the word behind << if the text holds a dollar sign.",
        ),
        ("a <<X <<Y", "! line 1, column 7: A command reads one text: only one << is allowed here."),
        ("<<X\nX", "! line 1, column 1: A command that reads the text must come before <<."),
        ("A=1 <<X\nX", "! line 1, column 5: A command that reads the text must come before <<."),
        (
            "a 0<<X\nX",
            "! line 1, column 3: Only the standard input can be given with <<. Take the number before it away.",
        ),
        (
            "a ${b/x/y}",
            "! line 1, column 3: In ${…} there can be a name, and behind it :-, :?, :+, # or % with a word.",
        ),
        ("a <<<", "! line 1, column 3: A text must follow <<<."),
        ("a >", "! line 1, column 3: The name of a file must follow."),
        (
            "a 3> f",
            "! line 1, column 3: Only the standard input, output and error can be redirected: <, > and 2>.",
        ),
        ("a >&3", "! line 1, column 3: After >& comes 1 or 2, as in 2>&1."),
        ("a < <()", "! line 1, column 7: A command must come before )."),
        ("a <(b)", "! line 1, column 3: <(…) and >(…) don't exist here. Write to a file first."),
        ("a $'\\x41'", "! line 1, column 3: In $'…' only \\n, \\t, \\r, \\\\, \\' and \\\" exist here."),
    ];
    for (text, want) in rows {
        assert_eq!(show(text), want, "{text:?}");
    }
}

#[test]
fn what_is_refused_of_pipes_and_compound_commands() {
    let rows = [
        ("a |", "…! line 1, column 3: A command must follow |."),
        ("a | | b", "! line 1, column 5: A command must come before this."),
        ("| a", "! line 1, column 1: A command must come before |."),
        ("a |& b", "! line 1, column 3: |& doesn't exist here. Write 2>&1 | instead."),
        ("a ||", "…! line 1, column 5: A command must follow ||."),
        ("f() a", "! line 1, column 5: The commands of a function stand in { …; } here."),
        ("f() { a", "…! line 1, column 5: The command that begins here never ends: } is missing."),
        ("f()", "…! line 1, column 1: The command that begins here never ends: } is missing."),
        ("function { a; }", "! line 1, column 12: The commands of a function stand in { …; } here."),
        (
            "f (a)",
            "! line 1, column 3: A function is defined by NAME() { …; }, on its own. Put the bracket in '…' if it is text.",
        ),
        (
            "A=(a b)",
            "! line 1, column 3: Arrays, NAME=( … ), don't exist here. Put the values into one text and go through it with for.",
        ),
        ("(a", "…! line 1, column 1: The command that begins here never ends: ) is missing."),
        ("()", "! line 1, column 2: A command must come before )."),
        ("(a) b", "! line 1, column 5: A new line or ; is missing before this."),
        ("((a))", "! line 1, column 1: ((…)) doesn't exist here. Write [ $((…)) -ne 0 ], or NAME=$((…))."),
        (
            "> f (a)",
            "! line 1, column 5: A subshell, ( … ), can only stand at the beginning of a command. Put its redirections behind it.",
        ),
        (
            "! f() { a; }",
            "! line 1, column 4: A function is defined by NAME() { …; }, on its own. Put the bracket in '…' if it is text.",
        ),
        (
            "a | function f { b; }",
            "! line 1, column 5: A function is defined on its own. Call it in the pipe, or behind the !.",
        ),
        (
            "a <<X | while read x; do b; done\n1\nX",
            "! line 1, column 9: A text by << can't go on to a loop here. Write it to a file.",
        ),
        ("case a in", "…! line 1, column 1: The command that begins here never ends: esac is missing."),
        (
            "case a of b) c;; esac",
            "! line 1, column 1: After case comes a value, then in and its choices: case $x in a) …;; esac.",
        ),
        ("case a in b c) d;; esac", "! line 1, column 13: After a pattern of case comes ) or |."),
        (
            "case a in b) c;;",
            "…! line 1, column 1: The command that begins here never ends: esac is missing.",
        ),
        ("esac", "! line 1, column 1: esac has no beginning: no case comes before it."),
        ("a;; b", "! line 1, column 2: This ;; ends nothing: no case comes before it."),
        ("fi", "! line 1, column 1: fi has no beginning: no if, for, while or { comes before it."),
        (
            "a\nfor x in a; do b",
            "…! line 2, column 1: The command that begins here never ends: done is missing.",
        ),
        ("if a; then b", "…! line 1, column 1: The command that begins here never ends: fi is missing."),
        (
            "for x; do b; done",
            "! line 1, column 1: After for comes the name of a variable, then in and its values: for x in a b; do … done.",
        ),
        ("for x in a; b; done", "! line 1, column 13: do is missing before this."),
        ("while a; do done", "! line 1, column 12: A command must come before done."),
        (
            "while read x; do a; done",
            "! line 1, column 1: This read has nothing to read. Put a pipe before while, or < FILE, <<END or <<< TEXT behind done.",
        ),
        ("[[ a", "…! line 1, column 1: This [[ is never closed. Add ]]."),
        ("a $((1+1)", "…! line 1, column 3: This $(( is never closed. Add ))."),
        ("a &&", "…! line 1, column 5: A command must follow &&."),
        ("&& a", "! line 1, column 1: A command must come before &&."),
    ];
    for (text, want) in rows {
        assert_eq!(show(text), want, "{text:?}");
    }
    for text in ["a & b", "a (b)", "a `b`", "a \"`b`\"", "a $!", "a \"$$\"", "a )", "a;; b"] {
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
    for text in
        ["a <<X", "a <<X\n", "a <<X\nb", "a $(b <<X\nc", "a <<X\nX\nb <<Y\n", "a <<X\nX ", "a | b <<X"]
    {
        assert!(awaits_lines(text), "{text:?}");
    }
    for text in ["", "a", "a 'b", "a \\", "a <<X\nX", "a <<X\n$!\nX", "a <<", "a &&", "for x in a"] {
        assert!(!awaits_lines(text), "{text:?}");
    }
}

#[test]
fn more_is_waited_for_in_loops_and_conditions() {
    for text in [
        "for x in a",
        "for x in a; do",
        "if a; then\n",
        "a |",
        "while a",
        "{ a",
        "f() {",
        "f()",
        "case a in b)",
        "(a",
        "a < <(b",
        "a <<X",
        "if a; then b <<X\n",
    ] {
        assert!(awaits_more(text), "{text:?}");
    }
    for text in ["a", "for x in a; do b; done", "fi", "a 'b", "a &&", "if a; then fi; )"] {
        assert!(!awaits_more(text), "{text:?}");
    }
}

#[test]
fn what_comes_before_a_mistake_is_read() {
    for (text, commands, rest) in [
        ("a\nb; c )\nd", "a ; b", "c )\nd"),
        ("a\nb <<X\ny", "a", "b <<X\ny"),
        ("a\nb <<X\n$!\nX\nc", "a", "b <<X\n$!\nX\nc"),
        ("a; for x in b; do c", "a", "for x in b; do c"),
        ("a\nb &&", "a", "b &&"),
        ("a\nf() {\n b)\n}", "a", "f() {\n b)\n}"),
        ("a\n(b; c", "a", "(b; c"),
        ("a\necho '", "a", "echo '"),
        ("a\n)", "a", ")"),
        ("a\n<<X b;&&", "a", "<<X b;&&"),
    ] {
        let script = parse_script(text);
        assert_eq!(list(&script.commands), commands, "{text:?}");
        assert_eq!(script.unread.map(|(rest, _)| rest).as_deref(), Some(rest), "{text:?}");
    }
    assert_eq!(parse_script("a\nb").unread, None);
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
        "a",
        " ",
        "\'",
        "\"",
        "$",
        "(",
        ")",
        "{",
        "}",
        "\\",
        "\n",
        "&",
        "#",
        "=",
        "|",
        ";",
        "<<X",
        "\nX\n",
        "<<-'X'",
        "\t",
        "\r\n",
        " for x in a; do ",
        " done ",
        "if ",
        " then ",
        " fi",
        " | ",
        "< <(",
        ">f",
        "2>&1",
        "<",
        "[[ ",
        " ]]",
        "&&",
        "||",
        "$((",
        "))",
        "${a:-",
        "while read x; do ",
        "! ",
    ];
    let mut state = 7_u32;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(alphabet[(state >> 16) as usize % alphabet.len()]);
        }
        let Ok(commands) = parse(&text) else {
            // What is left of a text can't be read by itself either, and begins with what can't be read.
            let (rest, _) = parse_script(&text).unread.unwrap_or_else(|| panic!("{text:?}"));
            assert!(parse(&rest).is_err(), "{text:?}: {rest:?}");
            assert!(parse_script(&rest).commands.is_empty(), "{text:?}: {rest:?}");
            continue;
        };
        // A command's text parses to the same command, wherever it was.
        for command in commands {
            let again =
                parse(&command.text).unwrap_or_else(|error| panic!("{text:?}: {:?}: {error}", command.text));
            let [again] = again.as_slice() else { panic!("{text:?}: {:?}", command.text) };
            assert_eq!(again.text, command.text, "{text:?}");
            assert_eq!(
                list(std::slice::from_ref(again)),
                list(&[Command { join: Join::Always, ..command.clone() }])
            );
        }
    }
}
