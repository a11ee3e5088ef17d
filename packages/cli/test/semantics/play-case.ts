import { expect } from 'vitest'

import type { Answer, Tenant } from '../test-server.ts'
import type { Step, StepKind, StepOf } from './semantic-case.ts'

/** Where a case is played: an organization of its own, and its clock. */
export interface Stage {
  readonly tenant: Tenant
  /** Sets the clock to an instant and does what is due by then. */
  readonly setTime: (instant: string) => Promise<void>
}

/** When every case begins: before each date that a case names as one to come. */
export const beginning = '2026-03-01T08:00:00.000Z'

/** What a case has made so far. */
interface Scene extends Stage {
  readonly users: Map<string, string>
  readonly groups: Map<string, string>
  readonly teamMembers: Map<string, Map<string, string>>
}

/** Plays the steps one after another; each must be answered as it says. */
export async function playCase(stage: Stage, steps: readonly Step[]): Promise<void> {
  const scene: Scene = { ...stage, users: new Map(), groups: new Map(), teamMembers: new Map() }
  for (const step of steps) await players[step.kind](scene, step as never)
}

type Players = { readonly [Kind in StepKind]: (scene: Scene, step: StepOf<Kind>) => Promise<void> }

const players: Players = {
  async user({ tenant, users }, { user, with: attributes, answers }) {
    const answer = await tenant.provider('POST', '/Users', { ...personOf(user), ...attributes })
    expectAnswer(answer, answers, 201)
    if (answer.status === 201) users.set(user, idOf(answer))
  },
  async change(scene, { change, with: attributes, answers }) {
    const operation = { op: 'replace', value: attributes }
    expectAnswer(await patchUser(scene, change, operation), answers, 200)
  },
  async deactivate(scene, { deactivate }) {
    expectAnswer(await patchUser(scene, deactivate, { op: 'replace', path: 'active', value: false }), undefined, 200)
  },
  async activate(scene, { activate }) {
    expectAnswer(await patchUser(scene, activate, { op: 'replace', path: 'active', value: true }), undefined, 200)
  },
  async delete({ tenant, users }, step) {
    expectAnswer(await tenant.provider('DELETE', `/Users/${users.get(step.delete)}`), undefined, 204)
    users.delete(step.delete)
  },
  async group({ groups, tenant, users }, { group, as, members, with: attributes, answers }) {
    const answer = await tenant.provider('POST', '/Groups', {
      displayName: group,
      ...attributes,
      members: members.map((name) => ({ value: valueOf({ groups, users }, name) })),
    })
    expectAnswer(answer, answers, 201)
    groups.set(as ?? group, idOf(answer))
  },
  async join(scene, { join, members }) {
    const value = members.map((name) => ({ value: valueOf(scene, name) }))
    expectAnswer(await patchGroup(scene, join, { op: 'add', path: 'members', value }), undefined, 204)
  },
  async leave(scene, { leave, members }) {
    const value = members.map((name) => ({ value: valueOf(scene, name) }))
    expectAnswer(await patchGroup(scene, leave, { op: 'remove', path: 'members', value }), undefined, 204)
  },
  async empty(scene, { empty }) {
    expectAnswer(await patchGroup(scene, empty, { op: 'replace', path: 'members', value: [] }), undefined, 204)
  },
  async rename(scene, { rename, to }) {
    expectAnswer(await patchGroup(scene, rename, { op: 'replace', path: 'displayName', value: to }), undefined, 204)
  },
  async changeGroup(scene, { changeGroup, with: value }) {
    expectAnswer(await patchGroup(scene, changeGroup, { op: 'replace', value }), undefined, 204)
  },
  async deleteGroup({ groups, tenant }, { deleteGroup }) {
    expectAnswer(await tenant.provider('DELETE', `/Groups/${groups.get(deleteGroup)}`), undefined, 204)
  },
  async team({ tenant }, { team }) {
    expectAnswer(await tenant.owner('PUT', `/api/teams/${team}`, {}), undefined, 201)
  },
  async deleteTeam({ teamMembers, tenant }, { deleteTeam }) {
    expectAnswer(await tenant.owner('DELETE', `/api/teams/${deleteTeam}`), undefined, 204)
    teamMembers.delete(deleteTeam)
  },
  async manual({ tenant }, { manual, role, answers }) {
    expectAnswer(await tenant.owner('PUT', memberPath(manual), { role }), answers, 200)
  },
  async teamMember({ teamMembers, tenant }, { teamMember, team, role, answers }) {
    const members = teamMembers.get(team) ?? new Map<string, string>()
    teamMembers.set(team, members)
    if (role === null) members.delete(teamMember)
    else members.set(teamMember, role)
    const listed = [...members].map(([name, given]) => ({ emailAddress: emailOf(name), role: given }))
    expectAnswer(await tenant.owner('PUT', `/api/teams/${team}`, { members: listed }), answers, 200)
  },
  async catalogue({ tenant }, { catalogue, answers }) {
    expectAnswer(await tenant.owner('PUT', '/api/settings/team-roles', { 'team-roles': catalogue }), answers, 200)
  },
  async mapping({ groups, tenant }, { mapping, confirm, warns, answers }) {
    const text = mapping.replaceAll(/\{\{(.+?)\}\}/g, (_, name: string) => groups.get(name) ?? name)
    const answer = await tenant.putMapping(text, confirm)
    expectAnswer(answer, answers, 200)
    const { diagnostics } = answer.body as { diagnostics: { code: string }[] }
    if (warns !== undefined) expect(diagnostics.map(({ code }) => code)).toEqual(warns)
  },
  approve: (scene, { approve }) => decideHold(scene, approve, 'approve'),
  reject: (scene, { reject }) => decideHold(scene, reject, 'reject'),
  time: ({ setTime }, { time }) => setTime(new Date(time).toISOString()),
  async expect({ tenant }, { expect: everybody }) {
    const found: Record<string, readonly string[]> = {}
    for (const name of Object.keys(everybody)) found[name] = await grantsOf(tenant, name)
    const wanted = Object.entries(everybody).map(([name, grants]) => [name, [...grants].sort()])
    expect(found).toEqual(Object.fromEntries(wanted))
  },
  async effects({ tenant }, { effects: everybody }) {
    const found: Record<string, readonly string[]> = {}
    for (const name of Object.keys(everybody)) found[name] = await effectsOf(tenant, name)
    const wanted = Object.entries(everybody).map(([name, effects]) => [name, [...effects].sort()])
    expect(found).toEqual(Object.fromEntries(wanted))
  },
  async teams({ tenant }, { teams }) {
    const { body } = await tenant.owner('GET', '/api/teams')
    expect((body as { id: string }[]).map(({ id }) => id)).toEqual(teams)
  },
  async holds({ tenant }, { holds }) {
    const { body } = await tenant.owner('GET', '/api/holds?state=open')
    expect((body as { kind: string }[]).map(({ kind }) => kind).sort()).toEqual(holds)
  },
  async findings({ tenant }, { findings }) {
    const found: Record<string, readonly string[]> = {}
    for (const name of Object.keys(findings)) {
      const { body } = await tenant.owner('GET', memberPath(name))
      found[name] = (body as { findings: { code: string }[] }).findings.map(({ code }) => code)
    }
    expect(found).toEqual(findings)
  },
  async events({ tenant }, { events }) {
    const { body } = await tenant.owner('GET', '/api/events')
    const types = (body as { type: string }[]).map(({ type }) => type)
    expect(events.filter((type) => !types.includes(type))).toEqual([])
  },
}

async function decideHold({ tenant }: Scene, kind: string, decision: 'approve' | 'reject'): Promise<void> {
  const { body } = await tenant.owner('GET', '/api/holds?state=open')
  const hold = (body as { id: string; kind: string }[]).find((candidate) => candidate.kind === kind)
  if (hold === undefined) throw new Error(`there is no open hold of the kind ${kind}`)
  expectAnswer(await tenant.owner('POST', `/api/holds/${hold.id}/${decision}`), undefined, 200)
}

/** Each grant once: its scope, its role, `manual` where a person made it, and its state where it is not active. */
export async function grantsOf(tenant: Tenant, name: string): Promise<readonly string[]> {
  const answer = await tenant.owner('GET', memberPath(name))
  if (answer.status === 404) return ['nobody']
  const { grants } = answer.body as { grants: { scope: string; role: string; source: string; state: string }[] }
  const words = grants.map(({ scope, role, source, state }) =>
    [scope, role, source === 'mapping' ? '' : source, state === 'active' ? '' : state].filter(Boolean).join(' '),
  )
  return [...new Set(words)].sort()
}

async function effectsOf(tenant: Tenant, name: string): Promise<readonly string[]> {
  const { body } = await tenant.owner('GET', `/api/explain?email=${encodeURIComponent(emailOf(name))}`)
  const { effects } = body as { effects: { effect: string; value: object; state: string }[] }
  return effects
    .map(({ effect, state, value }) => `${effect} ${JSON.stringify(value)}${state === 'active' ? '' : ` ${state}`}`)
    .sort()
}

function patchUser({ tenant, users }: Scene, name: string, operation: object): Promise<Answer> {
  return tenant.provider('PATCH', `/Users/${users.get(name)}`, { Operations: [operation] })
}

function patchGroup({ groups, tenant }: Scene, name: string, operation: object): Promise<Answer> {
  return tenant.provider('PATCH', `/Groups/${groups.get(name)}`, { Operations: [operation] })
}

/**
 * A member is sent by the id of the user, or else of the group that has the name; before its user exists, by the id that
 * will be the user's `externalId`. That it is a group is not said.
 */
function valueOf({ groups, users }: Pick<Scene, 'groups' | 'users'>, name: string): string {
  return users.get(name) ?? groups.get(name) ?? objectIdOf(name)
}

function personOf(name: string): object {
  const email = emailOf(name)
  return {
    userName: email,
    externalId: objectIdOf(name),
    displayName: name,
    active: true,
    emails: [{ type: 'work', value: email }],
  }
}

function emailOf(name: string): string {
  return `${name}@acme.example`
}

function memberPath(name: string): string {
  return `/api/organization/members/${emailOf(name)}`
}

/** A stable objectId for a name, of the form that Entra's have. */
function objectIdOf(name: string): string {
  const hex = Buffer.from(name).toString('hex').padEnd(32, '0').slice(0, 32)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function idOf({ body }: Answer): string {
  return (body as { id: string }).id
}

function expectAnswer(
  { body, status }: Answer,
  asked:
    | {
        readonly status: number
        readonly code?: string | undefined
        readonly codes?: readonly string[] | undefined
        readonly scimType?: string | undefined
      }
    | undefined,
  success: number,
): void {
  const wanted = asked ?? { status: success }
  const { code, diagnostics, scimType } = (body ?? {}) as {
    code?: string
    scimType?: string
    diagnostics?: { code: string; severity: string }[]
  }
  if (status !== wanted.status) expect.fail(`answered ${status} and not ${wanted.status}: ${JSON.stringify(body)}`)
  if (wanted.code !== undefined) expect(code).toBe(wanted.code)
  if (wanted.scimType !== undefined) expect(scimType).toBe(wanted.scimType)
  if (wanted.codes === undefined) return
  expect((diagnostics ?? []).filter(({ severity }) => severity === 'error').map((found) => found.code)).toEqual(
    wanted.codes,
  )
}
