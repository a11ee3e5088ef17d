import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../../examples/product')
const run = promisify(execFile)

/** As many processes as an example starts, one after the other. */
const timeout = 60_000

describe('examples/product', { timeout }, () => {
  it.each([[[]], [['--inside']]])('shows people their roles, and holds the same as Rolecall, %j', async (words) => {
    const { stdout } = await run(process.execPath, [join(folder, 'run.js'), '--once', ...words], { timeout })
    const lines = stdout.trim().split('\n')
    expect(lines.filter((_, index) => index % 2 === 1).map((line) => line.trim().replaceAll(/ +/g, ' '))).toEqual([
      'Your roles ann@acme.example, Owner of the organization design: Editor',
      'Your roles bob@acme.example, Member of the organization design: Editor sales: Steward',
    ])
    expect(lines.at(-1)).toMatch(/^drift: none at revision \d+$/)
  })

  it.each(['beside.js', 'inside.js'])('is at most 30 lines of glue: %s', async (file) => {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n')
    expect(lines.filter((line) => line !== '' && !line.startsWith('//')).length).toBeLessThanOrEqual(30)
  })
})
