//! Exported scripts, run by `sh` with an `aws` that only records its arguments.
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
        let mut sh = Command::new("sh");
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
    assert!(text.contains("left out:\n#     cat > policy.json"), "it has a $(…): {text}");
}

#[test]
fn what_a_function_or_a_command_that_is_left_out_set_does_not_end_the_script() {
    let place = Folder::new("functions");
    let session = after(
        "f() { local id=$1; aws kms describe-key --key-id \"$id\"; aws kms describe-key --key-id \"$1\"; }\n\
         f alias/aws/rds\n\
         export KEY=alias/aws/rds\n\
         aws kms describe-key --key-id \"$KEY\"\n\
         OTHER=x\n\
         echo \"end $OTHER\"",
    );
    let text = script(&session, "functions");
    let (printed, calls) = place.run(&text);
    assert_eq!((printed.as_str(), calls.as_str()), ("end x\n", ""), "{text}");
    assert!(text.contains("It uses an argument of a function; left out:"), "{text}");
    assert!(
        text.contains("It uses a variable that is set by a command which is left out; left out:"),
        "{text}"
    );
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
        "#!/bin/sh\n# A title\n",
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
    let place = Folder::new("hostile");
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
