//! Paginated lists of one account in one Region, in the order of names. What each contains is in the file of
//! its operation.

use super::Page;
use super::values::MaxRecords;
use std::rc::Rc;

/// Which page of a list a request asks for.
#[derive(Clone, Debug, PartialEq, Eq, Default, Members)]
pub struct Paging {
    /// The number of items on a page.
    #[member(MaxRecords)]
    pub max_records: Option<MaxRecords>,
    /// The marker of the previous page.
    #[member(Marker)]
    pub marker: Option<Rc<str>>,
}

impl Paging {
    /// Returns one page of `all`. Without `MaxRecords` it is the whole list, since the CLI fetches all pages.
    pub(super) fn page<T>(&self, all: impl Iterator<Item = T>, name: impl Fn(&T) -> &str) -> Page<T> {
        let rest = all.skip_while(|item| self.marker.as_deref().is_some_and(|marker| name(item) <= marker));
        let Some(MaxRecords(size)) = self.max_records else {
            return Page { items: rest.collect(), marker: None };
        };
        let size = usize::from(size);
        let mut items: Vec<T> = rest.take(size + 1).collect();
        let more = items.len() > size;
        items.truncate(size);
        let marker = items.last().filter(|_| more).map(|item| Rc::from(name(item)));
        Page { items, marker }
    }
}
