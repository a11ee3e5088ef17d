import type { ComponentChildren } from 'preact'

import type { NamedThing, StoryPart } from '../api/types.ts'
import { count } from './count.ts'
import { GroupLink, PersonLink, TeamLink } from '../component/link.tsx'
import { scopeName } from './scope-name.ts'

type Sentence = (part: StoryPart) => ComponentChildren

/** What somebody did. */
const deeds: Readonly<Record<string, Sentence>> = {
  MemberProvisioned: (part) => <>created {people(part)}</>,
  MemberInvited: (part) => <>invited {people(part)}</>,
  MemberUpdated: (part) => <>changed {people(part)}</>,
  MemberActivated: (part) => <>activated {people(part)}</>,
  MemberDeactivated: (part) => <>deactivated {people(part)}</>,
  MemberDeleted: (part) => <>deleted {people(part)}</>,
  GroupCreated: (part) => <>created the group {people(part)}</>,
  GroupUpdated: (part) => <>changed the group {people(part)}</>,
  GroupRenamed: (part) => <>renamed a group to {people(part)}</>,
  GroupDeleted: (part) => <>deleted the group {people(part)}</>,
  GroupMemberAdded: (part) => (
    <>
      added {people(part)} to {thing(part.group)}
    </>
  ),
  GroupMemberRemoved: (part) => (
    <>
      removed {people(part)} from {thing(part.group)}
    </>
  ),
  MappingApplied: ({ first: [version] }) => (
    <>
      applied{' '}
      <a href={`/mapping/versions?version=${version?.id ?? ''}`}>{`version ${version?.id ?? ''} of the mapping`}</a>
    </>
  ),
  MappingConfirmed: () => 'kept the mapping that was on trial',
  TeamCreated: (part) => <>created the team {people(part)}</>,
  TeamUpdated: (part) => <>changed the team {people(part)}</>,
  TeamDeleted: ({ first: [team] }) => (
    <>
      deleted the team <strong>{team?.id}</strong>
    </>
  ),
  TeamRolesReplaced: () => 'changed the team roles',
  SettingsChanged: () => 'changed the settings',
}

/** What came of it. */
const outcomes: Readonly<Record<string, Sentence>> = {
  RoleGranted: (part) => roles(part, 'given', 'to'),
  RoleRevoked: (part) => roles(part, 'taken away', 'from'),
  RoleSuspended: (part) => roles(part, 'suspended', 'of'),
  RoleResumed: (part) => roles(part, 'in force again', 'for'),
  RoleHeld: (part) => roles(part, 'held back', 'for'),
  RoleReleased: (part) => roles(part, 'released', 'for'),
  OwnerRetained: () => 'the last Owner kept the role',
  EffectGranted: ({ total }) => `${count(total, 'effect')} given`,
  EffectRevoked: ({ total }) => `${count(total, 'effect')} taken away`,
  HoldOpened: ({ total }) => <a href="/holds">{`${count(total, 'change')} held back for an owner to decide`}</a>,
  HoldClosed: ({ total }) => `${count(total, 'hold')} closed`,
  FindingRaised: ({ total }) => `${count(total, 'finding')} noted`,
  FindingCleared: ({ total }) => `${count(total, 'finding')} settled`,
  OrganizationOwnerless: () => 'nobody is Owner any more',
  OrganizationOwned: () => 'the organization has an Owner',
  DecisionsPaused: () => 'decisions pause: the mapping does not compile',
  DecisionsResumed: () => 'decisions go on',
}

/** A change in one sentence: what was done, and behind the arrow what came of it. */
export function StoryText({ story, by = null }: { story: readonly StoryPart[]; by?: string | null }) {
  const says = (type: string): boolean => story.some((part) => part.type === type)
  // What follows of itself is not said twice.
  const follows = (type: string): boolean =>
    (type === 'MemberUpdated' && (says('MemberActivated') || says('MemberDeactivated'))) ||
    (type === 'GroupMemberRemoved' && (says('MemberDeleted') || says('GroupDeleted'))) ||
    (type === 'GroupUpdated' && says('GroupRenamed'))
  const done = story.filter(({ type }) => type in deeds && !follows(type))
  const came = story.filter(({ type }) => type in outcomes)
  return (
    <span class="sentence">
      {by !== null && done.length > 0 && <strong>{by} </strong>}
      {joined(done.map((part) => deeds[part.type]?.(part)))}
      {done.length > 0 && came.length > 0 && (
        <span class="arrow">
          <span aria-hidden="true"> → </span>
          <span class="visually-hidden">; then </span>
        </span>
      )}
      {joined(came.map((part) => outcomes[part.type]?.(part)))}
      {by !== null && done.length === 0 && <span class="muted">{`, by ${by}`}</span>}
    </span>
  )
}

function joined(clauses: readonly ComponentChildren[]): ComponentChildren {
  return clauses.map((clause, index) => (
    <span key={index}>
      {index > 0 && ', '}
      {clause}
    </span>
  ))
}

/** `Ada Adler`, `Ada Adler and Bob Brandt`, `Ada Adler and 7 others`. */
function people({ first, total }: StoryPart): ComponentChildren {
  const [one, other] = first
  if (one === undefined) return count(total, 'person', 'people')
  if (total === 1) return thing(one)
  if (total === 2 && other !== undefined)
    return (
      <>
        {thing(one)} and {thing(other)}
      </>
    )
  return (
    <>
      {thing(one)} and {count(total - 1, 'other')}
    </>
  )
}

function thing(named: NamedThing | null | undefined): ComponentChildren {
  if (named === null || named === undefined) return 'somebody'
  const { emailAddress, id, kind, name } = named
  if (kind === 'user' && emailAddress !== null) return <PersonLink email={emailAddress} name={name} />
  if (kind === 'group' && name !== null) return <GroupLink id={id} name={name} />
  if (kind === 'team') return <TeamLink id={id} />
  return <strong>{name ?? (kind === 'group' ? 'a group that is gone' : 'somebody who is gone')}</strong>
}

function roles({ first, role, scope, total }: StoryPart, done: string, to: string): ComponentChildren {
  if (role === null || scope === null) return `${count(total, 'role')} ${done}`
  const whom = total > 1 ? ` ${to} ${count(total, 'person', 'people')}` : ''
  return `${role} of ${scopeName(scope)} ${done}${first.length === 0 ? '' : whom}`
}

/** Whether there is a sentence for any of it. */
export function isTold(story: readonly StoryPart[]): boolean {
  return story.some(({ type }) => type in deeds || type in outcomes)
}
