import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { allChecks } from '@rolecall/conformance/all-checks'
import { profileRequirements, shows } from '@rolecall/conformance/profile/profile-requirements'
import type { Requirement } from '@rolecall/conformance/profile/requirement'
import { expect, it } from 'vitest'

const file = join(import.meta.dirname, '../../../docs/conformance.md')

/** `ROLECALL_UPDATE_DOCS=1 npx vitest run tooling/docs/test/requirement-tables.test.ts` writes them anew. */
it.each(['interop', 'entra', 'okta', 'ipsie'] as const)('the guide has every requirement of %s', (profile) => {
  const table = ['| row | section | | what is asked for | shown by |', '| --- | --- | --- | --- | --- |']
    .concat(profileRequirements[profile].map(toRow))
    .join('\n')
  const part = new RegExp(`(\\n#### ${profile}\\n(?:(?!\\n\\|).)*\\n)\\|.*?(?=\\n\\n)`, 's')
  const text = readFileSync(file, 'utf8')
  expect(text).toMatch(part)
  const wanted = text.replace(part, (_whole, start: string) => start + table)
  if (process.env['ROLECALL_UPDATE_DOCS'] !== undefined) writeFileSync(file, wanted)
  else expect(text).toBe(wanted)
})

it('the guide says how each requirement stands that no check sees, and of no other', () => {
  const [, part = ''] = readFileSync(file, 'utf8').split('### What no check sees, at Rolecall')
  const told =
    part
      .split('\n## ')[0]
      ?.split('\n')
      .filter((line) => /^\| [A-Z]{3}-/.test(line)) ?? []
  const ids = told.flatMap((line) => toIds(line.split('|')[1] ?? ''))
  const unseen = Object.values(profileRequirements).flatMap((all) => all.filter((one) => one.unseen !== undefined))
  const asked = unseen.filter(({ of }) => of !== 'client').map(({ id }) => id)
  expect(asked.filter((id) => !ids.includes(id))).toEqual([])
  // An authorization code is no must where there is a key.
  const known = new Set(unseen.map(({ id }) => id)).add('OKT-17')
  expect(ids.filter((id) => !known.has(id))).toEqual([])
})

/** `OKT-01 to OKT-03, IPS-02` */
function toIds(cell: string): readonly string[] {
  return cell.split(',').flatMap((part) => {
    const [first = '', last = first] = part.trim().split(' to ')
    const [kind = '', from = ''] = first.split('-')
    const count = Number(last.split('-')[1]) - Number(from) + 1
    return Array.from({ length: count }, (_, index) => `${kind}-${String(Number(from) + index).padStart(2, '0')}`)
  })
}

function toRow(requirement: Requirement): string {
  const { id, level, of, section, text, unseen } = requirement
  const shown = allChecks.filter((check) => shows(check, requirement)).map((check) => check.id)
  const whole = (requirement.shownBy ?? []).filter((name) => name.endsWith('/'))
  const single = shown.filter((check) => !whole.some((group) => check.startsWith(group)))
  const names = [...single, ...whole].map((name) => `\`${name}\``)
  const seen = [...names, ...(unseen === undefined ? [] : [names.length === 0 ? `–: ${unseen}` : `not: ${unseen}`])]
  return `| ${[id, section, `${level}${of === 'client' ? ', client' : ''}`, text, seen.join(', ')].join(' | ')} |`
}
