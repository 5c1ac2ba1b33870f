//! The pictures that other sites show of a link: 1200 × 630 pixels, as PNG, since they don't show SVG. Drawn with resvg and
//! typefaces that come with a crate, so that they are the same wherever the site is built.

use std::fmt::Write as _;
use std::sync::Arc;

use playground_session::picture::escaped;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::Done;
use crate::look::{NAME, SIZE};
use crate::scene::ROOM;

/// Where the scene begins, and how far it stays away from the picture's top and bottom.
const LEFT: f32 = 540.0;
const ABOVE: f32 = 32.0;
/// The room for the title, in pixels.
const TITLE: usize = 440;
/// The most colours of a picture.
const COLOURS: usize = 64;

/// What is said on a card.
pub(crate) struct Card<'a> {
    /// Above the title, in small type.
    pub(crate) above: &'a str,
    pub(crate) title: &'a str,
    /// What stands beside them, as SVG.
    pub(crate) scene: Option<&'a str>,
}

/// Draws cards.
pub(crate) struct Painter(Options<'static>);

impl Painter {
    /// A painter with its typefaces.
    pub(crate) fn new() -> Self {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
        fonts.load_font_data(epaint_default_fonts::HACK_REGULAR.to_vec());
        fonts.set_sans_serif_family("Ubuntu");
        fonts.set_monospace_family("Hack");
        Self(Options { fontdb: Arc::new(fonts), font_family: "Ubuntu".into(), ..Options::default() })
    }

    /// A card as PNG.
    pub(crate) fn png(&self, card: &Card<'_>) -> Done<Vec<u8>> {
        let (wide, high) = SIZE;
        let mut picture = Pixmap::new(wide, high).ok_or("a card without pixels")?;
        picture.fill(Color::from_rgba8(0xf4, 0xf6, 0xf8, 255));
        if let Some(scene) = card.scene {
            self.draw_scene(scene, &mut picture)?;
        }
        resvg::render(&self.tree(&words(card))?, Transform::identity(), &mut picture.as_mut());
        encoded(&picture)
    }

    /// Draws a scene as large as it fits beside the words, in the middle of its room.
    fn draw_scene(&self, scene: &str, picture: &mut Pixmap) -> Done<()> {
        let tree = self.tree(scene)?;
        #[expect(clippy::cast_precision_loss, reason = "a few hundred pixels")]
        let (wide, high) = (ROOM.0 as f32, ROOM.1 as f32);
        let size = tree.size();
        let scale = (wide / size.width()).min(high / size.height());
        let (left, above) = ((wide - size.width() * scale) / 2.0, (high - size.height() * scale) / 2.0);
        let place = Transform::from_row(scale, 0.0, 0.0, scale, LEFT + left, ABOVE + above);
        resvg::render(&tree, place, &mut picture.as_mut());
        Ok(())
    }

    fn tree(&self, svg: &str) -> Done<Tree> {
        Tree::from_str(svg, &self.0).map_err(|error| format!("a picture can't be drawn: {error}"))
    }
}

/// The words of a card.
fn words(card: &Card<'_>) -> String {
    let room = if card.scene.is_some() { TITLE } else { 1056 };
    let (size, lines) = fitted(card.title, room);
    let mut svg =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\">", SIZE.0, SIZE.1);
    let mut line = |y: usize, size: usize, bold: f32, colour: &str, text: &str| {
        // The typeface has one weight; an outline makes it a bold one.
        let _ = write!(
            svg,
            "<text x=\"64\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\" stroke=\"{colour}\" stroke-width=\"{bold}\">{}</text>",
            escaped(text)
        );
    };
    let (_, above) = fitted_to(card.above, room, 24);
    for (number, text) in above.iter().enumerate() {
        line(96 + number * 30, 24, 0.5, "#0b5f73", text);
    }
    let top = 116 + above.len() * 30 + size;
    for (number, text) in lines.iter().enumerate() {
        line(top + number * size * 5 / 4, size, 1.6, "#17212b", text);
    }
    line(546, 26, 0.9, "#0b5f73", NAME);
    line(580, 20, 0.3, "#53606d", "Run it in your browser. No account, nothing sent.");
    svg.push_str("</svg>");
    svg
}

/// The largest size at which a title fits, and its lines.
fn fitted(title: &str, room: usize) -> (usize, Vec<String>) {
    let sizes = [60, 52, 46, 40, 34, 30, 26];
    let fits = |size: &usize| {
        let lines = fitted_to(title, room, *size).1;
        lines.len() * size * 5 / 4 <= 340 && lines.iter().all(|line| wide(line, *size) <= room)
    };
    fitted_to(title, room, sizes.into_iter().find(fits).unwrap_or(22))
}

/// The lines of a text at a size, broken at blanks and after hyphens.
fn fitted_to(text: &str, room: usize, size: usize) -> (usize, Vec<String>) {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_inclusive([' ', '-']) {
        match lines.last_mut() {
            Some(line) if wide(&format!("{line}{word}"), size) <= room => line.push_str(word),
            _ => lines.push(word.to_owned()),
        }
    }
    (size, lines)
}

/// About how wide a line is: the typeface's letters are a little over half as wide as high.
fn wide(text: &str, size: usize) -> usize {
    text.trim_end().chars().count() * size * 54 / 100
}

/// A picture as PNG with a palette. Colours that are nearly the same become one; should there still be too many, rare ones
/// become their nearest neighbours.
fn encoded(picture: &Pixmap) -> Done<Vec<u8>> {
    let pixels: Vec<u16> = picture.data().chunks_exact(4).map(bucket).collect();
    let mut buckets = vec![([0_u32; 3], 0_u32); 1 << (3 * BITS)];
    for (number, pixel) in pixels.iter().zip(picture.data().chunks_exact(4)) {
        if let Some((sums, count)) = buckets.get_mut(usize::from(*number)) {
            sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += u32::from(*value));
            *count += 1;
        }
    }
    let mut used: Vec<(u16, ([u32; 3], u32))> =
        (0..).zip(buckets).filter(|(_, (_, count))| *count > 0).collect();
    used.sort_by_key(|(number, (_, count))| (std::cmp::Reverse(*count), *number));
    let mean = |(_, (sums, count)): &(u16, ([u32; 3], u32))| {
        sums.map(|sum| u8::try_from(sum / count).unwrap_or(255))
    };
    let palette: Vec<[u8; 3]> = used.iter().take(COLOURS).map(mean).collect();
    let mut place = vec![0_u8; 1 << (3 * BITS)];
    for one in &used {
        let nearest = (0_u8..=255).zip(&palette).min_by_key(|(_, other)| distance(mean(one), **other));
        if let Some((slot, (at, _))) = place.get_mut(usize::from(one.0)).zip(nearest) {
            *slot = at;
        }
    }
    let indexed: Vec<u8> =
        pixels.iter().map(|pixel| place.get(usize::from(*pixel)).copied().unwrap_or(0)).collect();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::NoFilter); // neighbours in a palette have nothing to do with each other
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&indexed));
    written.map_err(|error| format!("a card can't be written: {error}"))?;
    Ok(out)
}

/// The bits that are kept of each of red, green and blue.
const BITS: u32 = 5;

/// The number of a pixel's colour, rounded.
fn bucket(pixel: &[u8]) -> u16 {
    pixel.iter().take(3).fold(0, |number, value| number << BITS | u16::from(value >> (8 - BITS)))
}

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_a_small_png_of_the_right_size_with_its_words() {
        let card = |title| Card { above: "A scenario", title, scene: None };
        let painter = Painter::new();
        let (one, other) = (painter.png(&card("One")).unwrap(), painter.png(&card("Other")).unwrap());
        let read = png::Decoder::new(std::io::Cursor::new(&one)).read_info().unwrap();
        assert_eq!((read.info().width, read.info().height), SIZE);
        assert_eq!(read.info().color_type, png::ColorType::Indexed);
        assert!(one.len() < 20_000, "{}", one.len());
        assert_ne!(one, other);
        assert_eq!(one, painter.png(&card("One")).unwrap());
    }

    #[test]
    fn a_long_title_stays_beside_the_scene() {
        for title in [
            "What does inaccessible-encryption-credentials-recoverable mean, and what can I do about it?",
            "KMSKeyNotAccessibleFault",
            "The key can't be changed. Change it all the same",
        ] {
            let (size, lines) = fitted(title, TITLE);
            assert!(
                size >= 26 && lines.iter().all(|line| wide(line, size) <= TITLE),
                "{title}: {size} {lines:?}"
            );
            assert_eq!(lines.concat(), title);
        }
    }
}
