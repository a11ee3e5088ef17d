import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { startPlugins } from '@rolecall/core/host/start-plugins'
import { TOLERANCES } from '@rolecall/core/scim/tolerance'
import { defaultPlugins } from 'rolecall/bundled-plugins'
import { expect, it } from 'vitest'

const file = join(import.meta.dirname, '../../../docs/providers.md')
const part = /(### Everything that is forgiven\n).*?(?=### )/s

/** `ROLECALL_UPDATE_DOCS=1 npx vitest run tooling/docs/test/tolerance-table.test.ts` writes it anew. */
it('the guide has every tolerance, with its sentence and to whom it is forgiven', async () => {
  const { providers } = await startPlugins(defaultPlugins(), { log: () => ({ info() {}, warn() {}, error() {} }) })
  const rows = [...providers.tolerances].map(([name, summary]) => {
    const forgiven = providers.list.filter(({ tolerances }) => tolerances.some((one) => one.name === name))
    const whom = forgiven.length === providers.list.length ? 'everybody' : forgiven.map(({ title }) => title).join(', ')
    return `| \`${name}\` | ${summary.replaceAll('|', '\\|')} | ${whom} |`
  })
  const table = ['', '| name | what is sent | forgiven to |', '| --- | --- | --- |', ...rows, '', ''].join('\n')
  const text = readFileSync(file, 'utf8')
  const wanted = text.replace(part, (_whole, heading: string) => heading + table)
  if (process.env['ROLECALL_UPDATE_DOCS'] !== undefined) writeFileSync(file, wanted)
  else expect(text).toBe(wanted)
  for (const name of Object.keys(TOLERANCES)) expect(wanted).toContain(`| \`${name}\` |`)
})
