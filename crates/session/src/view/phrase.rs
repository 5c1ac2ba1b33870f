//! What a view says of a state, kept as a text and the values in it, so that whoever draws it can look the text up in
//! another language. Nothing here knows a language.

use core::fmt;

/// Words of a view. As text ([`fmt::Display`]) they are in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// Words that stay as they are: names, dates, AWS's own words, answers of the model.
    Own(String),
    /// A text of ours.
    Text {
        /// The text, with the names of values in braces.
        english: &'static str,
        /// The values by their names.
        values: Vec<(&'static str, Phrase)>,
    },
    /// Several, with a separator between them. Empty ones are left out.
    List(&'static str, Vec<Phrase>),
}

impl Phrase {
    /// Words that stay as they are.
    pub fn own(words: &str) -> Self {
        Self::Own(words.into())
    }

    /// Several, with commas between them.
    pub fn list(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::List(", ", parts.into_iter().collect())
    }

    /// Several sentences.
    pub(super) fn sentences(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::List(" ", parts.into_iter().collect())
    }

    /// A value in a text; see `phrase!`.
    pub(crate) fn value(value: impl Value) -> Self {
        value.into_phrase()
    }

    /// A text with values in it; see `phrase!`.
    pub(crate) fn with(english: &'static str, values: Vec<(&'static str, Self)>) -> Self {
        Self::Text { english, values }
    }

    /// Returns whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Own(words) => words.is_empty(),
            Self::Text { english, .. } => english.is_empty(),
            Self::List(_, parts) => parts.iter().all(Self::is_empty),
        }
    }

    /// The words, with each text as `look_up` has it. What it returns has the same names in braces.
    pub fn say(&self, look_up: &dyn Fn(&'static str) -> &'static str) -> String {
        let mut out = String::new();
        self.push(&mut out, look_up);
        out
    }

    fn push(&self, out: &mut String, look_up: &dyn Fn(&'static str) -> &'static str) {
        match self {
            Self::Own(words) => out.push_str(words),
            Self::List(between, parts) => {
                for (at, part) in parts.iter().filter(|part| !part.is_empty()).enumerate() {
                    if at > 0 {
                        out.push_str(between);
                    }
                    part.push(out, look_up);
                }
            }
            Self::Text { english: "", .. } => (),
            Self::Text { english, values } => {
                let put = |name: &str, out: &mut String| {
                    if let Some((_, value)) = values.iter().find(|(of, _)| *of == name) {
                        value.push(out, look_up);
                    }
                };
                fill(look_up(english), out, &put);
            }
        }
    }
}

/// Writes a text to `out`. In place of each name in braces, `put` writes its value.
pub fn fill(text: &str, out: &mut String, put: &dyn Fn(&str, &mut String)) {
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        out.push_str(before);
        put(name, out);
        rest = after;
    }
    out.push_str(rest);
}

impl Default for Phrase {
    fn default() -> Self {
        Self::Own(String::new())
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(&|english| english))
    }
}

/// A text of ours. AWS's words are [`Phrase::own`].
impl From<&'static str> for Phrase {
    fn from(english: &'static str) -> Self {
        Self::Text { english, values: Vec::new() }
    }
}

/// How many of something. The number of a page or a row, which is the name of it, is a `String`.
impl From<usize> for Phrase {
    fn from(count: usize) -> Self {
        Self::Own(number(count))
    }
}

/// What can stand in a text. A `String` can, but is no phrase without a text around it: what is put together from words must be
/// a [`Phrase::Text`], and what stays as it is says so by [`Phrase::own`].
pub(crate) trait Value {
    fn into_phrase(self) -> Phrase;
}

impl Value for String {
    fn into_phrase(self) -> Phrase {
        Phrase::Own(self)
    }
}

impl<T: Into<Phrase>> Value for T {
    fn into_phrase(self) -> Phrase {
        self.into()
    }
}

/// How many of something, with a comma after the thousands.
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}

/// A text of ours with values in it: `phrase!("deleted at {at}", at = names::clock(at))`. The compiler checks that the text
/// has these names and no other. Texts are values as well.
macro_rules! phrase {
    ($text:literal, $($part:ident = $value:expr),+ $(,)?) => {{
        if false {
            let _ = format_args!($text, $($part = $value),+);
        }
        $crate::view::Phrase::with($text, vec![$((stringify!($part), $crate::view::Phrase::value($value))),+])
    }};
}
pub(crate) use phrase;

/// A text with a number of things, for 1 and for all others: `counted!(rows, "1 row", "{count} rows")`.
macro_rules! counted {
    ($count:expr, $one:literal, $many:literal) => {{
        let count: usize = $count;
        if count == 1 {
            $crate::view::Phrase::from($one)
        } else {
            $crate::view::phrase!($many, count = count)
        }
    }};
}
pub(crate) use counted;

#[cfg(test)]
mod tests {
    use super::*;

    fn left() -> Phrase {
        phrase!("{count} days", count = 3)
    }

    #[test]
    fn texts_are_looked_up_wherever_they_stand_and_values_are_not() {
        let about = phrase!("{name} is kept {left}", name = String::from("{left} days"), left = left());
        let all = Phrase::list([about, Phrase::default(), "encrypted".into(), Phrase::own("available")]);
        assert_eq!(all.to_string(), "{left} days is kept 3 days, encrypted, available");
        let said = all.say(&|english| match english {
            "{name} is kept {left}" => "{left} bleibt {name}",
            "{count} days" => "{count} Tage",
            "encrypted" => "verschlüsselt",
            other => other,
        });
        assert_eq!(said, "3 Tage bleibt {left} days, verschlüsselt, available");
    }

    #[test]
    fn thousands_have_a_comma() {
        let said = [0, 999, 1_000, 12_345, 1_234_567].map(number);
        assert_eq!(said, ["0", "999", "1,000", "12,345", "1,234,567"]);
        let resources = |count| counted!(count, "1 resource", "{count} resources").to_string();
        assert_eq!([1, 0, 1_000].map(resources), ["1 resource", "0 resources", "1,000 resources"]);
    }

    #[test]
    fn nothing_to_say_is_not_looked_up() {
        for nothing in [Phrase::default(), "".into(), Phrase::list([]), Phrase::list(["".into()])] {
            assert!(nothing.is_empty(), "{nothing:?}");
            assert_eq!(nothing.say(&|_| "looked up"), "");
        }
        assert!(!Phrase::list(["".into(), left()]).is_empty());
    }
}
