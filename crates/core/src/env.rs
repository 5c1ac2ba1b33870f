//! What an operation takes from outside the world: the time of the logical clock, and random streams. Both
//! are derived, so the same seed and the same commands give the same bytes; nothing here asks the host.

use crate::crypto::kdf::hmac_sha256;
use crate::edition::Edition;
use crate::ids::{hex, unhex};
use std::fmt;
use zeroize::Zeroize;

/// A session's seed. All randomness of a world derives from it, its keys included, which is why the page
/// calls them teaching keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct Seed(pub [u8; 16]);

impl Seed {
    /// Parses 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        unhex(text).map(Self)
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// What a random value is used for. The streams of different purposes are independent. Streams are derived
/// from the numbers, so a number is never changed and never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// A KMS key's id.
    KeyId = 0,
    /// A KMS key's cryptographic material.
    BackingKey = 1,
    /// A data key.
    DataKey = 2,
    /// Nonces and initialisation vectors.
    Nonce = 3,
    /// A grant's id.
    GrantId = 4,
    /// A grant's token.
    GrantToken = 5,
    /// The resource id of a cluster or an instance.
    ResourceId = 6,
    /// A storage volume's id.
    VolumeId = 7,
    /// A CloudTrail event's id.
    EventId = 8,
    /// The result of `GenerateRandom`.
    Random = 9,
    /// Keys of replication links.
    Transport = 10,
    /// Random numbers that a database engine asks for.
    Engine = 11,
    /// The unique ids of roles and policies, and those of access keys.
    IamId = 12,
    /// The secret and the token of a session's credentials.
    Credentials = 13,
}

impl Purpose {
    /// Returns whether the stream depends on the past, so that it differs between two forks of a session from
    /// the first different command on. This is so for secrets, and for what must not be used twice under one
    /// key. It is not so for names and for a database's random numbers, so that those in a lesson stay the
    /// same, nor for the material of a KMS key, which belongs to its id.
    const fn is_of_one_past(self) -> bool {
        match self {
            Self::DataKey
            | Self::Nonce
            | Self::GrantToken
            | Self::Random
            | Self::Transport
            | Self::Credentials => true,
            Self::KeyId
            | Self::BackingKey
            | Self::GrantId
            | Self::ResourceId
            | Self::VolumeId
            | Self::EventId
            | Self::Engine
            | Self::IamId => false,
        }
    }
}

/// The random streams of one operation.
#[derive(Clone, Debug)]
pub struct Env {
    seed: Seed,
    op: u64,
    past: Past,
    /// The number of blocks drawn so far, by purpose.
    drawn: Vec<(Purpose, u32)>,
}

impl Env {
    /// The random streams of operation number `op`.
    pub const fn new(seed: Seed, op: u64, past: Past) -> Self {
        Self { seed, op, past, drawn: Vec::new() }
    }

    /// Fills `out` from the stream of `purpose`, whose blocks are HMAC-SHA256(seed, purpose ‖ operation ‖
    /// block number), followed by the past if the purpose depends on it.
    pub fn fill(&mut self, purpose: Purpose, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            let block = self.next_block(purpose).to_be_bytes();
            let past: &[u8] = if purpose.is_of_one_past() { &self.past.0 } else { &[] };
            let mut drawn =
                hmac_sha256(&self.seed.0, &[&[purpose as u8], &self.op.to_be_bytes(), &block, past]);
            for (slot, byte) in chunk.iter_mut().zip(&drawn) {
                *slot = *byte;
            }
            drawn.zeroize();
        }
    }

    /// The number of the next block of a stream, from 0.
    fn next_block(&mut self, purpose: Purpose) -> u32 {
        if let Some((_, drawn)) = self.drawn.iter_mut().find(|(of, _)| *of == purpose) {
            *drawn += 1;
            return *drawn;
        }
        self.drawn.push((purpose, 0));
        0
    }

    /// `N` bytes from the stream of `purpose`.
    pub fn bytes<const N: usize>(&mut self, purpose: Purpose) -> [u8; N] {
        let mut out = [0; N];
        self.fill(purpose, &mut out);
        out
    }
}

/// What led to a moment: the digest of all requests so far. It differs between two forks of a session even
/// when they have run the same number of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct Past(pub [u8; Self::LEN]);

impl Past {
    /// Its length: that of SHA-256.
    pub const LEN: usize = 32;
}

/// A time, and the past that led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct Moment {
    /// The logical clock.
    pub time: Time,
    /// The past.
    pub past: Past,
}

/// A reading of the logical clock: seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct Time(pub u64);

impl Time {
    /// When the worlds of an edition begin: 2020-12-01T09:00:00Z, the month of the source document, and the
    /// same day in 2026.
    pub const fn start(edition: Edition) -> Self {
        match edition {
            Edition::Y2020 => Self(1_606_813_200),
            Edition::Y2026 => Self(1_796_115_600),
        }
    }

    /// Seconds in a day.
    pub const DAY: u64 = 86_400;

    /// The time that is `seconds` later.
    #[must_use]
    pub const fn plus(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// The date and time in UTC: year, month (1 to 12), day, hour, minute, second.
    pub const fn civil(self) -> (u64, u64, u64, u64, u64, u64) {
        // Howard Hinnant's days-to-civil algorithm, for days on or after the epoch.
        let days = self.0 / Self::DAY + 719_468;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        let second = self.0 % Self::DAY;
        (year, month, day, second / 3600, second / 60 % 60, second % 60)
    }

    /// Parses `2020-12-01T09:00:00Z`, or a time with an ISO 8601 offset: `+01:00`, `+0100`, `+01`. A fraction
    /// is dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, clock) = text.split_once(['T', ' '])?;
        if let Some(clock) = clock.strip_suffix('Z') {
            return Self::parse_utc(date, clock);
        }
        let (clock, offset) = clock.split_at(clock.find(['+', '-'])?);
        let (hours, minutes) = match offset.get(1..)?.as_bytes() {
            [_, _] => (offset.get(1..3)?, "0"),
            [_, _, _, _] => (offset.get(1..3)?, offset.get(3..5)?),
            [_, _, b':', _, _] => (offset.get(1..3)?, offset.get(4..6)?),
            _ => return None,
        };
        let (hours, minutes): (u64, u64) = (hours.parse().ok()?, minutes.parse().ok()?);
        if hours > 23 || minutes > 59 {
            return None;
        }
        let (there, ahead) = (Self::parse_utc(date, clock)?, hours * 3600 + minutes * 60);
        let seconds =
            if offset.starts_with('+') { there.0.checked_sub(ahead) } else { there.0.checked_add(ahead) };
        seconds.map(Self)
    }

    fn parse_utc(date: &str, clock: &str) -> Option<Self> {
        let clock = clock.split_once('.').map_or(clock, |(whole, _)| whole);
        let mut date = date.splitn(3, '-').map(|part| part.parse::<u64>().ok());
        let mut clock = clock.splitn(3, ':').map(|part| part.parse::<u64>().ok());
        let (year, month, day) = (date.next()??, date.next()??, date.next()??);
        let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
        if !(1970..10_000).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let year = if month <= 2 { year - 1 } else { year };
        let shifted = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * shifted + 2) / 5 + day - 1;
        let day_of_era = (year % 400) * 365 + (year % 400) / 4 - (year % 400) / 100 + day_of_year;
        let days = (year / 400 * 146_097 + day_of_era).checked_sub(719_468)?;
        let time = Self(days * Self::DAY + hour * 3600 + minute * 60 + second);
        (time.civil().2 == day).then_some(time)
    }
}

impl fmt::Display for Time {
    /// `2020-12-01T09:00:00Z`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day, hour, minute, second) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_reads_back() {
        let starts = Edition::ALL.map(|edition| Time::start(edition).to_string());
        assert_eq!(starts, ["2020-12-01T09:00:00Z", "2026-12-01T09:00:00Z"]);
        for seconds in [0, 951_782_400, 1_606_813_200, 1_709_164_800, 4_102_444_799] {
            assert_eq!(Time::parse(&Time(seconds).to_string()), Some(Time(seconds)));
        }
        assert_eq!(Time::parse("2021-02-29T00:00:00Z"), None);
        assert_eq!(Time::parse("2020-12-01T09:00:00"), None);
        for text in ["10:30:00+01:00", "10:30:00+0100", "10:30:00.5+01", "04:00:00-05:30", "09:30:00+00:00"] {
            let read = Time::parse(&["2020-12-01T", text].concat());
            assert_eq!(read.map(|time| time.to_string()).as_deref(), Some("2020-12-01T09:30:00Z"), "{text}");
        }
        for text in
            ["10:30:00+1", "10:30:00+24:00", "10:30:00+01:60", "10:30:00+01:00Z", "10:30:00+é1", "+01:00"]
        {
            assert_eq!(Time::parse(&["2020-12-01T", text].concat()), None, "{text}");
        }
    }

    #[test]
    fn streams_differ_by_purpose_operation_seed_and_draw() {
        let stream = |seed, op, past| Env::new(Seed([seed; 16]), op, Past([past; Past::LEN]));
        let draw = |seed, op, purpose| stream(seed, op, 1).bytes::<16>(purpose);
        let first = draw(1, 1, Purpose::KeyId);
        assert_eq!(first, draw(1, 1, Purpose::KeyId));
        assert_ne!(first, draw(2, 1, Purpose::KeyId));
        assert_ne!(first, draw(1, 2, Purpose::KeyId));
        assert_ne!(first, draw(1, 1, Purpose::DataKey));
        let kinds = [
            (Purpose::KeyId, true),
            (Purpose::BackingKey, true),
            (Purpose::Nonce, false),
            (Purpose::DataKey, false),
            (Purpose::Random, false),
        ];
        for (purpose, is_same) in kinds {
            assert_eq!(draw(1, 1, purpose) == stream(1, 1, 2).bytes::<16>(purpose), is_same);
        }
        let mut env = stream(1, 1, 1);
        assert_ne!(env.bytes::<16>(Purpose::KeyId), env.bytes::<16>(Purpose::KeyId));
    }
}
