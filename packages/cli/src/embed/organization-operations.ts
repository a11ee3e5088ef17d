import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey, type ApiKeyInput } from '@rolecall/core/access/api-keys'
import { createSetupLink, revokeSetupLink } from '@rolecall/core/access/setup-links'
import { createSignInLink, usualLinkMinutes } from '@rolecall/core/access/sign-in-links'
import type { OperationContext, OperationServices } from '@rolecall/core/change/operation-context'
import { readSnapshot } from '@rolecall/core/delivery/read-snapshot'
import type { SnapshotPart } from '@rolecall/core/delivery/snapshot-part'
import type { CataloguePlan } from '@rolecall/core/directory/catalogue-plan'
import type { Explanation } from '@rolecall/core/directory/explanation'
import type { MappingSource } from '@rolecall/core/directory/mapping-source'
import type { MemberDetail, MemberView } from '@rolecall/core/directory/member-view'
import type { OrganizationSettings } from '@rolecall/core/directory/organization'
import type { PlanView } from '@rolecall/core/directory/plan-view'
import type { RoleCatalogue } from '@rolecall/core/directory/role-catalogue'
import type { TeamView } from '@rolecall/core/directory/team-view'
import { explainMember, type ExplainQuery } from '@rolecall/core/explain/explain-member'
import type { AppliedMapping, ApplyWishes } from '@rolecall/core/mapping/apply-difference'
import { applyMapping, applyPlan } from '@rolecall/core/mapping/apply-mapping'
import { checkMapping, type MappingCheck } from '@rolecall/core/mapping/check-mapping'
import { confirmMapping } from '@rolecall/core/mapping/confirm-mapping'
import { planMapping, type PlannedMapping } from '@rolecall/core/mapping/plan-mapping'
import { readMapping } from '@rolecall/core/mapping/read-mapping'
import { readPlan } from '@rolecall/core/mapping/read-plan'
import { undoMapping } from '@rolecall/core/mapping/undo-mapping'
import {
  planCatalogue,
  putCatalogue,
  readCatalogue,
  type ReadCatalogue,
} from '@rolecall/core/organization/catalogue/put-catalogue'
import type { CatalogueInput } from '@rolecall/core/organization/catalogue/wanted-catalogue'
import { deleteTeam } from '@rolecall/core/organization/delete-team'
import type { MemberName } from '@rolecall/core/organization/find-member'
import { listMembers, searchMembers, type MemberSearch } from '@rolecall/core/organization/list-members'
import { listTeams, listTeamsOf } from '@rolecall/core/organization/list-teams'
import { putTeam, type TeamInput } from '@rolecall/core/organization/put-team'
import { readMember } from '@rolecall/core/organization/read-member'
import { readTeam } from '@rolecall/core/organization/read-team'
import { setMemberRole } from '@rolecall/core/organization/set-member-role'
import { setTeamRole } from '@rolecall/core/organization/set-team-role'
import { putSettings, readSettings } from '@rolecall/core/organization/settings'
import { putTeamRoles, readTeamRoles, type TeamRoleInput } from '@rolecall/core/organization/team-roles'
import { NotFound } from '@rolecall/core/scim/errors'
import type { MappingVersion } from '@rolecall/core/store/mappings'
import { parseEventId, toCloudEvent, type CloudEvent } from '@rolecall/server/api/cloud-event'
import type { Site } from '@rolecall/server/http/site'

import { toSignInUrl } from '@rolecall/server/session/sign-in-url'
import { toActorContext, type Actor } from './actor-context.ts'
import { toNew, toShown, type NewApiKey, type ShownApiKey } from './new-api-key.ts'

/** A page of a list: what comes behind `after`, which is the id, or for a search the e-mail address, of the last one seen. */
export interface Page {
  readonly after?: string | null
  readonly limit?: number
}

/** All the same operations that the management API has, on one organization. What is not there, or refused, is thrown as there: see `docs/errors.md`. */
export interface OrganizationOperations {
  readonly members: {
    /** By id, with the roles in force. */
    list(page?: Page): Promise<readonly MemberView[]>
    /** By e-mail address: those that match every given part. */
    search(query: Partial<Omit<MemberSearch, keyof Page>> & Page): Promise<readonly MemberView[]>
    /** One member with every grant, by e-mail address or `{ userId }`. Throws NotFound. */
    get(name: MemberName): Promise<MemberDetail>
    /** Sets the manual organization role, or with `null` takes it away; somebody new is invited by it. */
    setRole(emailAddress: string, role: string | null): Promise<MemberDetail>
    /** Why somebody has a role or not: now, as of a past instant, or in other groups. */
    explain(query: Pick<ExplainQuery, 'member'> & Partial<ExplainQuery>): Promise<Explanation>
  }
  readonly teams: {
    list(page?: Page): Promise<readonly TeamView[]>
    /** Those in which a member has a role. Throws NotFound. */
    listOf(name: MemberName): Promise<readonly TeamView[]>
    /** Throws NotFound. */
    get(id: string): Promise<TeamView>
    /** Makes or changes one; what is left out stays. */
    put(id: string, input?: TeamInput): Promise<{ readonly team: TeamView; readonly created: boolean }>
    delete(id: string): Promise<void>
    /** Sets the manual role of a member in a team, or with `null` takes it away. */
    setRole(id: string, emailAddress: string, role: string | null): Promise<MemberDetail>
  }
  /** The roles that there are in teams. */
  readonly teamRoles: {
    get(): Promise<RoleCatalogue>
    put(roles: readonly TeamRoleInput[] | 'default'): Promise<RoleCatalogue>
  }
  /** All team roles and all teams as one set. */
  readonly catalogue: {
    get(): Promise<ReadCatalogue>
    /** Says what a set would change, and applies nothing. */
    plan(catalogue: CatalogueInput): Promise<CataloguePlan>
    /** Makes them equal to a set; with `ifMatch` only while a digest that was read, or planned, holds. */
    put(
      catalogue: CatalogueInput,
      options?: { readonly ifMatch?: string; readonly confirm?: boolean },
    ): Promise<CataloguePlan>
  }
  /** The mapping, a text of YAML or JSON. */
  readonly mapping: {
    /** `undefined` before the first one. */
    get(): Promise<MappingVersion | undefined>
    check(mapping: string | MappingSource): Promise<MappingCheck>
    /** Says what a mapping, or with `{ version }` an older one, would change for whom; without one, the current mapping. */
    plan(mapping?: string | PlannedMapping): Promise<PlanView>
    /** Applies a plan as it was reviewed. */
    apply(planId: string, wishes?: Partial<Pick<ApplyWishes, 'commitWithin' | 'confirm'>>): Promise<AppliedMapping>
    /** Plans and applies in one; `ifMatch` holds it against the version that was read. */
    put(
      mapping: string | MappingSource,
      options?: { readonly ifMatch?: number | null; readonly confirm?: boolean | null },
    ): Promise<AppliedMapping>
    /** Keeps a version that would revert by itself. */
    confirm(): Promise<MappingVersion>
    /** Takes back a version that would revert by itself. */
    undo(): Promise<AppliedMapping>
  }
  readonly keys: {
    list(): Promise<readonly ShownApiKey[]>
    /** Makes a key; `scopes: ['scim']` is the secret token of an identity provider. */
    create(input: Pick<ApiKeyInput, 'displayName' | 'scopes'> & Partial<ApiKeyInput>): Promise<NewApiKey>
    rotate(id: string): Promise<NewApiKey>
    revoke(id: string): Promise<void>
  }
  readonly settings: {
    get(): Promise<OrganizationSettings>
    put(settings: OrganizationSettings): Promise<OrganizationSettings>
  }
  readonly events: {
    /** The feed behind an event, oldest first: as webhooks and the API have them. */
    list(page?: Page): Promise<readonly CloudEvent[]>
    /** The event of that id. Throws NotFound. */
    get(id: string): Promise<CloudEvent>
  }
  /** All roles, teams and members as one revision left them; the last part says where the feed goes on. */
  snapshot(onParts: (parts: readonly SnapshotPart[]) => Promise<void> | void): Promise<void>
  /** Makes a link by which somebody without a key sets up the provider and reads its log, for 7 days or as many as are said, at most 30. */
  createSetupLink(options: {
    readonly displayName: string
    readonly days?: number
  }): Promise<{ readonly id: string; readonly url: string; readonly expiresAt: string | null }>
  /** Ends a set-up link, and what was begun by it. Throws NotFound. */
  revokeSetupLink(id: string): Promise<void>
  /** Makes a link that signs an owner in to the console, once; `url` is a path where no `baseUrl` is known. */
  createSignInLink(options?: {
    readonly displayName?: string
    readonly minutes?: number
  }): Promise<{ readonly url: string; readonly expiresAt: string | null }>
}

const usualLimit = 100

export function toOrganizationOperations(
  services: OperationServices,
  site: Site,
  organizationId: string,
  actor: Actor = {},
): OrganizationOperations {
  const context = toActorContext(services, site, organizationId, actor)
  /** Hands the organization to an operation, once it is known that there is one. */
  async function run<T>(work: (context: OperationContext) => Promise<T>): Promise<T> {
    if ((await services.store.organizations.find(organizationId)) === undefined)
      throw new NotFound(`There is no organization with the id ${organizationId}`)
    return work(context)
  }
  return {
    members: {
      list: (page) => run((of) => listMembers(of, toPage(page))),
      search: ({ active = null, search = null, team = null, ...page }) =>
        run((of) => searchMembers(of, { ...toPage(page), active, search, team })),
      get: (name) => run((of) => readMember(of, name)),
      setRole: (emailAddress, role) => run((of) => setMemberRole(of, emailAddress, { role })),
      explain: (query) =>
        run((of) =>
          explainMember(of, { scope: null, role: null, at: null, addGroups: [], removeGroups: [], ...query }),
        ),
    },
    teams: {
      list: (page) => run((of) => listTeams(of, toPage(page))),
      listOf: (name) => run((of) => listTeamsOf(of, name)),
      get: (id) => run((of) => readTeam(of, id)),
      put: (id, input = {}) => run((of) => putTeam(of, id, input)),
      delete: (id) => run((of) => deleteTeam(of, id)),
      setRole: (id, emailAddress, role) => run((of) => setTeamRole(of, id, { emailAddress, role })),
    },
    teamRoles: {
      get: () => run(readTeamRoles),
      put: (roles) => run((of) => putTeamRoles(of, roles)),
    },
    catalogue: {
      get: () => run(readCatalogue),
      plan: (catalogue) => run((of) => planCatalogue(of, catalogue)),
      put: (catalogue, { confirm = false, ifMatch } = {}) =>
        run(async (of) => {
          const wishes = { confirm, ifMatch: ifMatch === undefined ? null : [ifMatch] }
          return (await putCatalogue(of, catalogue, wishes)).plan
        }),
    },
    mapping: {
      get: () => run(readMapping),
      check: (mapping) => run((of) => checkMapping(of, toSource(mapping))),
      plan: (mapping = null) => run((of) => makePlan(of, typeof mapping === 'string' ? toSource(mapping) : mapping)),
      apply: (planId, { commitWithin = null, confirm = null } = {}) =>
        run((of) => applyPlan(of, planId, { commitWithin, confirm })),
      put: (mapping, { confirm = null, ifMatch = null } = {}) =>
        run((of) => applyMapping(of, toSource(mapping), { confirm, ifMatch })),
      confirm: () => run(confirmMapping),
      undo: () => run(undoMapping),
    },
    keys: {
      list: () => run(async (of) => (await listApiKeys(of)).map(toShown)),
      create: (input) =>
        run(async (of) => toNew(await createApiKey(of, { connectionId: null, expiresAt: null, ...input }, 'operator'))),
      rotate: (id) => run(async (of) => toNew(await rotateApiKey(of, id, 'operator'))),
      revoke: (id) => run((of) => revokeApiKey(of, id, 'operator')),
    },
    settings: {
      get: () => run(readSettings),
      put: (settings) => run((of) => putSettings(of, settings)),
    },
    events: {
      list: ({ after = null, limit = usualLimit } = {}) => run((of) => listEvents(of, after, limit)),
      get: (id) => run((of) => getEvent(of, id)),
    },
    snapshot: (onParts) => run((of) => tellSnapshot(of, onParts)),
    createSetupLink: (options) =>
      run(async (of) => {
        const { record, token } = await createSetupLink(of, options, actor.name ?? 'the product')
        return { id: record.id, url: toSignInUrl(site.url ?? site.path, token), expiresAt: record.expiresAt }
      }),
    revokeSetupLink: (id) => run((of) => revokeSetupLink(of, id)),
    createSignInLink: ({ displayName = 'Link of the product', minutes = usualLinkMinutes } = {}) =>
      run(async (of) => {
        const { record, token } = await createSignInLink(of, { displayName, minutes })
        return { url: toSignInUrl(site.url ?? site.path, token), expiresAt: record.expiresAt }
      }),
  }
}

function toPage({ after = null, limit = usualLimit }: Page = {}) {
  return { after, limit }
}

function toSource(mapping: string | MappingSource): MappingSource {
  return typeof mapping === 'string' ? { text: mapping, format: 'yaml' } : mapping
}

async function makePlan(context: OperationContext, planned: PlannedMapping): Promise<PlanView> {
  const { made, planId } = await planMapping(context, planned)
  await made
  const answer = await readPlan(context, planId)
  if (answer.state === 'ready') return answer.plan
  throw new Error(`The plan ${planId} was made, and is not there`)
}

async function listEvents(
  { organizationId, store }: OperationContext,
  after: string | null,
  limit: number,
): Promise<readonly CloudEvent[]> {
  const place = after === null ? null : parseEventId(after, 'after')
  const events = await store.read(organizationId).events.list(place, limit)
  return events.map((event) => toCloudEvent(organizationId, event))
}

async function getEvent({ organizationId, store }: OperationContext, id: string): Promise<CloudEvent> {
  const { index, revision } = parseEventId(id, 'the id')
  const [event] = await store.read(organizationId).events.list({ revision, index: index - 1 }, 1)
  if (event?.revision === revision && event.index === index) return toCloudEvent(organizationId, event)
  throw new NotFound(`There is no event with the id ${id}`)
}

function tellSnapshot(
  context: OperationContext,
  onParts: (parts: readonly SnapshotPart[]) => Promise<void> | void,
): Promise<void> {
  return context.store.snapshot(context.organizationId, async (reader) => {
    for await (const parts of readSnapshot(context, reader)) await onParts(parts)
  })
}
