import { spawn } from 'node:child_process'

import type { SoakOptions } from './options.ts'
import type { PartReport, SoakDatabase, SoakPart } from './soak-part.ts'

/**
 * A random history of provider requests, mappings, roles by hand, plans, holds, and time that passes with due work done or
 * not: the test of the same name, at full length, on one database. The runner brings its own databases.
 */
export const historyPart: SoakPart = {
  title: 'Random history of provider, owner and clock',
  async run({ name }: SoakDatabase, { seed, steps }: SoakOptions): Promise<PartReport> {
    const start = performance.now()
    const { code, output } = await runHistory(name, { steps, seed })
    const seconds = Math.round((performance.now() - start) / 1_000)
    const passed = code === 0 && output.includes(`keeps the invariants over ${steps} steps`)
    const found = passed ? 'no violation' : `**${lastLines(output)}**`
    return {
      passed,
      text: `- ${steps} steps of one history and ${steps / 2} of short ones in ${seconds} s, recomputed after each, explained every 25\n- ${found}`,
    }
  },
}

function runHistory(
  database: string,
  { seed, steps }: Pick<SoakOptions, 'seed' | 'steps'>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const file = 'packages/cli/test/random-history.it.test.ts'
  const args = ['run', '--project', 'integration', '--reporter=verbose', file, '-t', `on '${database}'`]
  const env = { ...process.env, ROLECALL_HISTORY_STEPS: String(steps), ROLECALL_TEST_SEED: String(seed), NO_COLOR: '1' }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], { env })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }))
  })
}

function lastLines(output: string): string {
  const failure = output.split('\n').find((line) => /step \d+, /.test(line))
  return (failure ?? output.slice(-500)).trim()
}
