//! Log files: which lines are in them, and that their portions join up to the whole.

use super::*;
use crate::database::File;
use crate::ids::InstanceId;
use crate::ops::playground::raw::Target;
use describe_db_log_files::DescribeDBLogFiles;
use download_db_log_file_portion::{DownloadDBLogFilePortion, LogPortion, Portion};
use log_files::LogFile;
use paging::Paging;
use values::Count;

const HERE: &str = "us-east-1";
const GENERAL: &str = "general/mysql-general.log";

fn portion(marker: Option<&str>, lines: Option<u64>) -> DownloadDBLogFilePortion {
    DownloadDBLogFilePortion {
        instance: InstanceId::parse("orders-1").unwrap(),
        file: GENERAL.into(),
        part: Portion { marker: marker.map(Into::into), lines: lines.map(Count), token: None },
    }
}

impl Story {
    /// An encrypted cluster `orders` with an instance, `orders-1`, that has written this.
    fn with_log(lines: &[(&str, &str)]) -> Self {
        let mut story = Self::new();
        story.create_filled("orders", Some(true), None);
        story.append(lines);
        story
    }

    fn append(&mut self, lines: &[(&str, &str)]) {
        let mut cluster = (*self.cluster("orders")).clone();
        let StorageNode::Up(keys) = cluster.host.clone() else { panic!() };
        for (by, text) in lines {
            let line = format!("{} [{by}] {text}\n", self.0.now);
            cluster.volume.append_text(&keys, File::GeneralLog, &line, self.0.moment()).unwrap();
        }
        self.0.clusters.insert_mut(cluster.arn.clone(), cluster.into());
    }

    fn files(&mut self) -> Vec<LogFile> {
        let op = DescribeDBLogFiles {
            instance: InstanceId::parse("orders-1").unwrap(),
            contains: None,
            written: None,
            size: None,
            paging: Paging::default(),
        };
        let Ok(RdsOutput::LogFiles(page)) = self.rds(HERE, RdsOp::DescribeDBLogFiles(op)) else { panic!() };
        page.items
    }

    fn part(&mut self, op: &DownloadDBLogFilePortion) -> Result<LogPortion, Refusal> {
        self.rds(HERE, RdsOp::DownloadDBLogFilePortion(op.clone())).map(|output| match output {
            RdsOutput::LogPortion(part) => part,
            _ => unreachable!(),
        })
    }
}

#[test]
fn an_instance_has_its_own_lines_and_what_belongs_to_them() {
    let lines = [
        ("orders-2", "Query SELECT 1"),
        ("orders-1", "Query SELECT\n  2\n"),
        ("orders-2", "Query SELECT\n  3"),
        ("orders-1", "Query [x] SELECT 'é [orders-2] '"),
    ];
    let mut story = Story::with_log(&lines);
    let now = story.0.now;
    let files = story.files();
    let names: Vec<&str> = files.iter().map(|file| &*file.name).collect();
    assert_eq!(names, ["error/mysql-error-running.log", GENERAL]);
    let [first, second] = [1, 3].map(|at| format!("{now} [orders-1] {}\n", lines[at].1));
    assert!(files[1].text.ends_with(&[first, second].concat()), "{}", files[1].text);
    assert!(!files[1].text.contains("SELECT 1"), "{}", files[1].text);
    assert_eq!(files[1].written, now);
    assert_eq!(
        (files[0].text.len(), files[0].written),
        (0, story.0.instances.values().next().unwrap().created)
    );
}

#[test]
fn all_parts_make_the_whole() {
    let long = "x".repeat(9_000);
    let mut story = Story::with_log(&[("orders-1", "é"), ("orders-1", &long), ("orders-1", "a\nb\n\nc")]);
    let whole = story.files().pop().unwrap().text;
    assert!(whole.len() > 9_000);
    for lines in [1, 2, 3, 100] {
        let (mut marker, mut text) = (Rc::from("0"), String::new());
        loop {
            let part = story.part(&portion(Some(&marker), Some(lines))).unwrap();
            assert!(part.data.lines().count() as u64 <= lines);
            text.push_str(&part.data);
            marker = part.marker;
            if !part.pending {
                break;
            }
        }
        assert_eq!(text, *whole, "{lines} at once");
    }
    let last = story.part(&portion(None, Some(2))).unwrap();
    assert_eq!((&*last.data, last.pending), ("\nc\n", false));
    let end = story.part(&portion(Some(&last.marker), None)).unwrap();
    assert_eq!((&*end.data, &end.marker), ("", &last.marker));
    assert_eq!(story.part(&portion(None, None)).unwrap().data, whole);
    let inside = whole.find('é').unwrap() + 1;
    for marker in ["x", "", "0:-1", "0:99999", &inside.to_string()] {
        let refused = story.part(&portion(Some(marker), None)).err();
        assert_eq!(refused.map(|refusal| refusal.code().name()), Some("InvalidParameterValue"), "{marker:?}");
    }
}

#[test]
fn a_portion_is_a_mebibyte_at_most_unless_the_cli_goes_on() {
    let op = portion(Some("0"), None);
    let text = "é".repeat(600_000);
    let part = op.part.of(&text).unwrap();
    assert_eq!((part.data.len(), part.pending), (1 << 20, true));
    let rest = portion(Some(&part.marker), None).part.of(&text).unwrap();
    assert_eq!([part.data, rest.data].concat(), text);
    let all = Portion { token: Some("0".into()), ..Portion::default() }.of(&text).unwrap();
    assert_eq!((&*all.data, all.pending), (text.as_str(), false));
    let lines = "x\n".repeat(10_001);
    assert_eq!(portion(None, None).part.of(&lines).unwrap().data.lines().count(), 10_000);
}

#[test]
fn a_changed_page_of_a_log_is_told_and_the_rest_is_read() {
    let mut story = Story::with_log(&[("orders-1", "Query SELECT 1")]);
    let target = Target::Cluster(cluster_id("orders"));
    let flip = FlipBit { target, page: PageNumber(1), file: File::GeneralLog, offset: None, bit: None };
    story.run(HERE, Operation::Playground(flip.into())).unwrap();
    let damaged = story.part(&portion(None, None)).unwrap().data;
    assert!(damaged.contains("(page 1 of the general-log can't be read: The page was changed"), "{damaged}");
    assert!(!damaged.contains("SELECT 1"), "{damaged}");
    story.append(&[("orders-1", "Query SELECT 2")]);
    let behind = story.part(&portion(None, None)).unwrap().data;
    assert_eq!(behind.lines().count(), damaged.lines().count() + 1, "{behind}");
    assert!(behind.ends_with("[orders-1] Query SELECT 2\n"), "{behind}");
    assert_eq!(story.cluster("orders").volume.image().count_of(File::GeneralLog), 2);
}

#[test]
fn logs_are_read_with_the_hosts_keys_only() {
    let mut story = Story::with_log(&[]);
    let page =
        story.cluster("orders").volume.image().page(PageId { file: File::GeneralLog, number: 1 }).cloned();
    assert!(page.is_some_and(|slot| slot.stored.sealed().is_some()));
    assert_eq!(story.part(&portion(None, None)).unwrap().data.lines().count(), 1, "Connect");
    story
        .rds(HERE, RdsOp::StopDBCluster(stop_db_cluster::StopDBCluster { id: cluster_id("orders").into() }))
        .unwrap();
    story.wait(180);
    let refused = story.part(&portion(None, None)).err().unwrap();
    assert_eq!((refused.code().name(), refused.rule()), ("DBInstanceNotReady", None));
}
