import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { expect, it } from 'vitest'

import type { ChaosReport } from '../src/run-chaos.ts'

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const few = ['--rounds', '1', '--hold', '100', '--writers', '4', '--calm', '3', '--json']

/** A small part of `npm run chaos`, which shows that it works; the rest takes minutes. */
it.each([
  ['sqlite', 'kill'],
  ['postgres', 'cut'],
])('keeps on %s what it has acknowledged (%s)', { timeout: 240_000 }, async (database, fault) => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    '--database',
    database,
    '--only',
    fault,
    ...few,
  ])
  const report = (JSON.parse(stdout) as Readonly<Record<string, ChaosReport>>)[database]
  expect(report?.violations).toEqual([])
  expect(report?.acknowledged).toBeGreaterThan(15)
  expect(report?.faults[fault]?.times).toBe(1)
})
