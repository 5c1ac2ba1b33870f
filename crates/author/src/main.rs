//! `playground-author`: the command line and the exit code.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use playground_author::check::{self, files::Disk};
use playground_author::{Done, fallback, guides, lessons};
use playground_session::glossary::Glossary;

const HELP: &str = "\
playground-author <command>

  check FILE.md… [--write]   read and run scenario files and say what is wrong with them, with line numbers;
                             compare files in other languages (FILE.de.md) with them;
                             --write puts what the commands print into the files, except for what you have to correct
  fallback --out DIR --url URL --scenarios DIR --questions DIR --glossary FILE
                             write every scenario and question as static pages, pictures and data
  guides --out DIR --url URL --guides DIR
                             write the guides as pages
  list --scenarios DIR       print the scenarios as items of an HTML list
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::from(2)
        }
    }
}

/// Runs a command. Returns whether all is well.
fn run(words: &[String]) -> Done<bool> {
    let Some((command, rest)) = words.split_first() else {
        print!("{HELP}");
        return Ok(true);
    };
    match command.as_str() {
        "-h" | "--help" | "help" => print!("{HELP}"),
        _ if rest.iter().any(|word| word == "--help" || word == "-h") => print!("{HELP}"),
        "check" => return checked(rest),
        "fallback" => {
            let names = ["--out", "--url", "--scenarios", "--questions", "--glossary"];
            let [out, url, scenarios, questions, glossary] = options(rest, names)?;
            let glossary = Glossary::parse(&playground_author::read(Path::new(&glossary))?);
            let (out, scenarios, questions) = (Path::new(&out), Path::new(&scenarios), Path::new(&questions));
            fallback::write(out, &url, scenarios, questions, &glossary)?.draw()?;
        }
        "guides" => {
            let [out, url, from] = options(rest, ["--out", "--url", "--guides"])?;
            guides::write(Path::new(&out), &url, Path::new(&from))?;
        }
        "list" => {
            let [scenarios] = options(rest, ["--scenarios"])?;
            print!("{}", fallback::list(&lessons::open_all(Path::new(&scenarios))?));
        }
        other => return Err(format!("there is no command `{other}`; see playground-author --help")),
    }
    Ok(true)
}

fn checked(words: &[String]) -> Done<bool> {
    let (said, well) = check::files::command(words, &Files)?;
    print!("{said}");
    Ok(well)
}

/// The files on the disk, relative to the author's folder.
struct Files;

impl Disk for Files {
    fn read(&self, path: &str, limit: usize) -> Done<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|file| file.take(limit as u64).read_to_end(&mut bytes));
        read.map(|_| bytes).map_err(|error| format!("cannot read {path}: {error}"))
    }

    fn write(&self, path: &str, text: &str) -> Done<()> {
        std::fs::write(path, text).map_err(|error| format!("cannot write {path}: {error}"))
    }
}

/// The values of options, each of which must be given once.
fn options<const N: usize>(words: &[String], names: [&str; N]) -> Done<[String; N]> {
    let mut values = names.map(|_| String::new());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let slot = names.iter().position(|name| name == word).and_then(|at| values.get_mut(at));
        let slot = slot
            .ok_or_else(|| format!("`{word}` is not an option here; the options are {}", names.join(", ")))?;
        slot.clone_from(words.next().ok_or_else(|| format!("{word} needs a value"))?);
    }
    match names.iter().zip(&values).find(|(_, value)| value.is_empty()) {
        Some((name, _)) => Err(format!("{name} is missing")),
        None => Ok(values),
    }
}
