//! What `playground read-path` answers: each way that data takes, and what encrypts it there.

use crate::json::{Object, Value};
use playground_core::rds::transit::{Layer, Path};
use playground_core::rules::RuleId;
use std::fmt::Write as _;

/// The answer as JSON and as text.
pub(super) fn render(paths: &[Path]) -> (Value, String) {
    (Object::new().with("Paths", Value::Array(paths.iter().map(json).collect())).done(), text(paths))
}

fn json(path: &Path) -> Value {
    let layers = path.layers.iter().map(|layer| said(*layer).0.to_owned());
    Object::new()
        .text("From", &path.from)
        .show("FromRegion", &path.from_region)
        .text("To", &path.to)
        .show("ToRegion", &path.to_region)
        .with("EncryptedBy", Value::strings(layers))
        .done()
}

fn text(paths: &[Path]) -> String {
    let mut out = String::new();
    for path in paths {
        let _ = writeln!(out, "{} ({}) to {} ({})", path.from, path.from_region, path.to, path.to_region);
        for layer in &path.layers {
            let (_, words, rule) = said(*layer);
            let _ = writeln!(out, "  {words} ({})", rule.name());
        }
        if path.layers.is_empty() {
            out.push_str("  nothing but the TLS that the client asks for\n");
        }
    }
    if paths.is_empty() {
        out.push_str("Nothing travels yet: there is no reader, no replica and no --client-region.\n");
    }
    out
}

/// A layer's name, what it does, and its rule.
const fn said(layer: Layer) -> (&'static str, &'static str, RuleId) {
    match layer {
        Layer::Replication => ("Replication", "Aurora encrypts what it replicates", RuleId::S04),
        Layer::Physical => ("PhysicalLayer", "AWS encrypts its network at the physical layer", RuleId::T01),
        Layer::BetweenRegions => {
            ("BetweenRegions", "VPC peering between Regions encrypts in bulk once more", RuleId::T02)
        }
        Layer::Hardware => {
            ("InstanceHardware", "the instances' hardware encrypts with 256-bit AEAD", RuleId::T03)
        }
    }
}
