//! How much a script may take of everything (model). What goes beyond ends in an error that names the limit.

use super::answer::SqlReason;
use crate::storage::page::PAGE_SIZE;

/// The limits of a script.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Instructions of the engine's virtual machine: some seconds in a browser.
    pub steps: u32,
    /// Bytes of the engine's memory, with its page cache.
    pub memory: u32,
    /// Bytes of temporary files: sorts, temporary tables, what `DISTINCT` keeps, `VACUUM`.
    pub temporary: u32,
    /// Pages of the database (Aurora's volumes grow to 128 TiB).
    pub pages: u32,
    /// Bytes of a value, and of a row.
    pub value: u32,
    /// Instructions of one statement.
    pub instructions: u32,
}

/// The limits of a cluster's database.
pub const LIMITS: Limits = Limits {
    steps: 200_000_000,
    memory: 32 << 20,
    temporary: 64 << 20,
    pages: 32_768,
    value: 1 << 20,
    instructions: 100_000,
};

/// The most instructions of a statement whose values may have their full length. Some instructions read a value
/// to its end, and nothing ends a statement between two of them, so that in a longer one values are shorter.
pub const SHORT: u32 = 128;

impl Limits {
    /// The most bytes of a value in a statement of so many instructions.
    pub fn value_in(&self, instructions: u32) -> u32 {
        let all = u64::from(self.value) * u64::from(SHORT) / u64::from(instructions.max(SHORT));
        u32::try_from(all).unwrap_or(self.value)
    }
}

impl SqlReason {
    /// The limit that was reached, as a sentence.
    pub fn limit(self) -> Option<String> {
        let Limits { steps, memory, temporary, pages, value, instructions } = LIMITS;
        let mib = |bytes: u32| bytes >> 20;
        match self {
            Self::Interrupted => {
                Some(format!("A script may take {} million steps of the engine here.", steps / 1_000_000))
            }
            Self::Full => Some(format!(
                "A cluster's database may have {} MiB here, and temporary storage {} MiB.",
                (u64::from(pages) * PAGE_SIZE as u64) >> 20,
                mib(temporary)
            )),
            Self::Memory => Some(format!(
                "A statement may take {} MiB of memory and {},000 instructions here.",
                mib(memory),
                instructions / 1_000
            )),
            Self::TooBig => Some(format!(
                "A value or a row may have {} MiB here, and less in a statement of more than {SHORT} instructions.",
                mib(value)
            )),
            Self::ReadOnly
            | Self::Duplicate
            | Self::NotNull
            | Self::ForeignKey
            | Self::Constraint
            | Self::Missing(_)
            | Self::Statement
            | Self::Damaged
            | Self::Other => None,
        }
    }
}
