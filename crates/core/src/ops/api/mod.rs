//! What an operation declares, and how its arguments are read and written: by the API's names of its members,
//! whichever language they came in.
//!
//! An operation's input structure declares itself with `#[derive(Operation)]`. Whoever reads a language (a CLI
//! line, later a Query form or a JSON body) stands behind [`Arguments`] and gives each member's value; an
//! [`Argument`] is a type that such a value can become. Not here: any language, and what an operation does.

mod argument;

pub use argument::{Argument, Inner, Secret, Shape, Value};
pub(in crate::ops) use argument::{choices, texts};

use super::{Malformed, Operation};
use crate::edition::Edition;
use crate::refusal::{ErrorCode, Refusal};
use crate::sort::sorted;
use crate::trail::{Service, Told};
use std::ops::RangeInclusive;

/// What an operation says about itself, in its own file.
#[derive(Debug)]
pub struct Declaration {
    /// The API's name, `CreateDBCluster`.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Whether it changes a resource; CloudTrail calls the others read-only. Cryptography changes none.
    pub writes: bool,
    /// The first edition that has it.
    pub since: Edition,
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
    /// Every member of any edition.
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
    /// The values that AWS accepts, where it names them.
    pub choices: &'static [&'static str],
    /// Those of them that came with the last edition.
    pub later: &'static [&'static str],
    /// The values that the playground models, where it doesn't model all; of a refused member, those that change nothing.
    pub modelled: &'static [&'static str],
    /// The whole numbers that AWS accepts.
    pub range: &'static RangeInclusive<i64>,
    /// Whether a CLI line gives it as a word without an option.
    pub positional: bool,
    /// The first edition that has it.
    pub since: Edition,
}

impl Member {
    /// The text of a text.
    pub(crate) fn text<'a>(&self, value: &'a Value) -> Result<&'a str, Refusal> {
        value.as_text().ok_or_else(|| self.misshapen())
    }

    /// The values that AWS accepts in an edition, where it names them.
    pub fn choices(&self, edition: Edition) -> Vec<&'static str> {
        let later: &[_] = if edition >= Edition::LATEST { self.later } else { &[] };
        [self.choices, later].concat()
    }

    /// Those of them that the playground models.
    pub fn modelled(&self, edition: Edition) -> Vec<&'static str> {
        let is_modelled = |text: &&str| self.modelled.is_empty() || self.modelled.contains(text);
        self.choices(edition).into_iter().filter(is_modelled).collect()
    }

    /// Refuses a number that is out of range.
    pub(crate) fn in_range(&self, value: &Value) -> Result<(), Refusal> {
        match value {
            Value::Integer(number) if !self.range.contains(number) => {
                Err(Refusal::out_of_range(self.told, self.range, *number))
            }
            _ => Ok(()),
        }
    }

    /// Refuses a number that is out of range, and a text or a list of texts that are none of the choices.
    pub(crate) fn bounds(&self, edition: Edition, value: &Value) -> Result<(), Refusal> {
        let choices = self.choices(edition);
        let known = |value: &Value| value.as_text().is_none_or(|text| choices.contains(&text));
        match value {
            Value::Text(text) if !choices.is_empty() && !known(value) => {
                Err(Refusal::not_one_of(self.told, text, &choices))
            }
            Value::List(items) if !choices.is_empty() && !items.iter().all(known) => {
                let texts: Vec<_> = items.iter().filter_map(Value::as_text).collect();
                Err(Refusal::not_each_of(self.told, &texts, &choices))
            }
            _ => self.in_range(value),
        }
    }

    /// Refuses a value that AWS doesn't know either, of a member that the model doesn't read.
    fn unknown(&'static self, args: &dyn Arguments, edition: Edition) -> Option<Refusal> {
        let read = match self.fate {
            Fate::Refused => !self.choices.is_empty(),
            Fate::Read | Fate::Ignored => false,
        };
        let value = if read { args.get(self) } else { None };
        value.and_then(|value| self.bounds(edition, &value).err())
    }

    /// The refusal of a value that has another shape.
    pub(crate) fn misshapen(&self) -> Refusal {
        Refusal::misshapen(self.name)
    }

    /// Returns whether CloudTrail shows it: grant tokens are not shown.
    fn is_told(&self) -> bool {
        !matches!(self.name, "GrantToken" | "GrantTokens")
    }
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

/// Members that few requests have need no room in all of them.
impl<T: Members> Members for Box<T> {
    const PARTS: &'static [Part] = T::PARTS;

    fn read(args: &dyn Arguments) -> Result<Self, Refusal> {
        T::read(args).map(Self::new)
    }

    fn write(&self, out: &mut Written) {
        T::write(self, out);
    }
}

/// The members of a request that AWS takes and nothing in the model depends on. Records and printed lines have them; they
/// are no part of what decides, so digests say nothing of them but by the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread(pub Written);

impl core::hash::Hash for Unread {
    fn hash<H: core::hash::Hasher>(&self, _: &mut H) {}
}

/// An operation's input.
pub trait Declared: Members {
    /// What it declares.
    const DECLARATION: &'static Declaration;
}

/// Reads a member. For derived code.
pub fn read_member<T: Argument>(args: &dyn Arguments, member: &'static Member) -> Result<T, Refusal> {
    match (args.get(member), T::ABSENT) {
        (Some(value), _) => T::read(member, value),
        (None, Some(absent)) => Ok(absent()),
        (None, None) => Err(Refusal::missing(member.told)),
    }
}

/// Writes a member. For derived code.
pub fn write_member<T: Argument>(value: &T, member: &'static Member, out: &mut Written) {
    if T::ABSENT.is_none_or(|absent| *value != absent()) {
        out.extend(value.write().map(|value| (member, value)));
    }
}

/// What CloudTrail shows of a request.
pub fn told(written: &Written) -> Vec<(&'static str, Told)> {
    let shown = written.iter().filter(|(member, _)| member.is_told());
    shown.filter_map(|(member, value)| Some((member.told, value.told(member.shape)?))).collect()
}

/// The operations of a service, or another group of them.
#[derive(Debug)]
pub struct Group {
    /// Whose record it is when one is refused for a value; `None` where nobody keeps one.
    pub(in crate::ops) service: Option<Service>,
    /// Each with how it is read.
    pub(in crate::ops) operations: &'static [(&'static Declaration, Read)],
}

type Read = fn(&dyn Arguments) -> Result<Operation, Refusal>;

impl Group {
    /// What each of them declares.
    pub fn declarations(&self) -> impl Iterator<Item = &'static Declaration> {
        self.operations.iter().map(|(declaration, _)| *declaration)
    }

    /// What a request to the operation of that name has of members that the model takes and does not read.
    pub fn unread(&self, name: &str, args: &dyn Arguments) -> Unread {
        let named = self.declarations().find(|declaration| declaration.name == name);
        let others = named.map_or(&[][..], |declaration| declaration.others);
        let taken = others.iter().filter(|member| member.fate == Fate::Ignored);
        Unread(taken.filter_map(|member| Some((member, args.get(member)?))).collect())
    }

    /// The operation of that name with its arguments, or as AWS refuses it in an edition for a value; `None` where there
    /// is none of that name.
    pub fn read(&self, edition: Edition, name: &str, args: &dyn Arguments) -> Option<Operation> {
        let (declaration, read) = self.operations.iter().find(|(declaration, _)| declaration.name == name)?;
        let unknown = declaration.others.iter().find_map(|member| member.unknown(args, edition));
        Some(unknown.map_or_else(|| read(args), Err).unwrap_or_else(|refusal| {
            let given =
                declaration.members().into_iter().filter_map(|member| Some((member, args.get(member)?)));
            let request = told(&given.collect());
            Malformed { service: self.service, declaration, request, refusal }.into()
        }))
    }
}

/// Makes the enum of a group's operations from their types, with all that is declared in their files.
macro_rules! operations {
    (
        $(#[$doc:meta])* $enum:ident -> $output:ty, Operation::$variant:ident, $service:expr;
        fn run($input:ident, $($arg:ident: $type:ty),*) = $run:expr;
        $($module:ident::$name:ident,)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $enum {
            $(#[doc = concat!("`", stringify!($name), "`")] $name($module::$name),)*
        }

        impl $enum {
            /// All of them.
            pub const GROUP: &'static $crate::ops::api::Group = &$crate::ops::api::Group {
                service: $service,
                operations: &[$((
                    <$module::$name as $crate::ops::api::Declared>::DECLARATION,
                    |args| <$module::$name as $crate::ops::api::Members>::read(args).map(|input| Self::from(input).into()),
                ),)*],
            };

            /// What this one declares.
            pub fn declaration(&self) -> &'static $crate::ops::api::Declaration {
                match self {
                    $(Self::$name(_) => <$module::$name as $crate::ops::api::Declared>::DECLARATION,)*
                }
            }

            /// The API's name.
            pub fn name(&self) -> &'static str {
                self.declaration().name
            }

            /// Its members that are there, with their values.
            pub fn write(&self) -> $crate::ops::api::Written {
                let mut out = Vec::new();
                match self {
                    $(Self::$name(input) => $crate::ops::api::Members::write(input, &mut out),)*
                }
                out
            }

            pub(in crate::ops) fn run(&self, $($arg: $type),*) -> Result<$output, $crate::refusal::Refusal> {
                match self { $(Self::$name($input) => $run,)* }
            }
        }

        /// By name and members, whatever the order they are declared in.
        impl core::hash::Hash for $enum {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                $crate::ops::api::hash(self.name(), self.write(), state);
            }
        }

        impl From<$enum> for $crate::ops::Operation {
            fn from(operation: $enum) -> Self {
                Self::$variant(operation)
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
