//! Texts of the challenges and of the quiz.

use playground_session::view::Edition;

use super::language::Text;

// On the start page.
pub(crate) const EXERCISES: Text = Text("Exercises");
pub(crate) const EXERCISES_LEAD: Text = Text(
    "A challenge gives you an account, a goal and the console. Only the state you reach counts, not how you get there.",
);
pub(crate) const SOLVED: Text = Text("solved");
pub(crate) const BEGUN: Text = Text("started: opens where you left off");
pub(crate) const QUIZ: Text = Text("Quiz");
pub(crate) const QUIZ_SUMMARY: Text =
    Text("Ten questions from the scenarios, with the answers at the end. Your score stays in this browser.");
pub(crate) const EXERCISES_HERE: Text = Text("Challenges on this topic");

// A challenge.
pub(crate) const CHALLENGE: Text = Text("Challenge");
pub(crate) const GOALS: Text = Text("Goals");
pub(crate) const GOAL_MET: Text = Text("reached");
pub(crate) const GOAL_UNMET: Text = Text("not reached yet");
pub(crate) const GOAL_UNCHECKED: Text = Text("being checked");
pub(crate) const NOT_BEGUN: Text =
    Text("You have gone back to a moment before the challenge starts: its goals aren't checked here.");
pub(crate) const MADE_WORLD: Text = Text("The commands that set this up");
pub(crate) const SHOW_SOLUTION: Text = Text("Show the solution");
pub(crate) const SOLUTION: Text = Text("The shortest solution");
pub(crate) const WRONG_WAYS: Text = Text("What doesn't work");
pub(crate) const TO_CONSOLE: Text = Text("Type a command");
pub(crate) const NEXT_CHALLENGE: Text = Text("Next challenge");
pub(crate) const START_OVER: Text = Text("Start over");
pub(crate) const TEACHES: Text = Text("The scenario about this");
pub(crate) const THIS_CHALLENGE: Text = Text("This challenge");
pub(crate) const LIST_OF_CHALLENGES: Text = Text("The list of challenges");

// The quiz.
pub(crate) const QUIZ_LEAD: Text = Text(
    "Ten questions from the scenarios. You get the answers at the end, each with the step that shows it.",
);
pub(crate) const QUIZ_CHOOSE: Text = Text("Choose the rules");
pub(crate) const QUIZ_NEVER: Text = Text("Not tried yet");
pub(crate) const QUIZ_FROM: Text = Text("from the scenario ");
pub(crate) const SO_FAR: Text = Text("What happened before");
pub(crate) const QUIZ_TO_RESULT: Text = Text("See the result");
pub(crate) const QUIZ_AGAIN: Text = Text("Ten more questions");
pub(crate) const YOU_ANSWERED: Text = Text("Your answer: ");
pub(crate) const RIGHT_ANSWER: Text = Text("Correct answer: ");
pub(crate) const WAS_RIGHT: Text = Text("Right");
pub(crate) const WAS_WRONG: Text = Text("Wrong");

sentences! {
    no_challenge(id: &str) = "There is no challenge “{id}”.";
    goals_reached(met: usize, of: usize) = "{met} of {of} goals reached.";
    hint_left(count: usize) = "Show a hint ({count} left)";
    question_of(number: usize, of: usize) = "Question {number} of {of}";
    goes_on_at(number: usize, of: usize) = "Continue with question {number} of {of}";
    score(right: usize, of: usize) = "{right} of {of} right";
    best(score: &str) = "Best so far: {score}";
    see_step(title: &str, step: usize) = "See it run: {title}, step {step}";
}

pub(crate) fn quiz_of(edition: Edition) -> String {
    [QUIZ.said(), ": ", &super::edition(edition)].concat()
}

/// How many commands the reader took, and the shortest way takes.
pub(crate) fn solved_with(yours: usize, shortest: usize) -> String {
    let way = if shortest == 1 {
        say!("The shortest solution takes 1.")
    } else {
        say!("The shortest solution takes {shortest}.", shortest)
    };
    let count = super::commands(yours);
    [&say!("All goals reached with {count}.", count), " ", &way].concat()
}
