//! The list of scenarios is the folder `web/scenarios`. This writes it as a macro that passes the files to another
//! macro, as rows of a test name and a file name.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const FOLDER: &str = "../web/scenarios";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let mut names = Vec::new();
    for entry in fs::read_dir(FOLDER)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            names.push(
                path.file_stem().and_then(|stem| stem.to_str()).ok_or("a file name is not UTF-8")?.to_owned(),
            );
        }
    }
    names.sort();
    let mut text = String::from(
        "/// Hands every scenario to a macro.\n#[macro_export]\nmacro_rules! each_scenario { ($rows:ident) => { $rows! {\n",
    );
    for name in names {
        let (_, id) =
            name.split_once('-').ok_or_else(|| format!("{name}.md: begin its name with a number, as 01-"))?;
        writeln!(text, "{} \"{name}.md\"", id.replace('-', "_"))?;
    }
    text.push_str("} }; }\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("scenarios.rs"), text)?;
    Ok(())
}
