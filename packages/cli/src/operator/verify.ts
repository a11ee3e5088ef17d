import type { OperationServices } from '@rolecall/core/change/operation-context'
import { recordEvents } from '@rolecall/core/change/record-events'
import { repairGrants } from '@rolecall/core/job/repair-grants'
import { settleOrganization } from '@rolecall/core/job/settle-organizations'
import { verifyGrants, type VerifyReport } from '@rolecall/core/job/verify-grants'

import { colorsFor } from '../output/colors.ts'
import { operatorCause, toOperatorContext } from '../operator-context.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { getOrganization } from './get-organization.ts'
import { withComposition } from './with-composition.ts'

/** As commander has parsed them. */
export interface VerifyFlags {
  readonly organization?: string
  readonly database?: string
  readonly config?: string
  readonly repair?: true
  readonly json?: true
}

/** Verifies one organization or all; differences are printed and make the exit code 1. */
export async function verify(flags: VerifyFlags): Promise<void> {
  const reports = await withComposition(flags, async (services) => {
    const organizations =
      flags.organization === undefined
        ? await services.store.organizations.list()
        : [await getOrganization(services, flags.organization)]
    const found: VerifyReport[] = []
    for (const { id } of organizations) {
      if (flags.repair) await repair(services, id)
      const report = await verifyGrants(services, id)
      await recordVerified(services, report, flags.repair === true)
      found.push(report)
    }
    return found
  })
  if (reports.some(({ differences }) => differences.length > 0)) process.exitCode = exitCode.failure
  if (flags.json) return printJson(reports)
  for (const report of reports) await print(toText(report))
}

/** Decides what is undecided, and whoever has something else than the facts give. */
async function repair(services: OperationServices, organizationId: string): Promise<void> {
  await settleOrganization(services, organizationId)
  const { differences } = await verifyGrants(services, organizationId)
  await repairGrants(toOperatorContext(services, organizationId), differences)
}

async function recordVerified(
  services: OperationServices,
  { differences, grants, organizationId, users: members }: VerifyReport,
  repaired: boolean,
): Promise<void> {
  const data = { members, grants, differences: differences.length, failure: null, repaired }
  await recordEvents(services, organizationId, operatorCause(), [
    { type: 'DirectoryVerified', subject: 'verification', data },
  ])
}

function toText({ differences, grants, organizationId, undecided, users }: VerifyReport): string {
  const { green, red, yellow } = colorsFor(process.stdout)
  const counts = `${organizationId}: ${users} members, ${grants} derived roles`
  const verdict =
    differences.length === 0
      ? green('equal')
      : red(`${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}`)
  return [
    `${verdict} ${counts}`,
    ...differences.map(({ kind, userId, what }) => `  ${kind} ${userId}: ${what}`),
    ...undecided.map(({ reason, rule, subject }) => `  ${yellow('undecided')} ${subject}: ${rule} (${reason})`),
  ].join('\n')
}
