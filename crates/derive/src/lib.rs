//! The derive macros of the core. Here: their declarations. What each makes is in a module of its own; the traits are
//! the core's.

mod operation;
mod stable_hash;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Declares an operation of an API on its input structure, as `core::ops::api` describes it.
///
/// ```ignore
/// /// Stops all cryptography with a key until it is enabled again.
/// #[derive(Clone, Debug, PartialEq, Eq, Operation)]
/// #[operation(writes, errors(NotFound, Disabled))]
/// #[operation(ignored(OptionGroupName, VpcSecurityGroupIds: Texts))]
/// #[operation(refused(Iops: Integer, EngineMode = "provisioned"))]
/// pub struct DisableKey {
///     /// The key.
///     #[member(KeyId)]
///     pub key: KeyRef,
///     /// Which page of the list.
///     #[members]
///     pub page: Page,
/// }
/// ```
///
/// On the structure: its first paragraph of documentation is what help says. `writes`: CloudTrail does not call it
/// read-only. `errors(…)`: the codes it may answer, variants of `ErrorCode`. `ignored(…)`: members that AWS has,
/// accepted, and nothing here depends on them. `refused(…)`: members that are not modelled, refused by name unless
/// the value is one of those behind `=`. Both take one of `Shape` behind `:`, `Text` without one.
///
/// On a field: `#[member(Name)]` with the API's name, and behind it `required` for a list or map that must be there,
/// `choices = LIST` for the texts of a list, `range(1..=10)` and `positional` for a word without an option. `#[members]`: the members
/// of a group that several operations share.
#[proc_macro_derive(Operation, attributes(operation, member, members))]
pub fn operation(input: TokenStream) -> TokenStream {
    expand(&parse_macro_input!(input as DeriveInput), operation::operation)
}

/// Declares members that several operations share; see [`macro@Operation`] for the attributes of fields.
#[proc_macro_derive(Members, attributes(member, members))]
pub fn members(input: TokenStream) -> TokenStream {
    expand(&parse_macro_input!(input as DeriveInput), operation::group)
}

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

fn expand(
    input: &DeriveInput,
    derive: fn(&DeriveInput) -> syn::Result<proc_macro2::TokenStream>,
) -> TokenStream {
    derive(input).unwrap_or_else(syn::Error::into_compile_error).into()
}
