//! Exported scripts, run by `bash` with an `aws` that only records its arguments.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use playground_core::edition::Edition;
use playground_session::Session;
use playground_session::exchange::script;
use playground_session::shell;
use playground_tests::SCENARIOS;
use playground_tests::play::play;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A separate folder for each test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("playground-script-{}-{name}", std::process::id()));
        fs::create_dir_all(path.join("bin")).unwrap();
        let aws = path.join("bin/aws");
        // Each call becomes a line with its words in brackets. It prints what --query asks for.
        let stub = "#!/bin/sh\nfor word in \"$@\"; do printf '[%s]' \"$word\" >> CALLS; done\necho >> CALLS\n\
            case \"$*\" in *--query*) echo answer;; *refuse-me*) exit 254;; esac\n";
        let calls = format!("'{}'", path.join("calls").display());
        fs::write(&aws, stub.replace("CALLS", &calls)).unwrap();
        fs::set_permissions(&aws, fs::Permissions::from_mode(0o755)).unwrap();
        Self(path)
    }

    fn sh(&self, arguments: &[&str]) -> Output {
        let path = format!("{}:/usr/bin:/bin", self.0.join("bin").display());
        let mut sh = Command::new("bash");
        sh.current_dir(&self.0).args(arguments).env_clear().env("PATH", path);
        sh.output().unwrap()
    }

    /// Runs a script. Returns its output, and the calls of `aws`.
    fn run(&self, text: &str) -> (String, String) {
        fs::write(self.0.join("script.sh"), text).unwrap();
        let read = self.sh(&["-n", "script.sh"]);
        assert!(read.status.success(), "{}\n{text}", String::from_utf8_lossy(&read.stderr));
        let ran = self.sh(&["script.sh"]);
        let errors = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success() && !errors.contains("not found"), "{errors}\n{text}");
        let calls = fs::read_to_string(self.0.join("calls")).unwrap_or_default();
        (String::from_utf8_lossy(&ran.stdout).into_owned(), calls)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn after(text: &str) -> Session {
    let mut session = Session::new(Session::seed_of("script"), Edition::Y2020);
    session.run(text);
    session
}

#[test]
fn files_are_written_in_a_folder_of_their_own_and_reach_aws() {
    let place = Folder::new("files");
    let session = after(
        "cat > policy.json <<END\n{\"a\": \"it's $(echo b)\"}\nEND\n\
         cat > note.txt <<'END'\nEND-OF-FILE\nit's `true` $A\nEND\n\
         head -c 2 > secret <<< hi\n\
         cat > .profile <<'END'\nbad\nEND\n\
         aws kms create-key --description file://note.txt\n\
         aws kms create-key --description file://other.txt\n\
         aws kms create-key --description file:///etc/passwd",
    );
    let text = script(&session, "files");
    let (_, calls) = place.run(&text);
    assert_eq!(calls.matches("[--description][file://note.txt]").count(), 1, "{text}");
    assert!(!calls.contains("other.txt") && !calls.contains("passwd"), "{text}");
    assert!(text.contains("cd \"$(mktemp -d)\" || exit 1\n"), "{text}");
    assert!(text.contains("head -c 2 > secret <<'END-OF-FILE'\nhi\nEND-OF-FILE\n"), "{text}");
    assert!(text.contains("left out:\n#     cat > .profile"), "{text}");
    assert!(text.contains("cat > policy.json <<< '{\"a\": \"it'"), "{text}");
}

#[test]
fn a_command_that_uses_what_a_left_out_one_set_does_not_end_the_script() {
    let place = Folder::new("left-out");
    let session = after(
        "f() { local id=$1; aws kms describe-key --key-id \"$id\"; aws kms describe-key --key-id \"$1\"; }\n\
         f alias/aws/rds\n\
         KEY=$(playground wait 1d)\n\
         echo \"$KEY\"\n\
         g() { echo \"$KEY\"; }\n\
         g\n\
         export OTHER=x\n\
         echo \"end $OTHER\"",
    );
    let text = script(&session, "functions");
    let (printed, calls) = place.run(&text);
    let call = "[kms][describe-key][--key-id][alias/aws/rds]\n";
    assert_eq!((printed, calls), ("end x\n".to_owned(), call.repeat(2)), "{text}");
    let why = "It uses a variable that is set by a command which is left out; left out:";
    assert_eq!(text.matches(why).count(), 2, "{text}");
}

/// Scripts of loops, conditions, pipes and functions, each of which `bash` runs as this shell does.
const SAME: [&str; 27] = [
    "for x in a 'b c' {1..3}; do echo \"<$x>\"; done",
    "for x in b a c; do echo $x; done | sort -r | head -n 2 | tr a-z A-Z",
    "i=0; while [ $i -lt 3 ]; do i=$((i + 1)); [ $i -eq 2 ] && continue; echo $i; done",
    "until [ \"$(cat n 2>/dev/null | wc -l)\" -ge 2 ]; do echo x >> n; done; wc -l < n",
    "if [ -n \"\" ]; then echo a; elif [[ ab == a* && ! -z x ]]; then echo b; else echo c; fi",
    "f() { local x=$1; shift; echo \"$x/$#/$*\"; return 3; }; f a b c || echo $?",
    "f() { for x in \"$@\"; do echo \"[$x]\"; done; }; f 'a b' c | sort",
    "case alias/x in key/*) echo key ;; alias/*|arn:*) echo alias ;; esac",
    "echo a b | while read -r x y; do echo \"$y$x\"; done",
    "printf '1,2\\n3,4\\n' > n.csv; while IFS=, read -r a b; do echo \"$a-$b\"; done < n.csv",
    "while read -r x; do echo \"<$x>\"; done <<'E'\na  b\n'c'\nE",
    "A='two  words'; while read -r x; do echo \"$x\"; done <<< \"$A\"",
    "while read -r x; do echo \"$x\"; done < <(printf 'b\\na\\n' | sort)",
    "read -r a b <<< 'one two three'; echo \"$b-$a\"",
    "{ echo one; echo two; } > f.txt; cat f.txt | { read -r x; cat; echo \"$x\"; }",
    "X=outer; ( X=inner; echo $X; exit 2 ) || echo \"$? $X\"",
    "true && echo a || echo b; false && echo c || echo d",
    "A=arn:aws:kms:x:y/z; echo ${A##*:} ${A%/*} ${#A} ${B:-none} ${A:+there}",
    "[[ alias/a-b =~ ^alias/[a-z-]+$ ]] && echo fits",
    "echo '{\"a\":[{\"b\":1},{\"b\":2}]}' | jq -r '.a[].b' | sort -rn",
    "for i in $(seq 3); do for j in x y; do echo $i$j; done; done | grep -v 2 | cut -c2 | uniq -c | wc -l",
    "set -e; f() { false; echo said; }; if f; then echo yes; fi; f || true; echo end",
    "set -e; { false; echo a; } || true; if { false; true; }; then echo b; fi; for x in 1 2; do false; echo $x; done && echo c",
    "set -e; f() { return 3; }; f || echo $?; for x in 1 2; do { [ $x = 2 ] || continue; }; echo $x; done",
    "f() { [ \"$1\" -gt 0 ] || return 0; echo $1; f 0; }; f 2; for n in 1; do echo $((n * (2 + 3))) $((7 % 4)); done",
    "! { echo a; false; } && echo b",
    "f() ( X=1; echo $X ); f; echo \"${X:-unset}\" >&2; f | cat",
];

#[test]
fn loops_conditions_pipes_and_functions_do_in_bash_what_they_do_here() {
    for (number, text) in SAME.into_iter().enumerate() {
        // As one entry: a loop that reads shows what it read as well otherwise.
        let whole = after(&["{ ", text, "\n} | cat"].concat());
        let here = whole.entry().unwrap().stdout.to_string();
        let written = script(&after(text), "");
        assert!(!written.contains("left out"), "{text}\n{written}");
        let place = Folder::new(&format!("same-{number}"));
        assert_eq!(place.run(&written).0, here, "{text}\n{written}");
        // And as it is in `bash` itself.
        let there = place.sh(&["-c", text]);
        let there = String::from_utf8_lossy(&there.stdout).into_owned();
        assert_eq!(there, here, "{text}\n{written}");
    }
}

#[test]
fn a_loop_is_written_as_it_was_typed_and_an_opened_one_as_it_ran() {
    use playground_session::exchange::{Replay, Saved, link, open_link};
    let session = after(
        "for name in orders billing; do\n  KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)\n  \
         aws kms create-alias --alias-name \"alias/$name\" --target-key-id \"$KEY\" || exit 1\ndone",
    );
    let text = script(&session, "");
    let (_, typed) = Folder::new("typed").run(&text);
    assert!(text.contains("for name in orders billing; do\n  KEY=$(aws kms"), "{text}");
    let saved = Saved::of(&session, "", None);
    let mut replay = Replay::new(open_link(&link(&saved).unwrap()).unwrap());
    replay.advance(100);
    let text = script(&replay.finish(), "");
    let (_, ran) = Folder::new("opened").run(&text);
    assert!(text.contains("name=orders\n\nKEY=$(aws kms"), "{text}");
    assert_eq!(ran, typed);
}

#[test]
fn commands_reach_aws_as_they_were_meant() {
    let place = Folder::new("meant");
    let session = after(
        "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)\n\
         aws kms create-alias --alias-name alias/orders --target-key-id \"$KEY\"\n\
         aws kms create-key --description 'two\nlines and '\\''quotes'\\'' * $KEY' \\\n  --tags TagKey=a,TagValue=b\n\
         playground wait 1d\n\
         aws rds describe-db-clusters --db-cluster-identifier refuse-me\n\
         echo \"done $KEY\"",
    );
    let text = script(&session, "A\ntitle\u{202e}");
    let (printed, calls) = place.run(&text);
    assert_eq!(printed, "done answer\n");
    assert_eq!(
        calls,
        "[kms][create-key][--query][KeyMetadata.KeyId][--output][text]\n\
         [kms][create-alias][--alias-name][alias/orders][--target-key-id][answer]\n\
         [kms][create-key][--description][two\nlines and 'quotes' * $KEY][--tags][TagKey=a,TagValue=b]\n\
         [rds][describe-db-clusters][--db-cluster-identifier][refuse-me]\n"
    );
    for part in [
        "#!/usr/bin/env bash\n# A title\n",
        "WARNING",
        "edition 2020",
        "AWS has no such command; left out:\n#     playground wait 1d\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(text.contains("to be refused here: DBClusterNotFoundFault\n( aws"), "{text}");
}

/// What `<<` passes to a program here is what `sh` passes to it.
#[test]
fn lines_of_text_are_those_of_sh() {
    struct Values;
    impl shell::Scope for Values {
        fn arguments(&self) -> Vec<String> {
            Vec::new()
        }
        fn variable(&self, name: &str) -> Option<String> {
            (name == "A").then(|| String::from("x  y"))
        }
        fn substitute(&mut self, commands: &[shell::Command]) -> Result<String, shell::ShellError> {
            let words = shell::expand_all(&commands[0].single().unwrap().words, self)?;
            Ok(words.into_iter().skip(1).map(|word| word.0).collect::<Vec<_>>().join(" ") + "\n\n")
        }
    }
    let place = Folder::new("lines");
    for text in [
        "cat <<X\nX",
        "cat <<X\n\n a\tb  # c\n\nX\n",
        "cat <<X\n$A ${A}b \"$A\" '$A' \\$A \\\\ \\n \\\" \\' \\` $ a$\nX",
        "cat <<'X'\n$A \\$A \\\\ ` $(a\nX",
        "cat <<\"X\"\n$A\nX",
        "cat <<\\X\n$A\nX",
        "cat <<X\na\\\nX\nX",
        "cat <<X\na\\\\\nX",
        "cat <<'X'\na\\\nX",
        "cat <<-X\n\t\ta\t\n \tb\n\tX",
        "cat <<-X\n\ta\\\n\tb\n\tX",
        "cat <<X\n\tX\n X\nX",
        "cat <<X\n$(echo a  b)$(echo '  c  ')$(echo \"$A\")\nX",
        "cat <<X\n$(echo \"a\nb\")\nX",
        "cat <<X # note\na\nX",
        "cat <<X;\na\nX",
    ] {
        let commands = shell::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let shell::Kind::Pipeline(pipeline) = &commands[0].kind else { panic!("{text:?}") };
        let lines = pipeline.stages[0].stdin.as_ref().unwrap();
        let here = shell::expand_one(lines, &mut Values).unwrap();
        let there = place.sh(&["-c", &["A='x  y'\n", text].concat()]);
        assert_eq!(here, String::from_utf8_lossy(&there.stdout), "{text:?}");
    }
}

#[test]
fn lines_for_a_database_are_a_comment() {
    let session = after(
        "sql --db-cluster-identifier a <<'SQL'\ntouch owned;\nSQL\naws kms list-keys <<X\ntouch owned\nX",
    );
    let text = script(&session, "");
    let (printed, calls) = Folder::new("lines-comment").run(&text);
    assert_eq!((printed.as_str(), calls.as_str()), ("", ""));
    for part in [
        "#     sql --db-cluster-identifier a <<'SQL'\n#     touch owned;\n#     SQL\n",
        "lines that it does not read",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

/// Whatever a line says, only `aws` and `echo` run, and `aws` only with commands that are known here.
#[test]
fn hostile_lines_run_nothing_of_their_own() {
    let lines = [
        "touch owned",
        "/usr/bin/touch owned",
        "nonsense\n\ntouch owned",
        "playground wait 1d '\ntouch owned\n'",
        "playground wait 1d\r\ntouch owned",
        "echo $'a\\' '; touch owned #'",
        "echo $\"`touch owned`\"",
        "echo \"`touch owned`\"",
        "echo '`touch owned`' '$(touch owned)' \"\\$(touch owned)\"",
        "echo $(touch owned)",
        "echo $[x[\\$(touch owned)]]",
        "echo a | touch owned",
        "echo a > owned",
        "echo 'never closed\ntouch owned",
        "echo a \\\n; touch owned",
        "X=touch; $X owned",
        "EMPTY=''; $EMPTY touch owned",
        "PATH=/tmp; echo a",
        "PATH=. aws kms list-keys",
        "IFS=u; X=towned; echo $X",
        "LD_PRELOAD=./x.so aws kms list-keys",
        "AWS_ENDPOINT_URL=http://example.org aws kms list-keys",
        "AWS_CONFIG_FILE=./evil; aws kms list-keys",
        "aws s3 rm s3://bucket --recursive",
        "aws ec2 terminate-instances --instance-ids i-1",
        "aws configure set credential_process ./owned",
        "aws playground wait 1d",
        "aws kms list-keys --endpoint-url http://example.org",
        "sql --db-cluster-identifier a <<X\n$(touch owned)\nX",
        "echo <<X\n$(touch owned)\nX\ntouch owned",
        "aws kms list-keys <<X\nY\nX\ntouch owned",
        "echo $(aws kms list-keys <<X\n$(touch owned)\nX\n)",
        "sql <<X\ntouch owned\nX \n",
        "aws kms list-keys --no-verify-ssl",
        "aws kms encrypt --key-id x --plaintext fileb:///etc/passwd",
        "aws kms list-keys --cli-input-json file://x",
        "aws $(echo s3 rm) x",
        "# a comment\ntouch owned # and more",
        "if true; then touch owned; fi",
        "aws() { touch owned; }",
        "alias aws=touch",
        "eval touch owned",
        "exec touch owned",
        ". ./owned",
        "X=$(eval touch owned)",
        "echo a && touch owned",
        "~/touch owned",
        "echo {a,b} ~ * ?",
        "unset PATH",
        "echo \u{2028}touch owned",
    ];
    runs_nothing_of_its_own("hostile", &lines);
}

/// The same of what `bash` evaluates in variables and patterns, and of programs that run others or write elsewhere.
#[test]
fn hostile_scripts_run_nothing_of_their_own() {
    let lines = [
        "X='a[$(touch owned)]'; echo $((X))",
        "X=1; echo $((X)); X='a[$(touch owned)]'",
        "X=1; for i in 1 2; do echo $((X + 1)); X='a[$(touch owned)]'; done",
        "X=1; read -r X <<< 'a[$(touch owned)]'; echo $((X))",
        "X=1; echo $(X='a[$(touch owned)]'; echo $((X)))",
        "X=1; export X='a[$(touch owned)]'; echo $((X))",
        "f() { echo $(($1)); }; f 'a[$(touch owned)]'",
        "X='a[$(touch owned)]'; [[ $X -eq 1 ]] && echo a",
        "X='a[$(touch owned)]'; [[ -v $X ]] && echo a",
        "X='a[$(touch owned)]'; [ -v \"$X\" ] && echo a",
        "[[ a =~ $(touch owned) ]]",
        "[[ a =~ `touch owned` ]] || echo a",
        "[[ a == *$(touch owned)* ]] || echo a",
        "case a in `touch owned`) echo a;; $(touch owned)) echo b;; *) echo c;; esac",
        "unset 'a[$(touch owned)]'",
        "printf -v 'a[$(touch owned)]' x",
        "declare 'a[$(touch owned)]=1'",
        "export PATH=.:$PATH; echo a",
        "f() { local PATH=.; echo a; }; f",
        "for PATH in .; do echo a; done | cat",
        "echo . | while read -r PATH; do echo a; done",
        "aws() { touch owned; }; aws kms list-keys",
        "sort() { touch owned; }; echo a | sort",
        "while read -r x; do touch owned; done <<< a",
        "while read -r x; do echo $x; done < <(touch owned)",
        "while read -r x; do echo $x; done <<< \"$(touch owned)\"",
        "echo a | sort --compress-program=touch -o owned",
        "X='-o owned'; echo a | sort $X",
        "echo a | sort -o owned",
        "echo a | tee owned/../../owned",
        "echo a > ../owned; echo a > /tmp/../owned",
        "{ echo a; } > \"$(echo owned)\"",
        "X=owned; echo a > $X; for i in a; do echo a; done > $X",
        "rm -f /etc/none; rm -rf .",
        "cat /etc/passwd; jq . /etc/passwd; grep -r root /etc; head -1 < /etc/passwd",
        "jq -n 'env' -f /etc/passwd; jq --rawfile a /etc/passwd -n '$a'",
        "echo ${X:-$(touch owned)}; echo ${X:-`touch owned`}",
        "X=a; echo ${X#$(touch owned)} \"${X%'$(touch owned)'}\"",
        "( touch owned ); { touch owned; } | cat; f() ( touch owned ); f",
        "if touch owned; then echo a; fi | cat",
        "echo a || touch owned; true && touch owned",
        "! touch owned",
        "date -s tomorrow; date -f owned",
        "command touch owned; command -p touch owned",
        "X=1 Y=$(touch owned) echo a",
        "set -- touch owned; \"$@\"",
        "f() { \"$@\"; }; f touch owned",
        "f() { $1 owned; }; f touch",
        "trap 'touch owned' EXIT",
        "echo $'\\n'touch owned",
        "read -r a <<E\n$(touch owned)\nE",
        "cat > x.txt <<E\n$(touch owned)`touch owned`\nE",
    ];
    runs_nothing_of_its_own("hostile-scripts", &lines);
}

fn runs_nothing_of_its_own(name: &str, lines: &[&str]) {
    let place = Folder::new(name);
    let mut all = String::new();
    for line in lines {
        for text in
            [script(&after(line), line), script(&after(&line.replace("touch owned", "echo $GONE")), "")]
        {
            let (_, calls) = place.run(&text);
            assert!(!place.0.join("owned").exists(), "{line:?}\n{text}");
            let known =
                calls.lines().all(|call| call.starts_with("[kms][list-keys]") && !call.contains("http"));
            assert!(known, "{line:?}\n{calls}\n{text}");
        }
        all.push_str(line);
        all.push('\n');
    }
    place.run(&script(&after(&all), &all));
    assert!(!place.0.join("owned").exists());
}

#[test]
fn every_scenario_is_a_script() {
    let place = Folder::new("scenarios");
    for file in SCENARIOS {
        let played = play(file.name, file.text);
        let text = script(played.lesson.session(), &played.lesson.scenario().title);
        place.run(&text);
        let kept = text.lines().filter(|line| line.contains("aws ") && !line.starts_with('#')).count();
        assert!(kept > 3, "{}\n{text}", file.name);
    }
}
