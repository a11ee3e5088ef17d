import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, it, vi } from 'vitest'

import { withFolder } from './command-under-test.ts'

const command = fileURLToPath(new URL('../../bin/rolecall.js', import.meta.url))

/** Runs `rolecall init` in a pseudo-terminal, which `script` of util-linux makes; answers each question as it comes. */
async function answerQuestions(folder: string, answers: readonly (readonly [string, string])[]) {
  const child = spawn('script', ['-qec', `'${process.execPath}' '${command}' init`, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, TERM: 'xterm', NO_COLOR: '1' },
  })
  let shown = ''
  child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()))
  const end = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  for (const [question, answer] of answers) {
    await vi.waitFor(() => expect(shown).toContain(question), { timeout: 20_000 })
    shown = ''
    child.stdin.write(`${answer}\r`)
  }
  return { code: await end, shown }
}

// Other systems have a `script` of other flags, or none.
describe.runIf(process.platform === 'linux')('rolecall init on a terminal', { timeout: 60_000 }, () => {
  it('asks for what no flag says, refuses a wrong answer, and writes the answers', () =>
    withFolder(async (folder) => {
      const { code, shown } = await answerQuestions(folder, [
        ['Database', ''],
        ['Port', '99999'],
        // The wrong answer is there to be mended: it is deleted first.
        ['65535', `${'\u007F'.repeat(5)}8080`],
        ['Public address', 'https://rolecall.example.com'],
        ['Group whose members own', 'acme_owners'],
      ])
      expect({ code, shown }).toEqual({ code: 0, shown: expect.stringContaining('rolecall.js serve') })
      const text = await readFile(join(folder, 'rolecall.config.yaml'), 'utf8')
      expect(text).toMatch(/^database: "?sqlite:rolecall\.db"?$/m)
      expect(text).toMatch(/^port: 8080$/m)
      expect(text).toMatch(/^baseUrl: "https:\/\/rolecall\.example\.com"$/m)
      expect(await readFile(join(folder, 'mapping.yaml'), 'utf8')).toContain('scimGroup: acme_owners')
    }))
})
