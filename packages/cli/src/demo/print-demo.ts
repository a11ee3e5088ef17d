import type { GrantView, MemberDetail } from '@rolecall/core/directory/member-view'

import { colorsFor, type Colors } from '../output/colors.ts'
import { thisCommand } from '../output/command-name.ts'
import { printTable } from '../output/print-table.ts'
import { print } from '../output/print.ts'
import type { DemoCycle, DemoResult } from './provision-demo.ts'

/** Who has which role and why, and what happened on the way. */
export async function printDemo(result: DemoResult): Promise<void> {
  const colors = colorsFor(process.stdout)
  const { changes, connection, incremental, initial, members, people } = result
  await print(`Test connection: ${connection}`)
  await print(`Initial cycle: ${describe(initial)}`)
  await print(`\nThen, at the identity provider:\n${changes.map((line) => `  - ${line}`).join('\n')}`)
  await print(`Incremental cycle: ${describe(incremental)}\n`)
  await printTable(
    ['PERSON', 'SCOPE', 'ROLE', 'STATE', 'BY GROUP', 'RULE'],
    members.flatMap((member) => toRows(member, colors)),
  )
  await print(
    `\n${members.length} of ${people} people have roles by the mapping; all the others are members of the organization.\n` +
      `Next: ${thisCommand()} serve, whose guides at /docs connect the real one and explain the mapping.`,
  )
}

function describe({ failures, milliseconds, quarantined, requests }: DemoCycle): string {
  const verdict = quarantined ? ', Entra would quarantine this connection' : ''
  return `${requests} requests, ${failures} failed, ${(milliseconds / 1_000).toFixed(1)} s${verdict}`
}

function toRows({ emailAddress, grants }: MemberDetail, colors: Colors): readonly (readonly string[])[] {
  return grants.map((grant, index) => [
    index === 0 ? emailAddress : '',
    grant.scope,
    grant.role,
    grant.effective ? colors.green(grant.state) : colors.yellow(grant.state),
    grant.group ?? '',
    toPlace(grant),
  ])
}

function toPlace({ rule }: GrantView): string {
  return rule ?? 'made by a person'
}
