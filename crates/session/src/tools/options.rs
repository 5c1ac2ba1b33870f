//! Options of programs: `-rn`, `-n 1`, `-n1`, `--ignore-case`, `--`.

/// The options that a program has.
pub(super) struct Known {
    /// Letters of options without a value.
    pub(super) flags: &'static str,
    /// Letters of options with a value.
    pub(super) valued: &'static str,
    /// Long names and their letters.
    pub(super) long: &'static [(&'static str, char)],
}

/// The options that were given.
#[derive(Debug, Default)]
pub(super) struct Given {
    given: Vec<(char, String)>,
    /// The other words.
    pub(super) operands: Vec<String>,
}

impl Known {
    pub(super) fn read(&self, args: &[String]) -> Result<Given, String> {
        let mut given = Given::default();
        let mut rest = args.iter();
        while let Some(arg) = rest.next() {
            if arg == "--" {
                given.operands.extend(rest.by_ref().cloned());
            } else if let Some(name) = arg.strip_prefix("--") {
                let (name, value) =
                    name.split_once('=').map_or((name, None), |(name, value)| (name, Some(value)));
                let found = self.long.iter().find(|(long, _)| *long == name);
                let letter = found.map(|(_, letter)| *letter).ok_or_else(|| self.unknown(arg))?;
                let value = match value {
                    Some(value) => value.to_owned(),
                    None if self.valued.contains(letter) => {
                        rest.next().ok_or_else(|| [arg, " needs a value."].concat())?.clone()
                    }
                    None => String::new(),
                };
                given.given.push((letter, value));
            } else if arg.len() > 1 && arg.starts_with('-') {
                self.letters(arg, &mut rest, &mut given)?;
            } else {
                given.operands.push(arg.clone());
            }
        }
        Ok(given)
    }

    fn letters(
        &self,
        arg: &str,
        rest: &mut std::slice::Iter<'_, String>,
        given: &mut Given,
    ) -> Result<(), String> {
        let mut letters = arg.chars().skip(1);
        while let Some(letter) = letters.next() {
            if self.flags.contains(letter) {
                given.given.push((letter, String::new()));
            } else if self.valued.contains(letter) {
                let attached: String = letters.by_ref().collect();
                let value = if attached.is_empty() {
                    rest.next().ok_or_else(|| format!("-{letter} needs a value."))?.clone()
                } else {
                    attached
                };
                given.given.push((letter, value));
            } else {
                return Err(self.unknown(arg));
            }
        }
        Ok(())
    }

    fn unknown(&self, arg: &str) -> String {
        let mut there = String::new();
        for letter in self.flags.chars().chain(self.valued.chars()) {
            there.push_str(" -");
            there.push(letter);
        }
        if there.is_empty() {
            return ["the option ", arg, " isn't modeled. It has none here."].concat();
        }
        ["the option ", arg, " isn't modeled. Here there are", &there, "."].concat()
    }
}

impl Given {
    pub(super) fn has(&self, letter: char) -> bool {
        self.given.iter().any(|(given, _)| *given == letter)
    }

    /// The last value of an option.
    pub(super) fn value(&self, letter: char) -> Option<&str> {
        self.given.iter().rev().find(|(given, _)| *given == letter).map(|(_, value)| value.as_str())
    }

    /// All values of an option.
    pub(super) fn values(&self, letter: char) -> impl Iterator<Item = &str> {
        self.given.iter().filter(move |(given, _)| *given == letter).map(|(_, value)| value.as_str())
    }

    /// A number.
    pub(super) fn number(&self, letter: char) -> Result<Option<i64>, String> {
        let Some(value) = self.value(letter) else { return Ok(None) };
        value
            .parse()
            .map(Some)
            .map_err(|_| format!("-{letter} needs a whole number, and \"{value}\" is none."))
    }
}
