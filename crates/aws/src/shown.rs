//! Which text from somebody else may be shown as it is.

/// Returns whether a character hides what is run from whoever reads it: control characters, and those that
/// change the direction of text.
pub fn hides(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
