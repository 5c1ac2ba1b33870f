//! Reading and writing of members that several operations of KMS have: encryption contexts, grant
//! constraints, tags, plaintexts.

use super::Plaintext;
use crate::kms::context::EncryptionContext;
use crate::kms::grant::Constraint;
use crate::kms::refusal::KmsRefusal;
use crate::ops::api::{Argument, Inner, Member, Shape, Value};
use crate::refusal::Refusal;
use std::rc::Rc;

const SUBSET: &str = "EncryptionContextSubset";
const EQUALS: &str = "EncryptionContextEquals";
const TAG_KEY: &str = "TagKey";
const TAG_VALUE: &str = "TagValue";

/// Tags in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(pub Vec<(Rc<str>, Rc<str>)>);

/// An empty context and an absent one are the same.
impl Argument for EncryptionContext {
    const SHAPE: Shape = Shape::Map;
    const ABSENT: Option<fn() -> Self> = Some(Self::default);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let Value::Structure(pairs) = value else { return Err(member.misshapen()) };
        let pair = |(name, value)| match value {
            Value::Text(text) => Ok((name, text)),
            _ => Err(member.misshapen()),
        };
        let pairs = pairs.into_iter().map(pair).collect::<Result<_, _>>()?;
        Self::new(pairs).map_err(Into::into)
    }

    fn write(&self) -> Option<Value> {
        let pair = |(name, value): &(Rc<str>, Rc<str>)| (name.clone(), Value::Text(value.clone()));
        Some(Value::Structure(self.pairs().iter().map(pair).collect()))
    }
}

/// `Constraints`: one of the two kinds. A structure with neither sets no constraint.
impl Argument for Option<Constraint> {
    const SHAPE: Shape = Shape::Structure(&[(SUBSET, Inner::Map), (EQUALS, Inner::Map)]);
    const ABSENT: Option<fn() -> Self> = Some(|| None);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let context = |name| {
            let part = value.member(name).cloned();
            part.map(|part| EncryptionContext::read(member, part)).transpose()
        };
        match (context(SUBSET)?, context(EQUALS)?) {
            (None, None) => Ok(None),
            (Some(pairs), None) => Ok(Some(Constraint::Subset(pairs))),
            (None, Some(pairs)) => Ok(Some(Constraint::Equals(pairs))),
            (Some(_), Some(_)) => Err(KmsRefusal::TwoConstraints.into()),
        }
    }

    fn write(&self) -> Option<Value> {
        let (name, context) = match self.as_ref()? {
            Constraint::Subset(context) => (SUBSET, context),
            Constraint::Equals(context) => (EQUALS, context),
        };
        Some(Value::Structure(vec![(name.into(), context.write()?)]))
    }
}

impl Argument for Tags {
    const SHAPE: Shape = Shape::Structures(&[(TAG_KEY, Inner::Required), (TAG_VALUE, Inner::Required)]);
    const ABSENT: Option<fn() -> Self> = Some(Self::default);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let Value::List(tags) = value else { return Err(member.misshapen()) };
        let tag = |tag: Value| {
            let part = |name| match tag.member(name) {
                Some(Value::Text(text)) => Ok(text.clone()),
                _ => Err(member.misshapen()),
            };
            Ok((part(TAG_KEY)?, part(TAG_VALUE)?))
        };
        tags.into_iter().map(tag).collect::<Result<_, _>>().map(Self)
    }

    fn write(&self) -> Option<Value> {
        let tag = |(name, value): &(Rc<str>, Rc<str>)| {
            let part = |name: &str, text: &Rc<str>| (name.into(), Value::Text(text.clone()));
            Value::Structure(vec![part(TAG_KEY, name), part(TAG_VALUE, value)])
        };
        Some(Value::List(self.0.iter().map(tag).collect()))
    }
}

impl Argument for Plaintext {
    const SHAPE: Shape = Shape::Bytes;

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        Argument::read(member, value).map(Self)
    }

    fn write(&self) -> Option<Value> {
        self.0.write()
    }
}
