//! How an operation declares its members, and how its arguments are read and written: by the API's names of
//! the members, whatever language they come in.
//!
//! An operation's input structure declares itself with `#[derive(Operation)]`. A reader of a language (a CLI
//! line, later a Query form or a JSON body) implements [`Arguments`] and returns the value of each member. An
//! [`Argument`] is a type that such a value can be converted into. No language is here, and nothing that an
//! operation does.

use crate::env::Time;
use crate::ids::KeyRef;
use crate::kms::policy::PolicyInput;
use crate::refusal::{ErrorCode, Refusal};
use std::ops::RangeInclusive;
use std::rc::Rc;

/// An operation's declaration, made from its own file.
#[derive(Debug)]
pub struct Declaration {
    /// The API's name, such as `CreateDBCluster`.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Whether it changes a resource; CloudTrail calls the others read-only. Cryptographic operations change
    /// none.
    pub writes: bool,
    /// The members that the model reads.
    pub read: &'static [Part],
    /// The members that it accepts without reading them, and those that it refuses.
    pub others: &'static [Member],
    /// The error codes with which it may be refused.
    pub errors: &'static [ErrorCode],
}

/// Operations are compared by name.
impl PartialEq for Declaration {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Declaration {}

impl core::hash::Hash for Declaration {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl Declaration {
    /// Every member.
    pub fn members(&self) -> Vec<&'static Member> {
        let mut all = Vec::new();
        collect(self.read, &mut all);
        all.extend(self.others);
        all
    }
}

fn collect(parts: &'static [Part], into: &mut Vec<&'static Member>) {
    for part in parts {
        match part {
            Part::Member(member) => into.push(member),
            Part::Group(parts) => collect(parts, into),
        }
    }
}

/// A member, or several that operations share.
#[derive(Debug)]
pub enum Part {
    /// One member.
    Member(&'static Member),
    /// Several members.
    Group(&'static [Part]),
}

/// A member of an operation's input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The API's name, such as `KmsKeyId`.
    pub name: &'static str,
    /// CloudTrail's name, such as `kmsKeyId`.
    pub told: &'static str,
    /// The shape of its value.
    pub shape: Shape,
    /// Whether it is required.
    pub required: bool,
    /// What the model does with it.
    pub fate: Fate,
    /// The values that AWS accepts, where it lists them; for a refused member, those that change nothing.
    pub choices: &'static [&'static str],
    /// The range of whole numbers that AWS accepts.
    pub range: RangeInclusive<i64>,
    /// Whether a CLI line gives it as a word without an option name.
    pub positional: bool,
}

/// What the model does with a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The model reads it.
    Read,
    /// Accepted, but nothing in the model depends on it.
    Ignored,
    /// Refused, since it would change something that the playground does not model.
    Refused,
}

/// A text that is never shown: `Debug` and digests tell only that it is present.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub Rc<str>);

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("****")
    }
}

impl core::hash::Hash for Secret {
    fn hash<H: core::hash::Hasher>(&self, _: &mut H) {}
}

/// The shape of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A text that is never shown.
    Secret,
    /// A whole number.
    Integer,
    /// True or false.
    Flag,
    /// A list of texts.
    Texts,
    /// Bytes, written as base64 in texts.
    Bytes,
    /// A time.
    Time,
    /// A key policy document.
    KeyPolicy,
    /// An identity policy document.
    IdentityPolicy,
    /// A map from text to text.
    Map,
    /// A structure with these members; with any members if there are none.
    Structure(&'static [(&'static str, Inner)]),
    /// A list of such structures.
    Structures(&'static [(&'static str, Inner)]),
}

impl Shape {
    /// A structure with unknown members.
    pub const ANY: Self = Self::Structure(&[]);
    /// A list of structures with unknown members.
    pub const ANYS: Self = Self::Structures(&[]);
    /// `Filters` of RDS.
    pub const FILTERS: Self = Self::Structures(&[("Name", Inner::Required), ("Values", Inner::Texts)]);
    /// `Tags` of RDS.
    pub const TAGS: Self = Self::Structures(&[("Key", Inner::Text), ("Value", Inner::Text)]);
}

/// The shape of a structure's member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inner {
    /// An optional text.
    Text,
    /// A required text.
    Required,
    /// A list of texts.
    Texts,
    /// A map from text to text.
    Map,
}

/// The value of a member, independent of any language.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Value {
    /// A text.
    Text(Rc<str>),
    /// A text that is never shown.
    Secret(Secret),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Flag(bool),
    /// Bytes.
    Bytes(Rc<[u8]>),
    /// A time.
    Time(Time),
    /// A policy document, or why it could not be read.
    Policy(PolicyInput),
    /// A list.
    List(Vec<Self>),
    /// Names with values: a map or a structure.
    Structure(Vec<(Rc<str>, Self)>),
}

impl Value {
    /// Makes a text value.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().into())
    }

    /// The text, if the value is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// A member of a structure, by name.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Structure(members) = self else { return None };
        members.iter().find(|(known, _)| &**known == name).map(|(_, value)| value)
    }

    /// The value as CloudTrail shows it; `None` for plaintexts and ciphertexts, which it does not show.
    pub fn told(&self) -> Option<String> {
        Some(match self {
            Self::Text(text) => text.to_string(),
            Self::Secret(_) => String::from("****"),
            Self::Integer(number) => number.to_string(),
            Self::Flag(on) => on.to_string(),
            Self::Time(time) => time.to_string(),
            Self::Policy(policy) => policy.as_ref().ok()?.text.to_string(),
            Self::List(items) => items.iter().filter_map(Self::told).collect::<Vec<_>>().join(","),
            Self::Structure(members) => {
                let pair = |(name, value): &(Rc<str>, Self)| Some([&**name, "=", &value.told()?].concat());
                members.iter().filter_map(pair).collect::<Vec<_>>().join(",")
            }
            Self::Bytes(_) => return None,
        })
    }
}

/// The members of a request with their values.
pub type Written = Vec<(&'static Member, Value)>;

/// The arguments of a request, in any language.
pub trait Arguments {
    /// Returns the value of a member in the member's shape; `None` if it was not given. A value of another
    /// shape was refused before, in the language's own words.
    fn get(&self, member: &'static Member) -> Option<Value>;
}

/// A structure whose fields are members.
pub trait Members: Sized {
    /// The members.
    const PARTS: &'static [Part];

    /// Reads them. An invalid value is refused as the service does it.
    fn read(args: &dyn Arguments) -> Result<Self, Refusal>;

    /// Writes those that have a value.
    fn write(&self, out: &mut Written);
}

/// The input of an operation.
pub trait Declared: Members {
    /// Its declaration.
    const DECLARATION: Declaration;
}

/// A type that a member can have.
pub trait Argument: Sized {
    /// The shape of its value.
    const SHAPE: Shape;
    /// Whether the member is required.
    const REQUIRED: bool;

    /// Returns the value of a member that was not given, if it may be left out.
    fn absent() -> Option<Self> {
        None
    }

    /// Converts a value. The refusal of an invalid value is the one that the service returns.
    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal>;

    /// The value to write, if there is one.
    fn write(&self) -> Option<Value>;

    /// Returns whether the value is left out when it is written, since leaving it out means the same.
    fn is_default(&self) -> bool {
        false
    }
}

/// Reads a member. Called by derived code.
pub fn read_member<T: Argument>(args: &dyn Arguments, member: &'static Member) -> Result<T, Refusal> {
    match args.get(member) {
        Some(value) => T::read(member, value),
        None => T::absent().ok_or_else(|| Refusal::missing(member.told)),
    }
}

/// Writes a member. Called by derived code.
pub fn write_member<T: Argument>(value: &T, member: &'static Member, out: &mut Written) {
    if !value.is_default() {
        out.extend(value.write().map(|value| (member, value)));
    }
}

/// The parameters of a request that CloudTrail shows.
pub fn told(written: &Written) -> Vec<(&'static str, String)> {
    written.iter().filter_map(|(member, value)| Some((member.told, value.told()?))).collect()
}

/// An optional member.
impl<T: Argument> Argument for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        T::read(member, value).map(Some)
    }

    fn write(&self) -> Option<Value> {
        self.as_ref().and_then(Argument::write)
    }
}

/// A type whose values are those of one variant of [`Value`].
macro_rules! plain {
    ($($(#[$doc:meta])* $type:ty: $shape:expr, $variant:ident;)*) => {
        $($(#[$doc])* impl Argument for $type {
            const SHAPE: Shape = $shape;
            const REQUIRED: bool = true;

            fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
                if let Value::$variant(value) = value { Ok(value) } else { Err(Refusal::misshapen(member.name)) }
            }

            fn write(&self) -> Option<Value> {
                Some(Value::$variant(self.clone()))
            }
        })*
    };
}

plain! {
    Rc<str>: Shape::Text, Text;
    Secret: Shape::Secret, Secret;
    i64: Shape::Integer, Integer;
    Time: Shape::Time, Time;
    Rc<[u8]>: Shape::Bytes, Bytes;
    PolicyInput: Shape::KeyPolicy, Policy;
}

/// A whole number in the member's range.
macro_rules! whole_numbers {
    ($($type:ty)*) => {
        $(impl Argument for $type {
            const SHAPE: Shape = Shape::Integer;
            const REQUIRED: bool = true;

            fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
                let Value::Integer(number) = value else { return Err(Refusal::misshapen(member.name)) };
                if !member.range.contains(&number) {
                    return Err(Refusal::out_of_range(member.told, &member.range, number));
                }
                Self::try_from(number).map_err(|_| Refusal::misshapen(member.name))
            }

            fn write(&self) -> Option<Value> {
                i64::try_from(*self).ok().map(Value::Integer)
            }
        })*
    };
}

whole_numbers! { u8 u32 u64 }

/// A type that is parsed from a text. Either every text is valid (`KeyRef` has a variant for malformed ones),
/// or the service refuses an invalid one with the sentence of the type's error.
macro_rules! texts {
    ($($type:ty: $read:expr;)*) => {
        $(impl $crate::ops::api::Argument for $type {
            const SHAPE: $crate::ops::api::Shape = $crate::ops::api::Shape::Text;
            const REQUIRED: bool = true;

            fn read(
                member: &'static $crate::ops::api::Member,
                value: $crate::ops::api::Value,
            ) -> Result<Self, $crate::refusal::Refusal> {
                let text = value.as_text().ok_or_else(|| $crate::refusal::Refusal::misshapen(member.name))?;
                $read(text)
            }

            fn write(&self) -> Option<$crate::ops::api::Value> {
                Some($crate::ops::api::Value::text(self.to_string()))
            }
        })*
    };
}
pub(in crate::ops) use texts;

texts! {
    KeyRef: |text: &str| Ok::<_, Refusal>(KeyRef::parse(text));
}

/// True or false. Absent means false, which is not written. `Option<bool>` tells absent from false.
impl Argument for bool {
    const SHAPE: Shape = Shape::Flag;
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(false)
    }

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        if let Value::Flag(on) = value { Ok(on) } else { Err(Refusal::misshapen(member.name)) }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Flag(*self))
    }

    fn is_default(&self) -> bool {
        !self
    }
}

/// A list of texts. Absent means empty, which is not written.
impl Argument for Vec<Rc<str>> {
    const SHAPE: Shape = Shape::Texts;
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let Value::List(items) = value else { return Err(Refusal::misshapen(member.name)) };
        let text =
            |item| if let Value::Text(text) = item { Ok(text) } else { Err(Refusal::misshapen(member.name)) };
        items.into_iter().map(text).collect()
    }

    fn write(&self) -> Option<Value> {
        Some(Value::List(self.iter().cloned().map(Value::Text).collect()))
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

/// Makes the enum of a group's operations from their types, with everything that their files declare.
macro_rules! operations {
    (
        $(#[$doc:meta])* $enum:ident -> $output:ty;
        fn run($($arg:ident: $type:ty),*) = decide $passed:tt;
        $($module:ident::$name:ident,)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $enum {
            $(#[doc = concat!("`", stringify!($name), "`")] $name($module::$name),)*
        }

        impl $enum {
            /// The declarations of all operations.
            pub const DECLARATIONS: &'static [&'static $crate::ops::api::Declaration] =
                &[$(&<$module::$name as $crate::ops::api::Declared>::DECLARATION,)*];

            /// The declaration of this operation.
            pub fn declaration(&self) -> &'static $crate::ops::api::Declaration {
                match self {
                    $(Self::$name(_) => &<$module::$name as $crate::ops::api::Declared>::DECLARATION,)*
                }
            }

            /// The API's name.
            pub fn name(&self) -> &'static str {
                self.declaration().name
            }

            /// Reads the operation of that name with its arguments; `None` if there is no such operation.
            pub fn read(
                name: &str,
                args: &dyn $crate::ops::api::Arguments,
            ) -> Option<Result<Self, $crate::refusal::Refusal>> {
                $(if name == stringify!($name) {
                    return Some(<$module::$name as $crate::ops::api::Members>::read(args).map(Self::$name));
                })*
                None
            }

            /// The members that have a value.
            pub fn write(&self) -> $crate::ops::api::Written {
                let mut out = Vec::new();
                match self {
                    $(Self::$name(input) => $crate::ops::api::Members::write(input, &mut out),)*
                }
                out
            }

            fn run(&self, $($arg: $type),*) -> Result<$output, $crate::refusal::Refusal> {
                match self { $(Self::$name(input) => input.decide $passed,)* }
            }
        }

        /// Hashes the name and the members. The order of declarations has no effect.
        impl core::hash::Hash for $enum {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                $crate::ops::api::hash(self.name(), self.write(), state);
            }
        }

        $(impl From<$module::$name> for $enum {
            fn from(input: $module::$name) -> Self {
                Self::$name(input)
            }
        })*
    };
}
pub(in crate::ops) use operations;

/// Hashes a request's name and its members, sorted by their names.
pub(in crate::ops) fn hash<H: core::hash::Hasher>(name: &str, mut written: Written, state: &mut H) {
    use core::hash::Hash;
    written.sort_by_key(|(member, _)| member.name);
    name.hash(state);
    written.len().hash(state);
    for (member, value) in &written {
        (member.name, value).hash(state);
    }
}
