//! Managed policies of AWS's own: those that people name for RDS and KMS and whose documents are public (AWS Managed Policy
//! Reference Guide, and repositories that record the documents). Of an edition's world each has the document of that time.
//!
//! A test in `playground-aws` parses each text and compares it with the value.

use super::managed::{Managed, PolicyArn};
use crate::edition::Edition;
use crate::env::Time;
use crate::kms::pattern::Pattern;
use crate::kms::policy::{Effect, Policy, Statement, Who};
use std::rc::Rc;

/// One of them, in one version.
struct Row {
    name: &'static str,
    /// The unique id.
    id: &'static str,
    /// When the policy was created.
    created: &'static str,
    version: &'static str,
    /// When the version was created.
    updated: &'static str,
    statements: &'static [Part],
}

/// A statement.
enum Part {
    /// Allows actions on all resources.
    Allows(&'static [&'static str]),
    /// Its JSON; it is about services that are not modelled, so it decides no call here.
    Elsewhere(&'static str),
}

const ADMINISTRATOR: Row = Row {
    name: "AdministratorAccess",
    id: "ANPAIWMBCKSKIEE64ZLYK",
    created: "2015-02-06T18:39:46Z",
    version: "v1",
    updated: "2015-02-06T18:39:46Z",
    statements: &[Part::Allows(&["*"])],
};

const POWER_USER_OF_KMS: Row = Row {
    name: "AWSKeyManagementServicePowerUser",
    id: "ANPAJNPP7PPPPMJRV2SA4",
    created: "2015-02-06T18:40:40Z",
    version: "v2",
    updated: "2017-03-07T00:55:11Z",
    statements: &[Part::Allows(&[
        "kms:CreateAlias",
        "kms:CreateKey",
        "kms:DeleteAlias",
        "kms:Describe*",
        "kms:GenerateRandom",
        "kms:Get*",
        "kms:List*",
        "kms:TagResource",
        "kms:UntagResource",
        "iam:ListGroups",
        "iam:ListRoles",
        "iam:ListUsers",
    ])],
};

const READS_RDS: Part = Part::Allows(&[
    "rds:Describe*",
    "rds:ListTagsForResource",
    "ec2:DescribeAccountAttributes",
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeInternetGateways",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcAttribute",
    "ec2:DescribeVpcs",
]);

const RDS_READ_ONLY_THEN: Row = Row {
    name: "AmazonRDSReadOnlyAccess",
    id: "ANPAJKTTTYV2IIHKLZ346",
    created: "2015-02-06T18:40:53Z",
    version: "v3",
    updated: "2017-08-28T21:36:32Z",
    statements: &[
        READS_RDS,
        Part::Allows(&["cloudwatch:GetMetricStatistics", "logs:DescribeLogStreams", "logs:GetLogEvents"]),
    ],
};

const RDS_READ_ONLY: Row = Row {
    version: "v5",
    updated: "2023-03-15T14:02:16Z",
    statements: &[
        READS_RDS,
        Part::Allows(&[
            "cloudwatch:GetMetricStatistics",
            "cloudwatch:ListMetrics",
            "logs:DescribeLogStreams",
            "logs:GetLogEvents",
            "devops-guru:GetResourceCollection",
        ]),
    ],
    ..RDS_READ_ONLY_THEN
};

const PERFORMANCE_INSIGHTS: Part =
    Part::Elsewhere(r#"{"Effect":"Allow","Action":"pi:*","Resource":"arn:aws:pi:*:*:metrics/rds/*"}"#);
const LINKED_ROLES: Part = Part::Elsewhere(
    r#"{"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"*","Condition":{"StringLike":{"iam:AWSServiceName":["rds.amazonaws.com","rds.application-autoscaling.amazonaws.com"]}}}"#,
);
const DEVOPS_GURU: Part = Part::Elsewhere(
    r#"{"Action":["devops-guru:SearchInsights","devops-guru:ListAnomaliesForInsight"],"Effect":"Allow","Resource":"*","Condition":{"ForAllValues:StringEquals":{"devops-guru:ServiceNames":["RDS"]},"Null":{"devops-guru:ServiceNames":"false"}}}"#,
);

const RDS_FULL_THEN: Row = Row {
    name: "AmazonRDSFullAccess",
    id: "ANPAI3R4QMOG6Q5A4VWVG",
    created: "2015-02-06T18:40:52Z",
    version: "v6",
    updated: "2018-04-09T17:42:48Z",
    statements: &[
        Part::Allows(&[
            "rds:*",
            "application-autoscaling:DeleteScalingPolicy",
            "application-autoscaling:DeregisterScalableTarget",
            "application-autoscaling:DescribeScalableTargets",
            "application-autoscaling:DescribeScalingActivities",
            "application-autoscaling:DescribeScalingPolicies",
            "application-autoscaling:PutScalingPolicy",
            "application-autoscaling:RegisterScalableTarget",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetMetricStatistics",
            "cloudwatch:PutMetricAlarm",
            "cloudwatch:DeleteAlarms",
            "ec2:DescribeAccountAttributes",
            "ec2:DescribeAvailabilityZones",
            "ec2:DescribeInternetGateways",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcAttribute",
            "ec2:DescribeVpcs",
            "sns:ListSubscriptions",
            "sns:ListTopics",
            "sns:Publish",
            "logs:DescribeLogStreams",
            "logs:GetLogEvents",
        ]),
        PERFORMANCE_INSIGHTS,
        LINKED_ROLES,
    ],
};

const RDS_FULL: Row = Row {
    version: "v13",
    updated: "2023-04-14T12:27:01Z",
    statements: &[
        Part::Allows(&[
            "rds:*",
            "application-autoscaling:DeleteScalingPolicy",
            "application-autoscaling:DeregisterScalableTarget",
            "application-autoscaling:DescribeScalableTargets",
            "application-autoscaling:DescribeScalingActivities",
            "application-autoscaling:DescribeScalingPolicies",
            "application-autoscaling:PutScalingPolicy",
            "application-autoscaling:RegisterScalableTarget",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetMetricStatistics",
            "cloudwatch:PutMetricAlarm",
            "cloudwatch:DeleteAlarms",
            "cloudwatch:ListMetrics",
            "cloudwatch:GetMetricData",
            "ec2:DescribeAccountAttributes",
            "ec2:DescribeAvailabilityZones",
            "ec2:DescribeCoipPools",
            "ec2:DescribeInternetGateways",
            "ec2:DescribeLocalGatewayRouteTablePermissions",
            "ec2:DescribeLocalGatewayRouteTables",
            "ec2:DescribeLocalGatewayRouteTableVpcAssociations",
            "ec2:DescribeLocalGateways",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcAttribute",
            "ec2:DescribeVpcs",
            "ec2:GetCoipPoolUsage",
            "sns:ListSubscriptions",
            "sns:ListTopics",
            "sns:Publish",
            "logs:DescribeLogStreams",
            "logs:GetLogEvents",
            "outposts:GetOutpostInstanceTypes",
            "devops-guru:GetResourceCollection",
        ]),
        PERFORMANCE_INSIGHTS,
        LINKED_ROLES,
        DEVOPS_GURU,
    ],
    ..RDS_FULL_THEN
};

/// Those of an edition, by name.
const fn rows(edition: Edition) -> [Row; 4] {
    match edition {
        Edition::Y2020 => [POWER_USER_OF_KMS, ADMINISTRATOR, RDS_FULL_THEN, RDS_READ_ONLY_THEN],
        Edition::Y2026 => [POWER_USER_OF_KMS, ADMINISTRATOR, RDS_FULL, RDS_READ_ONLY],
    }
}

impl Part {
    fn text(&self) -> String {
        let actions = match self {
            Self::Elsewhere(text) => return String::from(*text),
            Self::Allows([only]) => ["\"", only, "\""].concat(),
            Self::Allows(actions) => ["[\"", &actions.join("\",\""), "\"]"].concat(),
        };
        [r#"{"Effect":"Allow","Action":"#, &actions, r#","Resource":"*"}"#].concat()
    }

    fn statement(&self) -> Option<Statement> {
        let Self::Allows(actions) = self else { return None };
        let actions = actions.iter().map(|action| Pattern::known(action)).collect();
        Some(Statement::new(Effect::Allow, vec![Who::Anyone], actions, vec![Pattern::known("*")]))
    }
}

impl Row {
    fn policy(self) -> Managed {
        let statements: Vec<_> = self.statements.iter().map(Part::text).collect();
        let text = [r#"{"Version":"2012-10-17","Statement":["#, &statements.join(","), "]}"].concat();
        let statements = self.statements.iter().filter_map(Part::statement).collect();
        let time = |text| Time::parse(text).unwrap_or(Time(0));
        Managed {
            arn: PolicyArn::of_aws(self.name),
            path: "/".into(),
            id: self.id.into(),
            description: None,
            created: time(self.created),
            updated: time(self.updated),
            version: self.version,
            policy: Rc::new(Policy { text: text.into(), statements }),
        }
    }
}

/// All of an edition.
pub fn all(edition: Edition) -> impl Iterator<Item = Managed> {
    rows(edition).into_iter().map(Row::policy)
}

/// One of them.
pub fn find(edition: Edition, arn: &PolicyArn) -> Option<Managed> {
    rows(edition).into_iter().find(|row| *arn == PolicyArn::of_aws(row.name)).map(Row::policy)
}

/// Their names, as a sentence lists them.
pub fn names(edition: Edition) -> String {
    rows(edition).map(|row| row.name).join(", ")
}
