//! The command line: its commands and options, and the help texts.

use crate::address::SiteAddress;
use crate::problem::{Done, Problem};

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CommandLine {
    /// Print this text and stop.
    Help(&'static str),
    /// Run this command.
    Run(Task),
}

/// A command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Build the site and serve it on this port.
    Serve {
        /// A TCP port on 127.0.0.1; 0 picks a free one.
        port: u16,
    },
    /// Build the site.
    Build {
        /// Where it will be served.
        url: SiteAddress,
    },
    /// Run every check and every test.
    Test,
    /// Check scenario files.
    Check {
        /// The files, and `--write`.
        words: Vec<String>,
    },
    /// Make the npm package.
    Package(Publish),
    /// Make everything that belongs to a release.
    Release(Publish),
    /// Run libFuzzer.
    Fuzz {
        /// The only target to run; all if there is none.
        target: Option<String>,
        /// For how long each runs.
        seconds: u32,
    },
    /// Build the site twice and compare.
    Reproduce,
    /// Run the tests of SQL under `AddressSanitizer` and Miri.
    Sanitize,
    /// Measure.
    Bench {
        /// Only the tables whose heading contains this text; all if it is empty.
        only: String,
    },
}

/// Addresses that are written into what is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Publish {
    /// The address of the site.
    pub(crate) url: SiteAddress,
    /// The address of the sources, if known: on the web, without a slash at its end.
    pub(crate) repository: Option<String>,
}

const HELP: &str = "\
cargo xtask <command>

  serve   build the playground and serve it at http://127.0.0.1:8080
  build   build the playground into dist/, a static folder
  test    run every check and every test, the browser's included
  check   check a scenario or challenge that you write: what is wrong with it, and where
  fuzz    look for inputs that break what reads a stranger's input
  sanitize
          run SQL's tests under AddressSanitizer and Miri
  bench   measure it in Chromium and print the figures as a Markdown table
  package make the npm package, and its tarball
  release make all that a release consists of: the site as a zip file, the npm package, hashes, SBOM, notes
  reproduce
          build the playground again in another folder and compare the bytes

`cargo xtask <command> --help` says more about one of them.
";

const SERVE: &str = "\
cargo xtask serve [--port PORT]

Builds the playground and serves it at http://127.0.0.1:PORT (8080 unless given; 0 picks a free port).
The first start compiles everything and installs wasm-opt and esbuild into .tools/, which takes some minutes and needs
the network; later starts build only what has changed. Stop it with Ctrl-C.
";

const BUILD: &str = "\
cargo xtask build [--url URL]

Builds the playground into dist/ and prints the sizes of its files: as they are, with gzip, with Brotli.
dist/ is a static folder. Any web server that sends .wasm as application/wasm can serve it, from any path.
URL is where: http://127.0.0.1:8080/ unless given, absolute and with a slash at the end. Only oEmbed files, code to
paste and canonical links hold it; everything else finds its files beside itself.
  web/static/**     ->  /
  web/challenges/** ->  /challenges/
  web/scenarios/**  ->  /scenarios/, and as pages, pictures and data /read/**, /oembed/*.json
  web/questions/*.md -> /questions/**
  web/guides/*.md   ->  /guides/*.html, and the glossary as it is
  the page's crate  ->  /pkg/playground_web.js, /pkg/playground_web_bg.wasm
  crates/sql        ->  /pkg/sql.wasm, /pkg/sql-pausable.wasm
  what others made  ->  /third-party.txt (names, licences, their texts), /sbom.cdx.json (CycloneDX)
SQL is compiled with clang, which is installed from Debian's packages where it is missing and that is allowed. Without it
the site has no SQL, and says so.
";

const TEST: &str = "\
cargo xtask test

Runs every check and every test: formatting, clippy, the direction of the dependencies, the native tests, the site's build,
wasm-pack's tests in headless Chromium and Firefox, Playwright's tests in Chromium against the served page and against
example sites of documentation tools, and our own in Firefox and WebKit.
It makes a release as well, installs its npm package into an empty project, and uses it there.
What only tests need is installed first: wasm-pack, geckodriver and the documentation tools into .tools/; Chromium, Firefox,
WebKitGTK, Xvfb, clang and Python from Debian's packages where they are missing and that is allowed.
A step may take its time; one that prints nothing for ten minutes is ended.
Goes on after a failure; the last line is `N passed, N failed`.
";

const FUZZ: &str = "\
cargo xtask fuzz [TARGET] [--seconds N]

Runs libFuzzer on one target of tests/fuzz, or on all in turn, for N seconds each (60 unless given). It needs a nightly
toolchain and a C++ compiler; cargo-fuzz is installed into .tools/. `cargo xtask test` runs the same targets on their corpus
and on some thousand mutations of it, on stable Rust.
";

const SANITIZE: &str = "\
cargo xtask sanitize

Runs the tests of crates/sql with SQLite compiled by clang with AddressSanitizer, and then those that call no C in Miri, if a
nightly toolchain has it. Both compile into folders of their own below target/.
";

const BENCH: &str = "\
cargo xtask bench [--only WORD]

Builds the playground, measures it in one headless Chromium and prints the figures as Markdown tables.
A whole run also writes them to tests/bench/figures.md.
With --only, just those whose heading holds the word: `--only aes`, `--only loading`.
Close other programs first: the figures are times.
";

const CHECK: &str = "\
cargo xtask check FILE.md... [--write]

Reads and runs scenarios and challenges and says what is wrong with them: where, why, and what to do about it.
With --write, it puts what the commands print into the files. Whether a command is meant to fail, you say there yourself.
The guides are web/guides/write-a-scenario.md and write-a-challenge.md.
";

const PACKAGE: &str = "\
cargo xtask package [--url URL] [--repository URL]

Builds the playground and makes the npm package `aurora-playground` from it: target/package/, and packed
target/aurora-playground-VERSION.tgz. The version is the workspace's, in Cargo.toml.
--url is that of `cargo xtask build`. --repository is written into the package; npm wants it to be where a package is
published from, for example https://github.com/OWNER/NAME. Without it, the package names none.
";

const RELEASE: &str = "\
cargo xtask release [--url URL] [--repository URL]

Makes all that a release of this version consists of, in target/release-VERSION/: the site as a zip file, the npm
package, its SBOM (CycloneDX), NOTES.md from the version's section in
CHANGELOG.md, and SHA256SUMS of all of them. Without such a section there is no release.
The options are those of `cargo xtask package`.
";

const REPRODUCE: &str = "\
cargo xtask reproduce

Builds the playground, copies the sources to another folder, builds them there with an empty home of Cargo's, and compares all
files. It ends with an error, and names them, if some are not the same bytes. Takes as long as a first build, the network and
4 GB. The same bytes take the same versions of Rust (rust-toolchain.toml), clang and Node.js.
";

/// Parses the words after `cargo xtask`.
pub(crate) fn parse(words: &[String]) -> Done<CommandLine> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (command, rest) = match words.as_slice() {
        [] | ["-h" | "--help" | "help"] => return Ok(CommandLine::Help(HELP)),
        [command, rest @ ..] => (*command, rest),
    };
    let (help, plain) = match command {
        "serve" => (SERVE, Task::Serve { port: 8080 }),
        "build" => (BUILD, Task::Build { url: SiteAddress::default() }),
        "test" => (TEST, Task::Test),
        "check" => (CHECK, Task::Check { words: Vec::new() }),
        "fuzz" => (FUZZ, Task::Fuzz { target: None, seconds: 60 }),
        "reproduce" => (REPRODUCE, Task::Reproduce),
        "sanitize" => (SANITIZE, Task::Sanitize),
        "bench" => (BENCH, Task::Bench { only: String::new() }),
        "package" => (PACKAGE, Task::Package(Publish::default())),
        "release" => (RELEASE, Task::Release(Publish::default())),
        other => {
            return Err(Problem::new(format!(
                "there is no command `{other}`; the commands are serve, build, test, check, fuzz, sanitize, bench, package, \
                 release and reproduce"
            )));
        }
    };
    match (plain, rest) {
        (_, ["-h" | "--help"]) => Ok(CommandLine::Help(help)),
        (Task::Check { .. }, []) => {
            Err(Problem::new("check needs a file, for example `cargo xtask check my-lesson.md`"))
        }
        (Task::Check { .. }, words) => {
            let words = words.iter().map(|word| String::from(*word)).collect();
            Ok(CommandLine::Run(Task::Check { words }))
        }
        (plain, []) => Ok(CommandLine::Run(plain)),
        (Task::Serve { .. }, ["--port", port]) => serve(port),
        (Task::Serve { .. }, ["--port"]) => {
            Err(Problem::new("--port needs a number, for example `--port 8081`"))
        }
        (Task::Serve { .. }, [one]) if one.starts_with("--port=") => serve(one.trim_start_matches("--port=")),
        (Task::Package(_), words) => Ok(CommandLine::Run(Task::Package(publish(command, words)?))),
        (Task::Release(_), words) => Ok(CommandLine::Run(Task::Release(publish(command, words)?))),
        (Task::Build { .. }, ["--url", url]) => build(url),
        (Task::Build { .. }, ["--url"]) => Err(Problem::new(
            "--url needs an address, for example `--url https://docs.example.org/playground/`",
        )),
        (Task::Build { .. }, [one]) if one.starts_with("--url=") => build(one.trim_start_matches("--url=")),
        (Task::Fuzz { .. }, ["--seconds", time]) => fuzz(None, time),
        (Task::Fuzz { .. }, [target, "--seconds", time]) => fuzz(Some(target), time),
        (Task::Fuzz { seconds, .. }, [target]) if !target.starts_with('-') => {
            Ok(CommandLine::Run(Task::Fuzz { target: Some((*target).to_owned()), seconds }))
        }
        (Task::Bench { .. }, ["--only", word]) => {
            Ok(CommandLine::Run(Task::Bench { only: (*word).to_owned() }))
        }
        (_, rest) => Err(Problem::new(format!(
            "`cargo xtask {command}` does not take `{}`; see `cargo xtask {command} --help`",
            rest.join(" ")
        ))),
    }
}

fn publish(command: &str, words: &[&str]) -> Done<Publish> {
    let mut publish = Publish::default();
    for pair in words.chunks(2) {
        match pair {
            ["--url", url] => publish.url = SiteAddress::parse(url)?,
            ["--repository", url] => {
                SiteAddress::parse(&format!("{url}/"))?;
                publish.repository = Some((*url).to_owned());
            }
            [option @ ("--url" | "--repository")] => {
                return Err(Problem::new(format!(
                    "{option} needs an address; see `cargo xtask {command} --help`"
                )));
            }
            words => {
                return Err(Problem::new(format!(
                    "`cargo xtask {command}` does not take `{}`; see `cargo xtask {command} --help`",
                    words.join(" ")
                )));
            }
        }
    }
    Ok(publish)
}

fn build(url: &str) -> Done<CommandLine> {
    Ok(CommandLine::Run(Task::Build { url: SiteAddress::parse(url)? }))
}

fn fuzz(target: Option<&str>, time: &str) -> Done<CommandLine> {
    let seconds = time.parse().map_err(|_| Problem::new(format!("`{time}` is not a number of seconds")))?;
    Ok(CommandLine::Run(Task::Fuzz { target: target.map(str::to_owned), seconds }))
}

fn serve(port: &str) -> Done<CommandLine> {
    match port.parse() {
        Ok(port) => Ok(CommandLine::Run(Task::Serve { port })),
        Err(_) => Err(Problem::new(format!("`{port}` is not a port: give a number from 0 to 65535"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Done<CommandLine> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn commands_and_ports() {
        assert_eq!(asked("serve"), Ok(CommandLine::Run(Task::Serve { port: 8080 })));
        assert_eq!(asked("serve --port 9"), Ok(CommandLine::Run(Task::Serve { port: 9 })));
        assert_eq!(asked("serve --port=9"), Ok(CommandLine::Run(Task::Serve { port: 9 })));
        assert_eq!(asked("build"), Ok(CommandLine::Run(Task::Build { url: SiteAddress::default() })));
        let url = SiteAddress::parse("https://a.example/b/").unwrap();
        assert_eq!(
            asked("build --url https://a.example/b/"),
            Ok(CommandLine::Run(Task::Build { url: url.clone() }))
        );
        assert_eq!(asked("build --url=https://a.example/b/"), Ok(CommandLine::Run(Task::Build { url })));
        assert_eq!(asked("package"), Ok(CommandLine::Run(Task::Package(Publish::default()))));
        let publish = Publish {
            url: SiteAddress::parse("https://a.example/b/").unwrap(),
            repository: Some("https://c.example/d".to_owned()),
        };
        assert_eq!(
            asked("release --repository https://c.example/d --url https://a.example/b/"),
            Ok(CommandLine::Run(Task::Release(publish)))
        );
        let fuzz = |target: Option<&str>, seconds| Task::Fuzz { target: target.map(str::to_owned), seconds };
        assert_eq!(asked("fuzz"), Ok(CommandLine::Run(fuzz(None, 60))));
        assert_eq!(asked("fuzz links --seconds 5"), Ok(CommandLine::Run(fuzz(Some("links"), 5))));
        assert_eq!(asked("sanitize"), Ok(CommandLine::Run(Task::Sanitize)));
        assert_eq!(asked("test"), Ok(CommandLine::Run(Task::Test)));
        assert_eq!(asked("reproduce"), Ok(CommandLine::Run(Task::Reproduce)));
        assert_eq!(asked("test --help"), Ok(CommandLine::Help(TEST)));
        let words = vec!["a.md".to_owned(), "--write".to_owned()];
        assert_eq!(asked("check a.md --write"), Ok(CommandLine::Run(Task::Check { words })));
        assert_eq!(asked(""), Ok(CommandLine::Help(HELP)));
    }

    #[test]
    fn what_it_does_not_know_is_one_line() {
        for line in [
            "srve",
            "serve 8081",
            "serve --port",
            "serve --port 70000",
            "build --fast",
            "build --url",
            "build --url=",
            "build --url docs.example.org",
            "test --port 1",
            "check",
            "package --fast",
            "fuzz --seconds x",
            "release --url",
            "release --repository somewhere",
        ] {
            let problem = asked(line).unwrap_err().to_string();
            assert!(!problem.contains('\n') && problem.len() > 20, "{line}: {problem}");
        }
    }
}
