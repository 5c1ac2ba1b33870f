//! Why IAM and AWS STS refuse, where AWS's message alone does not say it.

use playground_core::iam::IamRefusal;
use playground_core::ids::Principal;
use playground_core::kms::authorize::Denied;

use playground_plan::Question;

/// AWS says the same of a role that isn't there and of one that may not be assumed; here it is known which.
pub(super) fn why(names: &Question<'_>, why: &IamRefusal) -> String {
    match why {
        IamRefusal::AssumeRole { who, role, by, .. } => assume_role(names, who, role, *by),
        IamRefusal::Expired(_) => String::from(
            "The session has ended. Assume the role again, or take other credentials: `unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`.",
        ),
        _ => String::new(),
    }
}

fn assume_role(names: &Question<'_>, who: &Principal, role: &Principal, by: Denied) -> String {
    let foreign = who.account() != role.account();
    let text = match by {
        Denied::NoKeyPolicy if names.world.role(role).is_none() => {
            "There is no such role in that account. AWS answers as if there were one that you may not assume."
        }
        Denied::NoKeyPolicy => {
            "The role's trust policy doesn't let you in: no statement names you or your account, or its conditions (an external id, say) don't hold. `aws iam update-assume-role-policy` replaces it."
        }
        Denied::ExplicitInKeyPolicy => "The role's trust policy denies it to you explicitly.",
        Denied::NoIdentityPolicy if foreign => {
            "The role's trust policy lets you in, but the role is another account's: your own account must allow you `sts:AssumeRole` on it as well."
        }
        Denied::NoIdentityPolicy => {
            "The role's trust policy names only the account, which leaves the decision to IAM, and no policy of yours allows `sts:AssumeRole` on this role."
        }
        Denied::ExplicitInIdentityPolicy => "A policy of yours denies `sts:AssumeRole` explicitly.",
        Denied::ExplicitInSessionPolicy | Denied::NoSessionPolicy => {
            "The policy that your session was begun with doesn't allow `sts:AssumeRole`."
        }
        Denied::ExplicitInServiceControlPolicy => super::denied::BY_ORGANIZATION,
        Denied::Unfinished => "",
    };
    String::from(text)
}

#[cfg(test)]
mod tests {
    use crate::Session;
    use crate::view::{Focus, View};
    use playground_core::edition::Edition;

    #[test]
    fn what_awss_one_message_stands_for_is_told_apart() {
        let mut session = Session::new(Session::seed_of("1"), Edition::Y2026);
        let mut why = |lines: &str| {
            session.run(lines);
            let refusal =
                View::of_session(&session, &Focus::default()).console.pop().unwrap().refusal.unwrap();
            format!("{:?}", refusal.why)
        };
        let assume =
            "aws sts assume-role --role-session-name alice --role-arn arn:aws:iam::111122223333:role/app";
        assert!(why(assume).contains("no such role"));
        let create = |who: &str| {
            format!(
                "aws iam create-role --role-name app --assume-role-policy-document '{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"{who}\"}},\"Action\":\"sts:AssumeRole\"}}]}}'"
            )
        };
        assert!(
            why(&format!("{}\n{assume} --profile dev", create("111122223333")))
                .contains("leaves the decision")
        );
        let other = create("444455556666");
        assert!(
            why(&format!("aws iam delete-role --role-name app\n{other}\n{assume}"))
                .contains("doesn't let you in")
        );
        let partner = format!(
            "aws iam delete-user-policy --user-name admin --policy-name AdministratorAccess --profile partner\n{assume} --profile partner"
        );
        assert!(why(&partner).contains("your own account must allow"));
    }
}
