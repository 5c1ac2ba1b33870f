//! Text that comes from somebody, as far as it may be shown as it is.

/// Whether a character hides what is there: control characters, and those that turn the direction of text around. With
/// them, what is read is not what is run.
pub fn hides(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
