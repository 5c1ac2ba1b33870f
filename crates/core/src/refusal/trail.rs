//! Why CloudTrail refuses.

use crate::error::reasons;

reasons! {
    /// Why CloudTrail refuses.
    TrailRefusal:

    /// More than one attribute to look events up by.
    TwoAttributes { given: usize } = Aws InvalidLookupAttributesException,
        ["You can only specify one lookup attribute."];
}
