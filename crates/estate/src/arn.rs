//! ARNs of every partition and Region. Not here: the identifiers of the model, which knows one partition (`core::ids`).

use std::fmt;
use std::rc::Rc;

/// An ARN as it is written: `arn:aws-cn:rds:cn-north-1:111122223333:cluster:orders`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arn {
    text: Rc<str>,
    /// Where the account, the Region and the resource begin and end, by part.
    service: (usize, usize),
    region: (usize, usize),
    account: (usize, usize),
}

impl Arn {
    /// Parses an ARN; `None` if it has no six parts, or no account of twelve digits.
    pub fn parse(text: &str) -> Option<Self> {
        let mut start = 0;
        let mut parts = [(0, 0); 5];
        for part in &mut parts {
            let end = start + text.get(start..)?.find(':')?;
            *part = (start, end);
            start = end + 1;
        }
        let [arn, partition, service, region, account] = parts;
        let is = |(from, to): (usize, usize)| text.get(from..to).unwrap_or_default();
        let known = is(arn) == "arn" && is(partition).starts_with("aws") && start < text.len();
        let number = is(account);
        let numbered = number.len() == 12 && number.bytes().all(|byte| byte.is_ascii_digit());
        (known && numbered).then(|| Self { text: text.into(), service, region, account })
    }

    fn part(&self, (from, to): (usize, usize)) -> &str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// `rds` or `kms`
    pub fn service(&self) -> &str {
        self.part(self.service)
    }

    /// The Region; empty for what has none, such as a global cluster.
    pub fn region(&self) -> &str {
        self.part(self.region)
    }

    /// The account, twelve digits.
    pub fn account(&self) -> &str {
        self.part(self.account)
    }

    /// What stands behind the account: `cluster:orders`, `key/1234…`.
    pub fn resource(&self) -> &str {
        self.text.get(self.account.1 + 1..).unwrap_or_default()
    }

    /// The resource without its type: `orders`, `1234…`.
    pub fn name(&self) -> &str {
        let resource = self.resource();
        resource.split_once([':', '/']).map_or(resource, |(_, name)| name)
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// An ARN of the same partition, service, Region and account.
    #[must_use]
    pub fn beside(&self, resource: &str) -> Option<Self> {
        Self::parse(&[self.text.get(..=self.account.1)?, resource].concat())
    }
}

/// A text with the ARNs of other partitions as if they were of `aws`, which is the only one of the model: accounts are the
/// same in every partition.
pub(crate) fn in_aws(text: &str) -> String {
    text.replace("arn:aws-cn:", "arn:aws:").replace("arn:aws-us-gov:", "arn:aws:")
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_every_partition() {
        for (text, region, account, name) in [
            ("arn:aws:rds:us-east-1:111122223333:cluster:orders", "us-east-1", "111122223333", "orders"),
            (
                "arn:aws-us-gov:kms:us-gov-west-1:000022223333:key/mrk-12",
                "us-gov-west-1",
                "000022223333",
                "mrk-12",
            ),
            ("arn:aws:rds::111122223333:global-cluster:shop", "", "111122223333", "shop"),
            (
                "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:rds:orders-2026-11-01",
                "eu-west-1",
                "111122223333",
                "rds:orders-2026-11-01",
            ),
        ] {
            let arn = Arn::parse(text).unwrap();
            assert_eq!((arn.region(), arn.account(), arn.name()), (region, account, name), "{text}");
            assert_eq!(arn.to_string(), text);
        }
        for text in ["", "orders", "arn:aws:rds:us-east-1:1:cluster:x", "arn:aws:kms:us-east-1:111122223333:"]
        {
            assert_eq!(Arn::parse(text), None, "{text}");
        }
    }
}
