//! Round trips through every form, and what each form refuses.

use playground_core::edition::Edition;

use super::*;
use crate::session::Session;

/// A session with forks, refusals, variables, multi-line commands, unreadable texts, and errors with
/// positions.
const TEXTS: &[&str] = &[
    "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
    "aws rds create-db-cluster --db-cluster-identifier orders \\\n  --engine aurora-mysql --storage-encrypted --kms-key-id $KEY # why\n",
    "echo a; echo \"b\nc\" && nonsense && echo never\n\n echo  $MISSING",
    "echo 'never closed\n\n",
    "echo a | b \\ ",
    "aws rds modify-db-cluster --db-cluster-identifier orders --kms-key-id alias/b",
    "playground wait 1d\nX=é😀\n  echo \"$X $(echo $NONE)\"",
    "sql --db-cluster-identifier orders <<'SQL'\nSELECT '$X'; # no comment\n\n  -- \"\nSQL\necho after",
    "echo <<A; sql --db-cluster-identifier $NONE <<-B && echo never\n$NONE\nA\n\t$(echo 1)\n\tB\n",
    "sql --db-cluster-identifier none <<B; sql --db-cluster-identifier none <<A\n1\nB\n$NONE\nA",
    "sql --db-cluster-identifier none <<SQL\r\nSELECT 1\r\nSQL\r\n",
    "sql <<X\nnever\nX ",
    "echo <<X\n\n\n",
    "echo a\\\n",
];

fn forked() -> Session {
    let mut session = Session::new(Session::seed_of("exchange"), Edition::Y2020);
    for text in TEXTS {
        session.run(text);
    }
    session.timeline_mut().jump(2);
    session.run("echo other");
    session.run_as("echo scripted", true).unwrap();
    session.timeline_mut().jump(4);
    session.timeline_mut().back();
    session
}

fn replayed(saved: Saved) -> Session {
    let mut replay = Replay::new(saved);
    let mut last = replay.progress();
    while last.done < last.total {
        let now = replay.advance(2);
        assert!(now.done > last.done);
        last = now;
    }
    assert_eq!(replay.notice(), None);
    replay.finish()
}

#[track_caller]
fn same(one: &Session, other: &Session) {
    let (a, b) = (one.timeline(), other.timeline());
    assert_eq!((a.len(), a.cursor(), a.tip()), (b.len(), b.cursor(), b.tip()));
    for id in 1..=a.len() {
        assert_eq!((a.parent(id), a.record(id)), (b.parent(id), b.record(id)));
    }
    assert!(!b.can_undo() && !b.can_redo());
}

fn lose_the_key() -> Origin {
    Origin { scenario: "lose-the-key".into(), step: 2 }
}

#[test]
fn a_replay_gives_the_same_session() {
    let session = forked();
    let saved = Saved::of(&session, "T", Some(lose_the_key()));
    assert!(saved.entries.len() > 10 && saved.tip > saved.cursor);
    let again = replayed(saved.clone());
    same(&session, &again);
    assert_eq!(Saved::of(&again, "T", Some(lose_the_key())), saved);
}

#[test]
fn every_form_comes_back() {
    let session = forked();
    let saved = Saved::of(&session, "Orders, é", Some(lose_the_key()));
    assert_eq!(open_trace(&trace(&session, "Orders, é", Some(lose_the_key()))), Ok(saved.clone()));
    let stored =
        Stored { name: "Mine".into(), updated: 1_764_000_000_000, revision: 7, saved: saved.clone() };
    let mut back = read_store(&store_text(&stored)).unwrap();
    same(&session, &replayed(back.saved.clone()));
    for (entry, was) in back.saved.entries.iter_mut().zip(&saved.entries) {
        entry.digest.clone_from(&was.digest);
    }
    assert_eq!(back, stored);

    let mut branch = open_link(&link(&saved).unwrap()).unwrap();
    assert_eq!(session.digest(), replayed(branch.clone()).digest());
    assert_eq!((branch.cursor, branch.tip), (3, 3));
    for (entry, was) in branch.entries.iter_mut().zip(&saved.entries) {
        entry.digest.clone_from(&was.digest);
    }
    assert_eq!(branch, Saved::branch(&session, "Orders, é", Some(lose_the_key())));
}

#[test]
fn the_whole_way_of_a_link_is_its_branch() {
    let mut session = forked();
    for tip in session.timeline().tips() {
        session.timeline_mut().jump(tip);
        let saved = Saved::of(&session, "", None);
        let again = replayed(open_link(&link(&saved).unwrap()).unwrap());
        assert_eq!(again.digest(), session.digest(), "{tip}");
    }
}

#[test]
fn an_empty_session_is_a_session() {
    let session = Session::new(Session::seed_of("x"), Edition::Y2020);
    let saved = Saved::of(&session, "", None);
    for back in [open_link(&link(&saved).unwrap()), open_trace(&trace(&session, "", None))] {
        assert_eq!(back, Ok(saved.clone()));
    }
    assert_eq!(replayed(saved).timeline().len(), 0);
}

#[test]
fn another_result_than_before_is_told() {
    let mut saved = Saved::of(&forked(), "", None);
    saved.entries[4].digest = vec![0; 32];
    let mut replay = Replay::new(saved);
    replay.advance(usize::MAX);
    assert_eq!(replay.notice(), Some(&Notice::Differs(5)));
    assert!(replay.notice().unwrap().to_string().contains("from command 5 on"));
}

#[test]
fn a_session_that_is_too_large_stops_where_it_is_full() {
    let mut saved = Saved::of(&forked(), "", None);
    let two = "echo a; echo b";
    saved.entries[3].line = two.into();
    saved.cursor = 4;
    saved.tip = 4;
    let replay = Replay::new(saved.clone());
    assert_eq!(replay.finish().timeline().cursor(), 3);
    let mut replay = Replay::new(saved);
    assert_eq!(replay.advance(usize::MAX).done, replay.progress().total);
    assert!(replay.notice().unwrap().to_string().contains("before command 4"));
}

#[test]
fn titles_lose_what_cannot_be_shown() {
    let session = forked();
    let saved =
        Saved::of(&session, " a\u{202e}b\n c\u{0} ", Some(Origin { scenario: "../x".into(), step: 0 }));
    assert_eq!((saved.title.as_str(), saved.origin), ("a b c", None));
    assert_eq!(Saved::of(&session, &"é ".repeat(200), None).title.chars().count(), 119);
}

#[test]
fn links_have_limits() {
    let mut session = Session::new(Session::seed_of("x"), Edition::Y2020);
    let many = "echo a\n".repeat(MAX_COMMANDS);
    session.run(&many);
    assert!(link(&Saved::of(&session, "", None)).unwrap().len() < 500);
    session.run("echo a");
    let refused = link(&Saved::of(&session, "", None)).unwrap_err().to_string();
    assert!(refused.contains("1,000 commands") && refused.contains("Export"), "{refused}");
    let mut session = Session::new(Session::seed_of("x"), Edition::Y2020);
    for at in 0..400_u16 {
        let noise = playground_core::digest::sha256(&at.to_le_bytes());
        session.run(&format!("echo {}", playground_core::ids::hex(&noise)));
    }
    let refused = link(&Saved::of(&session, "", None)).unwrap_err().to_string();
    assert!(refused.contains("too long for a link"), "{refused}");
    let mut session = Session::new(Session::seed_of("x"), Edition::Y2020);
    for _ in 0..5 {
        session.run(&format!("echo {}", "a".repeat(60_000)));
    }
    assert!(link(&Saved::of(&session, "", None)).is_err());
}

#[test]
fn a_trace_that_would_be_too_long_leaves_outputs_out() {
    let mut session = Session::new(Session::seed_of("x"), Edition::Y2020);
    session.run(&format!("A='{}'", "x\n".repeat(20_000)));
    for _ in 0..120 {
        session.run("echo \"$A\"");
    }
    let text = trace(&session, "", None);
    assert!(text.len() <= MAX_TRACE && text.len() > MAX_TRACE - 100_000, "{}", text.len());
    assert!(text.ends_with("\"stdout\":null,\"stderr\":null}\n]}\n"));
    assert_eq!(replayed(open_trace(&text).unwrap()).digest(), session.digest());
}

#[test]
fn what_is_no_trace_says_why() {
    let good = trace(&forked(), "T", Some(lose_the_key()));
    assert!(open_trace(&good).is_ok());
    for (from, to, why) in [
        ("\"seed\":\"", "\"seed\":\"x", "\"seed\" is not 32"),
        ("\"edition\":\"2020\"", "\"edition\":\"2031\"", "edition of the rules"),
        ("\"edition\":\"2020\"", "\"edition\":2020", "no text \"edition\""),
        ("\"version\":1", "\"version\":2", "newer version"),
        ("\"version\":1", "\"version\":-1", "whole number \"version\""),
        ("\"format\":\"aurora", "\"format\":\"x", "\"format\" is not"),
        ("\"title\":\"T\"", "\"title\":\"a\\u202e\"", "U+202E"),
        ("\"step\":3", "\"step\":0", "counted from 1"),
        ("\"step\":3", "\"step\":99999999999999999999", "no whole number \"step\""),
        ("\"step\":3", "\"step\":999999", "valid id or step"),
        ("lose-the-key", "../../x", "valid id or step"),
        ("\"cursor\":3", "\"cursor\":300", "Its position"),
        ("\"cursor\":3,\"tip\":22", "\"cursor\":3,\"tip\":2", "Its position"),
        ("\"entries\":[", "\"entries\":7,\"e\":[", "no list \"entries\""),
        ("\"id\":2,", "\"id\":1,", "Entry 2 of \"entries\": Its \"id\""),
        ("\"id\":2,\"parent\":1", "\"id\":2,\"parent\":2", "Command 2 comes after"),
        ("\"line\":\"echo other\"", "\"line\":\"echo a; echo b\"", "more than one command"),
        ("\"line\":\"echo other\"", "\"line\":\" # \"", "It is empty"),
        ("\"line\":\"echo other\"", "\"line\":\"echo \\u0000\"", "U+0000"),
        ("\"line\":\"echo other\"", "\"line\":\"echo \\ud800\"", "Invalid \\escape"),
        ("\"line\":\"echo other\"", "\"line\":null", "no text \"line\""),
        ("\"digest\":\"", "\"digest\":\"0", "64 hexadecimal"),
        ("]}\n", "", "Expecting ',' delimiter"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        let refused = open_trace(&bad).unwrap_err().to_string();
        assert!(refused.contains(why), "{to}: {refused}");
        assert!(refused.starts_with("This file can't be opened."));
    }
}

#[test]
fn what_was_not_stored_here_says_why() {
    let saved = Saved::of(&forked(), "T", None);
    let good = store_text(&Stored { name: "N".into(), updated: 1, revision: 1, saved });
    assert!(read_store(&good).is_ok());
    for (from, to, why) in [
        ("\"lines\":[", "\"lines\":[7,", "\"lines\" is no text"),
        ("\"lines\":", "\"l\":", "no list \"lines\""),
        ("\"parents\":[[", "\"parents\":[[9999,1],[", "\"parents\" name"),
        ("\"parents\":[[", "\"parents\":[[1,9],[", "Command 1 comes after"),
        ("\"parents\":[[", "\"parents\":[[", ""),
        ("\"parents\":[", "\"parents\":[1,", "no list of pairs"),
        ("\"scripted\":[[", "\"scripted\":[[5,2],[", "\"scripted\" names"),
        ("\"name\":\"N\"", "\"name\":\"\\u0007\"", "U+0007"),
        ("\"revision\":1", "\"revision\":\"1\"", "\"revision\""),
    ] {
        let refused = read_store(&good.replacen(from, to, 1));
        match refused {
            Ok(_) => assert!(why.is_empty(), "{to}"),
            Err(refused) => assert!(refused.to_string().contains(why), "{to}: {refused}"),
        }
    }
}

#[test]
fn a_session_begins_with_each_of_its_branches_and_with_nothing_else() {
    let whole = Saved::of(&forked(), "", None);
    let branches = (0..=whole.entries.len()).map(|cursor| Saved { cursor, ..whole.clone() }.into_branch());
    for branch in branches {
        assert!(whole.begins_with(&branch));
        for at in 0..branch.entries.len() {
            let mut other = branch.clone();
            other.entries[at].line = "echo something else".into();
            assert!(!whole.begins_with(&other), "{at}");
        }
        let mut longer = branch.clone();
        longer.entries.push(SavedEntry { line: "echo more".into(), ..whole.entries[0].clone() });
        assert!(!whole.begins_with(&longer));
        let other_seed = Saved { seed: Session::seed_of("another"), ..branch };
        assert!(!whole.begins_with(&other_seed));
    }
}

#[test]
fn every_form_keeps_the_edition() {
    let mut session = Session::new(Session::seed_of("today"), Edition::Y2026);
    session.run("aws rds describe-db-clusters");
    let saved = Saved::of(&session, "T", None);
    let stored = store_text(&Stored { name: "S".into(), updated: 1, revision: 1, saved: saved.clone() });
    let opened = [
        open_link(&link(&saved).unwrap()).unwrap(),
        open_trace(&trace(&session, "T", None)).unwrap(),
        read_store(&stored).unwrap().saved,
    ];
    for saved in opened {
        let again = replayed(saved);
        assert_eq!((again.edition(), again.digest()), (Edition::Y2026, session.digest()));
    }
}
