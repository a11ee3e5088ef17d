import { createTestPostgres, eachDatabase } from '@rolecall/testkit/test-databases'
import { describe, expect, it } from 'vitest'

import { runCommand, startCommand, withFolder } from '../../src/command/command-under-test.ts'

const keyForm = /rc_[0-9a-z-]{36}_[\w-]{43}/
const linkForm = /(http:\S+)\/setup#(rl_[0-9a-z-]{36}_[\w-]{43})/

const signIn = async (origin: string, token: string): Promise<number> => {
  const headers = { 'content-type': 'application/json', 'x-rolecall-console': '1' }
  const body = JSON.stringify({ key: token })
  return (await fetch(`${origin}/api/session`, { method: 'POST', headers, body })).status
}

/** Threat: whoever reads a journal, or what a container has printed, years later has the keys of the first organization. */
describe.each(eachDatabase)('what the first start prints on $name', { timeout: 180_000 }, ({ create }) => {
  it('is no key, but a link that is good once and in no log, until somebody can sign in otherwise', () =>
    withFolder(async (folder) => {
      const { drop, url } = await create()
      try {
        const serve = async () => {
          const command = startCommand(['serve', '--port', '0', '--database', url], { folder })
          await command.written('--base-url')
          return command
        }
        const first = await serve()
        const [, origin = '', token = ''] = linkForm.exec(first.output.stdout) ?? []
        expect([await signIn(origin, token), await signIn(origin, token)]).toEqual([204, 401])
        first.signal('SIGTERM')
        const { code, stderr, stdout } = await first.end
        expect([code, stdout.split(token).length, keyForm.test(stdout + stderr), stderr.includes(token)]).toEqual([
          0,
          2,
          false,
          false,
        ])
        expect(stdout).not.toContain('\u001B')

        // Nobody has made a key yet, so the next start lets in again; then somebody has.
        const second = await serve()
        expect(linkForm.exec(second.output.stdout)?.[2]).not.toBe(token)
        second.signal('SIGTERM')
        await second.end
        await runCommand(['key', 'create', '--scope', 'organization', '--database', url], { folder })
        const third = await serve()
        third.signal('SIGTERM')
        expect((await third.end).stdout).not.toMatch(linkForm)
      } finally {
        await drop()
      }
    }))
})

it(
  'makes one organization where two servers start on one empty PostgreSQL, and lets in by each',
  { timeout: 180_000 },
  () =>
    withFolder(async (folder) => {
      const { drop, url } = await createTestPostgres()
      try {
        const servers = [1, 2].map(() => startCommand(['serve', '--port', '0', '--database', url], { folder }))
        await Promise.all(servers.map(({ written }) => written('--base-url')))
        for (const { output } of servers) {
          const [, origin = '', token = ''] = linkForm.exec(output.stdout) ?? []
          expect(await signIn(origin, token)).toBe(204)
        }
        for (const { signal } of servers) signal('SIGTERM')
        await Promise.all(servers.map(({ end }) => end))
        const listed = await runCommand(['organization', 'list', '--json', '--database', url], { folder })
        expect(JSON.parse(listed.stdout)).toHaveLength(1)
      } finally {
        await drop()
      }
    }),
)
