//! Digests of sources, and results that are kept as long as the sources don't change. Not for security.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::problem::{Done, Named};
use crate::project::{Project, files_below};

/// A digest in progress.
pub(crate) struct Digest(DefaultHasher);

impl Digest {
    /// Begins with these texts.
    pub(crate) fn new(texts: &[&str]) -> Self {
        let mut hasher = DefaultHasher::new();
        texts.hash(&mut hasher);
        Self(hasher)
    }

    /// Adds a file: its path in the project, and its content.
    pub(crate) fn add(&mut self, project: &Project, file: &Path) -> Done<()> {
        file.strip_prefix(&project.root).unwrap_or(file).hash(&mut self.0);
        fs::read(file).named("read", file)?.hash(&mut self.0);
        Ok(())
    }

    /// Adds those files below a folder that `counts` accepts, with their paths in the project. A missing
    /// folder has none.
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

/// A file or folder that is made from sources, and a mark next to it with their digest.
pub(crate) struct Kept {
    /// Its path.
    pub(crate) path: PathBuf,
    mark: PathBuf,
    now: String,
}

impl Kept {
    /// `now` is the present digest of the sources.
    pub(crate) fn new(path: PathBuf, now: String) -> Self {
        let mark = path.with_extension("fingerprint");
        Self { path, mark, now }
    }

    /// Returns whether it exists and was made from the present sources.
    pub(crate) fn is_fresh(&self) -> bool {
        self.path.exists() && fs::read_to_string(&self.mark).is_ok_and(|last| last == self.now)
    }

    /// Makes it unless it is fresh. If that fails halfway, no mark is left.
    pub(crate) fn renew(&self, make: impl FnOnce(&Path) -> Done<()>) -> Done<()> {
        if self.is_fresh() {
            return Ok(());
        }
        let _ = fs::remove_file(&self.mark);
        make(&self.path)?;
        fs::write(&self.mark, &self.now).named("write", &self.mark)
    }
}
