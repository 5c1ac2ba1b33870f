//! `web/cold.txt`: the functions that the page can start without.
//!
//! It lists the cold functions, not the hot ones: a function that nobody has looked at yet, after a change here or in
//! the compiler, is then loaded early, which costs bytes. The other way round it would cost the reader a standstill.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::problem::{Done, Named};
use crate::project::Project;

const HEADER: &str = "\
# The functions that the page can start without, each as 24 bits of a hash of its name: the names are a megabyte.
# Written by `cargo xtask profile`. A function that is missing here is loaded early, so an old list is never wrong.
";
/// So many hexadecimal digits stand for a name.
const DIGITS: usize = 6;
const A_LINE: usize = 17;

/// The list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cold(BTreeSet<u32>);

impl Cold {
    /// Where it is kept.
    fn file(project: &Project) -> PathBuf {
        project.root.join("web/cold.txt")
    }

    /// The list as it was written down.
    pub(crate) fn read(project: &Project) -> Done<Self> {
        let file = Self::file(project);
        Ok(Self::parse(&fs::read_to_string(&file).named("read", &file)?))
    }

    fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let codes = lines.flat_map(str::split_whitespace);
        Self(codes.filter_map(|code| u32::from_str_radix(code, 16).ok()).collect())
    }

    /// The list for what was found out. Where two names share a hash, the hot one counts.
    pub(crate) fn new<'a>(ran: impl Iterator<Item = (&'a str, bool)>) -> Self {
        let (mut cold, mut hot) = (BTreeSet::new(), BTreeSet::new());
        for (name, ran) in ran {
            if ran { &mut hot } else { &mut cold }.insert(code(name));
        }
        Self(cold.difference(&hot).copied().collect())
    }

    /// Writes it down.
    pub(crate) fn write(&self, project: &Project) -> Done<()> {
        let file = Self::file(project);
        fs::write(&file, self.text()).named("write", &file)
    }

    fn text(&self) -> String {
        let mut text = String::from(HEADER);
        for (at, code) in self.0.iter().enumerate() {
            let end = if at % A_LINE == A_LINE - 1 || at + 1 == self.0.len() { '\n' } else { ' ' };
            let _ = write!(text, "{code:0DIGITS$x}{end}");
        }
        text
    }

    /// Whether the function with this name is in it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(&code(name))
    }
}

/// FNV-1a, folded to 24 bits. The standard library's hasher may change with the compiler.
fn code(name: &str) -> u32 {
    let hash = plain(name)
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 24) ^ (hash & 0x00ff_ffff)
}

/// A name without the hashes that come after crates' names, `core[0123456789abcdef]::…`: they differ from one compiler,
/// and one version of a crate, to the next.
pub(crate) fn plain(name: &str) -> String {
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, after)) if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => {
                plain.push_str(after);
            }
            _ => plain.extend(["[", part]),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crates_hash_is_no_part_of_a_name() {
        assert_eq!(plain("<core[0123456789abcdef]::A as b[fedcba9876543210]::C>::d"), "<core::A as b::C>::d");
        assert_eq!(plain("<[u8; 16] as a[0]::B>::c[1]"), "<[u8; 16] as a[0]::B>::c[1]");
        assert_eq!(code("a[0123456789abcdef]::b"), code("a[0000000000000000]::b"));
    }

    #[test]
    fn what_ran_is_not_in_the_list_and_what_is_new_is_neither() {
        let names: Vec<String> = (0..40).map(|n| format!("function{n}")).collect();
        let list = Cold::new(names.iter().enumerate().map(|(n, name)| (name.as_str(), n % 2 == 0)));
        let read = Cold::parse(&list.text());
        assert_eq!(read, list);
        assert!(read.has("function1") && read.has("function39"));
        assert!(!read.has("function0") && !read.has("function40"));
    }

    #[test]
    fn a_function_that_ran_somewhere_is_not_cold() {
        let list = Cold::new([("twin", false), ("twin", true), ("other", false)].into_iter());
        assert!(!list.has("twin") && list.has("other"));
    }
}
