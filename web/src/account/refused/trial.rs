//! The ways out of a pasted error, tried on a copy of the world that the files make. It is made once for what was read, after
//! the answer has been drawn.

use std::rc::Rc;

use playground_estate::Estate;
use playground_session::why_refused::{Answer, Copy, Trial};
use yew::{Html, html};

use crate::msg::Cx;
use crate::{browser, markdown, text};

/// The copy, and what came of the last question.
#[derive(Default)]
pub(super) struct Tried {
    copy: Option<(Rc<Estate>, Copy)>,
    trial: Option<Trial>,
}

impl Tried {
    /// Forgets what came of another question.
    pub(super) fn forget(&mut self) {
        self.trial = None;
    }

    /// Tries what a text asked for.
    pub(super) fn run(&mut self, estate: &Rc<Estate>, text: &str, answer: &Answer) {
        if self.copy.as_ref().is_none_or(|(of, _)| !Rc::ptr_eq(of, estate)) {
            self.copy = Some((estate.clone(), Copy::of(estate, browser::seed())));
        }
        self.trial = self.copy.as_ref().map(|(_, copy)| copy.tried(text, answer));
    }

    /// What came of the way with this number.
    pub(super) fn of_way(&self, cx: &Cx<'_>, at: usize) -> Html {
        let said = self.trial.as_ref().and_then(|trial| trial.ways.get(at)?.as_deref());
        said.map_or_else(Html::default, |said| html! { <p class="fade">{ in_words(cx, said) }</p> })
    }

    /// What came of the command, and the ways that were found.
    pub(super) fn draw(&self, cx: &Cx<'_>) -> Html {
        let Some(trial) = &self.trial else { return Html::default() };
        html! {
            <>
                <p class="why-head">{ text::REFUSED_TRIED }</p>
                <p lang="en">{ in_words(cx, &trial.command) }</p>
                { (!trial.found.is_empty()).then(|| html! {
                    <><p class="why-head">{ text::REFUSED_WORKS }</p><ul class="ways" lang="en">{ for trial.found.iter().map(|found| super::way(found, Html::default())) }</ul></>
                }) }
            </>
        }
    }
}

/// A text with `code` in it.
fn in_words(cx: &Cx<'_>, said: &str) -> Html {
    html! { <>{ markdown::inlines(cx, &playground_session::why_refused::prose(said)) }</> }
}
