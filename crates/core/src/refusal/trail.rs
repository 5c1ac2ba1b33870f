//! Why CloudTrail refuses.

use crate::edition::Edition;
use crate::error::reasons;
use crate::ids::Principal;
use crate::kms::authorize::Denied;

reasons! {
    /// Why CloudTrail refuses.
    TrailRefusal:

    /// No permission (as a policy writes it: `cloudtrail:LookupEvents`). AWS's message names no resource.
    Denied { edition: Edition, who: Principal, permission: &'static str, by: Denied } = (by.source()) AccessDeniedException,
        [by.message(*edition, who, permission, "").as_str()];
    /// More than one attribute to look events up by.
    TwoAttributes { given: usize } = Aws InvalidLookupAttributesException,
        ["You can only specify one lookup attribute."];
}
