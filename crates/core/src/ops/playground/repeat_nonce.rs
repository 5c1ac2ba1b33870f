//! `playground repeat-nonce`: what NIST SP 800-38D forbids (section 8), shown on a cluster's own pages. A second page is
//! sealed under the key and the nonce of a first one. Nothing is written.

use super::PlaygroundOutput;
use super::raw::{PageNumber, host_keys, no_page};
use crate::ids::ClusterId;
use crate::ops::Tx;
use crate::ops::rds::find;
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;
use crate::storage::cipher;
use crate::storage::file::{File, PageId};
use std::rc::Rc;

/// Shows what one nonce, used for two pages, gives away.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(DBClusterNotFoundFault, InvalidParameterValue))]
pub struct RepeatNonce {
    /// The cluster.
    #[member(DBClusterIdentifier)]
    pub cluster: ClusterId,
    /// The page whose nonce is used again.
    #[member(PageNumber, range(0..=i64::MAX))]
    pub page: PageNumber,
    /// The page that is sealed with it.
    #[member(WithPage, range(0..=i64::MAX))]
    pub other: PageNumber,
    /// The first byte of the contents to show; all are in the answer.
    #[member(Offset, range(0..=i64::MAX))]
    pub offset: Option<u64>,
}

/// One of two pages under one nonce.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Twice {
    /// Which page.
    pub page: PageId,
    /// Its content.
    pub content: Rc<[u8]>,
    /// The content, sealed.
    pub ciphertext: Rc<[u8]>,
}

/// Two pages under one key and one nonce.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct NonceRepeated {
    /// The nonce.
    pub nonce: Rc<[u8]>,
    /// The page it belongs to, as it lies on the storage.
    pub first: Twice,
    /// The page that was sealed with it again.
    pub second: Twice,
}

impl RepeatNonce {
    pub(super) fn decide(&self, tx: &Tx) -> Result<PlaygroundOutput, Refusal> {
        let cluster = find::cluster(tx, &self.cluster)?;
        let keys = host_keys(&cluster)?;
        let [page, other] = [self.page, self.other].map(|page| page.of(File::Database));
        let image = cluster.volume.image();
        let slot = image.page(page).ok_or_else(|| no_page(image, page))?;
        image.page(other).ok_or_else(|| no_page(image, other))?;
        let content = |page: PageId| {
            image
                .read_page(keys, page)
                .map_err(|fault| PlaygroundRefusal::PageClosed { page, fault: fault.to_string() })
        };
        let (first, second) = (content(page)?, content(other)?);
        let sealed = slot.stored.sealed().zip(keys.get(slot.expected.volume));
        let Some((parts, key)) = sealed else {
            return Err(PlaygroundRefusal::NotEncrypted { cluster: self.cluster.clone() }.into());
        };
        let (again, _) = cipher::repeat_nonce(key, &parts, &second);
        Ok(PlaygroundOutput::NonceRepeated(NonceRepeated {
            nonce: parts.nonce.as_slice().into(),
            first: Twice { page, content: first.into(), ciphertext: parts.ciphertext.into() },
            second: Twice { page: other, content: second.into(), ciphertext: again.into() },
        }))
    }
}
