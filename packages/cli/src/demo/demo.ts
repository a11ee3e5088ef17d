import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { printDemo } from './print-demo.ts'
import { printJson } from '../output/print.ts'
import { startRolecall } from '../start-rolecall.ts'
import { authenticateDemo, type DemoAuthentication } from './authenticate-demo.ts'
import { provisionDemo, type DemoAccess } from './provision-demo.ts'
import { createProgressBar } from './progress-bar.ts'

/** As commander has parsed them. */
export interface DemoFlags {
  readonly users: string
  readonly groups: string
  readonly seed: string
  readonly auth: DemoAuthentication
  readonly json?: true
}

/** The whole way on a database that is removed afterwards: provision, map, read the result. */
export async function demo(flags: DemoFlags): Promise<void> {
  const size = {
    users: toCount(flags.users, '--users'),
    groups: toCount(flags.groups, '--groups'),
    seed: toCount(flags.seed, '--seed'),
  }
  const json = flags.json === true
  const result = await withServer(async (access) => {
    const { authentication, close } = await authenticateDemo(access, flags.auth)
    const bar = createProgressBar(json ? 'quiet' : 'shown')
    return provisionDemo(access, authentication, size, bar).finally(close)
  })
  await (json ? printJson(result) : printDemo(result))
}

async function withServer<T>(work: (access: DemoAccess) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-demo-'))
  try {
    const { close, keys, url } = await startRolecall({
      database: `sqlite:${join(folder, 'rolecall.db')}`,
      // The simulated tenant publishes its keys on this machine.
      outbound: { allow: ['127.0.0.1'] },
    })
    try {
      if (keys === null) throw new Error('a database just made has an organization')
      return await work({ url, secretToken: keys.secretToken, ownerKey: keys.ownerKey })
    } finally {
      await close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function toCount(text: string, flag: string): number {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count > 0) return count
  throw new CommandError(`${flag} is "${text}"; a whole number above 0 was expected`, exitCode.usage)
}
