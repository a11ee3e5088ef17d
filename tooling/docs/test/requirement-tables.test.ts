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

function toRow(requirement: Requirement): string {
  const { id, level, of, section, text, unseen } = requirement
  const shown = allChecks.filter((check) => shows(check, requirement)).map((check) => check.id)
  const whole = (requirement.shownBy ?? []).filter((name) => name.endsWith('/'))
  const single = shown.filter((check) => !whole.some((group) => check.startsWith(group)))
  const names = [...single, ...whole].map((name) => `\`${name}\``)
  const seen = [...names, ...(unseen === undefined ? [] : [names.length === 0 ? `–: ${unseen}` : `not: ${unseen}`])]
  return `| ${[id, section, `${level}${of === 'client' ? ', client' : ''}`, text, seen.join(', ')].join(' | ')} |`
}
