//! The sizes of the finished site's files, as a table.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::problem::{Done, Named};
use crate::project::files_below;

/// The sizes of one file: plain, and as the server would send it. A missing form counts as the plain one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    raw: u64,
    gz: u64,
    br: u64,
}

impl Sizes {
    fn of(file: &Path) -> Done<Self> {
        let raw = file.metadata().named("measure", file)?.len();
        let other = |ending: &str| beside(file, ending).metadata().map_or(raw, |meta| meta.len());
        Ok(Self { raw, gz: other("gz"), br: other("br") })
    }

    fn plus(self, other: Self) -> Self {
        Self { raw: self.raw + other.raw, gz: self.gz + other.gz, br: self.br + other.br }
    }
}

/// `index.html` and `gz` give `index.html.gz`.
pub(crate) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Folders of many files, of which a visitor loads only some: each is one row.
const TOGETHER: [&str; 6] = ["scenarios", "challenges", "read", "questions", "guides", "oembed"];

/// The table, with one row a file, or a folder of many, and the sum.
pub(crate) fn table(site: &Path) -> Done<String> {
    let mut files = Vec::new();
    for file in files_below(site)? {
        let inside = file.strip_prefix(site).unwrap_or(&file);
        if !inside.extension().is_some_and(|ending| ending == "gz" || ending == "br") {
            files.push((inside.to_owned(), Sizes::of(&file)?));
        }
    }
    let mut text = String::new();
    let _ = writeln!(text, "{:<36} {:>10} {:>10} {:>10}", "bytes", "as is", "gzip", "brotli");
    for (name, sizes) in rows(&files) {
        let _ = writeln!(text, "{name:<36} {:>10} {:>10} {:>10}", sizes.raw, sizes.gz, sizes.br);
    }
    Ok(text)
}

fn rows(files: &[(PathBuf, Sizes)]) -> Vec<(String, Sizes)> {
    let mut rows: Vec<(String, Sizes)> = Vec::new();
    let is_in = |file: &Path, folder: &str| file.starts_with(folder) && file != Path::new(folder);
    let alone = files.iter().filter(|(file, _)| !TOGETHER.iter().any(|folder| is_in(file, folder)));
    rows.extend(alone.map(|(file, sizes)| (file.display().to_string(), *sizes)));
    let sum = |sizes: &mut dyn Iterator<Item = Sizes>| sizes.fold(Sizes::default(), Sizes::plus);
    for folder in TOGETHER {
        let inside: Vec<Sizes> =
            files.iter().filter(|(file, _)| is_in(file, folder)).map(|(_, sizes)| *sizes).collect();
        let count = inside.len();
        let noun = if count == 1 { "file" } else { "files" };
        if count > 0 {
            rows.push((format!("{folder}/ ({count} {noun})"), sum(&mut inside.into_iter())));
        }
    }
    rows.push(("all".to_owned(), sum(&mut files.iter().map(|(_, sizes)| *sizes))));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_many_files_are_one_line() {
        let files: Vec<(PathBuf, Sizes)> =
            ["boot.js", "oembed/a.json", "pkg/b.wasm", "read/c/1.svg", "read/c/index.html", "readme"]
                .iter()
                .zip(1..)
                .map(|(name, raw)| (PathBuf::from(name), Sizes { raw, gz: 1, br: 0 }))
                .collect();
        let rows: Vec<(String, u64, u64)> =
            rows(&files).into_iter().map(|(name, sizes)| (name, sizes.raw, sizes.gz)).collect();
        let row = |name: &str, raw, gz| (name.to_owned(), raw, gz);
        assert_eq!(
            rows,
            [
                row("boot.js", 1, 1),
                row("pkg/b.wasm", 3, 1),
                row("readme", 6, 1),
                row("read/ (2 files)", 9, 2),
                row("oembed/ (1 file)", 2, 1),
                row("all", 21, 6),
            ]
        );
    }
}
