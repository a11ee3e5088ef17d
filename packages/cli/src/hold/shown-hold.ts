import type { HoldView } from '@rolecall/core/roles/hold/holds'

import { colorsFor } from '../output/colors.ts'
import { printTable } from '../output/print-table.ts'
import { print } from '../output/print.ts'

/** A hold for people: what it is about, and every role. */
export async function printHold(hold: HoldView): Promise<void> {
  const { decidedAt, etag, expiresAt, id, kind, lines, reason, state } = hold
  const { bold } = colorsFor(process.stdout)
  await print(`${bold(id)} ${kind}, ${state}${decidedAt === null ? '' : ` since ${decidedAt}`}`)
  await print(reason)
  if (expiresAt !== null && state === 'open') await print(`Decided by itself at ${expiresAt}`)
  if (state === 'open') await print(`Decide it as it is shown here with --if-match ${/"(.*)"/.exec(etag)?.[1] ?? etag}`)
  if (lines.length === 0) return
  await print('')
  await printTable(
    ['line', 'approving', 'who', 'role', 'of', 'by group'],
    lines.map(({ effect, emailAddress, group, id: line = '', role, scope }) => [
      line,
      effect === 'grant' ? 'gives' : 'takes away',
      emailAddress,
      role,
      scope,
      group ?? '',
    ]),
  )
}
