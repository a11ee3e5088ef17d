import type { Explanation } from '../directory/explanation.ts'
import { isOver } from '../directory/grant.ts'
import type { GrantView } from '../directory/member-view.ts'
import type { UserRecord } from '../directory/member.ts'
import { teamKeyOf, type RoleCircumstances } from '../directory/resolve-roles.ts'
import type { StoreReader } from '../store.ts'
import { isAsked, type AskedRole } from './asked-role.ts'
import { readCircumstances } from '../roles/circumstances.ts'
import { effectsAsOf } from './effects-as-of.ts'
import { explainEffects } from './explain-effects.ts'
import { explainGrant } from './explain-grant.ts'
import { grantsAsOf, listEventsOf, type RecordedGrant } from './grants-as-of.ts'
import { shownGrants } from './shown-grants.ts'

/** What an explanation finds, beside who and what was asked for. */
export interface FoundRoles {
  readonly active: boolean
  readonly roles: Pick<Explanation, 'effective' | 'grants' | 'effects' | 'whyNot' | 'notes'>
}

/** The grants of a member at a past instant, by what was recorded; conditions of the past are not decided again. */
export async function explainPast(
  reader: StoreReader,
  user: Pick<UserRecord, 'id'>,
  asked: AskedRole,
  at: string,
): Promise<FoundRoles> {
  const events = await listEventsOf(reader, `users/${user.id}`, at)
  const member = grantsAsOf(events)
  const effects = member.known
    ? await explainEffects(reader, effectsAsOf(events, at), { asked, traces: [], events, active: member.active })
    : []
  const circumstances = await readCircumstances(reader, at, null)
  const stood = member.grants.map((grant) => endedBy(grant, at))
  const recorded = asked.effect === null ? stood.filter((grant) => isAsked(asked, grant)) : []
  const shown = shownGrants(stood, circumstances.catalogue)
  const grants = []
  for (const grant of recorded) {
    const view = toView(grant, circumstances)
    grants.push(
      await explainGrant(reader, {
        userId: user.id,
        view,
        shown: shown.has(grant),
        traces: [],
        given: grant.given,
      }),
    )
  }
  const notes = member.known ? [] : ['The organization had no such member then.']
  return {
    active: member.known && member.active,
    roles: {
      effective:
        asked.effect === null ? recorded.some(({ effective }) => effective) : effects.some((one) => one.effective),
      grants,
      effects,
      whyNot: [],
      notes,
    },
  }
}

/** What has an end is not in force from then on, whenever that is told. */
function endedBy(grant: RecordedGrant, at: string): RecordedGrant {
  return grant.effective && isOver(grant, at) ? { ...grant, state: 'expired', effective: false } : grant
}

/** The group's name is looked up with the way of the grant. */
function toView(grant: RecordedGrant, { teamIds }: RoleCircumstances): GrantView {
  const { effective, expiresAt = null, given, groupId, mappingVersion, role, rule, scope, source, state } = grant
  const teamKey = teamKeyOf(scope)
  return {
    scope: teamKey === null ? scope : `team:${teamIds.get(teamKey) ?? teamKey}`,
    role,
    source,
    state,
    effective,
    rule,
    group: null,
    groupId,
    mappingVersion,
    since: given.time,
    expiresAt,
  }
}
