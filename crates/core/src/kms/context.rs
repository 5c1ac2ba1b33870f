//! The encryption context: names and values that are bound to a ciphertext. They are not secret; CloudTrail
//! shows them.

use super::refusal::KmsRefusal;
use crate::sort::sorted;
use std::fmt;
use std::rc::Rc;

/// Names with values, kept sorted by name, since the order in which they were given does not matter. Clones
/// share the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct EncryptionContext(Rc<[(Rc<str>, Rc<str>)]>);

impl Default for EncryptionContext {
    fn default() -> Self {
        Self(Rc::new([]))
    }
}

impl EncryptionContext {
    /// The bytes of all names and values together, at most.
    pub const MOST_BYTES: usize = 8_192;

    /// Sorts the pairs. A repeated name, or more than [`Self::MOST_BYTES`], is an error.
    pub fn new(pairs: Vec<(Rc<str>, Rc<str>)>) -> Result<Self, KmsRefusal> {
        let pairs = sorted(pairs, Ord::cmp);
        if pairs.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > Self::MOST_BYTES {
            return Err(KmsRefusal::ContextTooLong);
        }
        let repeated = pairs.windows(2).find_map(|pair| match pair {
            [(first, _), (second, _)] if first == second => Some(first),
            _ => None,
        });
        if let Some(name) = repeated {
            return Err(KmsRefusal::ContextTwice(name.clone()));
        }
        Ok(Self(pairs.into()))
    }

    /// A context with one pair.
    pub fn one(name: &str, value: &str) -> Self {
        Self(Rc::new([(name.into(), value.into())]))
    }

    /// The context that Aurora binds to a cluster's keys: `aws:rds:dbc-id`.
    pub fn of_cluster(resource_id: &str) -> Self {
        Self::one("aws:rds:dbc-id", resource_id)
    }

    /// The pairs, sorted by name.
    pub fn pairs(&self) -> &[(Rc<str>, Rc<str>)] {
        &self.0
    }

    /// Returns whether the context has no pairs.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a name, compared without case, as conditions and grant constraints do.
    pub fn get_ignoring_case(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(n, _)| n.eq_ignore_ascii_case(name))?;
        Some(&found.1)
    }

    /// Returns whether each pair of `other` has a counterpart of its own in this context; names are compared
    /// without case, values exactly.
    pub fn includes(&self, other: &Self) -> bool {
        let mut own = self.without_case().into_iter();
        other.without_case().iter().all(|pair| own.any(|it| it == *pair))
    }

    /// Returns whether the pairs are those of `other`, one to one; names are compared without case, values
    /// exactly.
    pub fn equals(&self, other: &Self) -> bool {
        self.without_case() == other.without_case()
    }

    /// The pairs with the names in lower case, sorted.
    fn without_case(&self) -> Vec<(String, &str)> {
        sorted(self.0.iter().map(|(n, v)| (n.to_ascii_lowercase(), &**v)).collect(), Ord::cmp)
    }

    /// The bytes that are authenticated with a ciphertext: the number of pairs, and for each pair, in byte
    /// order of the names, the length and bytes of the name and of the value; lengths are 16-bit big-endian.
    /// Different contexts give different bytes; an empty context gives none. The AWS Encryption SDK publishes
    /// this form; KMS does not publish its own.
    pub fn canonical(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.0.is_empty() {
            return out;
        }
        let length = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).to_be_bytes();
        out.extend(length(self.0.len()));
        for text in self.0.iter().flat_map(|(name, value)| [name, value]) {
            out.extend(length(text.len()));
            out.extend(text.as_bytes());
        }
        out
    }
}

impl fmt::Display for EncryptionContext {
    /// The pairs in the CLI's shorthand: `name=value,name=value`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (name, value)) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(",")?;
            }
            f.write_str(name)?;
            f.write_str("=")?;
            f.write_str(value)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(pairs: &[(&str, &str)]) -> EncryptionContext {
        EncryptionContext::new(pairs.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect()).unwrap()
    }

    #[test]
    fn order_of_the_pairs_does_not_matter() {
        let one = context(&[("b", "2"), ("a", "1")]);
        assert_eq!(one, context(&[("a", "1"), ("b", "2")]));
        assert_eq!(one.to_string(), "a=1,b=2");
        assert_eq!(one.canonical(), b"\0\x02\0\x01a\0\x011\0\x01b\0\x012");
    }

    /// All contexts of at most two pairs whose texts are of these.
    fn small_contexts(texts: &[&str]) -> Vec<EncryptionContext> {
        let pair = |n: &str, v: &str| (Rc::from(n), Rc::from(v));
        let pairs: Vec<_> = texts.iter().flat_map(|n| texts.iter().map(move |v| pair(n, v))).collect();
        let two =
            pairs.iter().flat_map(|one| pairs.iter().map(move |other| vec![one.clone(), other.clone()]));
        let fewer = pairs.iter().map(|one| vec![one.clone()]).chain([vec![]]);
        // The order does not matter, so that most pairs of pairs come twice.
        let all: std::collections::BTreeSet<_> =
            fewer.chain(two).filter_map(|pairs| EncryptionContext::new(pairs).ok()).collect();
        all.into_iter().collect()
    }

    #[test]
    fn no_two_small_contexts_share_a_canonical_form() {
        let all = small_contexts(&["", "a", "A", "b", "ab", "\0", "\0\u{1}", "\0\u{1}a"]);
        let forms: std::collections::BTreeSet<_> = all.iter().map(EncryptionContext::canonical).collect();
        assert_eq!(forms.len(), all.len());
        assert_eq!(all.len(), 1 + 64 + 64 * 56 / 2, "all of them");
    }

    /// Returns whether each of `wanted` can be given a pair of `given` of its own: by trying all ways.
    fn one_to_one(wanted: &[(Rc<str>, Rc<str>)], given: &[(Rc<str>, Rc<str>)]) -> bool {
        let Some(((name, value), rest)) = wanted.split_first() else { return true };
        (0..given.len()).any(|at| {
            let mut left = given.to_vec();
            let (n, v) = left.remove(at);
            n.eq_ignore_ascii_case(name) && v == *value && one_to_one(rest, &left)
        })
    }

    #[test]
    fn constraints_match_as_trying_all_ways_does() {
        let all = small_contexts(&["a", "A", "b", ""]);
        for given in &all {
            for wanted in &all {
                let included = one_to_one(wanted.pairs(), given.pairs());
                assert_eq!(given.includes(wanted), included, "{wanted} in {given}");
                let equal = included && wanted.pairs().len() == given.pairs().len();
                assert_eq!(given.equals(wanted), equal, "{wanted} and {given}");
            }
        }
    }

    #[test]
    fn a_name_given_twice_is_refused_but_not_one_of_another_case() {
        let pairs = |second: &str| vec![("a".into(), "1".into()), (second.into(), "2".into())];
        assert!(EncryptionContext::new(pairs("a")).is_err());
        assert!(EncryptionContext::new(pairs("A")).is_ok());
    }

    #[test]
    fn constraints_ignore_the_case_of_names_only() {
        let given = context(&[("Dept", "hr"), ("x", "1")]);
        for (wanted, included, equal) in [
            (context(&[]), true, false),
            (context(&[("dept", "hr")]), true, false),
            (context(&[("dept", "HR")]), false, false),
            (context(&[("DEPT", "hr"), ("X", "1")]), true, true),
            (context(&[("dept", "hr"), ("y", "1")]), false, false),
            // One pair can't stand for two.
            (context(&[("dept", "hr"), ("DEPT", "hr")]), false, false),
        ] {
            assert_eq!(given.includes(&wanted), included, "{wanted}");
            assert_eq!(given.equals(&wanted), equal, "{wanted}");
        }
        let both = context(&[("x", "1"), ("X", "2")]);
        assert!(both.includes(&context(&[("x", "2")])), "whichever of the two comes first");
        assert!(both.equals(&context(&[("X", "1"), ("x", "2")])));
    }

    #[test]
    fn as_many_bytes_as_8_192() {
        let of = |bytes: usize| EncryptionContext::new(vec![("name".into(), "v".repeat(bytes - 4).into())]);
        assert!(of(EncryptionContext::MOST_BYTES).is_ok());
        assert!(of(EncryptionContext::MOST_BYTES + 1).is_err());
    }
}
