//! Derives for `playground-core`.
//!
//! Here: reading attributes and writing implementations. Not here: the traits themselves, which are core's.

mod operation;

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
/// `choices("A", "B")`, `range(1..=10)` and `positional` for a word without an option. `#[members]`: the members
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

fn expand(
    input: &DeriveInput,
    derive: fn(&DeriveInput) -> syn::Result<proc_macro2::TokenStream>,
) -> TokenStream {
    derive(input).unwrap_or_else(syn::Error::into_compile_error).into()
}
