//! The width of text, estimated without a browser. The widths are those of the wider ones among the usual
//! fonts, so that text stays inside its box.

/// The width of a monospace character in hundredths of an em.
const MONO: i32 = 62;

/// A font of the picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Font {
    /// The picture's heading.
    Heading,
    /// Names.
    Bold,
    /// Text.
    Small,
    /// Small headings, key letters.
    SmallBold,
    /// Ids and codes.
    Mono,
}

impl Font {
    /// The size in pixels.
    pub(super) const fn size(self) -> i32 {
        match self {
            Self::Heading => 20,
            Self::Bold => 15,
            Self::Small | Self::SmallBold => 14,
            Self::Mono => 13,
        }
    }

    /// The attributes other than the size; those that all fonts share are on the root.
    pub(super) const fn attributes(self) -> &'static str {
        match self {
            Self::Heading | Self::Bold | Self::SmallBold => " font-weight=\"600\"",
            Self::Small => "",
            Self::Mono => {
                " font-family=\"ui-monospace, 'DejaVu Sans Mono', 'Liberation Mono', Menlo, Consolas, monospace\""
            }
        }
    }

    /// The width of a character in hundredths of a pixel.
    fn wide(self, c: char) -> i32 {
        let em = match self {
            Self::Mono if c.is_ascii() => MONO,
            Self::Mono => 100,
            Self::Heading | Self::Bold | Self::SmallBold => sans(c) * 118 / 100,
            Self::Small => sans(c),
        };
        em * self.size()
    }
}

/// The width of a character in a proportional sans-serif font, in hundredths of an em.
fn sans(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' => 30,
        ' ' | 'f' | 't' | 'I' | '(' | ')' | '[' | ']' | '/' | '-' => 38,
        'r' => 42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 92,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' | '“' | '”' => 56,
        'A'..='Z' => 70,
        c if c.is_ascii() => 62,
        '\u{a0}'..='\u{24f}' => 70,
        _ => 105,
    }
}

/// The width of a text in pixels, rounded up.
pub(super) fn width(text: &str, font: Font) -> i32 {
    let hundredths: i32 = text.chars().take(1000).map(|c| font.wide(c)).sum();
    (hundredths + 99) / 100
}

/// The text, shortened with an ellipsis if it is wider than `most`, and its width in pixels.
pub(super) fn fitted(text: &str, most: i32, font: Font) -> (String, i32) {
    let whole = width(text, font);
    if whole <= most {
        return (String::from(text), whole);
    }
    let mut short = String::new();
    for c in text.chars() {
        short.push(c);
        short.push('…');
        if width(&short, font) > most {
            short.pop();
            short.pop();
            break;
        }
        short.pop();
    }
    let mut short = String::from(short.trim_end());
    short.push('…');
    let takes = width(&short, font);
    (short, takes)
}

/// Breaks a text at blanks into at most `lines` lines of at most `most` pixels; the last one is shortened.
pub(super) fn wrapped(text: &str, most: i32, font: Font, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(last) = out.last_mut() {
            let longer = [last.as_str(), " ", word].concat();
            if width(&longer, font) <= most || out.len() == lines {
                if let Some(last) = out.last_mut() {
                    *last = longer;
                }
                continue;
            }
        }
        out.push(String::from(word));
    }
    out.into_iter().map(|line| fitted(&line, most, font).0).collect()
}
