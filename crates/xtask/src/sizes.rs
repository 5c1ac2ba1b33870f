//! The sizes of the finished site's files, as a table.

use std::fmt::Write as _;
use std::path::Path;

use crate::problem::{Done, Named};
use crate::project::files_below;

/// Bytes of one file: as it is, and as the server would send it. A form that is missing counts as the plain one.
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
pub(crate) fn beside(file: &Path, ending: &str) -> std::path::PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// One line a file, the scenarios in one, and the sum.
pub(crate) fn table(site: &Path) -> Done<String> {
    let mut rows: Vec<(String, Sizes)> = Vec::new();
    let (mut scenarios, mut count) = (Sizes::default(), 0);
    for file in files_below(site)? {
        let inside = file.strip_prefix(site).unwrap_or(&file);
        if inside.extension().is_some_and(|ending| ending == "gz" || ending == "br") {
            continue;
        }
        let sizes = Sizes::of(&file)?;
        if inside.starts_with("scenarios") {
            scenarios = scenarios.plus(sizes);
            count += 1;
        } else {
            rows.push((inside.display().to_string(), sizes));
        }
    }
    let page = rows.iter().fold(Sizes::default(), |sum, (_, sizes)| sum.plus(*sizes));
    if count > 0 {
        rows.push((format!("scenarios/ ({count} files)"), scenarios));
    }
    rows.push(("all".to_owned(), page.plus(scenarios)));
    let mut text = String::new();
    let _ = writeln!(text, "{:<36} {:>10} {:>10} {:>10}", "bytes", "as is", "gzip", "brotli");
    for (name, sizes) in &rows {
        let _ = writeln!(text, "{name:<36} {:>10} {:>10} {:>10}", sizes.raw, sizes.gz, sizes.br);
    }
    Ok(text)
}
