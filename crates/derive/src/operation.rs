//! `#[derive(Operation)]` and `#[derive(Members)]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Error, Expr, Field, Fields, Ident, LitStr, Result, Token, token};

mod kw {
    syn::custom_keyword!(of);
    syn::custom_keyword!(since);
}

/// An operation: its members, and the rest of its declaration.
pub(crate) fn operation(input: &DeriveInput) -> Result<TokenStream> {
    let members = group(input)?;
    let name = &input.ident;
    let text = name.to_string();
    let about = about(&input.attrs);
    if about.is_empty() {
        return Err(Error::new_spanned(name, "says nothing about itself: help prints its first paragraph"));
    }
    let said = Said::read(&input.attrs)?;
    let asking = said.asking(name);
    let denied = said.on.is_some().then(|| format_ident!("AccessDenied"));
    let errors = said.errors.iter().chain(&denied);
    let (writes, since, others) = (said.writes, since(said.since.as_ref()), &said.others);
    Ok(quote! {
        #members
        const _: () = {
            // One, wherever it is named: a constant would be a copy each time.
            static DECLARATION: crate::ops::api::Declaration = crate::ops::api::Declaration {
                name: #text,
                about: #about,
                writes: #writes,
                since: #since,
                read: <#name as crate::ops::api::Members>::PARTS,
                others: &[#(#others),*],
                errors: &[#(crate::refusal::ErrorCode::#errors),*],
            };
            impl crate::ops::api::Declared for #name {
                const DECLARATION: &'static crate::ops::api::Declaration = &DECLARATION;
            }
        };
        #asking
    })
}

/// A group of members: their names, and how they are read and written.
pub(crate) fn group(input: &DeriveInput) -> Result<TokenStream> {
    let name = &input.ident;
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => fields.named.iter().collect::<Vec<_>>(),
            Fields::Unit => Vec::new(),
            Fields::Unnamed(_) => return Err(Error::new_spanned(name, "needs names for its fields")),
        },
        Data::Enum(_) | Data::Union(_) => {
            return Err(Error::new_spanned(name, "is no structure: implement `Members` by hand"));
        }
    };
    let mut statics = Vec::new();
    let mut parts = Vec::new();
    let mut reads = Vec::new();
    let mut writes = Vec::new();
    for field in fields {
        let (ident, ty) = (&field.ident, &field.ty);
        if field.attrs.iter().any(|attr| attr.path().is_ident("members")) {
            parts.push(quote!(Part::Group(<#ty as Members>::PARTS)));
            reads.push(quote!(#ident: <#ty as Members>::read(args)?));
            writes.push(quote!(Members::write(&self.#ident, out);));
            continue;
        }
        let member = member(field)?;
        let place = format_ident!("MEMBER_{}", parts.len());
        statics.push(quote!(static #place: Member = #member;));
        parts.push(quote!(Part::Member(&#place)));
        reads.push(quote!(#ident: read_member::<#ty>(args, &#place)?));
        writes.push(quote!(write_member(&self.#ident, &#place, out);));
    }
    Ok(quote! {
        const _: () = {
            use crate::ops::api::{Arguments, Member, Members, Part, Written, read_member, write_member};
            #(#statics)*
            impl Members for #name {
                const PARTS: &'static [Part] = &[#(#parts),*];
                fn read(args: &dyn Arguments) -> ::core::result::Result<Self, crate::refusal::Refusal> {
                    let _ = args;
                    Ok(Self { #(#reads),* })
                }
                fn write(&self, out: &mut Written) {
                    let _ = &out;
                    #(#writes)*
                }
            }
        };
    })
}

/// `#[member(NumberOfBytes, range(1..=1024))]` as a `Member`.
fn member(field: &Field) -> Result<TokenStream> {
    let ty = &field.ty;
    let Some(attr) = field.attrs.iter().find(|attr| attr.path().is_ident("member")) else {
        return Err(Error::new_spanned(field, "is neither `#[member(Name)]` nor `#[members]`"));
    };
    let argument = quote!(<#ty as crate::ops::api::Argument>);
    let mut required = quote!(#argument::ABSENT.is_none());
    let mut choices = quote!(#argument::CHOICES);
    let mut later = quote!(&[]);
    let mut modelled = quote!(&[]);
    let mut range = quote!(&(i64::MIN..=i64::MAX));
    let mut positional = false;
    let mut first = None;
    let name = attr.parse_args_with(|input: ParseStream<'_>| {
        let name: Ident = input.parse()?;
        while input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
            let word: Ident = input.parse()?;
            match word.to_string().as_str() {
                "required" => required = quote!(true),
                "positional" => positional = true,
                "since" => first = Some(edition(input)?),
                "choices" => {
                    input.parse::<Token![=]>()?;
                    let given: Expr = input.parse()?;
                    choices = quote!(#given);
                }
                "later" => {
                    input.parse::<Token![=]>()?;
                    let given: Expr = input.parse()?;
                    later = quote!(#given);
                }
                "modelled" => {
                    input.parse::<Token![=]>()?;
                    let given: Expr = input.parse()?;
                    modelled = quote!(#given);
                }
                "range" => {
                    let inner;
                    syn::parenthesized!(inner in input);
                    let given: Expr = inner.parse()?;
                    range = quote!(&(#given));
                }
                _ => {
                    return Err(Error::new_spanned(
                        word,
                        "is none of required, positional, since, choices, later, modelled, range",
                    ));
                }
            }
        }
        Ok(name)
    })?;
    Ok(literal(
        &name,
        &quote!(#argument::SHAPE),
        &quote!(crate::ops::api::Fate::Read),
        &Bounds { required, choices, later, modelled, range, positional, since: since(first.as_ref()) },
    ))
}

struct Bounds {
    required: TokenStream,
    choices: TokenStream,
    later: TokenStream,
    modelled: TokenStream,
    range: TokenStream,
    positional: bool,
    since: TokenStream,
}

/// `(Y2026)`, or another name
fn edition(input: ParseStream<'_>) -> Result<Ident> {
    let inner;
    syn::parenthesized!(inner in input);
    inner.parse()
}

/// The edition, or the first.
fn since(edition: Option<&Ident>) -> TokenStream {
    edition.map_or_else(
        || quote!(crate::edition::Edition::Y2020),
        |edition| quote!(crate::edition::Edition::#edition),
    )
}

fn literal(name: &Ident, shape: &TokenStream, fate: &TokenStream, bounds: &Bounds) -> TokenStream {
    let text = name.to_string();
    let told = lower_first(&text);
    let Bounds { required, choices, later, modelled, range, positional, since } = bounds;
    quote! {
        crate::ops::api::Member {
            name: #text,
            told: #told,
            shape: #shape,
            required: #required,
            fate: #fate,
            choices: #choices,
            later: #later,
            modelled: #modelled,
            range: #range,
            positional: #positional,
            since: #since,
        }
    }
}

/// The contents of `#[operation(…)]`.
#[derive(Default)]
struct Said {
    writes: bool,
    since: Option<Ident>,
    errors: Vec<Ident>,
    others: Vec<TokenStream>,
    /// The resources that permission is needed on, if the operation is one of RDS.
    on: Option<Vec<Asked>>,
    /// The field with the tags of what it creates.
    tags: Option<Path>,
    /// The action, where it is not named like the operation.
    action: Option<Ident>,
    /// Whether it asks for more.
    also: bool,
}

/// A field, or a field of a field.
type Path = Punctuated<Ident, Token![.]>;

/// A resource that permission is needed on.
struct Asked {
    field: Path,
    /// Whether none is needed where the field is absent; else every resource of its kind is meant then.
    maybe: bool,
    since: Option<Ident>,
}

impl Parse for Asked {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let field = Path::parse_separated_nonempty(input)?;
        let maybe = input.parse::<Option<Token![?]>>()?.is_some();
        let first = if input.peek(kw::since) {
            input.parse::<kw::since>()?;
            Some(edition(input)?)
        } else {
            None
        };
        Ok(Self { field, maybe, since: first })
    }
}

impl Said {
    /// What the operation needs permission for.
    fn asking(&self, name: &Ident) -> Option<TokenStream> {
        let resources = self.on.as_ref()?.iter().map(|asked| {
            let (field, first) = (&asked.field, since(asked.since.as_ref()));
            if asked.maybe {
                quote!(asks.maybe(#first, self.#field.as_ref());)
            } else {
                quote!(asks.on(#first, &self.#field);)
            }
        });
        let tags = self.tags.iter();
        let also = self.also.then(|| quote!(self.also(asks);));
        let action = self.action.as_ref().unwrap_or(name).to_string();
        Some(quote! {
            impl crate::ops::rds::permission::Asking for #name {
                const ACTION: &'static str = #action;
                fn ask(&self, asks: &mut crate::ops::rds::permission::Asks<'_>) {
                    let _ = &asks;
                    #(#resources)*
                    #(asks.tags(&self.#tags);)*
                    #also
                }
            }
        })
    }

    fn read(attrs: &[Attribute]) -> Result<Self> {
        let mut said = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("operation")) {
            attr.parse_args_with(|input: ParseStream<'_>| said.take(input))?;
        }
        Ok(said)
    }

    fn take(&mut self, input: ParseStream<'_>) -> Result<()> {
        while !input.is_empty() {
            let word: Ident = input.parse()?;
            match word.to_string().as_str() {
                "writes" => self.writes = true,
                "since" => self.since = Some(edition(input)?),
                "errors" => self.errors.extend(list::<Ident>(input)?),
                "on" => {
                    let inner;
                    syn::parenthesized!(inner in input);
                    let asked = Punctuated::<Asked, Token![,]>::parse_terminated(&inner)?;
                    self.on = Some(asked.into_iter().collect());
                }
                "tags" => {
                    let inner;
                    syn::parenthesized!(inner in input);
                    self.tags = Some(Path::parse_separated_nonempty(&inner)?);
                }
                "action" => self.action = Some(edition(input)?),
                "also" => self.also = true,
                "ignored" => self.others(input, &quote!(crate::ops::api::Fate::Ignored))?,
                "refused" => self.others(input, &quote!(crate::ops::api::Fate::Refused))?,
                _ => {
                    return Err(Error::new_spanned(
                        word,
                        "is none of writes, since, errors, on, tags, action, also, ignored, refused",
                    ));
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }

    fn others(&mut self, input: ParseStream<'_>, fate: &TokenStream) -> Result<()> {
        let inner;
        syn::parenthesized!(inner in input);
        // `since(Y2026):` before the names is about all of them.
        let mut first = None;
        if inner.peek2(token::Paren) {
            inner.parse::<kw::since>()?;
            first = Some(edition(&inner)?);
            inner.parse::<Token![:]>()?;
        }
        while !inner.is_empty() {
            let name: Ident = inner.parse()?;
            let mut shape = quote!(crate::ops::api::Shape::Text);
            if inner.peek(Token![:]) {
                inner.parse::<Token![:]>()?;
                let named: Ident = inner.parse()?;
                shape = quote!(crate::ops::api::Shape::#named);
            }
            let mut modelled = Punctuated::<LitStr, Token![|]>::new();
            if inner.peek(Token![=]) {
                inner.parse::<Token![=]>()?;
                modelled = Punctuated::parse_separated_nonempty(&inner)?;
            }
            let modelled = modelled.iter();
            // `of(THEN, LATER)`: all that AWS accepts.
            let (mut choices, mut later) = (quote!(&[]), quote!(&[]));
            if inner.peek(kw::of) {
                inner.parse::<kw::of>()?;
                let lists;
                syn::parenthesized!(lists in inner);
                let then: Expr = lists.parse()?;
                lists.parse::<Token![,]>()?;
                let new: Expr = lists.parse()?;
                (choices, later) = (quote!(#then), quote!(#new));
            }
            let bounds = Bounds {
                required: quote!(false),
                choices,
                later,
                modelled: quote!(&[#(#modelled),*]),
                range: quote!(&(i64::MIN..=i64::MAX)),
                positional: false,
                since: since(first.as_ref()),
            };
            self.others.push(literal(&name, &shape, fate, &bounds));
            if !inner.is_empty() {
                inner.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }
}

/// Parses `(A, B, C)`.
fn list<T: syn::parse::Parse>(input: ParseStream<'_>) -> Result<Vec<T>> {
    let inner;
    syn::parenthesized!(inner in input);
    Ok(Punctuated::<T, Token![,]>::parse_terminated(&inner)?.into_iter().collect())
}

/// The first paragraph of the documentation, on one line.
fn about(attrs: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("doc")) {
        let syn::Meta::NameValue(pair) = &attr.meta else { continue };
        let Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value else { continue };
        let text = text.value();
        if text.trim().is_empty() {
            break;
        }
        lines.push(text.trim().to_owned());
    }
    lines.join(" ")
}

/// CloudTrail's spelling of an API name: `DBClusterIdentifier` becomes `dBClusterIdentifier`.
fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
}
