//! Writes the map's picture after every step of every scenario into a folder, light and dark, for people to look at.

use std::path::PathBuf;

use playground_session::picture::{Theme, svg};
use playground_session::scenario::id_of_file;
use playground_session::view::MapView;
use playground_tests::SCENARIOS;
use playground_tests::play::play;

fn main() -> std::io::Result<()> {
    let out = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| String::from("target/pictures")));
    std::fs::create_dir_all(&out)?;
    for file in SCENARIOS {
        let lesson = play(file.name, file.text).lesson;
        for (number, step) in lesson.scenario().steps.iter().enumerate() {
            let Some(map) = MapView::after_step(&lesson, number) else { continue };
            for (theme, suffix) in [(Theme::Light, ""), (Theme::Dark, ".dark")] {
                let name = format!("{}-{}{suffix}.svg", id_of_file(file.name), number + 1);
                std::fs::write(out.join(name), svg(&map, theme, &step.title))?;
            }
        }
    }
    Ok(())
}
