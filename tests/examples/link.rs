//! Runs the commands of standard input and prints a line for `tests/links/good.tsv`: name, address, digest.
//! The first argument is the name, the second the title.

use playground_core::edition::Edition;
use playground_core::ids::hex;
use playground_session::Session;
use playground_session::address::Address;
use playground_session::exchange::Saved;
use playground_tests::play::run_lines;
use std::io::Read;

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    let mut arguments = std::env::args().skip(1);
    let (name, title) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let mut text = String::new();
    let _ = std::io::stdin().read_to_string(&mut text);
    let mut session = Session::new(Session::seed_of(&name), Edition::Y2020);
    run_lines(&mut session, &text);
    match Address::of(&Saved::of(&session, &title, None)) {
        Ok(address) => println!("{name}\t{}\t{}", address.hash(), hex(&session.digest())),
        Err(why) => eprintln!("{why}"),
    }
}
