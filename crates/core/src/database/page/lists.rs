//! Pages that are lists of page numbers: freelist trunks (§1.5) and pointer maps (§1.8).

use super::format::Format;
use super::span::{byte, four};

/// A page of the freelist that names free pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trunk {
    /// The next trunk; 0 in the last one.
    pub next: u32,
    /// The free pages that it names. Their content is left over from before.
    pub leaves: Vec<u32>,
}

impl Trunk {
    /// Reads a trunk page. Leaves that would not fit are dropped.
    pub fn read(content: &[u8], format: &Format) -> Option<Self> {
        let content = content.get(..format.end(content))?;
        let count = four(content, 4)? as usize;
        let leaves = (8..content.len()).step_by(4).take(count).map_while(|at| four(content, at)).collect();
        Some(Self { next: four(content, 0)?, leaves })
    }
}

/// What a pointer map says about a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapEntry {
    /// The page that the entry is about.
    pub page: u32,
    /// 1: a root; 2: free; 3: the first overflow page of a row; 4: a later one; 5: a page of a b-tree below its root.
    pub kind: u8,
    /// The page that points to it; 0 for roots and free pages.
    pub parent: u32,
}

/// The entries of the pointer map on page `number`, up to the first unused one.
pub fn pointer_map(number: u32, content: &[u8], format: &Format) -> Vec<MapEntry> {
    let pages = (0..format.map_entries()).map(|index| (index as usize * 5, number.saturating_add(index + 1)));
    let entries = pages.map_while(|(at, page)| {
        let entry = MapEntry { page, kind: byte(content, at)?, parent: four(content, at + 1)? };
        (entry.kind != 0).then_some(entry)
    });
    entries.collect()
}
