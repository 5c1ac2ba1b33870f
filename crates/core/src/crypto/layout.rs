//! Byte maps: which bytes of a binary format mean what. The inspector colours bytes by them.

/// One field of a binary format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct ByteField {
    /// Short name; NIST's term if there is one.
    pub name: &'static str,
    /// Offset of the first byte from the start of the whole.
    pub offset: u32,
    /// Length in bytes; may be 0.
    pub length: u32,
    /// What it is for, in a few words.
    pub meaning: &'static str,
}

/// Places fields one after another, from offset 0.
pub(crate) fn lay_out(fields: &[(&'static str, usize, &'static str)]) -> Vec<ByteField> {
    let mut offset = 0_u32;
    fields
        .iter()
        .map(|&(name, length, meaning)| {
            let length = u32::try_from(length).unwrap_or(u32::MAX);
            let field = ByteField { name, offset, length, meaning };
            offset = offset.saturating_add(length);
            field
        })
        .collect()
}
