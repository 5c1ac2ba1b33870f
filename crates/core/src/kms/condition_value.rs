//! Values of conditions that are more than a text: numbers, times, addresses, and bytes in base64.
//!
//! A value is parsed for each comparison, and once when its policy is put, to refuse what is none. How they are compared is
//! in `condition`.

use crate::env::Time;
use std::net::IpAddr;

/// The digits of a fraction that count.
const FRACTION: usize = 9;

/// A number, in units of 10⁻⁹: a sign or none, 1 to 18 digits, and up to 9 more after a point.
pub(super) fn number(text: &str) -> Option<i128> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=18).contains(&whole.len()) && (1..=FRACTION).contains(&fraction.len());
    if !fits || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let units = [whole, fraction, "000000000".get(fraction.len()..)?].concat().parse::<i128>().ok()?;
    Some(if negative { -units } else { units })
}

/// A time: seconds since 1970, or one of the forms of ISO 8601 that W3C's note on dates has (`2026`, `2026-12`,
/// `2026-12-01`, `2026-12-01T09:00Z`, `2026-12-01T09:00:00Z`, with a fraction, which is dropped, or an offset).
pub(super) fn time(text: &str) -> Option<Time> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && text.len() != 4 {
        return text.parse().ok().map(Time);
    }
    let Some((date, clock)) = text.split_once('T') else {
        let rest = match text.len() {
            4 => "-01-01",
            7 => "-01",
            10 => "",
            _ => return None,
        };
        return Time::parse(&[text, rest, "T00:00:00Z"].concat());
    };
    // Hours and minutes alone have no second colon before the zone.
    let zone = clock.find(['Z', '+', '-'])?;
    let (clock, zone) = clock.split_at_checked(zone)?;
    let seconds = if clock.len() == 5 { ":00" } else { "" };
    Time::parse(&[date, "T", clock, seconds, zone].concat())
}

/// A range of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network {
    first: IpAddr,
    /// How many bits from the left are those of the range.
    prefix: u32,
}

impl Network {
    /// Parses an address, or a range in CIDR notation: `203.0.113.0/24`, `2001:db8::/32`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (address, prefix) =
            text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let first: IpAddr = address.parse().ok()?;
        let bits = if first.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => bits,
            Some(digits) => digits.parse().ok().filter(|prefix| *prefix <= bits)?,
        };
        Some(Self { first, prefix })
    }

    /// Returns whether an address is in the range. One of IPv4 is in no range of IPv6, nor the other way round.
    pub(super) fn has(self, address: IpAddr) -> bool {
        match (self.first, address) {
            (IpAddr::V4(first), IpAddr::V4(other)) => {
                (first.to_bits() ^ other.to_bits()).leading_zeros() >= self.prefix
            }
            (IpAddr::V6(first), IpAddr::V6(other)) => {
                (first.to_bits() ^ other.to_bits()).leading_zeros() >= self.prefix
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes in base64 with padding (RFC 4648).
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte));
        let group = group << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let digit = ALPHABET.get((group >> (18 - 6 * at) & 63) as usize);
            out.push(if at > chunk.len() { '=' } else { digit.copied().map_or('=', char::from) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_what_is_none() {
        for (text, read) in [
            ("0", Some(0)),
            ("30", Some(30_000_000_000)),
            ("-1.5", Some(-1_500_000_000)),
            ("0.000000001", Some(1)),
            ("007", Some(7_000_000_000)),
            ("", None),
            ("-", None),
            ("+1", None),
            ("1.", None),
            (".5", None),
            ("1e3", None),
            ("1.0000000001", None),
            ("1234567890123456789", None),
        ] {
            assert_eq!(number(text), read, "{text}");
        }
    }

    #[test]
    fn times_in_every_form_and_what_is_none() {
        let day = "2026-12-01T00:00:00Z";
        for (text, read) in [
            ("2026", Some("2026-01-01T00:00:00Z")),
            ("2026-12", Some(day)),
            ("2026-12-01", Some(day)),
            ("2026-12-01T00:00Z", Some(day)),
            ("2026-12-01T00:00:00Z", Some(day)),
            ("2026-12-01T00:00:00.9Z", Some(day)),
            ("2026-12-01T01:00+01:00", Some(day)),
            ("2026-11-30T19:00:00-05:00", Some(day)),
            ("1796083200", Some(day)),
            ("0", Some("1970-01-01T00:00:00Z")),
            ("", None),
            ("soon", None),
            ("2026-13", None),
            ("2026-12-01T00Z", None),
            ("2026-12-01T00:00:00", None),
            ("-1", None),
        ] {
            assert_eq!(time(text).map(|time| time.to_string()).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn ranges_of_addresses_and_their_neighbours() {
        for (range, inside, outside) in [
            ("203.0.113.0/24", "203.0.113.255", "203.0.112.255"),
            ("203.0.113.7", "203.0.113.7", "203.0.113.6"),
            ("203.0.113.99/25", "203.0.113.1", "203.0.113.128"),
            ("0.0.0.0/0", "198.51.100.1", "2001:db8::1"),
            ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"),
            ("::/0", "2001:db8::1", "198.51.100.1"),
            ("2001:db8::1", "2001:db8::1", "2001:db8::2"),
        ] {
            let network = Network::parse(range).unwrap();
            assert!(network.has(inside.parse().unwrap()), "{range} {inside}");
            assert!(!network.has(outside.parse().unwrap()), "{range} {outside}");
        }
        for text in [
            "",
            "203.0.113",
            "203.0.113.0/33",
            "2001:db8::/129",
            "203.0.113.*",
            "203.0.113.0/",
            "10.0.0.0/-1",
        ] {
            assert_eq!(Network::parse(text), None, "{text}");
        }
    }

    #[test]
    fn base64_of_rfc_4648() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
