//! The lists of scenarios and challenges are the folders `web/scenarios` and `web/challenges`. This writes each as a macro
//! that passes the files to another macro, as rows of a test name and a file name.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    list("../web/scenarios", "each_scenario", "scenarios.rs")?;
    list("../web/challenges", "each_challenge", "challenges.rs")
}

fn list(folder: &str, macro_name: &str, to: &str) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={folder}");
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            names.push(
                path.file_stem().and_then(|stem| stem.to_str()).ok_or("a file name is not UTF-8")?.to_owned(),
            );
        }
    }
    names.sort();
    let mut text = format!(
        "/// Hands every file of the folder to a macro.\n#[macro_export]\nmacro_rules! {macro_name} {{ ($rows:ident) => {{ $rows! {{\n"
    );
    // A scenario's texts in another language, such as 05-copy.de.md, are no scenario of their own.
    for name in names.iter().filter(|name| !name.contains('.')) {
        let (_, id) =
            name.split_once('-').ok_or_else(|| format!("{name}.md: begin its name with a number, as 01-"))?;
        writeln!(text, "{} \"{name}.md\"", id.replace('-', "_"))?;
    }
    text.push_str("} }; }\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join(to), text)?;
    Ok(())
}
