//! Digests of sources, to know whether a build can be skipped. Not for security.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::problem::{Done, Named};
use crate::project::{Project, files_below};

/// A digest that grows.
pub(crate) struct Digest(DefaultHasher);

impl Digest {
    /// Starts with these texts.
    pub(crate) fn new(texts: &[&str]) -> Self {
        let mut hasher = DefaultHasher::new();
        texts.hash(&mut hasher);
        Self(hasher)
    }

    /// Adds a file: its place in the project and what it holds.
    pub(crate) fn add(&mut self, project: &Project, file: &Path) -> Done<()> {
        file.strip_prefix(&project.root).unwrap_or(file).hash(&mut self.0);
        fs::read(file).named("read", file)?.hash(&mut self.0);
        Ok(())
    }

    /// Adds the files below a folder that count, by their place in the project; a missing folder has none.
    pub(crate) fn add_below(
        &mut self,
        project: &Project,
        folder: &Path,
        counts: impl Fn(&Path) -> bool,
    ) -> Done<()> {
        let files = if folder.is_dir() { files_below(folder)? } else { Vec::new() };
        for file in files {
            if counts(file.strip_prefix(&project.root).unwrap_or(&file)) {
                self.add(project, &file)?;
            }
        }
        Ok(())
    }

    /// The digest as text.
    pub(crate) fn finish(self) -> String {
        format!("{:016x}", self.0.finish())
    }
}
