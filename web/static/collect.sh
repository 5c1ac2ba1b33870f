#!/bin/sh
# Collects how your Aurora clusters, snapshots and KMS keys are encrypted, for "Your own account" of the Aurora
# Encryption Playground. It makes only describe, get and list calls, and prints the AWS CLI's output, one call per line.
# Read it before you run it.
#
#   sh collect.sh [--profile NAME]… --region NAME [--region NAME]… [--iam] [--redact] > estate.jsonl
#
# --iam     also collects the policies of users and roles, because most key policies leave the decision to them. They reveal
#           a lot about your account: the page keeps only what can apply to AWS KMS, but this file has all of it.
# --redact  replaces account IDs, names, resource IDs, users and addresses with made-up ones before anything is printed. A
#           name is replaced with the same made-up one everywhere, so the report still makes sense. Hosts, tags, descriptions
#           and everything else that the page doesn't read become "redacted".
#
# The guide "Your own account" has the least-privilege IAM policy. Calls that fail are reported on stderr and left out.
set -uf

# One name per line, so that names can contain spaces.
IFS='
'

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
    --profile) [ $# -gt 1 ] || usage; profiles="$profiles$2$IFS"; shift 2 ;;
    --region) [ $# -gt 1 ] || usage; regions="$regions$2$IFS"; shift 2 ;;
    --redact) redact=yes; shift ;;
    --iam) iam=yes; shift ;;
    *) usage ;;
  esac
done
[ -n "$regions" ] || usage

cli() {
  aws "$@" ${region:+--region "$region"} ${profile:+--profile "$profile"}
}

# Prints the output of one call as one line of JSON, which has no line breaks inside strings. What the CLI prints to stderr,
# such as warnings, is shown only if the call fails.
ask() {
  {
    said=$({
      answer=$(cli "$@" --output json) && printf '%s\n' "$(printf '%s' "$answer" | tr -d '\r\n')" >&3
    } 2>&1) || {
      printf '%s ' "left out: aws" "$@" ${region:+--region "$region"} ${profile:+--profile "$profile"}
      printf '%s' ": $said" | tr '\n' ' '
      echo
    } >&2
  } 3>&1
}

# From IAM, only who has which policy: no trust policies, tags or old versions.
people='GroupList:GroupList[].{GroupName:@},AttachedManagedPolicies:AttachedManagedPolicies,PermissionsBoundary:PermissionsBoundary'
details="{UserDetailList:UserDetailList[].{Arn:Arn,UserName:UserName,UserPolicyList:UserPolicyList,$people},RoleDetailList:RoleDetailList[].{Arn:Arn,RoleName:RoleName,RolePolicyList:RolePolicyList,$people},GroupDetailList:GroupDetailList[].{Arn:Arn,GroupName:GroupName,GroupPolicyList:GroupPolicyList,$people},Policies:Policies[].{Arn:Arn,PolicyVersionList:PolicyVersionList[?IsDefaultVersion]}}"

# Names, one per line, without "None".
list() {
  cli "$@" --output text 2> /dev/null | tr -d '\r' | tr '\t' '\n' | grep -v '^None$' | sort -u
}

collect() {
  if [ -n "$iam" ]; then
    region=
    ask iam get-account-authorization-details --query "$details"
  fi
  for region in $regions; do
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

# Keeps what the page reads, replaces names with made-up ones, and all other strings with "redacted".
#
# Between two quotation marks is the name of a member, a value, or what separates them. A policy is a string in a string: its
# own quotation marks are escaped with a backslash.
made_up() {
  awk '
    function stable(kind, name) {
      if (!((kind, name) in known)) known[kind, name] = kind "-" (++count[kind])
      return known[kind, name]
    }
    # As in RDS: 26 letters after "cluster-".
    function resource(id,   number, letters) {
      if (id in resources) return resources[id]
      letters = ""
      for (number = ++resources_count; length(letters) < 26; number = int(number / 26))
        letters = substr("ABCDEFGHIJKLMNOPQRSTUVWXYZ", number % 26 + 1, 1) letters
      return resources[id] = "cluster-" letters
    }
    function network(range) {
      if (!(range in networks)) {
        networks_count++
        networks[range] = "10." int(networks_count / 65536) % 256 "." int(networks_count / 256) % 256 "." networks_count % 256 "/32"
      }
      return networks[range]
    }
    function accounts(text,   out, id) {
      out = ""
      while (match(text, /[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]/)) {
        id = substr(text, RSTART, 12)
        # The last part of a key ID also has twelve characters, after a hyphen.
        if (RSTART > 1 && substr(text, RSTART - 1, 1) == "-") out = out substr(text, 1, RSTART + 11)
        else {
          if (!(id in account)) account[id] = sprintf("1000%08d", ++numbers)
          out = out substr(text, 1, RSTART - 1) account[id]
        }
        text = substr(text, RSTART + 12)
      }
      return out text
    }
    # A name, or a pattern: each part between its * and ? is treated as a name.
    function pattern(kind, text,   out, piece) {
      out = ""
      while (match(text, /[*?]/)) {
        piece = substr(text, 1, RSTART - 1)
        out = out (piece == "" ? "" : stable(kind, piece)) substr(text, RSTART, 1)
        text = substr(text, RSTART + 1)
      }
      return out (text == "" ? "" : stable(kind, text))
    }
    function arn(text,   part, at, kind, name, head, parts) {
      split(text, parts, ":")
      part = text
      for (at = 0; at < 5; at++) if (!sub(/^[^:]*:/, "", part)) return "redacted"
      if (text ~ /^arn:[^:]*:iam::aws:/) return text
      head = accounts(substr(text, 1, length(text) - length(part)))
      if (parts[3] !~ /^(rds|kms|iam|sts|\*)$/) return "redacted"
      if (part == "root" || part == "*" || part ~ /^key\//) return head part
      if (!match(part, /[:\/]/)) return "redacted"
      kind = substr(part, 1, RSTART - 1)
      name = substr(part, RSTART + 1)
      head = head substr(part, 1, RSTART)
      if (name == "*" || name ~ /^(aws\/|aws-service-role\/)/) return head name
      # The ARN of a session has the name of its role, without the path.
      if (kind == "assumed-role" && (at = index(name, "/"))) return head pattern("role", substr(name, 1, at - 1)) "/" pattern("session", substr(name, at + 1))
      if (kind ~ /^(role|user|group|policy|assumed-role)$/) sub(/^.*\//, "", name)
      return head pattern(kind_of(kind), name)
    }
    function kind_of(kind) {
      return kind == "db" ? "instance" : kind == "cluster-snapshot" ? "snapshot" : kind == "global-cluster" ? "global" : kind == "assumed-role" ? "role" : kind
    }
    function value(member, text) {
      if (text == "" || text == "*" || member in kept) return text
      if (text ~ /^arn:/) return arn(text)
      if (member ~ /^(KeyId|TargetKeyId)$/) return text
      if (member in names) return stable(names[member], text)
      # The name of a key policy is always "default".
      if (member == "PolicyName") return text == "default" ? text : stable("policy", text)
      # Letters and digits only, as identity policies require.
      if (member == "Sid") { text = stable("Statement", text); sub(/-/, "", text); return text }
      if (member ~ /^(DbClusterResourceId|DBClusterResourceId|aws:rds:dbc-id)$/) return resource(text)
      if (member == "AliasName") return text ~ /^alias\/aws\// ? text : "alias/" stable("alias", substr(text, 7))
      if (member == "Policy") return policy(text)
      if (member in of_accounts && text ~ /^([0-9]+|all|none|true|false)$/) return accounts(text)
      if (member in services && text ~ /^[a-z0-9.*-]+\.amazonaws\.com(\.cn)?$/) return text
      if (member ~ /^aws:(SourceIp|VpcSourceIp)$/) return network(text)
      # Values of a condition.
      if (member ~ /:/) return text ~ /^(true|false|[0-9]+|[0-9-]+T[0-9:]+Z)$/ ? accounts(text) : pattern("value", text)
      return "redacted"
    }
    # Replaces all occurrences of a pattern with a string, in which no character is special.
    function swapped(text, from, to,   pieces, number, at, out) {
      number = split(text, pieces, from)
      out = pieces[1]
      for (at = 2; at <= number; at++) out = out to pieces[at]
      return out
    }
    function policy(text,   marks, number, at, out) {
      text = swapped(text, "[\\\\][\\\\]", "\001")
      text = swapped(text, "[\\\\][nrt]", " ")
      text = swapped(swapped(text, "[\\\\]\"", "\""), "\001", "\\")
      number = split(text, marks, "\"")
      walk(marks, number)
      out = marks[1]
      for (at = 2; at <= number; at++) if (marks[at] != GONE) out = out "\"" marks[at]
      return swapped(swapped(out, "[\\\\]", "\\\\"), "\"", "\\\"")
    }
    # Goes through what is between the quotation marks of JSON. One inside a string has an odd number of backslashes before it.
    function walk(marks, number,   at, next_at, member, text) {
      member = ""
      for (at = 2; at < number; at = next_at + 1) {
        text = marks[at]
        for (next_at = at + 1; match(text, /[\\]+$/) && RLENGTH % 2 && next_at < number; next_at++) {
          text = text "\"" marks[next_at]
          marks[next_at] = GONE
        }
        if (marks[next_at] ~ /^[ \t]*:/) { member = text; marks[at] = text }
        else marks[at] = value(member, text)
      }
    }
    function set(table, list,   all, at) {
      split(list, all, " ")
      for (at in all) table[all[at]] = 1
    }
    BEGIN {
      GONE = "\002"
      names["DBClusterIdentifier"] = "cluster"
      names["DBInstanceIdentifier"] = "instance"
      names["DBClusterSnapshotIdentifier"] = "snapshot"
      names["GlobalClusterIdentifier"] = "global"
      names["GrantId"] = "grant"
      names["UserName"] = "user"
      names["RoleName"] = "role"
      names["GroupName"] = "group"
      set(kept, "Engine EngineMode EngineVersion Status DBInstanceStatus DBInstanceClass SnapshotType StorageType StorageEncryptionType SnapshotCreateTime ClusterCreateTime EarliestRestorableTime LatestRestorableTime EarliestTime LatestTime PreferredBackupWindow KeyState KeyManager KeyUsage KeySpec CustomerMasterKeySpec Origin MultiRegionKeyType Region CreationDate DeletionDate NextRotationDate RotationDate RotationType Operations AttributeName Version Effect Action NotAction kms:ViaService kms:GrantOperations kms:EncryptionAlgorithm kms:GrantConstraintType kms:KeyOrigin kms:KeySpec kms:KeyUsage")
      set(of_accounts, "AWSAccountId AttributeValues AWS Account kms:CallerAccount aws:SourceAccount aws:PrincipalAccount aws:ResourceAccount IssuingAccount")
      set(services, "Service GranteePrincipal RetiringPrincipal kms:GranteePrincipal")
    }
    {
      number = split($0, line, "\"")
      walk(line, number)
      printf "%s", line[1]
      for (at = 2; at <= number; at++) if (line[at] != GONE) printf "\"%s", line[at]
      print ""
    }'
}

everything() {
  [ -n "$profiles" ] || { profile=; collect; }
  for profile in $profiles; do collect; done
}

if [ -n "$redact" ]; then everything | made_up; else everything; fi
