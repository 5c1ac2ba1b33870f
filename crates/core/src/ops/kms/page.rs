//! Paginated lists: `Limit` and `Marker`.

use crate::kms::refusal::KmsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// The part of a list that a request asks for. Without a limit it is the whole list, since the CLI fetches
/// all pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Members)]
pub struct Page {
    /// The most items, 1 to 1000.
    #[member(Limit, range(1..=1000))]
    pub limit: Option<i64>,
    /// The `NextMarker` of the previous page.
    #[member(Marker)]
    pub marker: Option<Rc<str>>,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Listing<T> {
    /// The items.
    pub items: Vec<T>,
    /// The marker of the next page; `None` on the last page (`Truncated` is false there).
    pub next: Option<Rc<str>>,
}

impl Page {
    /// Cuts the page out of the whole list. A marker says after which item to go on, by the item's name.
    pub(in crate::ops) fn cut<T>(
        &self,
        all: Vec<T>,
        name: impl Fn(&T) -> String,
    ) -> Result<Listing<T>, Refusal> {
        let mut items = all;
        if let Some(marker) = &self.marker {
            let Some(at) = items.iter().position(|item| name(item) == **marker) else {
                return Err(KmsRefusal::Marker(marker.clone()).into());
            };
            items.drain(..=at);
        }
        let limit = self.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|item| name(item).into());
        Ok(Listing { items, next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_join_up() {
        let all: Vec<u32> = (0..7).collect();
        let name = |n: &u32| n.to_string();
        let mut page = Page { limit: Some(3), marker: None };
        let mut seen = Vec::new();
        loop {
            let listing = page.cut(all.clone(), name).unwrap();
            seen.extend(listing.items);
            match listing.next {
                Some(next) => page.marker = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, all);
        assert_eq!(Page::default().cut(all.clone(), name).unwrap().next, None);
        let lost = Page { limit: None, marker: Some("x".into()) };
        assert_eq!(lost.cut(all, name).unwrap_err().code().name(), "InvalidMarkerException");
    }
}
