//! IAM under made-up names: users, roles, groups, and what their policies say.

use std::rc::Rc;

use super::names::{Kind, Names};
use super::{each, policy};
use crate::estate::{Iam, Identity};

pub(super) fn redacted(names: &mut Names, of: &Iam) -> Iam {
    let Iam { identities, groups, managed, whole } = of;
    let mut out = Iam {
        identities: each(identities, names, identity),
        groups: each(groups, names, identity),
        ..Iam::default()
    };
    for (arn, document) in managed {
        // AWS's own are known to everybody.
        let document = match names.text(arn) {
            same if same == *arn && arn.starts_with("arn:aws:iam::aws:") => document.clone(),
            _ => policy::redacted(names, document, policy::Kind::Identity),
        };
        out.managed.insert_mut(names.text(arn), document);
    }
    for account in whole {
        out.whole.insert_mut(names.text(account));
    }
    out
}

fn identity(names: &mut Names, of: &Identity) -> Identity {
    let Identity { arn, inline, attached, groups, bounded } = of;
    let mut document = |(name, document): &(Rc<str>, _)| {
        (names.name(Kind::Policy, name), policy::redacted(names, document, policy::Kind::Identity))
    };
    Identity {
        inline: inline.iter().map(&mut document).collect(),
        arn: names.arn(arn),
        attached: attached.iter().map(|arn| names.text(arn)).collect(),
        groups: groups.iter().map(|name| names.name(Kind::Group, name)).collect(),
        bounded: *bounded,
    }
}
