//! What a new cluster gets where nobody asks for encryption.

use crate::edition::Edition;
use crate::env::Time;

/// 18 February 2026, from which on AWS encrypts what is created without being asked (rule N01).
pub const ENCRYPTED_SINCE: Time = Time(1_771_372_800);

/// Returns whether what is created now is encrypted under the AWS owned key where nobody asks for encryption (rules N01, N05,
/// N07).
pub fn encrypts_unasked(edition: Edition, now: Time) -> bool {
    match edition {
        Edition::Y2020 => false,
        Edition::Y2026 => now >= ENCRYPTED_SINCE,
    }
}
