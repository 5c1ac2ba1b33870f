//! The derive macros of the core. Their declarations are here, their implementations in modules of their own,
//! and the traits in the core.

mod operation;
mod stable_hash;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Declares an operation of an API on its input structure. `core::ops::api` describes the result.
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
/// Attributes of the structure. Its first paragraph of documentation is the help text. `writes`: CloudTrail
/// does not mark it as read-only. `errors(…)`: the error codes it may return, as variants of `ErrorCode`.
/// `ignored(…)`: members of AWS's that are accepted, but that nothing here depends on. `refused(…)`: members
/// that are not modelled and are refused by name, unless the value is one of those after `=`; where
/// `of(THEN, LATER)` follows, AWS refuses what is in neither list of texts. Members in both
/// lists can have a `Shape` after `:`; otherwise they are `Text`.
///
/// For an operation of RDS: `on(id, cluster since(Y2026), snapshot?)`, the fields that name the resources on which the caller
/// needs permission. Where an optional one is absent, every resource of its kind is meant, or with `?` none.
/// `tags(tags)`: the field with the tags of what is created, which need `rds:AddTagsToResource` on the first of those
/// resources. `also`: a method `also(&self, asks: &mut Asks<'_>)` asks for the rest. `action(Name)`: the action, where it
/// isn't named like the operation.
///
/// On a field: `#[member(Name)]` with the API's name, and behind it `required` for a list or map that must be there,
/// `choices = LIST` for the texts of a list, `later = LIST` for those that came with the last edition,
/// `modelled = LIST` for those that the playground models, `range(1..=10)` and `positional` for a word without an option. `#[members]`: the members
/// of a group that several operations share.
#[proc_macro_derive(Operation, attributes(operation, member, members))]
pub fn operation(input: TokenStream) -> TokenStream {
    expand(&parse_macro_input!(input as DeriveInput), operation::operation)
}

/// Declares members that several operations share. [`macro@Operation`] explains the attributes of fields.
#[proc_macro_derive(Members, attributes(member, members))]
pub fn members(input: TokenStream) -> TokenStream {
    expand(&parse_macro_input!(input as DeriveInput), operation::group)
}

/// Implements `core::hash::Hash` by names, independently of the order of declarations.
///
/// - A variant of an enum is hashed as a `u32` made from its name (FNV-1a at compile time), followed by its
///   fields.
/// - Named fields are hashed in the order of their names, fields of tuples in their own order.
/// - A named field whose type can be empty (`Option`, `bool`, `Vec`, `Map`, `Set`, written as such) is hashed
///   after the others, following a tag of its name, and only if it is not empty. So another such field can be
///   added to a type without changing the digest of values that don't have it.
///
/// `#[stable_hash(name = "Old")]` on a variant or field keeps its hash when it is renamed. Two variants, or
/// two fields that can be empty, whose names give the same tag are an error.
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
