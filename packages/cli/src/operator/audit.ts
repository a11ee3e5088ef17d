import type { OperationServices } from '@rolecall/core/change/operation-context'
import { recordEvents } from '@rolecall/core/change/record-events'
import type { AuditKind } from '@rolecall/core/directory/audit'
import { anchorAudit } from '@rolecall/core/log/anchor-audit'
import { listAudit, readEvents, toAuditEntry, type AuditEntry } from '@rolecall/core/log/audit'
import { verifyAudit, type AuditVerdict } from '@rolecall/core/log/verify-audit'
import type { AuditOnly, NewEvent } from '@rolecall/core/plugin/event'
import { beginsWithDay } from '@rolecall/core/scim/resource/to-instant'

import { operatorCause, toOperatorContext } from '../operator-context.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { printTable } from '../output/print-table.ts'
import { toVerdictText } from './audit-verdict.ts'
import { getOrganization } from './get-organization.ts'
import { withComposition } from './with-composition.ts'

/** As commander has parsed them. */
export interface AuditExportFlags {
  readonly organization?: string
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

export interface AuditListFlags extends AuditExportFlags {
  readonly kind?: AuditKind
  readonly actor?: string
  readonly from?: string
  readonly to?: string
  readonly limit: string
}

export interface AuditVerifyFlags extends AuditExportFlags {
  readonly expect?: string
}

export interface AuditAnchorFlags extends AuditExportFlags {
  readonly reason: string
}

/** Prints what fits, the newest last. */
export async function listEvents(flags: AuditListFlags): Promise<void> {
  const { actor, kind } = flags
  const from = toInstant('--from', flags.from)
  const to = toInstant('--to', flags.to)
  const query = {
    before: null,
    limit: toLimit(flags.limit),
    ...(kind === undefined ? {} : { kind }),
    ...(actor === undefined ? {} : { actor }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
  const entries = await withComposition(flags, async (services) => {
    const { id } = await getOrganization(services, flags.organization)
    const found = await listAudit({ organizationId: id, store: services.store }, query)
    await recordReading(services, id, 'AuditRead')
    return found.toReversed()
  })
  if (flags.json) return printJson(entries)
  if (entries.length === 0) return print('No event fits.')
  await printTable(['time', 'event', 'by', 'from', 'about', 'id'], entries.map(toRow))
}

function toRow({ actor, cause, id, subject, time, type }: AuditEntry): readonly string[] {
  const { address = '' } = cause as { readonly address?: string }
  return [time.replace('T', ' ').slice(0, 19), type, actor ?? 'nobody', address, plain(subject), id]
}

/** Writes every event as a line of JSON. */
export async function exportEvents(flags: AuditExportFlags): Promise<void> {
  await withComposition(flags, async (services) => {
    const { id } = await getOrganization(services, flags.organization)
    await recordReading(services, id, 'AuditExported')
    for await (const rows of readEvents(services.store.read(id))) {
      await print(rows.map((row) => JSON.stringify(toAuditEntry(row))).join('\n'))
    }
  })
}

/** Verifies the chain of one organization or of all; one that is broken makes the exit code 1. */
export async function verifyEvents(flags: AuditVerifyFlags): Promise<void> {
  const verdicts = await withComposition(flags, async (services) => {
    const organizations =
      flags.organization === undefined && flags.expect === undefined
        ? await services.store.organizations.list()
        : [await getOrganization(services, flags.organization)]
    const found: AuditVerdict[] = []
    for (const { id } of organizations) {
      const verdict = await verifyAudit(services, id, flags.expect ?? null)
      const { breaks, events, head } = verdict
      await recordReading(services, id, 'AuditVerified', { events, breaks, head })
      found.push(verdict)
    }
    return found
  })
  if (verdicts.some(({ breaks, expectedFound }) => breaks > 0 || expectedFound === false))
    process.exitCode = exitCode.failure
  if (flags.json) return printJson(verdicts)
  for (const verdict of verdicts) await print(toVerdictText(verdict))
}

/** Begins the chain again. Throws CommandError where it is not broken. */
export async function anchorEvents(flags: AuditAnchorFlags): Promise<void> {
  const verdict = await withComposition(flags, async (services) => {
    const { id } = await getOrganization(services, flags.organization)
    const before = await verifyAudit(services, id)
    if (before.broken === null)
      throw new CommandError('The chain is whole: there is nothing to begin again', exitCode.failure)
    await anchorAudit(toOperatorContext(services, id), flags.reason)
    return verifyAudit(services, id)
  })
  if (flags.json) return printJson(verdict)
  await print(toVerdictText(verdict))
}

function recordReading(
  services: OperationServices,
  organizationId: string,
  type: AuditOnly,
  data: NewEvent['data'] = {},
): Promise<void> {
  return recordEvents(services, organizationId, operatorCause(), [{ type, subject: 'audit', data }])
}

function toInstant(flag: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (beginsWithDay(text) && !Number.isNaN(time)) return new Date(time).toISOString()
  throw new CommandError(`${flag} must be an instant, such as 2030-01-31T12:00:00Z, not "${text}"`, exitCode.usage)
}

function toLimit(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new CommandError(`--limit must be a whole number from 1 to 99999, not "${text}"`, exitCode.usage)
}

/** What a client sent must not command the terminal. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '\u{FFFD}')
}
