//! A file that a reader drops on the page or picks there: the line that makes it a file of the session, so that links,
//! exports and stored sessions have it as any other command; and what the console shows of such a line.
//!
//! What a program then reads is in `tools`; how the browser hands over the file is the page's.

use playground_aws::{base64, hides};

use crate::limits::{MAX_DROPPED, MAX_NAME};
use crate::shell::quote;

/// What ends the lines. A line that names it is shown as a file, also if somebody typed it: it means the same.
const END: &str = "END-OF-FILE";
/// The letters of a line of base64, as the program of that name writes it.
const WIDTH: usize = 76;

/// A file as a line made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The file's name.
    pub name: String,
    /// How many bytes it has.
    pub bytes: usize,
}

/// The line that makes a file of this name with these bytes: `cat > NAME <<'END-OF-FILE'`, with `head -c` for a text
/// whose last line has no end, and `base64 -d` for what is no text. The error says why there is none.
pub fn line(name: &str, bytes: &[u8]) -> Result<String, String> {
    check(name, bytes.len())?;
    let text = core::str::from_utf8(bytes).ok().filter(|text| !text.contains(is_odd));
    let (program, lines) = match text {
        Some(text) if text.is_empty() || text.ends_with('\n') => (String::from("cat"), text.to_owned()),
        Some(text) => (["head -c ", &bytes.len().to_string()].concat(), [text, "\n"].concat()),
        None => (String::from("base64 -d"), wrapped(&base64::encode(bytes))),
    };
    let mut end = String::from(END);
    while lines.lines().any(|line| line == end) {
        end.push_str("-X");
    }
    Ok([&program, " > ", &quote(name), " <<'", &end, "'\n", &lines, &end].concat())
}

/// Checks the name and the size of a file before it is read.
pub fn check(name: &str, bytes: usize) -> Result<(), String> {
    if name.is_empty() || name.contains(hides) || name.chars().count() > MAX_NAME {
        return Err(format!(
            "A file's name can have at most {MAX_NAME} visible characters here. Rename the file first: {}",
            name.chars().filter(|c| !hides(*c)).take(MAX_NAME).collect::<String>()
        ));
    }
    if bytes > MAX_DROPPED {
        let kilobytes = bytes.div_ceil(1_000);
        return Err(format!(
            "{name} has {kilobytes} kB, and a file can have at most 48 kB (48,000 bytes) here. Add a smaller one, or only the part that is needed."
        ));
    }
    Ok(())
}

/// The file that a line makes, if [`line`] wrote it. Looks at its beginning and end only.
pub fn made_by(line: &str) -> Option<Added> {
    let (head, lines) = line.split_once('\n')?;
    let (before, end) = head.strip_suffix('\'')?.rsplit_once(" <<'")?;
    let lines = lines.strip_suffix(end).filter(|_| end.starts_with(END))?;
    let (program, name) = before.split_once(" > ")?;
    let bytes = match program {
        "cat" => lines.len(),
        "base64 -d" => {
            let letters = lines.len() - lines.len().div_ceil(WIDTH + 1);
            let pads = lines.trim_end().bytes().rev().take_while(|byte| *byte == b'=').count();
            (letters / 4 * 3).saturating_sub(pads)
        }
        program => program.strip_prefix("head -c ")?.parse().ok()?,
    };
    let name = match name.strip_prefix('\'') {
        Some(quoted) => quoted.strip_suffix('\'')?.replace("'\\''", "'"),
        None => name.to_owned(),
    };
    Some(Added { name, bytes })
}

/// Returns whether a character can't stand in the lines of a command as it is.
fn is_odd(c: char) -> bool {
    hides(c) && !matches!(c, '\n' | '\t')
}

/// Letters in lines.
fn wrapped(letters: &str) -> String {
    let mut out = String::with_capacity(letters.len() + letters.len() / WIDTH + 1);
    for (at, letter) in letters.chars().enumerate() {
        if at > 0 && at % WIDTH == 0 {
            out.push('\n');
        }
        out.push(letter);
    }
    out + "\n"
}

#[cfg(test)]
mod tests {
    use playground_core::edition::Edition;

    use super::*;
    use crate::Session;
    use crate::limits::check_text;

    #[test]
    fn the_bytes_of_a_file_are_those_that_were_dropped() {
        let most = vec![b'x'; MAX_DROPPED];
        let binary: Vec<u8> = (0..=255).cycle().take(MAX_DROPPED).collect();
        let rows: [(&str, &[u8], &str); 12] = [
            ("policy.json", b"{\n\t\"a\": 1\n}\n", "cat > policy.json <<'END-OF-FILE'\n"),
            ("secret", b"no end of line", "head -c 14 > secret <<'END-OF-FILE'\n"),
            ("empty", b"", "cat > empty <<'END-OF-FILE'\nEND-OF-FILE"),
            ("my file (1)'s.txt", b"$A `b` \\\n", "cat > 'my file (1)'\\''s.txt' <<'END-OF-FILE'\n"),
            ("windows.txt", b"a\r\nb\r\n", "base64 -d > windows.txt <<'END-OF-FILE'\n"),
            ("a > b", b"\n\n", "cat > 'a > b' <<'END-OF-FILE'\n"),
            ("ends.txt", b"END-OF-FILE\nEND-OF-FILE-X\n", "cat > ends.txt <<'END-OF-FILE-X-X'\n"),
            ("hidden", "\u{202e}\n".as_bytes(), "base64 -d > hidden <<"),
            ("-rf", &[0, 255], "base64 -d > -rf <<"),
            ("one", &[255], "base64 -d > one <<"),
            ("most", &most, "head -c 48000 > most <<"),
            ("blob", &binary, "base64 -d > blob <<"),
        ];
        for (name, bytes, want) in rows {
            let line = line(name, bytes).unwrap();
            assert!(line.starts_with(want), "{line}");
            assert_eq!(check_text(&line), Ok(()));
            let mut session = Session::new(Session::seed_of("1"), Edition::Y2020);
            session.run(&line);
            let entry = session.entry().unwrap();
            assert_eq!((&*entry.line, entry.exit_code, &*entry.stderr), (&*line, 0, ""));
            assert_eq!(session.state().file(name).unwrap().as_ref(), bytes, "{name}");
            assert_eq!(made_by(&line), Some(Added { name: name.to_owned(), bytes: bytes.len() }));
        }
    }

    #[test]
    fn a_file_that_cannot_be_added_is_refused_by_name() {
        let said = |name: &str, bytes: usize| check(name, bytes).unwrap_err();
        assert!(
            said("photo.png", MAX_DROPPED + 1)
                .starts_with("photo.png has 49 kB, and a file can have at most 48 kB")
        );
        assert!(said(&"x".repeat(MAX_NAME + 1), 1).contains("at most 100 visible characters"));
        assert!(said("a\u{202e}b", 1).ends_with("first: ab"));
        assert!(said("", 1).contains("Rename the file"));
        assert_eq!(check(&"x".repeat(MAX_NAME), MAX_DROPPED), Ok(()));
    }

    #[test]
    fn other_lines_make_no_file_that_is_folded() {
        for line in [
            "",
            "cat > a <<'EOF'\nx\nEOF",
            "cat > a",
            "sql <<'END-OF-FILE'\nx\nEND-OF-FILE",
            "echo ' > x <<'\nEND-OF-FILE'",
        ] {
            assert_eq!(made_by(line), None, "{line}");
        }
    }
}
