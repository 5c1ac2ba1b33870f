//! What of the files was read and found, in small parts that the sections are made of: that nothing was read or found, what of a
//! file can't be read, and the way out of findings.

use playground_estate::{Estate, FileRead, Finding, Kind, one_way_out};
use yew::{Html, html};

use super::Reading;
use crate::draw::icon;
use crate::text;

/// That nothing was found, as far as the files say; and in red, of which files nothing was read. Where nothing was read at all,
/// nothing can be said to be missing.
pub(super) fn nothing(reading: &Reading) -> Html {
    let lost = reading.files.iter().filter(|file| file.is_lost());
    let lost: Vec<&str> = lost.map(|file| &*file.name).collect();
    let said = (!lost.is_empty()).then(|| {
        html! { <p class="flash bad" role="alert">{ icon("#i-bad") }<span>{ text::own_lost_files(&lost.join(", ")) }</span></p> }
    });
    let clear = reading.found.is_empty() && !reading.estate.is_empty();
    html! { <>{ said }{ clear.then(|| html! { <p>{ text::OWN_NO_FINDINGS }</p> }) }</> }
}

/// What of a file can't be read, a line each.
pub(super) fn unread(estate: &Estate, file: &FileRead) -> Html {
    let line = |(place, message): (&str, &str)| {
        html! { <p class="bad">{ icon("#i-warn") }{ text::OWN_NOT_READ }{ " " }{ (!place.is_empty()).then(|| html! { <code>{ place.to_owned() }</code> }) }{ " " }{ message.to_owned() }</p> }
    };
    let lines = file.unread(estate).map(|problem| (&*problem.place, &*problem.message));
    html! { <>{ for lines.map(line) }</> }
}

/// The way out of findings of a kind, if it is the same for all of them. Otherwise it stands below each: [`own_way_out`].
pub(super) fn way_out(kind: Kind, found: &[&Finding]) -> String {
    one_way_out(found).unwrap_or_else(|| kind.way_out()).to_owned()
}

/// The way out of a finding, where others of its kind have another one.
pub(super) fn own_way_out(finding: &Finding, found: &[&Finding]) -> Html {
    let own = finding.own_way_out.clone().filter(|_| one_way_out(found).is_none());
    own.map(|own| html! { <><br /><span class="fade">{ own }</span></> }).unwrap_or_default()
}
