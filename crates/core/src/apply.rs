//! The only code that changes a world. It is total: every event can be applied to every world.

use crate::event::{Event, IamEvent};
use crate::ids::{AccountId, KeyArn};
use crate::kms::policy::Policy;
use crate::rds::notice::{self, About, Said};
use crate::world::{Due, KeyUse, World};
use std::rc::Rc;

/// Changes the world as one event says.
pub fn apply(world: &mut World, event: &Event) {
    match event {
        Event::Began(op, requests) => (world.op, world.requests) = (*op, *requests),
        Event::Clock(now) => world.now = *now,
        Event::Recorded(record) => {
            world.trail.insert_mut(world.trail_next, record.clone());
            world.trail_next += 1;
        }
        Event::KeyPut(key) => world.keys.insert_mut(key.arn.clone(), key.clone()),
        Event::KeyRemoved(arn) => remove_key(world, arn),
        Event::AliasPut(name, alias) => world.aliases.insert_mut(name.clone(), alias.clone()),
        Event::AliasRemoved(alias) => {
            world.aliases.remove_mut(alias);
        }
        Event::GrantPut(grant) => world.grants.insert_mut((grant.key.clone(), grant.id), grant.clone()),
        Event::GrantRemoved(key, id) => {
            world.grants.remove_mut(&(key.clone(), *id));
        }
        Event::IdentityPolicyPut(who, name, policy) => {
            world.identity_policies.insert_mut((who.clone(), name.clone()), policy.clone());
        }
        Event::IdentityPolicyRemoved(who, name) => {
            world.identity_policies.remove_mut(&(who.clone(), name.clone()));
        }
        Event::Iam(event) => apply_to_iam(world, event),
        Event::OriginPut(who, address) => world.origins.insert_mut(who.clone(), address.clone()),
        Event::OrganizationPut(account, organization) => {
            put_organization(world, *account, organization.clone());
        }
        Event::QuotaPut(quota, most) => world.quotas.insert_mut(*quota, *most),
        Event::ServiceControlPolicyPut(account, policy) => put_scp(world, *account, policy.clone()),
        Event::Scheduled(time, due) => {
            if let Due::Failover(cluster, target) = due {
                tell(world, cluster, Some(notice::of_failover(target)));
            }
            world.due.insert_mut((*time, world.due_next), due.clone());
            world.due_next += 1;
        }
        Event::Fired(time, number) => {
            world.due.remove_mut(&(*time, *number));
        }
        Event::ClusterPut(cluster) => {
            note_use(world, cluster.encryption.key(), KeyUse::Cluster(cluster.arn.clone()));
            let before = world.clusters.get(&cluster.arn).map(Rc::as_ref);
            let said = notice::of_cluster(before, cluster, world.now);
            tell(world, &cluster.arn, said);
            world.clusters.insert_mut(cluster.arn.clone(), cluster.clone());
        }
        Event::ClusterRemoved(arn) => {
            let said = world.clusters.get(arn).and_then(|cluster| notice::of_gone_cluster(cluster));
            tell(world, arn, said);
            let key = world.clusters.get(arn).and_then(|cluster| cluster.encryption.key().cloned());
            forget_use(world, key, KeyUse::Cluster(arn.clone()));
            world.clusters.remove_mut(arn);
        }
        Event::GlobalClusterPut(global) => {
            world.global_clusters.insert_mut(global.arn.clone(), global.clone());
        }
        Event::GlobalClusterRemoved(arn) => {
            world.global_clusters.remove_mut(arn);
        }
        Event::InstancePut(instance) => {
            let said = notice::of_instance(world.instances.get(&instance.arn).map(Rc::as_ref), instance);
            tell(world, &instance.arn, said);
            world.instances.insert_mut(instance.arn.clone(), instance.clone());
        }
        Event::InstanceRemoved(arn) => {
            let said = world.instances.get(arn).and_then(|instance| notice::of_gone_instance(instance));
            tell(world, arn, said);
            world.instances.remove_mut(arn);
        }
        Event::SnapshotPut(snapshot) => {
            note_use(world, snapshot.encryption.key(), KeyUse::Snapshot(snapshot.arn.clone()));
            let said = notice::of_snapshot(world.snapshots.get(&snapshot.arn).map(Rc::as_ref), snapshot);
            tell(world, &snapshot.arn, said);
            world.snapshots.insert_mut(snapshot.arn.clone(), snapshot.clone());
        }
        Event::SnapshotRemoved(arn) => {
            let key = world.snapshots.get(arn).and_then(|snapshot| snapshot.encryption.key().cloned());
            forget_use(world, key, KeyUse::Snapshot(arn.clone()));
            world.snapshots.remove_mut(arn);
        }
        Event::ExportPut(task) => {
            tell(world, &task.source, notice::of_export(task));
            world.exports.insert_mut(task.key.clone(), task.clone());
        }
        Event::BackupPut(backup) => {
            note_use(world, backup.encryption.key(), KeyUse::Backup(backup.key()));
            world.backups.insert_mut(backup.key(), backup.clone());
        }
        Event::BackupRemoved(at) => {
            let key = world.backups.get(at).and_then(|backup| backup.encryption.key().cloned());
            forget_use(world, key, KeyUse::Backup(*at));
            world.backups.remove_mut(at);
        }
    }
}

fn put_scp(world: &mut World, account: AccountId, policy: Option<Rc<Policy>>) {
    world.service_control_policies.remove_mut(&account);
    if let Some(policy) = policy {
        world.service_control_policies.insert_mut(account, policy);
    }
}

/// Changes the part of a world that is about roles and sessions.
fn apply_to_iam(world: &mut World, event: &IamEvent) {
    match event {
        IamEvent::RolePut(role) => {
            let key = (role.named.account, role.named.name.clone());
            world.roles.insert_mut(key, role.clone());
        }
        IamEvent::RoleRemoved(account, name) => {
            world.roles.remove_mut(&(*account, name.clone()));
        }
        IamEvent::UserPut(user) => {
            let key = (user.named.account, user.named.name.clone());
            world.users.insert_mut(key, user.clone());
        }
        IamEvent::UserRemoved(account, name) => {
            world.users.remove_mut(&(*account, name.clone()));
        }
        IamEvent::ManagedPolicyPut(policy) => {
            world.managed_policies.insert_mut(policy.arn.clone(), policy.clone());
        }
        IamEvent::ManagedPolicyRemoved(arn) => {
            world.managed_policies.remove_mut(arn);
        }
        IamEvent::PolicyAttached(who, policy) => {
            world.attached_policies.insert_mut((who.clone(), policy.arn.clone()), policy.clone());
        }
        IamEvent::PolicyDetached(who, arn) => {
            world.attached_policies.remove_mut(&(who.clone(), arn.clone()));
        }
        IamEvent::SessionBegan(credentials) => {
            world.sessions.insert_mut(credentials.session.key.clone(), credentials.clone());
        }
    }
}

fn put_organization(world: &mut World, account: AccountId, organization: Option<Rc<str>>) {
    world.organizations.remove_mut(&account);
    if let Some(organization) = organization {
        world.organizations.insert_mut(account, organization);
    }
}

/// Adds an RDS event, if there is something to say.
fn tell(world: &mut World, about: &impl About, said: Option<Said>) {
    if let Some(said) = said {
        world.notices.push(about.notice(world.now, said));
    }
}

fn note_use(world: &mut World, key: Option<&KeyArn>, used_by: KeyUse) {
    if let Some(key) = key {
        world.uses.insert_mut((key.clone(), used_by));
    }
}

fn forget_use(world: &mut World, key: Option<KeyArn>, used_by: KeyUse) {
    if let Some(key) = key {
        world.uses.remove_mut(&(key, used_by));
    }
}

/// Removes a key and all that belongs to it.
fn remove_key(world: &mut World, arn: &KeyArn) {
    let aliases: Vec<_> = world.aliases_of(arn).cloned().collect();
    for alias in aliases {
        world.aliases.remove_mut(&alias);
    }
    let grants: Vec<_> = world.grants_of(arn).map(|grant| grant.id).collect();
    for id in grants {
        world.grants.remove_mut(&(arn.clone(), id));
    }
    world.keys.remove_mut(arn);
}
