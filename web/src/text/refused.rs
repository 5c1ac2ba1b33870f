//! Texts of "Why was I refused?" and of what Terraform would replace, on the page "Your own account". What is said of an error
//! comes from `playground-session`, of a plan from `playground-estate`, in English.

use super::language::Text;

/// AWS's words, which stay as they are in every language.
pub(crate) const REFUSED_EXAMPLE: &str =
    "An error occurred (KMSKeyNotAccessibleFault) when calling the CreateDBCluster operation: …";
pub(crate) const REFUSED_TITLE: Text = Text("Why was I refused?");
pub(crate) const REFUSED_LEAD: Text = Text(
    "Paste an error from the AWS CLI, Terraform, CloudFormation or an SDK, with the command if you have it. Your files are searched for the cause.",
);
pub(crate) const REFUSED_ALONE: Text = Text(
    "Paste an error from the AWS CLI, Terraform, CloudFormation or an SDK, with the command if you have it. With your files, you also see which key, policy or snapshot causes it.",
);
pub(crate) const REFUSED_CAUSES: Text = Text("In your files");
pub(crate) const REFUSED_CAUSE: Text = Text("cause");
pub(crate) const REFUSED_BY_CODE: Text = Text(
    "Recognized by its code: AWS gives no message with it, or the model has only one reason for this code.",
);
pub(crate) const REFUSED_CODE_ONLY: Text =
    Text("The playground knows the code but not this message, so it can't tell which rule is behind it.");
pub(crate) const REFUSED_NO: Text = Text(
    "The playground doesn't know this code or message. It knows what AWS KMS and Amazon RDS refuse for Aurora clusters.",
);
pub(crate) const REFUSED_REPLACEMENT: Text = Text(
    "This is a Terraform plan, not an error. Add the output of terraform show -json PLANFILE as a file to see what would be replaced, what forces it, and what to write instead.",
);
pub(crate) const REFUSED_NEAR: Text = Text("Similar:");
pub(crate) const REFUSED_MODEL: Text = Text(
    "This is the playground's own text: AWS's isn't documented. If AWS gave you this, the assumption is right.",
);
pub(crate) const REFUSED_OLD: Text = Text("From the documentation of 2020; today's doesn't say this.");
pub(crate) const REFUSED_LONG: Text = Text("Only the first 8,000 bytes are read.");
pub(crate) const REFUSED_TRIED: Text = Text("Tried on a copy");
pub(crate) const REFUSED_WORKS: Text = Text("What works in the copy");
pub(crate) const REFUSED_SAID: Text = Text("Explained below");

pub(crate) const PLAN_TITLE: Text = Text("What Terraform would replace or delete");
pub(crate) const PLAN_LEAD: Text =
    Text("None of this has happened. It is what the plans would delete or replace, and why.");
pub(crate) const PLAN_INSTEAD: Text = Text("Instead");
pub(crate) const PLAN_STEPS: Text = Text("Steps");
