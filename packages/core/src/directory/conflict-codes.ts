/** What each code of a 409 of the management API means. */
export const conflictCodes = {
  LAST_OWNER: 'The organization would be left without an Owner.',
  LAST_KEY: 'It is the last key by which the organization can be managed.',
  TOO_MANY_CREDENTIALS: 'The client has as many live credentials as it may; revoke one that nobody uses any more.',
  ROLE_IN_USE: 'Members have a team role that is to be taken out of the catalogue.',
  ROLE_IN_MAPPING:
    'A team role is to become privileged, and the mapping gives it where no group is required by name or id; or it is to be removed, and the mapping names it.',
  TEAM_IN_MAPPING:
    'The mapping names a team that is to be removed, or gives roles in it; confirm that these wait for it.',
  EMPTY_TEAMS: 'The set has no team, which takes away every role in a team that there is; confirm it.',
  EMPTY_CATALOGUE: 'A catalogue has at least one team role.',
  ALREADY_EXISTS: 'There is one like it already.',
  TOO_MANY_SUBSCRIPTIONS:
    'The organization has as many webhooks and event streams as it may; delete one that nobody needs.',
  HOLD_DECIDED: 'The hold has been decided already.',
  BRAKE:
    'More would be revoked than the limits of the mapping allow; the plan is with it. Confirm, or let it wait for an owner.',
  EMPTY_MAPPING: 'A mapping without any section takes away every role that the mapping has given; confirm it.',
  INACTIVE_MEMBER: 'The member is inactive, so the role would not be in force.',
  PROVISIONED_MEMBER:
    'The member comes from the provider, which could take them away; an emergency owner needs an address of their own.',
  PLAN_STALE: 'Something has happened since the plan was made, so that it no longer holds; make a new one.',
  PLAN_RUNNING: 'The plan is still being made.',
  PLAN_FAILED: 'The plan could not be made; the detail says why.',
  NOTHING_TO_CONFIRM: 'The current version of the mapping is not on trial.',
  TRIAL_OVER: 'The time in which the version could be confirmed is over; it goes back by itself.',
  CURSOR_UNKNOWN:
    'The feed over all organizations does not know the cursor: the database was put back to an older state. Begin anew, as for the first time.',
  NOT_SUSPENDED: 'Only a suspended organization can be deleted: suspend it, then export it, then delete it.',
  EXPORT_NEEDED:
    'The digest is not that of the last whole export, or something has happened since; export the organization and give the digest of its last line.',
  NOTHING_TO_UNDO: 'The current version of the mapping is not on trial, so there is nothing to take back.',
} as const
