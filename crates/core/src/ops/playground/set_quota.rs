//! `playground set-quota`: raises a quota of the profile's account in a Region, as AWS does after a request to Service Quotas.
//!
//! Refused, in this order: a name without a value, or a value without a name; a quota that there is none of, or that AWS does
//! not raise; a value below AWS's default, which Service Quotas doesn't take.

use super::PlaygroundOutput;
use crate::edition::Edition;
use crate::event::Event;
use crate::ops::Tx;
use crate::quota::{Allowance, Quota};
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;
use std::rc::Rc;

/// Shows the account's quotas in a Region, and raises one.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue))]
pub struct SetQuota {
    /// The quota.
    #[member(Name)]
    pub name: Option<Rc<str>>,
    /// How many there may be from now on.
    #[member(Value)]
    pub value: Option<i64>,
}

impl SetQuota {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        match (&self.name, self.value) {
            (None, None) => {}
            (Some(name), Some(value)) => {
                let (quota, default) = quota(tx.world.edition, name)?;
                let most = raised(quota, default, value)?;
                tx.emit(Event::QuotaPut((tx.account, tx.region, quota), most));
            }
            (Some(_), None) | (None, Some(_)) => return Err(PlaygroundRefusal::QuotaHalf {}.into()),
        }
        let (account, region) = (tx.account, tx.region);
        let allowance = |(quota, default)| {
            let most = tx.world.quota(account, region, quota);
            Allowance { quota, default, most }
        };
        Ok(PlaygroundOutput::Quotas(Quota::of(tx.world.edition).map(allowance).collect()))
    }
}

/// A quota of the edition by its name, and how many there may be until it is raised.
fn quota(edition: Edition, name: &Rc<str>) -> Result<(Quota, u32), PlaygroundRefusal> {
    let known = Quota::of(edition).find(|(quota, _)| quota.name() == &**name);
    known.ok_or_else(|| PlaygroundRefusal::UnknownQuota { name: name.clone(), edition })
}

/// The most that a quota can be raised to: more than a session can hold.
const HIGHEST: i64 = 100_000;

fn raised(quota: Quota, default: u32, value: i64) -> Result<u32, PlaygroundRefusal> {
    if !quota.is_adjustable() {
        return Err(PlaygroundRefusal::QuotaStays { quota, default });
    }
    match u32::try_from(value) {
        Ok(most) if (i64::from(default)..=HIGHEST).contains(&value) => Ok(most),
        Ok(_) | Err(_) => Err(PlaygroundRefusal::QuotaValue { default, value, highest: HIGHEST }),
    }
}
