//! Parameters to typed operations, one file a service. A text that is no identifier is refused
//! here, in the service's words; whether a thing exists and may be used is the model's to say.

mod rds;

use crate::model::{Operation, Service};
use crate::usage::Usage;
use crate::values::{Args, pairs};
use playground_core::env::Time;
use playground_core::ids::{AccountId, IdError, Region};
use playground_core::map::Map;
use playground_core::ops;
use std::rc::Rc;

/// An operation with its parameters, and from where it is called.
pub(crate) struct Call<'a> {
    pub(crate) service: &'static Service,
    pub(crate) operation: &'static Operation,
    pub(crate) args: &'a Args,
    pub(crate) account: AccountId,
    pub(crate) region: Region,
}

/// The typed operation.
pub(crate) fn bind(call: &Call<'_>) -> Result<ops::Operation, Box<Usage>> {
    if let Some(operation) = (call.service.read)(call.operation.name, call.args) {
        return Ok(operation);
    }
    match call.service.name {
        "rds" => rds::bind(call).map(ops::Operation::Rds),
        _ => Err(Usage::not_modelled(call.operation.name)),
    }
}

impl Call<'_> {
    /// The service's answer to a value it can't take.
    #[inline(never)]
    fn refused(&self, code: &str, message: &str) -> Box<Usage> {
        Usage::service(self.operation, code, message)
    }

    /// RDS's answer to a value it can't take.
    #[inline(never)]
    fn invalid(&self, message: &str) -> Box<Usage> {
        self.refused("InvalidParameterValue", message)
    }

    /// A required identifier of RDS.
    #[inline(never)]
    fn id<T>(&self, name: &str, parse: fn(&str) -> Result<T, IdError>) -> Result<T, Box<Usage>> {
        parse(self.args.text(name)).map_err(|error| self.invalid(&error.0))
    }

    /// An identifier of RDS that may be left out.
    #[inline(never)]
    fn maybe_id<T>(
        &self,
        name: &str,
        parse: fn(&str) -> Result<T, IdError>,
    ) -> Result<Option<T>, Box<Usage>> {
        if self.args.get(name).is_some() { self.id(name, parse).map(Some) } else { Ok(None) }
    }

    /// A text that the model shares.
    #[inline(never)]
    fn shared(&self, name: &str) -> Option<Rc<str>> {
        self.args.maybe_text(name).map(Rc::from)
    }

    #[inline(never)]
    fn on(&self, name: &str) -> bool {
        self.args.flag(name).unwrap_or(false)
    }

    /// A time such as `2020-12-01T09:00:00Z`, as the CLI reads it.
    #[inline(never)]
    fn time(&self, name: &str) -> Result<Option<Time>, Box<Usage>> {
        let Some(text) = self.args.maybe_text(name) else { return Ok(None) };
        crate::values::time(text).map(Some).ok_or_else(|| {
            let parts = [
                "Invalid type for parameter ",
                name,
                ", value: ",
                text,
                ", type: <class 'str'>, valid types: <class 'datetime.datetime'>, timestamp-string",
            ];
            Usage::validation(&[parts.concat()]).of(self.operation)
        })
    }

    /// Tags: the last of a repeated name counts.
    #[inline(never)]
    fn tags(&self, name: &str, key: &str, value: &str) -> Map<Rc<str>, Rc<str>> {
        let mut tags = Map::new();
        for tag in self.args.list(name) {
            let member =
                |wanted: &str| pairs(Some(tag)).find(|(name, _)| *name == wanted).map(|(_, text)| text);
            if let Some(name) = member(key) {
                tags.insert_mut(name.into(), member(value).unwrap_or_default().into());
            }
        }
        tags
    }
}
