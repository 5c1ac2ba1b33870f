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

/// Folders that are one line each: they hold many files, of which a reader loads few.
const FOLDED: [&str; 4] = ["scenarios", "read", "guides", "oembed"];

/// One line a file, some folders in one, and the sum.
pub(crate) fn table(site: &Path) -> Done<String> {
    let mut rows: Vec<(String, Sizes)> = Vec::new();
    let mut folded = FOLDED.map(|name| (name, 0, Sizes::default()));
    let mut all = Sizes::default();
    for file in files_below(site)? {
        let inside = file.strip_prefix(site).unwrap_or(&file);
        if inside.extension().is_some_and(|ending| ending == "gz" || ending == "br") {
            continue;
        }
        let sizes = Sizes::of(&file)?;
        all = all.plus(sizes);
        match folded.iter_mut().find(|(name, ..)| inside.starts_with(name)) {
            Some((_, count, sum)) => (*count, *sum) = (*count + 1, sum.plus(sizes)),
            None => rows.push((inside.display().to_string(), sizes)),
        }
    }
    let folded = folded.into_iter().filter(|(_, count, _)| *count > 0);
    rows.extend(folded.map(|(name, count, sum)| (format!("{name}/ ({count} files)"), sum)));
    rows.push(("all".to_owned(), all));
    let mut text = String::new();
    let _ = writeln!(text, "{:<36} {:>10} {:>10} {:>10}", "bytes", "as is", "gzip", "brotli");
    for (name, sizes) in &rows {
        let _ = writeln!(text, "{name:<36} {:>10} {:>10} {:>10}", sizes.raw, sizes.gz, sizes.br);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::fresh_folder;
    use std::fs;

    #[test]
    fn folders_are_one_line_and_everything_is_in_the_sum() {
        let site = std::env::temp_dir().join(format!("xtask-sizes-{}", std::process::id()));
        fresh_folder(&site.join("read/x")).unwrap();
        for (name, bytes) in [("a.js", 100), ("a.js.gz", 40), ("read/1.svg", 10), ("read/x/2.svg", 5)] {
            fs::write(site.join(name), vec![b'x'; bytes]).unwrap();
        }
        let table = table(&site).unwrap();
        fs::remove_dir_all(&site).unwrap();
        let rows: Vec<Vec<&str>> =
            table.lines().skip(1).map(|row| row.split_whitespace().collect()).collect();
        assert_eq!(
            rows,
            [
                vec!["a.js", "100", "40", "100"],
                vec!["read/", "(2", "files)", "15", "15", "15"],
                vec!["all", "115", "55", "115"]
            ]
        );
    }
}
