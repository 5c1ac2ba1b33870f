//! Numbers as fixed decimals. The engine needs no floating point, and printing it would take more code than
//! all of `JMESPath`.

use crate::json::Value;

/// The number of decimal places.
const PLACES: i32 = 9;
const ONE: i128 = 1_000_000_000;

/// A decimal in units of 10⁻⁹. Further digits are cut off; very large numbers saturate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Decimal(i128);

impl Decimal {
    pub(super) const ZERO: Self = Self(0);

    /// Parses a JSON number.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.trim_start_matches('+').parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, digits) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut units: i128 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            units = units.saturating_mul(10).saturating_add(i128::from(byte - b'0'));
        }
        let mut shift = exponent.saturating_add(PLACES).saturating_sub(i32::try_from(fraction.len()).ok()?);
        while shift > 0 && units != 0 && units != i128::MAX {
            units = units.saturating_mul(10);
            shift -= 1;
        }
        while shift < 0 && units != 0 {
            units /= 10;
            shift += 1;
        }
        Some(Self(if negative { -units } else { units }))
    }

    pub(super) fn of(value: &Value) -> Option<Self> {
        if let Value::Number(text) = value { Self::parse(text) } else { None }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    pub(super) fn over(self, count: usize) -> Self {
        Self(self.0 / i128::try_from(count).unwrap_or(i128::MAX).max(1))
    }

    pub(super) fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    pub(super) fn floor(self) -> Self {
        Self(self.0.div_euclid(ONE).saturating_mul(ONE))
    }

    pub(super) fn ceil(self) -> Self {
        Self(Self(self.0.saturating_neg()).floor().0.saturating_neg())
    }

    pub(super) fn value(self) -> Value {
        let magnitude = self.0.unsigned_abs();
        let one = ONE.unsigned_abs();
        let mut text = if self.0 < 0 { String::from("-") } else { String::new() };
        text.push_str(&(magnitude / one).to_string());
        let fraction = (magnitude % one + one).to_string();
        let fraction = fraction.get(1..).unwrap_or_default().trim_end_matches('0');
        if !fraction.is_empty() {
            text.push('.');
            text.push_str(fraction);
        }
        Value::Number(text)
    }
}
