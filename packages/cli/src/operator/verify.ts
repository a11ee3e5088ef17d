import { verifyGrants, type VerifyReport } from '@rolecall/core/job/verify-grants'

import { colorsFor } from '../output/colors.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { getOrganization } from './get-organization.ts'
import { withComposition } from './with-composition.ts'

/** As commander has parsed them. */
export interface VerifyFlags {
  readonly organization?: string
  readonly database?: string
  readonly config?: string
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
    for (const { id } of organizations) found.push(await verifyGrants(services, id))
    return found
  })
  if (reports.some(({ differences }) => differences.length > 0)) process.exitCode = exitCode.failure
  if (flags.json) return printJson(reports)
  for (const report of reports) await print(toText(report))
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
