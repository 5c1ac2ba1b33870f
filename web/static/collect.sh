#!/bin/sh
# Collects how your Aurora clusters, snapshots and KMS keys are encrypted, for "Your own account" of the Aurora
# Encryption Playground. It makes only describe, get and list calls, and prints what the AWS CLI answers, one answer a
# line. Read it before you run it.
#
#   sh collect.sh [--profile NAME]… --region NAME [--region NAME]… [--iam] [--redact] > estate.jsonl
#
# --iam     asks for the policies of users and roles as well, which most key policies leave the decision to. They say much
#           of your account: the page keeps of them what is about AWS KMS, this file has all of it
# --redact  replaces account ids, names, hosts, users and tags by made-up ones before anything is printed; the same name
#           becomes the same made-up one, so that the report still fits together
#
# The guide "Your own account" has the smallest IAM policy that it needs. What can't be read is named on stderr, and left out.
set -u

usage() {
  echo "usage: sh collect.sh [--profile NAME]... --region NAME [--region NAME]... [--iam] [--redact] > estate.jsonl" >&2
  exit 2
}

profiles=
regions=
redact=
iam=
while [ $# -gt 0 ]; do
  case $1 in
    --profile) [ $# -gt 1 ] || usage; profiles="$profiles $2"; shift 2 ;;
    --region) [ $# -gt 1 ] || usage; regions="$regions $2"; shift 2 ;;
    --redact) redact=yes; shift ;;
    --iam) iam=yes; shift ;;
    *) usage ;;
  esac
done
[ -n "$regions" ] || usage

# One answer as one line of JSON. JSON has no line breaks within texts.
ask() {
  if answer=$(aws "$@" --output json $with 2>&1); then
    printf '%s\n' "$answer" | tr -d '\n'
    echo
  else
    printf 'left out: aws %s %s: %s\n' "$*" "$with" "$answer" | tr '\n' ' ' >&2
    echo >&2
  fi
}

# Of IAM, only who has which policy: no trust policies, no tags, no old versions.
people='GroupList:GroupList[].{GroupName:@},AttachedManagedPolicies:AttachedManagedPolicies,PermissionsBoundary:PermissionsBoundary'
details="{UserDetailList:UserDetailList[].{Arn:Arn,UserName:UserName,UserPolicyList:UserPolicyList,$people},RoleDetailList:RoleDetailList[].{Arn:Arn,RoleName:RoleName,RolePolicyList:RolePolicyList,$people},GroupDetailList:GroupDetailList[].{Arn:Arn,GroupName:GroupName,GroupPolicyList:GroupPolicyList,$people},Policies:Policies[].{Arn:Arn,PolicyVersionList:PolicyVersionList[?IsDefaultVersion]}}"

# Names, one a line, and no "None".
list() {
  aws "$@" --output text $with 2> /dev/null | tr '\t' '\n' | grep -v '^None$' | sort -u
}

collect() {
  if [ -n "$iam" ]; then
    with="${profile:+--profile $profile}"
    ask iam get-account-authorization-details --query "$details"
  fi
  for region in $regions; do
    with="--region $region${profile:+ --profile $profile}"
    ask rds describe-db-clusters
    ask rds describe-db-instances
    ask rds describe-db-cluster-snapshots --include-shared
    ask rds describe-db-cluster-automated-backups
    ask rds describe-global-clusters
    for snapshot in $(list rds describe-db-cluster-snapshots --snapshot-type manual --query 'DBClusterSnapshots[].DBClusterSnapshotIdentifier'); do
      ask rds describe-db-cluster-snapshot-attributes --db-cluster-snapshot-identifier "$snapshot"
    done
    ask kms list-aliases
    for key in $( {
      list rds describe-db-clusters --query 'DBClusters[].KmsKeyId'
      list rds describe-db-cluster-snapshots --include-shared --query 'DBClusterSnapshots[].KmsKeyId'
      list rds describe-db-cluster-automated-backups --query 'DBClusterAutomatedBackups[].KmsKeyId'
    } | sort -u); do
      ask kms describe-key --key-id "$key"
      ask kms get-key-policy --key-id "$key" --policy-name default
      ask kms list-grants --key-id "$key"
      ask kms get-key-rotation-status --key-id "$key"
      ask kms list-key-rotations --key-id "$key"
    done
  done
}

# Between two quotation marks stands a name of a member, a value, or what separates them; in a policy, which is a text
# in a text, a backslash stands before each mark.
made_up() {
  awk '
    function stable(kind, name) {
      if (!((kind, name) in known)) known[kind, name] = kind "-" (++count[kind])
      return known[kind, name]
    }
    function accounts(text,   out, id) {
      out = ""
      while (match(text, /[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]/)) {
        id = substr(text, RSTART, 12)
        # The last part of a key ID has twelve characters as well, after a hyphen.
        if (RSTART > 1 && substr(text, RSTART - 1, 1) == "-") out = out substr(text, 1, RSTART + 11)
        else {
          if (!(id in account)) account[id] = sprintf("1000%08d", ++numbers)
          out = out substr(text, 1, RSTART - 1) account[id]
        }
        text = substr(text, RSTART + 12)
      }
      return out text
    }
    function arn(text,   end, at, part, kind, name) {
      end = ""
      if (substr(text, length(text)) == "\\") { end = "\\"; text = substr(text, 1, length(text) - 1) }
      part = text
      for (at = 0; at < 5; at++) sub(/^[^:]*:/, "", part)
      if (text !~ /^arn:[^:]*:(rds|kms|iam|sts|\*):/) {
        if (part ~ /^[*?]*$/) return text end
        return substr(text, 1, length(text) - length(part)) stable("resource", part) end
      }
      if (text ~ /^arn:[^:]*:iam::aws:/) return text end
      if (part !~ /^(cluster|cluster-snapshot|db|global-cluster|cluster-pg|subgrp|alias|user|role|group|policy|assumed-role)[:\/]/) return text end
      match(part, /[:\/]/)
      kind = substr(part, 1, RSTART - 1)
      name = substr(part, RSTART + 1)
      if (name ~ /^aws\// || name ~ /[*?]/) return text end
      return substr(text, 1, length(text) - length(name)) stable(kind_of(kind), name) end
    }
    function kind_of(kind) {
      return kind == "db" ? "instance" : kind == "cluster-snapshot" ? "snapshot" : kind == "global-cluster" ? "global" : kind
    }
    BEGIN {
      FS = "\""
      OFS = "\""
      names["DBClusterIdentifier"] = "cluster"
      names["DBInstanceIdentifier"] = "instance"
      names["DBClusterSnapshotIdentifier"] = "snapshot"
      names["GlobalClusterIdentifier"] = "global"
      names["UserName"] = "user"
      names["RoleName"] = "role"
      names["GroupName"] = "group"
      names["PolicyName"] = "policy"
      split("Endpoint ReaderEndpoint Address HostedZoneId MasterUsername DatabaseName DBName Description Key Value DBSubnetGroup DBSubnetGroupName VpcId CustomEndpoints Sid", gone, " ")
      for (at in gone) hidden[gone[at]] = 1
    }
    {
      for (at = 2; at < NF; at++) {
        member = $at
        sub(/\\$/, "", member)
        if (!((member in names) || (member in hidden) || member == "AliasName") || $(at + 1) !~ /^[ ]*:[ ]*\\?$/) continue
        value = $(at + 2)
        end = ""
        if (substr(value, length(value)) == "\\") { end = "\\"; value = substr(value, 1, length(value) - 1) }
        if (value == "") continue
        if (member == "PolicyName" && value == "default") continue
        if (member in names) { if (value !~ /^arn:/) $(at + 2) = stable(names[member], value) end }
        else if (member == "AliasName") { if (value !~ /^alias\/aws\//) $(at + 2) = "alias/" stable("alias", substr(value, 7)) end }
        else $(at + 2) = "redacted" end
        at += 2
      }
      for (at = 2; at < NF; at++) if ($at ~ /^arn:/) $at = arn($at)
      print accounts($0)
    }'
}

everything() {
  [ -n "$profiles" ] || { profile= && collect; }
  for profile in $profiles; do collect; done
}

if [ -n "$redact" ]; then everything | made_up; else everything; fi
