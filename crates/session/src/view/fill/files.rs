//! What a world differs in from the files that it began with.

use playground_estate::world::Beside;

use crate::own::Accounts;
use crate::state::State;
use crate::view::FilesView;

pub(super) fn of(accounts: &Accounts, state: &State) -> FilesView {
    let (left_out, assumed): (Vec<&Beside>, Vec<&Beside>) =
        accounts.beside.iter().partition(|one| one.is_left_out());
    let lines =
        |those: Vec<&Beside>| those.iter().map(|one| (one.arn.to_string(), one.why.to_string())).collect();
    FilesView {
        left_out: lines(left_out),
        assumed: lines(assumed),
        profiles: state.profiles_of_own().collect(),
    }
}
