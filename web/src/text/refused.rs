//! Texts of "Why was I refused?" and of what Terraform would replace, on the page "Your own account". What is said of an error
//! comes from `playground-session`, of a plan from `playground-estate`, in English.

use super::language::Text;

/// AWS's words, which stay as they are in every language.
pub(crate) const REFUSED_EXAMPLE: &str =
    "An error occurred (KMSKeyNotAccessibleFault) when calling the CreateDBCluster operation: …";
pub(crate) const REFUSED_TITLE: Text = Text("Why was I refused?");
pub(crate) const REFUSED_LEAD: Text = Text(
    "Paste an error of the AWS CLI, Terraform, CloudFormation or an SDK, with the command if you have it. Your files are looked through for what causes it.",
);
pub(crate) const REFUSED_ALONE: Text = Text(
    "Paste an error of the AWS CLI, Terraform, CloudFormation or an SDK, with the command if you have it. With your files you also see which key, policy or snapshot causes it.",
);
pub(crate) const REFUSED_CAUSES: Text = Text("In your files");
pub(crate) const REFUSED_CAUSE: Text = Text("cause");
pub(crate) const REFUSED_BY_CODE: Text =
    Text("The code says what it is. AWS gives no text with it, or the model has one reason of this code.");
pub(crate) const REFUSED_CODE_ONLY: Text = Text(
    "The code is known, but this text is none that the playground knows, so it can't be told which rule is behind it.",
);
pub(crate) const REFUSED_NO: Text = Text(
    "The playground knows neither this code nor this text, so it can't be told what is behind it. It knows what AWS KMS and Amazon RDS refuse for Aurora clusters.",
);
pub(crate) const REFUSED_REPLACEMENT: Text = Text(
    "This is a plan of Terraform and no error. Bring what terraform show -json PLANFILE prints as a file: then you see what would be replaced, what forces it, and what to write instead.",
);
pub(crate) const REFUSED_NEAR: Text = Text("What is near:");
pub(crate) const REFUSED_MODEL: Text = Text(
    "The playground's own text for this case: no source says what AWS answers. If AWS gave you this, the assumption is right.",
);
pub(crate) const REFUSED_OLD: Text =
    Text("As the documentation had it in 2020; today's makes no such statement.");
pub(crate) const REFUSED_LONG: Text = Text("Only the first 8,000 bytes are looked at.");
pub(crate) const REFUSED_TRIED: Text = Text("Tried on a copy of what was read");
pub(crate) const REFUSED_WORKS: Text = Text("What works there");
pub(crate) const REFUSED_SAID: Text = Text("Explained below");

pub(crate) const PLAN_TITLE: Text = Text("What Terraform would replace or delete");
pub(crate) const PLAN_LEAD: Text = Text(
    "None of it has happened: this is what the plans would delete, or delete and create again, and why.",
);
pub(crate) const PLAN_INSTEAD: Text = Text("Instead");
pub(crate) const PLAN_STEPS: Text = Text("To get there");
