//! Texts of the challenges and of the quiz.

use playground_session::view::Edition;

// On the start page.
pub(crate) const EXERCISES: &str = "Exercises";
pub(crate) const EXERCISES_LEAD: &str = "A challenge gives you an account, a goal and the console. Only the state you reach counts, not how you get there.";
pub(crate) const SOLVED: &str = "solved";
pub(crate) const QUIZ: &str = "Quiz";
pub(crate) const QUIZ_SUMMARY: &str =
    "Ten questions from the scenarios, with the answers at the end. Your score stays in this browser.";
pub(crate) const EXERCISES_HERE: &str = "Challenges on this topic";

// A challenge.
pub(crate) const CHALLENGE: &str = "Challenge";
pub(crate) const GOALS: &str = "Goals";
pub(crate) const GOAL_MET: &str = "reached";
pub(crate) const GOAL_UNMET: &str = "not reached yet";
pub(crate) const GOAL_UNCHECKED: &str = "being checked";
pub(crate) const NOT_BEGUN: &str =
    "You have gone back to a moment before the challenge starts: its goals aren't checked here.";
pub(crate) const MADE_WORLD: &str = "The commands that set this up";
pub(crate) const SHOW_SOLUTION: &str = "Show the solution";
pub(crate) const SOLUTION: &str = "The shortest solution";
pub(crate) const WRONG_WAYS: &str = "What doesn't work";
pub(crate) const TO_CONSOLE: &str = "Type a command";
pub(crate) const START_OVER: &str = "Start over";
pub(crate) const TEACHES: &str = "The scenario about this";
pub(crate) const THIS_CHALLENGE: &str = "This challenge";
pub(crate) const LIST_OF_CHALLENGES: &str = "The list of challenges";
pub(crate) const NO_CHALLENGE: &str = "There is no challenge “";

// The quiz.
pub(crate) const QUIZ_LEAD: &str =
    "Ten questions from the scenarios. You get the answers at the end, each with the step that shows it.";
pub(crate) const QUIZ_CHOOSE: &str = "Under which rules?";
pub(crate) const QUIZ_NEVER: &str = "Not tried yet";
pub(crate) const SO_FAR: &str = "What happened before";
pub(crate) const QUIZ_TO_RESULT: &str = "See the result";
pub(crate) const QUIZ_AGAIN: &str = "Ten more questions";
pub(crate) const YOU_ANSWERED: &str = "Your answer: ";
pub(crate) const RIGHT_ANSWER: &str = "Correct answer: ";
pub(crate) const WAS_RIGHT: &str = "Right";
pub(crate) const WAS_WRONG: &str = "Wrong";

sentences! {
    goals_reached(met: usize, of: usize) = "{met} of {of} goals reached.";
    hint_left(count: usize) = "Show a hint ({count} left)";
    question_of(number: usize, of: usize) = "Question {number} of {of}";
    score(right: usize, of: usize) = "{right} of {of} right";
    best(score: &str) = "Best so far: {score}";
    see_step(title: &str, step: usize) = "See it run: {title}, step {step}";
}

pub(crate) fn quiz_of(edition: Edition) -> String {
    [QUIZ, ": ", edition.title()].concat()
}

/// How many commands the reader took, and the shortest way takes.
pub(crate) fn solved_with(yours: usize, shortest: usize) -> String {
    let way = if shortest == 1 {
        String::from("The shortest solution takes 1.")
    } else {
        format!("The shortest solution takes {shortest}.")
    };
    ["All goals reached with ", &super::commands(yours), ". ", &way].concat()
}
