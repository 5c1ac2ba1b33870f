//! Base64 as the AWS CLI reads and prints blobs, and as links encode their payload. The coding is done by the
//! crate `base64`; here is only how strict it is.

use ::base64::Engine as _;
use ::base64::alphabet::{STANDARD, URL_SAFE};
use ::base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, NO_PAD, PAD};

/// Accepts any value in the unused bits of the last letter, like Python's decoder, which the CLI uses.
const fn lenient(config: GeneralPurposeConfig) -> GeneralPurposeConfig {
    config.with_decode_allow_trailing_bits(true)
}

const BLOB: GeneralPurpose = GeneralPurpose::new(&STANDARD, lenient(PAD));
const URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, lenient(NO_PAD));

/// Encodes bytes as padded text.
pub fn encode(bytes: &[u8]) -> String {
    BLOB.encode(bytes)
}

/// Decodes text; `None` unless it consists of whole, padded groups. White space is ignored.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let letters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BLOB.decode(letters).ok()
}

/// Encodes bytes as base64url without padding.
pub fn encode_url(bytes: &[u8]) -> String {
    URL.encode(bytes)
}

/// Decodes base64url without padding; `None` for an invalid letter or length.
pub fn decode_url(text: &str) -> Option<Vec<u8>> {
    URL.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_strict_it_is() {
        for (text, bytes) in
            [("", ""), ("Zg==", "f"), ("Zm9v\nYg==", "foob"), ("Zm9 vYmFy", "foobar"), ("Zh==", "f")]
        {
            assert_eq!(decode(text).unwrap(), bytes.as_bytes(), "{text}");
        }
        for text in ["Z", "Zg", "Zg=", "Zg==Zg==", "Z===", "Zm9*", "hello world", "-_=="] {
            assert_eq!(decode(text), None, "{text}");
        }
        assert_eq!(encode(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn of_links() {
        assert_eq!(encode_url(&[0xfb, 0xff]), "-_8");
        for (text, bytes) in [("", &[][..]), ("-_8", &[0xfb, 0xff]), ("-_9", &[0xfb, 0xff])] {
            assert_eq!(decode_url(text).unwrap(), bytes, "{text}");
        }
        for text in ["Z", "+/8", "-_8=", "Zm9v Yg"] {
            assert_eq!(decode_url(text), None, "{text}");
        }
    }
}
