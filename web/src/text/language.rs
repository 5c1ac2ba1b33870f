//! How a text is said in the language of the page: looked up by its English words when it is drawn. Which language that
//! is, and what is said in it: `static/language.js`.

use std::cell::RefCell;
use std::ops::Deref;

use playground_session::view::{Phrase, fill_text, number};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "../hooks.js")]
extern "C" {
    /// Returns whether the page is in another language than English.
    #[wasm_bindgen(js_name = isTranslated)]
    fn page_is_translated() -> bool;
    /// The same in the language of the page. It has the same names in braces.
    fn say(english: &str) -> String;
}

thread_local! {
    /// What was said already, sorted by the English text; none if the page is in English.
    static SAID: RefCell<Option<Vec<(&'static str, &'static str)>>> = RefCell::new(is_translated().then(Vec::new));
}

/// Returns whether the interface is in another language than English. Natively, where tests run, there is no page.
pub(crate) fn is_translated() -> bool {
    cfg!(target_arch = "wasm32") && page_is_translated()
}

/// A text of the interface. As a `str`, it is in the language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text(pub(super) &'static str);

impl Text {
    /// As it is written in the source.
    pub(crate) const fn english(self) -> &'static str {
        self.0
    }

    /// In the language of the page.
    #[inline(never)] // hundreds of places call it
    pub(crate) fn said(self) -> &'static str {
        SAID.with_borrow_mut(|said| match said {
            None => self.0,
            Some(said) => match said.binary_search_by_key(&self.0, |(english, _)| english) {
                Ok(at) => said.get(at).map_or(self.0, |(_, said)| said),
                Err(at) => {
                    // Kept for as long as the page: there are only as many as are written in the source.
                    let new: &'static str = say(self.0).leak();
                    said.insert(at, (self.0, new));
                    new
                }
            },
        })
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &'static str {
        self.said()
    }
}

/// What a view says, in the language of the page.
pub(crate) fn said(phrase: &Phrase) -> String {
    phrase.say(&|english| Text(english).said())
}

/// A name that a view gives, in the language of the page.
pub(crate) const fn named(english: &'static str) -> Text {
    Text(english)
}

/// A value in a text.
pub(crate) trait Value {
    fn put(&self, out: &mut String);
}

impl Value for &str {
    fn put(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl Value for String {
    fn put(&self, out: &mut String) {
        out.push_str(self);
    }
}

/// How many of something, as in a [`Phrase`].
impl Value for usize {
    fn put(&self, out: &mut String) {
        out.push_str(&number(*self));
    }
}

/// The number of a page or a byte, which is the name of it.
impl Value for u32 {
    fn put(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

/// The number of a bit, or its value.
impl Value for u8 {
    fn put(&self, out: &mut String) {
        u32::from(*self).put(out);
    }
}

/// Puts values into a text, in place of their names in braces.
#[inline(never)]
pub(super) fn fill(text: Text, parts: &[(&str, &dyn Value)]) -> String {
    let mut filled = String::new();
    fill_text(text.said(), &mut filled, &|name, out| {
        if let Some((_, value)) = parts.iter().find(|(part, _)| *part == name) {
            value.put(out);
        }
    });
    filled
}

/// A text with values in it: `say!("{count} lines", count)`, or `say!("{first} of {all}", first = one(), all = 2)`. The
/// compiler checks that the text has these names and no other.
macro_rules! say {
    ($text:literal, $($part:ident),+ $(,)?) => { say!($text, $($part = $part),+) };
    ($text:literal $(, $part:ident = $value:expr)* $(,)?) => {{
        if false {
            let _ = format_args!($text, $($part = $value),*);
        }
        $crate::text::language::fill($crate::text::Text($text), &[$((stringify!($part), &$value)),*])
    }};
}

/// Functions that put values into a text.
macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident($($part:ident: $kind:ty),+) = $text:literal;)+) => {
        $($(#[$doc])* pub(crate) fn $name($($part: $kind),+) -> String { say!($text, $($part),+) })+
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn values_stand_in_place_of_their_names() {
        let (first, last) = (1_u32, "{first}");
        assert_eq!(say!("{first} to {last} of {first}", first, last), "1 to {first} of 1");
        assert_eq!(say!("nothing"), "nothing");
    }

    #[test]
    fn how_many_there_are_is_said_with_a_comma_and_the_number_of_a_page_without() {
        let (page, count) = (1_234_u32, 2_300_usize);
        assert_eq!(say!("Page {page} of {count}", page, count), "Page 1234 of 2,300");
    }
}
