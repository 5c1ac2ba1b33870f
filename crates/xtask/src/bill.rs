//! What of other people's is shipped, as `third-party.txt` and `sbom.cdx.json`: in the site, and in the npm package,
//! which has more in it.

use std::path::Path;
use std::process::Command;

use crate::module::Module;
use crate::problem::Done;
use crate::project::Project;
use crate::site::must;

/// The scripts that write both.
pub(crate) const SCRIPTS: &str = "crates/xtask/bill";

/// What they are about.
#[derive(Clone, Copy)]
pub(crate) enum Shipped {
    /// The modules alone.
    Site,
    /// The modules, and what the npm package depends on.
    Package,
}

/// Writes both files into `out`, for these modules.
pub(crate) fn write(project: &Project, modules: &[Module], shipped: Shipped, out: &Path) -> Done<()> {
    let kind = match shipped {
        Shipped::Site => "site",
        Shipped::Package => "npm",
    };
    let mut node = Command::new("node");
    node.arg(project.root.join(SCRIPTS).join("make.mjs")).arg(out).arg(kind);
    node.args(modules.iter().map(|module| module.0));
    must("listing the third-party software", node)
}
