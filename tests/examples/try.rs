//! Runs the lines of standard input in a new world, of the edition that is its argument, and prints what a terminal would
//! show.

use playground_core::edition::Edition;
use playground_session::Session;
use std::io::Read;

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    let edition = std::env::args().nth(1).and_then(|name| Edition::parse(&name)).unwrap_or_default();
    let mut text = String::new();
    let _ = std::io::stdin().read_to_string(&mut text);
    let mut session = Session::new(Session::seed_of("try"), edition);
    for id in session.run(&text) {
        if let Some(entry) = session.timeline().record(id) {
            let rule = entry.refused.as_ref().and_then(|refused| refused.rule);
            println!("$ {}\n{}{}", entry.line, entry.stdout, entry.stderr);
            if let Some(rule) = rule {
                println!("[{}]", rule.id);
            }
        }
    }
}
