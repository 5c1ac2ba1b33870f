//! What stands in members: values in no language, what they look like, and the types that they can become.

use super::Member;
use crate::edition::Edition;
use crate::env::Time;
use crate::ids::KeyRef;
use crate::kms::policy::PolicyInput;
use crate::refusal::Refusal;
use crate::trail::Told;
use std::rc::Rc;

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
    /// A role's trust policy document.
    TrustPolicy,
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
    pub const FILTERS: Self =
        Self::Structures(&[("Name", Inner::Required), ("Values", Inner::RequiredTexts)]);
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
    /// A list of texts that may be left out.
    Texts,
    /// A list of texts that must be there.
    RequiredTexts,
    /// Text to text.
    Map,
    /// A number, which may have a fraction.
    Number,
    /// A whole number.
    Integer,
    /// A whole number that came with the last edition.
    LaterInteger,
    /// True or false.
    Flag,
}

impl Inner {
    /// The first edition that has it.
    pub const fn since(self) -> Edition {
        match self {
            Self::LaterInteger => Edition::LATEST,
            Self::Text
            | Self::Required
            | Self::Texts
            | Self::RequiredTexts
            | Self::Map
            | Self::Number
            | Self::Integer
            | Self::Flag => Edition::Y2020,
        }
    }
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
    /// A number with a fraction, as it was written.
    Fraction(Rc<str>),
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

    /// As CloudTrail shows it, which has its own names in structures; `None` for what it keeps to itself: plaintexts and
    /// ciphertexts.
    pub fn told(&self, shape: Shape) -> Option<Told> {
        let inside = |value: &Self| {
            let named = |(name, value): &(Rc<str>, Self)| Some((lower_first(name), value.told(Shape::Map)?));
            let Self::Structure(members) = value else { return value.told(Shape::Map) };
            Some(Told::Structure(members.iter().filter_map(named).collect()))
        };
        Some(match (self, shape) {
            (Self::Structure(_), Shape::Structure(_)) => return inside(self),
            (Self::List(items), Shape::Structures(_)) => {
                Told::List(items.iter().filter_map(inside).collect())
            }
            (Self::List(items), _) => {
                Told::List(items.iter().filter_map(|item| item.told(Shape::Map)).collect())
            }
            (Self::Structure(members), _) => {
                let pair = |(name, value): &(Rc<str>, Self)| Some((name.clone(), value.told(Shape::Map)?));
                Told::Structure(members.iter().filter_map(pair).collect())
            }
            (Self::Text(text), _) => Told::Text(text.clone()),
            (Self::Secret(_), _) => Told::from("****"),
            (Self::Integer(number), _) => Told::Integer(*number),
            (Self::Fraction(text), _) => Told::Fraction(text.clone()),
            (Self::Flag(on), _) => Told::Flag(*on),
            (Self::Time(time), _) => Told::from(time.to_string()),
            (Self::Policy(policy), _) => Told::Text(policy.as_ref().ok()?.text.clone()),
            (Self::Bytes(_), _) => return None,
        })
    }
}

/// The name that CloudTrail has for a member.
fn lower_first(name: &str) -> Rc<str> {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect::<String>().into()
}

/// A type that can stand in a member.
pub trait Argument: Sized + PartialEq {
    /// What its value looks like.
    const SHAPE: Shape;
    /// What it is where it was not given; as that it is not written either. `None` where it must be given.
    const ABSENT: Option<fn() -> Self> = None;
    /// The texts that it can be; empty where it is not one of a few.
    const CHOICES: &'static [&'static str] = &[];

    /// Reads a value. The refusal is what the service answers to a value that can't be.
    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal>;

    /// The value, if there is one to write.
    fn write(&self) -> Option<Value>;
}

/// A member that may be left out.
impl<T: Argument> Argument for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const ABSENT: Option<fn() -> Self> = Some(|| None);
    const CHOICES: &'static [&'static str] = T::CHOICES;

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        T::read(member, value).map(Some)
    }

    fn write(&self) -> Option<Value> {
        self.as_ref().and_then(Argument::write)
    }
}

/// What few requests have needs no room in all of them.
impl<T: Argument> Argument for Box<T> {
    const SHAPE: Shape = T::SHAPE;
    const CHOICES: &'static [&'static str] = T::CHOICES;

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        T::read(member, value).map(Self::new)
    }

    fn write(&self) -> Option<Value> {
        T::write(self)
    }
}

/// A type whose value is one of [`Value`]'s as it is.
macro_rules! plain {
    ($($(#[$doc:meta])* $type:ty: $shape:expr, $variant:ident;)*) => {
        $($(#[$doc])* impl Argument for $type {
            const SHAPE: Shape = $shape;

            fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
                if let Value::$variant(value) = value { Ok(value) } else { Err(member.misshapen()) }
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

            fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
                member.in_range(&value)?;
                let Value::Integer(number) = value else { return Err(member.misshapen()) };
                Self::try_from(number).map_err(|_| member.misshapen())
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

            fn read(
                member: &'static $crate::ops::api::Member,
                value: $crate::ops::api::Value,
            ) -> Result<Self, $crate::refusal::Refusal> {
                $read(member.text(&value)?)
            }

            fn write(&self) -> Option<$crate::ops::api::Value> {
                Some($crate::ops::api::Value::text(self.to_string()))
            }
        })*
    };
}
pub(in crate::ops) use texts;

/// A type that is one of a few texts, and which one where none is given.
macro_rules! choices {
    ($($type:ty { $($text:literal: $value:expr),* $(,)? } $(or $absent:expr)?;)*) => {
        $(impl $crate::ops::api::Argument for $type {
            const SHAPE: $crate::ops::api::Shape = $crate::ops::api::Shape::Text;
            $(const ABSENT: Option<fn() -> Self> = Some(|| $absent);)?
            const CHOICES: &'static [&'static str] = &[$($text),*];

            fn read(
                member: &'static $crate::ops::api::Member,
                value: $crate::ops::api::Value,
            ) -> Result<Self, $crate::refusal::Refusal> {
                match member.text(&value)? {
                    $($text => Ok($value),)*
                    other => Err($crate::refusal::Refusal::not_one_of(member.told, other, Self::CHOICES)),
                }
            }

            fn write(&self) -> Option<$crate::ops::api::Value> {
                let known = [$(($text, $value)),*].into_iter().find(|(_, value)| value == self);
                known.map(|(text, _)| $crate::ops::api::Value::text(text))
            }
        })*
    };
}
pub(in crate::ops) use choices;

texts! {
    KeyRef: |text: &str| Ok::<_, Refusal>(KeyRef::parse(text));
}

/// True or false; false where it is not given, and not written then. `Option<bool>` tells the three apart.
impl Argument for bool {
    const SHAPE: Shape = Shape::Flag;
    const ABSENT: Option<fn() -> Self> = Some(|| false);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        if let Value::Flag(on) = value { Ok(on) } else { Err(member.misshapen()) }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Flag(*self))
    }
}

/// A list of texts; empty where it is not given, and not written then.
impl Argument for Vec<Rc<str>> {
    const SHAPE: Shape = Shape::Texts;
    const ABSENT: Option<fn() -> Self> = Some(Self::new);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let Value::List(items) = value else { return Err(member.misshapen()) };
        let text = |item| if let Value::Text(text) = item { Ok(text) } else { Err(member.misshapen()) };
        items.into_iter().map(text).collect()
    }

    fn write(&self) -> Option<Value> {
        Some(Value::List(self.iter().cloned().map(Value::Text).collect()))
    }
}
