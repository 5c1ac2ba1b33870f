//! Boxes of the map: the things that the step is about, each with its key and what it hangs on, and nothing else. And the
//! envelope, link by link.

use std::fmt::Write as _;

use playground_session::picture::{Shape, Theme, shaped};
use playground_session::view::{EnvelopeView, Join, Look, MapView, Seal, ThingId};

use super::{Canvas, Face, ROOM, colour, wrapped};

/// The most pixels that a map of 360 pixels' width may be high, to be large enough.
const HIGH: usize = 390;

/// The scene of a map; `None` if there is nothing on it.
pub(super) fn scene(map: &MapView, look: Option<&Look>) -> Option<String> {
    if map.accounts.is_empty() {
        return None;
    }
    let drawn = |map: &MapView| bolder(&shaped(map, Theme::Light, "", Shape::Part));
    let things: Vec<&ThingId> = look.into_iter().flat_map(about).collect();
    // As many of the things as there is room for, the one that matters most first.
    let some = (1..=things.len().min(3)).rev().filter_map(|count| Some(only(map, things.get(..count)?)));
    let mut pictures = some.filter(|map| !map.accounts.is_empty()).map(|map| drawn(&map)).peekable();
    let Some(first) = pictures.peek().cloned() else { return Some(drawn(map)) };
    let fits = |svg: &String| crate::lessons::height(svg) as usize <= HIGH;
    let mut last = first;
    for svg in pictures {
        if fits(&svg) {
            return Some(svg);
        }
        last = svg;
    }
    Some(last)
}

/// What a step is about: the thing that it names, then what it has touched.
fn about(look: &Look) -> impl Iterator<Item = &ThingId> {
    let touched = look.touched.iter().filter_map(|it| it.thing.as_ref());
    let first = look.thing.iter();
    first.chain(touched.filter(|it| Some(*it) != look.thing.as_ref()))
}

/// The map with nothing but some things, their keys, and the clusters that they hang on.
fn only(map: &MapView, kept: &[&ThingId]) -> MapView {
    let mut map = map.clone();
    let is_kept = |thing: &ThingId| kept.contains(&thing);
    for region in map.accounts.iter_mut().flat_map(|account| &mut account.regions) {
        for cluster in &mut region.clusters {
            cluster.snapshots.retain(|it| is_kept(&it.thing));
            cluster.backup = cluster.backup.take().filter(|it| is_kept(&it.thing));
        }
        region.clusters.retain(|it| is_kept(&it.thing) || it.backup.is_some() || !it.snapshots.is_empty());
        region.snapshots.retain(|it| is_kept(&it.thing));
        region.backups.retain(|it| is_kept(&it.thing));
        let clusters = region.clusters.iter().flat_map(|it| {
            let hang = it.snapshots.iter().map(|it| &it.seal).chain(it.backup.as_ref().map(|it| &it.seal));
            hang.chain([&it.seal])
        });
        let others =
            region.snapshots.iter().map(|it| &it.seal).chain(region.backups.iter().map(|it| &it.seal));
        let keys: Vec<ThingId> = clusters.chain(others).filter_map(key).collect();
        region.keys.retain(|it| is_kept(&it.tag.thing) || keys.contains(&it.tag.thing));
    }
    for account in &mut map.accounts {
        let all = |it: &playground_session::view::RegionBox| {
            it.keys.len() + it.clusters.len() + it.snapshots.len() + it.backups.len()
        };
        account.regions.retain(|it| all(it) > 0);
    }
    map.accounts.retain(|it| !it.regions.is_empty());
    map
}

fn key(seal: &Seal) -> Option<ThingId> {
    match seal {
        Seal::Plain => None,
        Seal::Under(tag) => Some(tag.thing.clone()),
    }
}

/// The picture with an outline around its letters, since the cards' typeface is a thin one.
fn bolder(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len() * 11 / 10);
    for (number, piece) in svg.split("<text ").enumerate() {
        if number == 0 {
            out.push_str(piece);
            continue;
        }
        let fill = piece.split_once(" fill=\"").and_then(|(_, rest)| rest.split('"').next());
        let wide = if piece.contains("font-weight") { "0.6" } else { "0.3" };
        out.push_str("<text ");
        if let Some(fill) = fill {
            let _ = write!(out, "stroke=\"{fill}\" stroke-width=\"{wide}\" ");
        }
        out.push_str(piece);
    }
    out
}

/// The envelope: KMS key, wrapped data key, pages, and what opens which.
pub(super) fn envelope(it: &EnvelopeView) -> String {
    let mut canvas = Canvas::new();
    for link in it.chain.iter().take(4) {
        let how = match &link.join {
            Join::First => None,
            Join::Beside => Some((String::new(), colour::SOFT)),
            Join::Opens(how) => Some((how.to_string(), colour::ACCENT)),
            Join::Missing(why) => Some((why.to_string(), colour::BAD)),
        };
        if let Some((how, ink)) = how {
            let lines = wrapped(&how, 44, 2);
            if !lines.is_empty() {
                canvas.text("↓", (34, canvas.high + 34), 32, Face::MonoBold, ink);
            }
            for line in &lines {
                canvas.text(line, (72, canvas.high + 32), 23, Face::Plain, ink);
                canvas.high += 28;
            }
            canvas.high += 18;
        }
        let note = wrapped(&link.note.to_string(), 50, 2);
        let high = 62 + note.len() * 28;
        let edge = if link.intact { colour::ACCENT } else { colour::BAD };
        canvas.rect([1, canvas.high + 1, ROOM.0 - 2, high], 14, colour::SURFACE, edge);
        canvas.text(&link.title.to_string(), (24, canvas.high + 42), 30, Face::Bold, colour::INK);
        for (number, line) in note.iter().enumerate() {
            canvas.text(line, (24, canvas.high + 76 + number * 28), 22, Face::Plain, colour::SOFT);
        }
        canvas.high += high + 2;
    }
    canvas.document()
}
