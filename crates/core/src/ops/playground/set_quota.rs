//! `playground set-quota`: raises a quota of the profile's account in a Region, as AWS does after a request to Service Quotas.
//!
//! Refused, in this order: a name without a value, or a value without a name; a quota that there is none of, or that AWS does
//! not raise; a value below AWS's default, which Service Quotas doesn't take.

use super::PlaygroundOutput;
use crate::event::Event;
use crate::ops::Tx;
use crate::quota::Quota;
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
                let (quota, value) = (quota(name)?, value);
                let most = raised(quota, value)?;
                tx.emit(Event::QuotaPut((tx.account, tx.region, quota), most));
            }
            (Some(_), None) | (None, Some(_)) => return Err(PlaygroundRefusal::QuotaHalf {}.into()),
        }
        let (account, region) = (tx.account, tx.region);
        let value = |quota: &Quota| (*quota, tx.world.quota(account, region, *quota));
        Ok(PlaygroundOutput::Quotas(Quota::ALL.iter().map(value).collect()))
    }
}

fn quota(name: &Rc<str>) -> Result<Quota, PlaygroundRefusal> {
    let known = Quota::ALL.iter().find(|quota| quota.name() == &**name);
    known.copied().ok_or_else(|| PlaygroundRefusal::UnknownQuota { name: name.clone() })
}

/// The most that a quota can be raised to: more than a session can hold.
const HIGHEST: i64 = 100_000;

fn raised(quota: Quota, value: i64) -> Result<u32, PlaygroundRefusal> {
    if !quota.is_adjustable() {
        return Err(PlaygroundRefusal::QuotaStays { quota });
    }
    let least = i64::from(quota.default_value());
    match u32::try_from(value) {
        Ok(most) if (least..=HIGHEST).contains(&value) => Ok(most),
        Ok(_) | Err(_) => Err(PlaygroundRefusal::QuotaValue { quota, value, highest: HIGHEST }),
    }
}
