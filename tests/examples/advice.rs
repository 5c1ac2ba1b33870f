//! Prints every refusal of every scenario with the page's explanation, for people to read.

use playground_session::advice::explain;
use playground_session::view::Inline;
use playground_tests::SCENARIOS;
use playground_tests::play::play;

fn main() {
    for file in SCENARIOS {
        let played = play(file.name, file.text);
        let timeline = played.lesson.session().timeline();
        for id in 1..=timeline.len() {
            let Some(entry) = timeline.record(id) else { continue };
            let (Some(refused), Some(before)) = (&entry.refused, timeline.parent(id)) else { continue };
            let Some(state) = timeline.state_at(before) else { continue };
            let said = explain(&state.world, refused, entry.sql.as_deref());
            println!("== {}\n$ {}\n{}", file.name, entry.line, entry.stderr.trim());
            if let Some(rule) = said.rule {
                println!("{} {}: {}", rule.id, rule.place, rule.statement);
            }
            let why: Vec<&str> = said
                .why
                .iter()
                .map(|run| match run {
                    Inline::Text(t) | Inline::Code(t) | Inline::Strong(t) | Inline::Em(t) => t.as_str(),
                    Inline::Link { text, .. } | Inline::Term { text, .. } => text.as_str(),
                })
                .collect();
            println!("WHY {}", why.concat());
            for way in said.ways {
                println!("WAY {}\n  {}", way.text, way.commands.join("\n  "));
            }
            println!();
        }
    }
}
