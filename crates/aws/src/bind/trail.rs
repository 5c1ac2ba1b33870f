//! CloudTrail.

use super::Call;
use crate::usage::Usage;
use crate::values::pairs;
use playground_core::ops::trail::{Attribute, LookupEvents};

#[inline(never)]
pub(super) fn bind(call: &Call<'_>) -> Result<LookupEvents, Box<Usage>> {
    let attributes = call.args.list("LookupAttributes");
    if attributes.len() > 1 {
        return Err(
            call.refused("InvalidLookupAttributesException", "You can only specify one lookup attribute.")
        );
    }
    let attribute = attributes.first().map(|given| {
        let member =
            |wanted: &str| pairs(Some(given)).find(|(name, _)| *name == wanted).map_or("", |(_, text)| text);
        let value = member("AttributeValue");
        Ok(match member("AttributeKey") {
            "EventId" => Attribute::EventId(value.into()),
            "EventName" => Attribute::EventName(value.into()),
            "EventSource" => Attribute::EventSource(value.into()),
            "ReadOnly" => Attribute::ReadOnly(value.eq_ignore_ascii_case("true")),
            "Username" => Attribute::Username(value.into()),
            "ResourceName" => Attribute::ResourceName(value.into()),
            other => {
                return Err(Usage::not_modelled(&format!("the lookup attribute {other}")).of(call.operation));
            }
        })
    });
    Ok(LookupEvents {
        attribute: attribute.transpose()?,
        start: call.time("StartTime")?,
        end: call.time("EndTime")?,
        max_results: call.args.int("MaxResults").and_then(|most| usize::try_from(most).ok()),
    })
}
