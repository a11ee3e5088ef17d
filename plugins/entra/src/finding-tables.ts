import type { AssignedUser } from '@rolecall/core/plugin/directory-reader'
import type { PanelTable } from '@rolecall/core/plugin/panel-content'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'

/** A finding by its code, with one of the sentences that say what to do. */
export interface CountedFinding {
  readonly code: string
  readonly message: string
  readonly people: number
}

/** Findings of one code may differ in their words; they are counted together. */
export function countFindings(
  counted: readonly { readonly value: JsonObject; readonly count: number }[],
): readonly CountedFinding[] {
  const findings = new Map<string, CountedFinding>()
  for (const { count, value } of counted) {
    const code = String(value['code'])
    const message = findings.get(code)?.message ?? String(value['message'] ?? '')
    findings.set(code, { code, message, people: (findings.get(code)?.people ?? 0) + count })
  }
  return [...findings.values()]
}

export function toFindingTable(findings: readonly CountedFinding[]): PanelTable {
  return {
    kind: 'table',
    title: 'Findings',
    columns: [{ title: 'Finding' }, { title: 'People', numeric: true }, { title: 'What to do' }],
    rows: findings.map(({ code, message, people }) => [code, people, message]),
    empty: 'There is none.',
  }
}

export function toPeopleTable(found: readonly AssignedUser[]): PanelTable {
  return {
    kind: 'table',
    title: 'People with a finding',
    columns: [{ title: 'Person' }, { title: 'Findings' }],
    rows: found.map(({ user: { userName }, values }) => [
      { text: userName, href: `/people/${encodeURIComponent(userName)}` },
      values.map(({ code }) => String(code)).join(', '),
    ]),
    empty: 'Nobody.',
  }
}
