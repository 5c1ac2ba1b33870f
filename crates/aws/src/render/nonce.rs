//! `playground repeat-nonce`: what two ciphertexts under one nonce give away.

use super::hexdump::dump;
use crate::base64;
use crate::json::{Object, Value};
use playground_core::ids::hex;
use playground_core::ops::playground::repeat_nonce::NonceRepeated;
use std::fmt::Write as _;

/// Bytes shown of each text; `--output json` has all of them.
const SHOWN: usize = 32;

fn xor(one: &[u8], other: &[u8]) -> Vec<u8> {
    one.iter().zip(other).map(|(one, other)| one ^ other).collect()
}

/// The answer as JSON and as text.
pub(super) fn render(it: &NonceRepeated, offset: usize) -> (Value, String) {
    let NonceRepeated { nonce, first, second } = it;
    let difference = xor(&first.ciphertext, &second.ciphertext);
    let recovered = xor(&difference, &first.content);
    let mut out = String::new();
    let (one, other) = (first.page.number, second.page.number);
    let _ = writeln!(
        out,
        "Pages {one} and {other} under one key and one nonce, {}. Nothing was written.",
        hex(nonce)
    );
    let mut part = |title: &str, bytes: &[u8]| {
        let _ = writeln!(out, "\n{title}");
        let end = bytes.len().min(offset.saturating_add(SHOWN));
        dump(&mut out, bytes.get(..end).unwrap_or(bytes), offset, SHOWN);
    };
    part(&format!("Page {one}, encrypted:"), &first.ciphertext);
    part(&format!("Page {other}, encrypted:"), &second.ciphertext);
    part("The two XORed. The key stream cancels out:", &difference);
    part(
        &format!("XORed with the text of page {one}, that is the text of page {other}, without any key:"),
        &recovered,
    );
    let json = Object::new()
        .with("PageNumber", Value::uint(one.into()))
        .with("WithPage", Value::uint(other.into()))
        .text("Nonce", &hex(nonce))
        .with("Ciphertexts", Value::strings([&first, &second].map(|page| base64::encode(&page.ciphertext))))
        .text("Xor", &base64::encode(&difference))
        .text("Recovered", &base64::encode(&recovered))
        .done();
    (json, out)
}
