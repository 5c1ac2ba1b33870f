//! What an operation declares, and how its arguments are read and written: by the API's names of its members,
//! whichever language they came in.
//!
//! An operation's input structure declares itself with `#[derive(Operation)]`. Whoever reads a language (a CLI
//! line, later a Query form or a JSON body) stands behind [`Arguments`] and gives each member's value; an
//! [`Argument`] is a type that such a value can become. Not here: any language, and what an operation does.

use crate::env::Time;
use crate::ids::KeyRef;
use crate::kms::policy::PolicyInput;
use crate::refusal::{ErrorCode, Refusal};
use crate::sort::sorted;
use std::ops::RangeInclusive;
use std::rc::Rc;

/// What an operation says about itself, in its own file.
#[derive(Debug)]
pub struct Declaration {
    /// The API's name, `CreateDBCluster`.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Whether it changes a resource; CloudTrail calls the others read-only. Cryptography changes none.
    pub writes: bool,
    /// The members that the model reads.
    pub read: &'static [Part],
    /// The members that it accepts without reading, and those that it refuses.
    pub others: &'static [Member],
    /// The codes that it may answer when it is refused.
    pub errors: &'static [ErrorCode],
}

/// Operations are told apart by their names.
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
    /// One.
    Member(&'static Member),
    /// Several.
    Group(&'static [Part]),
}

/// A member of an operation's input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The API's name, `KmsKeyId`.
    pub name: &'static str,
    /// CloudTrail's name, `kmsKeyId`.
    pub told: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What becomes of it.
    pub fate: Fate,
    /// The values that AWS accepts, where it names them; of a refused member, those that change nothing.
    pub choices: &'static [&'static str],
    /// The whole numbers that AWS accepts.
    pub range: RangeInclusive<i64>,
    /// Whether a CLI line gives it as a word without an option.
    pub positional: bool,
}

/// What becomes of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The model reads it.
    Read,
    /// Accepted; nothing in the model depends on it.
    Ignored,
    /// Refused: it would change something that the playground does not model.
    Refused,
}

/// A text that is shown to nobody: `Debug` and digests tell no more than that it is there.
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

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A text that is shown to nobody.
    Secret,
    /// A whole number.
    Integer,
    /// True or false.
    Flag,
    /// A list of texts.
    Texts,
    /// Bytes; in base64 where they are written as text.
    Bytes,
    /// A time.
    Time,
    /// A key policy document.
    KeyPolicy,
    /// An identity policy document.
    IdentityPolicy,
    /// Text to text.
    Map,
    /// A structure of these; of any members where there are none.
    Structure(&'static [(&'static str, Inner)]),
    /// A list of such structures.
    Structures(&'static [(&'static str, Inner)]),
}

impl Shape {
    /// A structure of which nothing is known.
    pub const ANY: Self = Self::Structure(&[]);
    /// A list of structures of which nothing is known.
    pub const ANYS: Self = Self::Structures(&[]);
    /// `Filters` of RDS.
    pub const FILTERS: Self = Self::Structures(&[("Name", Inner::Required), ("Values", Inner::Texts)]);
    /// `Tags` of RDS.
    pub const TAGS: Self = Self::Structures(&[("Key", Inner::Text), ("Value", Inner::Text)]);
}

/// What stands in a structure's member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inner {
    /// A text that may be left out.
    Text,
    /// A text that must be there.
    Required,
    /// A list of texts.
    Texts,
    /// Text to text.
    Map,
}

/// A member's value, in no language.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Value {
    /// A text.
    Text(Rc<str>),
    /// A text that is shown to nobody.
    Secret(Secret),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Flag(bool),
    /// Bytes.
    Bytes(Rc<[u8]>),
    /// A time.
    Time(Time),
    /// A policy document, as far as it could be read.
    Policy(PolicyInput),
    /// A list.
    List(Vec<Self>),
    /// Names and values: a map or a structure.
    Structure(Vec<(Rc<str>, Self)>),
}

impl Value {
    /// A text's value.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().into())
    }

    /// The text of a text.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The member of a structure.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Structure(members) = self else { return None };
        members.iter().find(|(known, _)| &**known == name).map(|(_, value)| value)
    }

    /// As CloudTrail shows it; `None` for what it keeps to itself: plaintexts and ciphertexts.
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

/// Members with their values, as a request is written.
pub type Written = Vec<(&'static Member, Value)>;

/// The arguments of a request, in whatever language they came.
pub trait Arguments {
    /// A member's value in the member's shape; `None` where it was not given. What does not have that shape was
    /// turned down before, in the language's own words.
    fn get(&self, member: &'static Member) -> Option<Value>;
}

/// A structure whose fields are members.
pub trait Members: Sized {
    /// The members.
    const PARTS: &'static [Part];

    /// Reads them. A value that can't be is refused as the service does it.
    fn read(args: &dyn Arguments) -> Result<Self, Refusal>;

    /// Writes those that are there.
    fn write(&self, out: &mut Written);
}

/// An operation's input.
pub trait Declared: Members {
    /// What it declares.
    const DECLARATION: Declaration;
}

/// A type that can stand in a member.
pub trait Argument: Sized {
    /// What its value looks like.
    const SHAPE: Shape;
    /// Whether it must be there.
    const REQUIRED: bool;

    /// What it is where it was not given, if that can be.
    fn absent() -> Option<Self> {
        None
    }

    /// Reads a value. The refusal is what the service answers to a value that can't be.
    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal>;

    /// The value, if there is one to write.
    fn write(&self) -> Option<Value>;

    /// Whether it is left out where it is written: it says what is meant without it.
    fn is_default(&self) -> bool {
        false
    }
}

/// Reads a member. For derived code.
pub fn read_member<T: Argument>(args: &dyn Arguments, member: &'static Member) -> Result<T, Refusal> {
    match args.get(member) {
        Some(value) => T::read(member, value),
        None => T::absent().ok_or_else(|| Refusal::missing(member.told)),
    }
}

/// Writes a member. For derived code.
pub fn write_member<T: Argument>(value: &T, member: &'static Member, out: &mut Written) {
    if !value.is_default() {
        out.extend(value.write().map(|value| (member, value)));
    }
}

/// What CloudTrail shows of a request.
pub fn told(written: &Written) -> Vec<(&'static str, String)> {
    written.iter().filter_map(|(member, value)| Some((member.told, value.told()?))).collect()
}

/// A member that may be left out.
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

/// A type whose value is one of [`Value`]'s as it is.
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

/// Whole numbers in the member's range.
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

/// A type that is read from a text that can't be wrong (`KeyRef`: what is no identifier is one that is malformed) or
/// that the service refuses with a sentence of the type.
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

/// True or false; false where it is not given, and not written then. `Option<bool>` tells the three apart.
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

/// A list of texts; empty where it is not given, and not written then.
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

/// Makes the enum of a group's operations from their types, with all that is declared in their files.
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
            /// What each of them declares.
            pub const DECLARATIONS: &'static [&'static $crate::ops::api::Declaration] =
                &[$(&<$module::$name as $crate::ops::api::Declared>::DECLARATION,)*];

            /// What this one declares.
            pub fn declaration(&self) -> &'static $crate::ops::api::Declaration {
                match self {
                    $(Self::$name(_) => &<$module::$name as $crate::ops::api::Declared>::DECLARATION,)*
                }
            }

            /// The API's name.
            pub fn name(&self) -> &'static str {
                self.declaration().name
            }

            /// The operation of that name with its arguments; `None` where there is none of that name.
            pub fn read(
                name: &str,
                args: &dyn $crate::ops::api::Arguments,
            ) -> Option<Result<Self, $crate::refusal::Refusal>> {
                $(if name == stringify!($name) {
                    return Some(<$module::$name as $crate::ops::api::Members>::read(args).map(Self::$name));
                })*
                None
            }

            /// Its members that are there, with their values.
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

        /// By name and members, whatever the order they are declared in.
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

/// Feeds a request's name and members, in the order of the members' names.
pub(in crate::ops) fn hash<H: core::hash::Hasher>(name: &str, written: Written, state: &mut H) {
    use core::hash::Hash;
    let written = sorted(written, |(one, _), (other, _)| one.name.cmp(other.name));
    name.hash(state);
    written.len().hash(state);
    for (member, value) in &written {
        (member.name, value).hash(state);
    }
}
