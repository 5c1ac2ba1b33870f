//! A made-up view, to look at the page before there is a session.
use playground_session::view::*;

fn tag(i: u8, name: &str) -> KeyTag {
    KeyTag {
        thing: format!("arn:aws:kms:us-east-1:111122223333:key/{i}").into(),
        hue: i,
        letter: char::from(b'A' + i).to_string(),
        name: name.into(),
        usable: i != 2,
    }
}
fn st(word: &str, tone: Tone) -> Status {
    Status { word: word.into(), tone }
}
fn t(s: &str) -> Inline {
    Inline::Text(s.into())
}
fn key(i: u8, name: &str, manager: &str, s: Status, versions: usize, note: &str) -> KeyBox {
    KeyBox {
        tag: tag(i, name),
        manager: manager.into(),
        status: s,
        aliases: vec![format!("alias/{name}")],
        versions,
        note: note.into(),
    }
}
fn snap(id: &str, seal: Seal, kind: &str, links: Vec<Link>) -> SnapshotBox {
    SnapshotBox {
        thing: format!("snap:{id}").into(),
        id: id.into(),
        kind: kind.into(),
        status: st("available", Tone::Good),
        seal,
        links,
        shared_with: vec!["444455556666".into()],
    }
}
fn cluster(id: &str, seal: Seal, s: Status) -> ClusterBox {
    let sealed = seal != Seal::Plain;
    ClusterBox {
        thing: format!("cluster:{id}").into(),
        id: id.into(),
        engine: "aurora-mysql".into(),
        status: s,
        seal: seal.clone(),
        instances: vec![
            InstanceBox {
                id: format!("{id}-1"),
                class: "db.r5.large".into(),
                role: "writer".into(),
                status: st("available", Tone::Good),
            },
            InstanceBox {
                id: format!("{id}-2"),
                class: "db.r5.large".into(),
                role: "reader".into(),
                status: st("creating", Tone::Busy),
            },
        ],
        volume: Volume {
            pages: 28,
            page_size: 4096,
            extents: vec![
                Extent { pages: 10, sealed, shared: true, changed: false, damaged: false },
                Extent { pages: 3, sealed, shared: false, changed: true, damaged: false },
                Extent { pages: 14, sealed, shared: false, changed: false, damaged: false },
                Extent { pages: 1, sealed, shared: false, changed: false, damaged: true },
            ],
        },
        links: vec![Link {
            label: "replicates to".into(),
            thing: Some("cluster:orders-eu".into()),
            name: "orders-eu".into(),
        }],
        warnings: if sealed { vec![] } else { vec!["Anyone with the disk can read it.".into()] },
        snapshots: vec![snap(&format!("{id}-s1"), seal.clone(), "manual", vec![])],
        backup: Some(BackupBox {
            thing: format!("backup:{id}").into(),
            cluster: id.into(),
            status: st("active", Tone::Good),
            seal,
            window: "7 days".into(),
        }),
    }
}
fn bytes(seed: u8, text: bool) -> Bytes {
    let sample = b"\x81\x1a\x07\x00\x33\x1f4111 1111 1111 1111Ada Lovelace1 Analytical Way London\x00\x00\x81\x1b\x07\x00\x2f\x1d4222 2222 2222 2222Grace Hopper5 Compiler Court\x00\x00\x81\x1c\x07\x00\x29\x1d4333 3333 3333 3333Alan Turing3 Bletchley Park         ";
    let mut x = u32::from(seed) * 7919 + 17;
    Bytes {
        rows: (0..20u32)
            .map(|r| BytesRow {
                offset: 3800 + r * 8,
                bytes: (0..8u32)
                    .map(|c| {
                        if text {
                            sample[((r * 8 + c) as usize) % sample.len()]
                        } else {
                            x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                            (x >> 24) as u8
                        }
                    })
                    .collect(),
                changed: if text { if r == 4 { 0b0111_1100 } else { 0 } } else { 0xff },
            })
            .collect(),
    }
}
fn entry(n: usize, line: &str, out: &str) -> ConsoleEntry {
    ConsoleEntry {
        entry: n,
        line: line.into(),
        stdout: out.into(),
        stderr: String::new(),
        exit_code: 0,
        refusal: None,
        scripted: true,
    }
}
fn refused(n: usize) -> ConsoleEntry {
    ConsoleEntry { entry: n, line: "aws rds copy-db-cluster-snapshot --region eu-west-1 --source-db-cluster-snapshot-identifier arn:aws:rds:us-east-1:111122223333:cluster-snapshot:orders-s1 --target-db-cluster-snapshot-identifier orders-s1-eu".into(), stdout: String::new(),
        stderr: "\nAn error occurred (InvalidParameterCombination) when calling the CopyDBClusterSnapshot operation: KmsKeyId is required for cross-Region copies of encrypted snapshots\n".into(), exit_code: 254, scripted: true,
        refusal: Some(RefusalView { code: "InvalidParameterCombination".into(), model: true,
            rule: Some(RuleView { id: "L08".into(), section: "Limitations".into(), place: "6th item".into(), statement: "Copying an encrypted snapshot to another Region must name a CMK of that Region.".into(), href: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html#Overview.Encryption.Limitations".into() }),
            why: vec![t("The data key of "), Inline::Code("orders-s1".into()), t(" is wrapped by key A "), Inline::Strong("orders".into()), t(", and key A never leaves us-east-1. Someone must name a key in eu-west-1 that wraps it there.")],
            ways: vec![Way { text: "Name a key of eu-west-1:".into(), commands: vec!["aws rds copy-db-cluster-snapshot --region eu-west-1 --source-db-cluster-snapshot-identifier arn:aws:rds:us-east-1:111122223333:cluster-snapshot:orders-s1 --target-db-cluster-snapshot-identifier orders-s1-eu --kms-key-id alias/orders-eu".into()] }] }) }
}
fn inspector(thing: &ThingId) -> InspectorView {
    let a = tag(0, "orders");
    let crumbs = vec!["111122223333".into(), "us-east-1".into(), "Clusters".into()];
    if thing.starts_with("arn:aws:kms") {
        return InspectorView { thing: thing.clone(), crumbs: vec!["111122223333".into(), "us-east-1".into(), "KMS keys".into()], kind: "KMS key".into(), title: "orders".into(), status: st("Enabled", Tone::Good), seal: None, tag: Some(a), sections: vec![
            Section::Facts { title: "Details".into(), facts: vec![
                Fact { name: "ARN".into(), value: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab".into(), code: true, thing: None },
                Fact { name: "Aliases".into(), value: "alias/orders".into(), code: true, thing: None },
                Fact { name: "Manager".into(), value: "customer managed".into(), code: false, thing: None },
                Fact { name: "Automatic rotation".into(), value: "on, every 365 days".into(), code: false, thing: None }] },
            Section::Things { title: "Depends on this key".into(), note: "If the key goes, these can't be read again by anyone.".into(), dies: true, links: vec![
                Link { label: "cluster".into(), thing: Some("cluster:orders".into()), name: "orders".into() }, Link { label: "snapshot".into(), thing: Some("snap:orders-s1".into()), name: "orders-s1".into() }] },
            Section::Versions(vec![VersionRow { number: 2, since: "2020-12-02 09:00:00".into(), how: "rotated on demand".into(), current: true, opens: 1 }, VersionRow { number: 1, since: "2020-12-01 09:00:00".into(), how: "created with the key".into(), current: false, opens: 3 }]),
            Section::Grants(vec![GrantRow { id: "9f2c4e8a".repeat(8), grantee: "rds.us-east-1.amazonaws.com".into(), operations: ["Decrypt", "Encrypt", "GenerateDataKeyWithoutPlaintext", "DescribeKey", "RetireGrant"].iter().map(|s| (*s).into()).collect(), constraint: "aws:rds:dbc-id=cluster-CQYSMDPBRZ7BPMH7Y3RTDG5QY".into(), link: Some(Link { label: "for cluster".into(), thing: Some("cluster:orders".into()), name: "orders".into() }) }]),
            Section::Document { title: "Key policy".into(), note: "Who may use and manage the key.".into(), text: "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n        {\n            \"Sid\": \"Enable IAM User Permissions\",\n            \"Effect\": \"Allow\",\n            \"Principal\": { \"AWS\": \"arn:aws:iam::111122223333:root\" },\n            \"Action\": \"kms:*\",\n            \"Resource\": \"*\"\n        }\n    ]\n}".into() }] };
    }
    InspectorView { thing: thing.clone(), crumbs, kind: "DB cluster".into(), title: "orders".into(), status: st("available", Tone::Good), seal: Some(Seal::Under(a.clone())), tag: None, sections: vec![
        Section::Envelope(vec![
            EnvelopeLink { kind: LinkKind::Key, title: "KMS key orders".into(), note: "Stays in KMS in us-east-1. Backing key 1 wrapped the data key.".into(), thing: Some(a.thing.clone()), seal: Seal::Under(a.clone()), intact: true, fields: vec![] },
            EnvelopeLink { kind: LinkKind::Wrapped, title: "Wrapped data key".into(), note: "Lies beside the pages; only KMS can unwrap it, and only with this encryption context.".into(), thing: None, seal: Seal::Under(a.clone()), intact: true, fields: vec![
                Field { name: "format".into(), value: "01".into(), len: 1, note: "version 1".into() },
                Field { name: "key ARN".into(), value: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab".into(), len: 75, note: String::new() },
                Field { name: "salt".into(), value: "8f1c77e302ba9d4160fe279508ccd13b".into(), len: 16, note: "for the per-message key".into() },
                Field { name: "nonce".into(), value: "5ae91476af8032c41d996e4b".into(), len: 12, note: String::new() },
                Field { name: "ciphertext".into(), value: "f02583d70abe51c83f72e619ad048b60f72c95de5ae91476af8032c41d996e4b".into(), len: 32, note: "the data key, sealed".into() },
                Field { name: "tag".into(), value: "1d996e4bf02583d70abe51c83f72e619".into(), len: 16, note: "covers header and context".into() }] },
            EnvelopeLink { kind: LinkKind::Pages, title: "28 pages".into(), note: "Each sealed with AES-256-GCM under the data key.".into(), thing: None, seal: Seal::Under(a), intact: true, fields: vec![] }]),
        Section::Pages(PagesView { count: 28, page: 4, page_size: 4096, kind: Some(PageKind::Sealed { nonce: "5ae91476af8032c41d996e4b".into(), tag: "1d996e4bf02583d70abe51c83f72e619".into(), version: 3, bound_to: "volume, page 4".into() }), offset: 3800, window: 160, at_rest: bytes(3, false), client: Some(bytes(0, true)), verdict: String::new(), damaged: false, changed_at_rest: 160, changed_client: 5 }),
        Section::Facts { title: "Details".into(), facts: vec![Fact { name: "ARN".into(), value: "arn:aws:rds:us-east-1:111122223333:cluster:orders".into(), code: true, thing: None }, Fact { name: "Backup retention".into(), value: "7 days".into(), code: false, thing: None }] }] }
}
pub(crate) fn view(id: Option<&str>, step: usize, ran: bool, focus: &Focus) -> View {
    let a = Seal::Under(tag(0, "orders"));
    let eu = Seal::Under(tag(3, "orders-eu"));
    let mut legacy = cluster("legacy", Seal::Plain, st("available", Tone::Good));
    legacy.links.clear();
    let lost = cluster(
        "ledger",
        Seal::Under(tag(2, "ledger")),
        st("inaccessible-encryption-credentials", Tone::Bad),
    );
    let mut replica = cluster("orders-eu", eu.clone(), st("available", Tone::Good));
    replica.links = vec![Link {
        label: "replica of".into(),
        thing: Some("cluster:orders".into()),
        name: "orders (us-east-1)".into(),
    }];
    replica.snapshots.clear();
    let map = MapView {
        accounts: vec![
            AccountBox {
                id: "111122223333".into(),
                label: "Your account".into(),
                regions: vec![
                    RegionBox {
                        code: "us-east-1".into(),
                        name: "N. Virginia".into(),
                        more: 0,
                        backups: vec![],
                        snapshots: vec![],
                        keys: vec![
                            key(0, "orders", "customer managed", st("Enabled", Tone::Good), 2, ""),
                            key(1, "aws/rds", "AWS managed", st("Enabled", Tone::Good), 1, "rotates yearly"),
                            key(
                                2,
                                "ledger",
                                "customer managed",
                                st("PendingDeletion", Tone::Bad),
                                1,
                                "deleted in 7 days",
                            ),
                        ],
                        clusters: vec![
                            cluster("orders", a.clone(), st("available", Tone::Good)),
                            legacy,
                            lost,
                        ],
                    },
                    RegionBox {
                        code: "eu-west-1".into(),
                        name: "Ireland".into(),
                        more: 3,
                        backups: vec![],
                        keys: vec![key(3, "orders-eu", "customer managed", st("Enabled", Tone::Good), 1, "")],
                        clusters: vec![replica],
                        snapshots: vec![snap(
                            "orders-s1-eu",
                            eu,
                            "manual",
                            vec![Link {
                                label: "copy of".into(),
                                thing: Some("snap:orders-s1".into()),
                                name: "orders-s1 (us-east-1)".into(),
                            }],
                        )],
                    },
                ],
            },
            AccountBox {
                id: "444455556666".into(),
                label: "Partner".into(),
                regions: vec![RegionBox {
                    code: "us-east-1".into(),
                    name: "N. Virginia".into(),
                    more: 0,
                    backups: vec![],
                    snapshots: vec![],
                    clusters: vec![],
                    keys: vec![key(4, "shared", "customer managed", st("Enabled", Tone::Good), 1, "")],
                }],
            },
        ],
    };
    let titles = [
        "A cluster under your own key",
        "A snapshot of it",
        "Copy it to Ireland, the obvious way",
        "A key in Ireland",
        "Copy it again",
        "What arrived",
    ];
    let scenario = id.map(|id| ScenarioView { id: id.into(), title: "Copy a snapshot to another Region".into(), current: step.min(5), on_script: true,
        steps: titles.iter().enumerate().map(|(i, t)| StepMark { title: (*t).into(), outcome: if i < step { if i == 2 { Outcome::Refused } else { Outcome::Done } } else { Outcome::Pending } }).collect(),
        step: StepView { title: titles[step.min(5)].into(), before: vec![Block::Paragraph(vec![t("The snapshot "), Inline::Code("orders-s1".into()), t(" is encrypted under "), Inline::Strong("key A".into()), t(". KMS keys live in one Region and never leave it, so think about what must be able to open the copy in Ireland.")]),
            Block::List { ordered: false, items: vec![vec![t("The pages are copied as they are, sealed.")], vec![t("The "), Inline::Em("data key".into()), t(" is unwrapped in us-east-1 and wrapped again in eu-west-1.")]] },
            Block::Note(vec![t("See "), Inline::Link { text: "envelope encryption".into(), href: "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#enveloping".into() }, t(" in the KMS guide.")])],
            commands: vec![refused(1).line], prediction: Some(Prediction { question: "What will happen?".into(), choices: vec![Choice { text: "The copy is made, under the same key.".into(), right: false, because: "Key A exists in us-east-1 only.".into() }, Choice { text: "The copy is made, unencrypted.".into(), right: false, because: String::new() }, Choice { text: "The command is refused.".into(), right: true, because: "A key of the destination Region must be named.".into() }] }),
            outcome: if ran { Outcome::Refused } else { Outcome::Pending }, answers: if ran { vec![entry(2, "aws rds describe", "{\n    \"DBClusterSnapshot\": {\n        \"Status\": \"available\"\n    }\n}\n"), refused(3)] } else { vec![] },
            after: if ran { vec![Block::Paragraph(vec![t("Nothing was copied, and nothing was left behind. Look at CloudTrail: the attempt itself is recorded.")])] } else { vec![] } } });
    let trail_row = |i: usize, ev: &str, svc: &str, who: &str, err: Option<&str>| TrailRow {
        id: format!("e{i}").into(),
        time: format!("09:00:{:02}", 30 - i),
        event: ev.into(),
        service: svc.into(),
        who: who.into(),
        account: "111122223333".into(),
        region: "us-east-1".into(),
        key: (svc == "kms").then(|| tag(0, "orders")),
        context: if svc == "kms" {
            "aws:rds:dbc-id=cluster-CQYSMDPBRZ7BPMH7Y3RTDG5QY".into()
        } else {
            String::new()
        },
        error: err.map(Into::into),
        fresh: i < 3,
        json: focus
            .open_events
            .iter()
            .any(|e| **e == *format!("e{i}"))
            .then(|| "{\n    \"eventVersion\": \"1.08\",\n    \"eventName\": \"Decrypt\"\n}".into()),
    };
    View {
        map,
        scenario,
        inspector: focus.selected.as_ref().map(inspector),
        trail: vec![
            trail_row(0, "CopyDBClusterSnapshot", "rds", "user/admin", Some("InvalidParameterCombination")),
            trail_row(1, "Decrypt", "kms", "rds.us-east-1.amazonaws.com", None),
            trail_row(2, "GenerateDataKeyWithoutPlaintext", "kms", "rds.us-east-1.amazonaws.com", None),
            trail_row(3, "CreateGrant", "kms", "user/admin via rds", None),
            trail_row(4, "DescribeKey", "kms", "user/dev via rds", Some("AccessDenied")),
            trail_row(5, "CreateDBCluster", "rds", "user/admin", None),
        ],
        timeline: TimelineView {
            rows: (1..9)
                .map(|i| TimelineRow {
                    entry: i,
                    number: i,
                    line: [
                        "aws kms create-key",
                        "aws kms create-alias --alias-name alias/orders --target-key-id $KEY",
                        "aws rds create-db-cluster --db-cluster-identifier orders --storage-encrypted",
                        "playground wait 10m",
                    ][i % 4]
                        .into(),
                    time: format!("09:00:{i:02}"),
                    refused: i == 5,
                    happened: i <= 6,
                    forks: usize::from(i == 4),
                })
                .collect(),
            skipped: 0,
            len: 8,
            position: 6,
            now: "2020-12-01 09:10:06".into(),
            branches: vec![
                BranchRow { tip: 8, name: "script".into(), last: "x".into(), len: 8, current: true },
                BranchRow { tip: 12, name: "branch 2".into(), last: "y".into(), len: 6, current: false },
            ],
            can_undo: true,
            can_redo: false,
            digest: "a1b2c3d4".repeat(8),
        },
        console: vec![
            entry(
                1,
                "aws kms create-alias --alias-name alias/orders --target-key-id 1234abcd-12ab-34cd-56ef-1234567890ab",
                "",
            ),
            entry(
                2,
                "aws sts get-caller-identity",
                "{\n    \"UserId\": \"AIDACKCEVSQ6C2EXAMPLE\",\n    \"Account\": \"111122223333\",\n    \"Arn\": \"arn:aws:iam::111122223333:user/admin\"\n}\n",
            ),
            refused(3),
        ],
    }
}
