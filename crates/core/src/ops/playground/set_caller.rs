//! `playground set-caller`: what a tab can't know of whoever calls: the address from which the calls of a user come, and
//! the organization of an account. Policies can ask for both (`aws:SourceIp`, `aws:PrincipalOrgID`).
//!
//! Refused, in this order: a text that is no address; a text that is no organization's id.

use super::PlaygroundOutput;
use crate::event::Event;
use crate::ops::Tx;
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;
use std::net::IpAddr;
use std::rc::Rc;

/// Shows and sets the profile's source address and organization, for policies.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue))]
pub struct SetCaller {
    /// The address, of IPv4 or IPv6.
    #[member(SourceIp)]
    pub source_ip: Option<Rc<str>>,
    /// The organization of the profile's account, such as `o-a1b2c3d4e5`, or `none`.
    #[member(Organization)]
    pub organization: Option<Rc<str>>,
}

impl SetCaller {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        let address = self.source_ip.as_ref().map(address).transpose()?;
        let organization = self.organization.as_ref().map(organization).transpose()?;
        if let Some(address) = address {
            tx.emit(Event::OriginPut(tx.who.clone(), address));
        }
        if let Some(organization) = organization {
            tx.emit(Event::OrganizationPut(tx.account, organization));
        }
        Ok(PlaygroundOutput::Caller {
            who: tx.who.clone(),
            address: tx.world.address_of(&tx.who),
            organization: tx.world.organizations.get(&tx.account).cloned(),
        })
    }
}

fn address(text: &Rc<str>) -> Result<Rc<str>, PlaygroundRefusal> {
    let address = text.parse::<IpAddr>().map_err(|_| PlaygroundRefusal::NoAddress { text: text.clone() })?;
    Ok(address.to_string().into())
}

/// An organization's id: `o-` and 10 to 32 lower-case letters and digits (AWS Organizations API, `Organization`).
fn organization(text: &Rc<str>) -> Result<Option<Rc<str>>, PlaygroundRefusal> {
    if &**text == "none" {
        return Ok(None);
    }
    let is_digit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    match text.strip_prefix("o-") {
        Some(id) if (10..=32).contains(&id.len()) && id.bytes().all(is_digit) => Ok(Some(text.clone())),
        Some(_) | None => Err(PlaygroundRefusal::NoOrganization { text: text.clone() }),
    }
}
