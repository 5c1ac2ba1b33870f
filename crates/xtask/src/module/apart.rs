//! The page's module in parts (`crates/parts`): `wasm_split_cli_support` takes out of it what is reached only where a part
//! begins, and wasm-bindgen makes the JavaScript of the rest.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

use super::{Module, generated};
use crate::problem::{Done, Named, Problem};
use crate::project::{Project, fresh_folder};

/// Which files belong to which part, in the order in which they are loaded. The site's scripts put it into `hooks.js`.
const LIST: &str = "parts.json";

/// Puts the page's compiled module and its JavaScript into `out`, as `name_bg.wasm` and `name.js`, with a file for each part
/// and the list of them. Returns the paths of all modules, the page's own first.
pub(crate) fn page(project: &Project, out: &Path) -> Done<Vec<PathBuf>> {
    let (module, name) = (Module::PAGE, Module::PAGE.name());
    let linked = module.linked(project);
    let input = fs::read(&linked).named("read", &linked)?;
    let work = project.scratch.join("apart");
    fresh_folder(&work)?;
    let main = work.join("main.wasm");
    let mut options = Options::new(&input);
    options.output_dir = &work;
    options.main_out_path = &main;
    let made = transform(options)
        .map_err(|error| Problem::new(format!("{} could not be taken apart: {error:#}", module.0)))?;
    let mut bindgen = Bindgen::new();
    // The parts use what the linker exports.
    bindgen.input_path(&main).typescript(false).keep_lld_exports(true);
    let mut modules = vec![generated(&mut bindgen, module, &name, out)?];
    for part in made.split_modules {
        let to = out.join(part.file_name().unwrap_or_default());
        fs::copy(&part, &to).named("copy", &part)?;
        modules.push(to);
    }
    let to = out.join(LIST);
    fs::write(&to, list(&made.prefetch_map)).named("write", &to)?;
    Ok(modules)
}

/// The list as JSON. Names are identifiers.
fn list(parts: &HashMap<String, Vec<String>>) -> String {
    let mut lines: Vec<String> = parts
        .iter()
        .map(|(part, files)| {
            let files: Vec<String> = files.iter().map(|file| format!("\"pkg/{file}.wasm\"")).collect();
            format!("\"{part}\":[{}]", files.join(","))
        })
        .collect();
    lines.sort();
    format!("{{{}}}\n", lines.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_same_each_time() {
        let parts =
            [("Programs", vec!["chunk_3", "split_Programs"]), ("OwnAccount", vec!["split_OwnAccount"])];
        let parts =
            parts.map(|(part, files)| (part.to_owned(), files.into_iter().map(str::to_owned).collect()));
        let wanted = "{\"OwnAccount\":[\"pkg/split_OwnAccount.wasm\"],\
                      \"Programs\":[\"pkg/chunk_3.wasm\",\"pkg/split_Programs.wasm\"]}\n";
        assert_eq!(list(&HashMap::from(parts)), wanted);
    }
}
