import { openSecret } from '@rolecall/core/access/sealed-secret'
import { unknownTeam } from '@rolecall/core/directory/finding'
import type { Organization } from '@rolecall/core/directory/organization'
import { checkMapping } from '@rolecall/core/mapping/check-mapping'
import type { OperationContext, OperationServices } from '@rolecall/core/change/operation-context'
import { verifyAudit } from '@rolecall/core/log/verify-audit'
import { readMapping } from '@rolecall/core/mapping/read-mapping'
import { countWaiting } from '@rolecall/core/roles/view-waiting'
import type { StoreReader } from '@rolecall/core/store'
import type { Outbound } from '@rolecall/server/outbound/create-outbound'

import { toOperatorContext } from '../operator-context.ts'
import { checkProviders } from './check-providers.ts'
import { failure, ok, warning, type CheckResult } from './check-result.ts'
import { judgeClients } from './judge-clients.ts'
import { judgeConnections } from './judge-connections.ts'
import { judgeFindings, judgeGroupFindings, judgeNobodies, type CountedFinding } from './judge-findings.ts'
import { judgeKeys } from './judge-keys.ts'

/** Keys, connections, mapping and what the provider sends, of one organization. */
export async function checkOrganization(
  services: OperationServices,
  { id, name }: Organization,
  outbound: Outbound,
): Promise<readonly CheckResult[]> {
  const context = toOperatorContext(services, id)
  const reader = services.store.read(id)
  const { revision, undecidedSince } = await reader.getState()
  const connections = await reader.connections.list()
  return [
    ...judgeKeys(await reader.keys.list(), name, Date.parse(services.now())),
    ...judgeClients(
      await reader.clients.list(),
      await reader.clients.listCredentials(),
      name,
      Date.parse(services.now()),
    ),
    ...judgeConnections(
      connections,
      outbound,
      name,
      (connection) => openSecret(services, { organizationId: id, connection }) !== undefined,
    ),
    ...(await checkProviders(connections, outbound, name)),
    ...(await checkMappingOf(context, name)),
    ...judgeUndecided(undecidedSince, name),
    ...judgeFindings(await countFindings(services, reader), await reader.users.total(), name),
    ...judgeNobodies(await reader.members.countNobodies(), name),
    ...judgeGroupFindings(await reader.groupFindings.countValues(), await reader.groups.total(), name),
    ...(await checkAudit(context, revision, name)),
  ]
}

/** Those that are stored, and that which follows from what is. */
async function countFindings(services: OperationServices, reader: StoreReader): Promise<readonly CountedFinding[]> {
  const stored = await reader.assignments.countValues('finding', services.now())
  const waiting = await countWaiting(services, reader)
  return waiting === 0 ? stored : [...stored, { value: { code: unknownTeam }, count: waiting }]
}

/** So many changes are looked at: of more it takes longer than anybody likes to wait for. */
const manyChanges = 50_000

/** Says where the record of who did what is broken, and nothing where it is whole. */
async function checkAudit(
  { organizationId, store }: OperationContext,
  revision: number,
  organization: string,
): Promise<readonly CheckResult[]> {
  if (revision > manyChanges) return []
  const { broken } = await verifyAudit({ store }, organizationId)
  if (broken === null) return []
  const place = broken.at === null ? 'the newest events are gone' : `the event ${broken.at} does not fit`
  const advice = `What it means and what to do: rolecall audit verify --organization ${organizationId}`
  return [failure('audit', `somebody has changed what is recorded: ${place}`, advice, organization)]
}

function judgeUndecided(since: number | null, organization: string): readonly CheckResult[] {
  if (since === null) return []
  const advice =
    'They are, as soon as a mapping compiles: bring the plugin back, put a mapping, or run rolecall verify --repair'
  return [failure('mapping', `changes since revision ${since} wait to be decided`, advice, organization)]
}

async function checkMappingOf(context: OperationContext, organization: string): Promise<readonly CheckResult[]> {
  const mapping = await readMapping(context)
  if (mapping === undefined) {
    const advice = 'Write one, beginning with the mapping.yaml of rolecall init: rolecall mapping put mapping.yaml'
    return [warning('mapping', 'there is none yet: groups give no roles', advice, organization)]
  }
  const { diagnostics } = await checkMapping(context, mapping)
  if (diagnostics.length === 0)
    return [ok('mapping', `version ${mapping.version} compiles without warnings`, organization)]
  return diagnostics.map(({ code, column, line, message, severity }) => {
    const what = `version ${mapping.version}, ${line}:${column} ${code}: ${message}`
    return severity === 'error'
      ? failure(
          'mapping',
          what,
          'Roles stay as they were decided last; is a plugin missing that the mapping needs?',
          organization,
        )
      : warning('mapping', what, 'Change the mapping, or make what it names.', organization)
  })
}
