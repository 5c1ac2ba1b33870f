//! The implementation of `StableHash`, which the crate's root documents.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{
    Attribute, Data, DataEnum, DeriveInput, Error, Field, Fields, Generics, Ident, LitStr, Result, Type,
    parse_quote,
};

/// The `impl` for a struct or an enum.
pub(crate) fn derive(input: TokenStream) -> Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let body = match &input.data {
        Data::Struct(data) => {
            let fields = fields(&data.fields)?;
            let pattern = pattern(&data.fields, &fields);
            let feed = feed(&data.fields, &fields);
            quote! { let Self #pattern = self; #feed }
        }
        Data::Enum(data) => variants(data)?,
        Data::Union(_) => return Err(Error::new_spanned(&input.ident, "a union has no variant to name")),
    };
    let name = &input.ident;
    let generics = bounded(input.generics);
    let (params, arguments, bounds) = generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #params ::core::hash::Hash for #name #arguments #bounds {
            fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
                #body
            }
        }
    })
}

/// Requires what a type is generic over to be hashable, too.
fn bounded(mut generics: Generics) -> Generics {
    for param in generics.type_params_mut() {
        param.bounds.push(parse_quote!(::core::hash::Hash));
    }
    generics
}

/// Hashes the tag of the variant, then the variant's fields.
fn variants(data: &DataEnum) -> Result<TokenStream> {
    let mut tags = Tags::default();
    let (mut tag_arms, mut field_arms) = (Vec::new(), Vec::new());
    for variant in &data.variants {
        let ident = &variant.ident;
        let tag = tags.of(&name_of(ident, &variant.attrs)?, ident.span())?;
        tag_arms.push(quote! { Self::#ident { .. } => #tag });
        let fields = fields(&variant.fields)?;
        let pattern = pattern(&variant.fields, &fields);
        let feed = feed(&variant.fields, &fields);
        field_arms.push(quote! { Self::#ident #pattern => { #feed } });
    }
    if data.variants.is_empty() {
        return Ok(quote! { let _ = state; match *self {} });
    }
    let tags = quote! { state.write_u32(match self { #(#tag_arms,)* }); };
    if data.variants.iter().all(|variant| variant.fields.is_empty()) {
        return Ok(tags);
    }
    Ok(quote! { #tags match self { #(#field_arms)* } })
}

/// A field, by the name it is bound to in a pattern.
struct Bound {
    binding: Ident,
    /// The name that counts: the present one, or the one it had before.
    name: String,
    /// Its tag and the test for being empty, if its type can be empty.
    maybe: Option<(u32, TokenStream)>,
}

fn fields(fields: &Fields) -> Result<Vec<Bound>> {
    let mut tags = Tags::default();
    let mut all = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let binding = format_ident!("field_{at}");
        let Some(ident) = &field.ident else {
            if let Some(attribute) =
                field.attrs.iter().find(|attribute| attribute.path().is_ident("stable_hash"))
            {
                return Err(Error::new_spanned(attribute, "a field of a tuple is known by its place"));
            }
            all.push(Bound { binding, name: String::new(), maybe: None });
            continue;
        };
        let name = name_of(ident, &field.attrs)?;
        let maybe = match emptiness(field, &binding) {
            Some(is_empty) => Some((tags.of(&name, ident.span())?, is_empty)),
            None => None,
        };
        all.push(Bound { binding, name, maybe });
    }
    Ok(all)
}

/// An expression that tests whether a field is empty, for types that can be.
fn emptiness(field: &Field, binding: &Ident) -> Option<TokenStream> {
    let mut of = &field.ty;
    // A type that came through a macro_rules! is in a group.
    while let Type::Group(group) = of {
        of = &group.elem;
    }
    let Type::Path(path) = of else { return None };
    let last = path.path.segments.last()?;
    match last.ident.to_string().as_str() {
        "Option" => Some(quote! { ::core::option::Option::is_none(#binding) }),
        "bool" => Some(quote! { !*#binding }),
        "Vec" | "Map" | "Set" => Some(quote! { #binding.is_empty() }),
        _ => None,
    }
}

fn pattern(fields: &Fields, bound: &[Bound]) -> TokenStream {
    let bindings = bound.iter().map(|field| &field.binding);
    match fields {
        Fields::Named(named) => {
            let idents = named.named.iter().map(|field| &field.ident);
            quote! { { #(#idents: #bindings),* } }
        }
        Fields::Unnamed(_) => quote! { ( #(#bindings),* ) },
        Fields::Unit => TokenStream::new(),
    }
}

/// Fields that are always hashed; then those that can be empty, each with its tag; then 0, if such fields are
/// possible.
fn feed(kind: &Fields, bound: &[Bound]) -> TokenStream {
    let mut sorted: Vec<&Bound> = bound.iter().collect();
    sorted.sort_by(|one, other| one.name.cmp(&other.name));
    let mut out = TokenStream::new();
    for Bound { binding, .. } in sorted.iter().filter(|field| field.maybe.is_none()) {
        out.extend(quote! { ::core::hash::Hash::hash(#binding, state); });
    }
    for Bound { binding, maybe, .. } in sorted {
        if let Some((tag, is_empty)) = maybe {
            out.extend(quote! {
                if !(#is_empty) {
                    state.write_u32(#tag);
                    ::core::hash::Hash::hash(#binding, state);
                }
            });
        }
    }
    if matches!(kind, Fields::Named(_)) {
        // Also if no field can be empty yet, so that adding the first such field changes nothing.
        quote! { state.write_u32(0); }.to_tokens(&mut out);
    }
    out
}

/// The tags so far.
#[derive(Default)]
struct Tags(Vec<(u32, String)>);

impl Tags {
    fn of(&mut self, name: &str, span: Span) -> Result<u32> {
        let tag = fnv1a(name);
        if tag == 0 {
            return Err(Error::new(
                span,
                "the tag of this name is 0, which ends a type's fields: choose another",
            ));
        }
        if let Some((_, other)) = self.0.iter().find(|(taken, _)| *taken == tag) {
            let why = format!("`{name}` and `{other}` have the same tag, {tag:#010x}: choose another name");
            return Err(Error::new(span, why));
        }
        self.0.push((tag, name.to_owned()));
        Ok(tag)
    }
}

/// FNV-1a with 32 bits.
fn fnv1a(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The name in `#[stable_hash(name = "…")]`, or otherwise the name itself.
fn name_of(ident: &Ident, attributes: &[Attribute]) -> Result<String> {
    let mut name = ident.unraw().to_string();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("stable_hash")) {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("name") {
                return Err(meta.error("there is `name = \"…\"` only"));
            }
            name = meta.value()?.parse::<LitStr>()?.value();
            Ok(())
        })?;
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(input: TokenStream) -> String {
        derive(input).unwrap_err().to_string()
    }

    #[test]
    fn the_tag_is_fnv_1a_as_it_is_published() {
        for (text, hash) in [("", 0x811c_9dc5), ("a", 0xe40c_292c), ("foobar", 0xbf9c_f968)] {
            assert_eq!(fnv1a(text), hash);
        }
    }

    #[test]
    fn two_variants_or_optional_fields_with_one_tag_are_refused() {
        // A known collision of FNV-1a with 32 bits.
        assert_eq!(fnv1a("costarring"), fnv1a("liquid"));
        let both = refusal(quote! { enum E { costarring, liquid } });
        assert!(both.starts_with("`liquid` and `costarring` have the same tag"), "{both}");
        assert!(refusal(quote! { enum E { A, #[stable_hash(name = "A")] B } }).contains("same tag"));
        assert!(refusal(quote! { struct S { costarring: bool, liquid: Option<u8> } }).contains("same tag"));
        assert!(derive(quote! { struct S { costarring: u8, liquid: u8 } }).is_ok());
    }

    #[test]
    fn what_the_attribute_does_not_know_is_refused() {
        assert!(refusal(quote! { enum E { #[stable_hash(nmae = "A")] B } }).contains("`name = "));
        assert!(refusal(quote! { struct S(#[stable_hash(name = "A")] u8); }).contains("by its place"));
        assert!(refusal(quote! { union U { a: u8 } }).contains("union"));
    }
}
