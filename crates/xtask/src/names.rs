//! Short names for what the page's modules and their JavaScript call each other. wasm-bindgen's hold whole Rust types
//! and a hash: thousands of bytes that nobody reads, in the part that the page waits for.

use std::collections::BTreeMap;

use walrus::{ImportKind, Module};

/// Old names and new ones.
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    /// New names for a module's imports and exports. What other scripts call by name keeps it.
    pub(crate) fn of(module: &Module) -> Self {
        let imports = module.imports.iter().filter(|import| matches!(import.kind, ImportKind::Function(_)));
        let all = imports.map(|import| &import.name).chain(module.exports.iter().map(|export| &export.name));
        let mut names = BTreeMap::new();
        for name in all.filter(|name| made_up(name)) {
            let number = names.len();
            names.entry(name.clone()).or_insert_with(|| format!("${number}"));
        }
        Self(names)
    }

    /// Gives a module's imports and exports their new names.
    pub(crate) fn rename(&self, module: &mut Module) {
        for import in module.imports.iter_mut() {
            if let Some(new) = self.0.get(&import.name) {
                import.name.clone_from(new);
            }
        }
        for export in module.exports.iter_mut() {
            if let Some(new) = self.0.get(&export.name) {
                export.name.clone_from(new);
            }
        }
    }

    /// The same for a script: whole identifiers, wherever they stand.
    pub(crate) fn in_script(&self, script: &str) -> String {
        let part_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
        let mut text = String::with_capacity(script.len());
        let mut rest = script;
        while !rest.is_empty() {
            let end = rest.find(|c| !part_of_name(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            text.push_str(self.0.get(word).map_or(word, String::as_str));
            let next = after.find(part_of_name).unwrap_or(after.len());
            let (between, words) = after.split_at(next);
            text.push_str(between);
            rest = words;
        }
        text
    }
}

/// Whether wasm-bindgen made a name up: nobody else calls it.
fn made_up(name: &str) -> bool {
    name.starts_with("__wbg_") || name.starts_with("__wbindgen_") || name.starts_with("wasm_bindgen_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_get_the_same_names() {
        let text = r#"(module (import "./x.js" "__wbg_now_0123456789abcdef" (func $now))
            (func (export "boot") (call $now)) (func (export "__wbindgen_start")))"#;
        let mut module = crate::split::parse(&wat::parse_str(text).unwrap()).unwrap();
        let names = Names::of(&module);
        names.rename(&mut module);
        let imports: Vec<&str> = module.imports.iter().map(|import| import.name.as_str()).collect();
        let exports: Vec<&str> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!((imports, exports), (vec!["$0"], vec!["boot", "$1"]));
        let script = "f.__wbg_now_0123456789abcdef=()=>x(__wbg_now_0123456789abcdef0);wasm.__wbindgen_start();wasm.boot()";
        assert_eq!(names.in_script(script), "f.$0=()=>x(__wbg_now_0123456789abcdef0);wasm.$1();wasm.boot()");
    }
}
