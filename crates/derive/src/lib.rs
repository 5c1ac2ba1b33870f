//! The derive macros of the core. Here: their declarations. What each makes is in a module of its own.

mod stable_hash;

use proc_macro::TokenStream;

/// Implements `core::hash::Hash` by what is written down, never by an order of declarations.
///
/// - A variant of an enum feeds a `u32` made of its name (FNV-1a, when it is compiled), then its fields.
/// - Fields with names are fed in the order of their names, those of tuples as they stand.
/// - A field with a name whose type can be empty (`Option`, `bool`, `Vec`, `Map`, `Set`, written as such) is fed behind
///   the others, after a tag of its name, and only where it is not empty. So a type may get another such field, and
///   values without it keep their digest.
///
/// `#[stable_hash(name = "Old")]` on a variant or field keeps what it feeds through a rename. Two variants, or two fields that
/// can be empty, whose names give one tag are refused.
#[proc_macro_derive(StableHash, attributes(stable_hash))]
pub fn stable_hash(input: TokenStream) -> TokenStream {
    stable_hash::derive(input.into()).unwrap_or_else(|error| error.to_compile_error()).into()
}
