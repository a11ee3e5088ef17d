import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Configuration } from './configuration.ts'
import { readConfiguration, type ConfigurationFlags } from './read-configuration.ts'

let folder: string
let elsewhere: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rolecall-configuration-'))
  elsewhere = await mkdtemp(join(tmpdir(), 'rolecall-elsewhere-'))
  await writeFile(
    join(folder, 'rolecall.config.yaml'),
    'port: 1001\nhost: file.example\ndatabase: sqlite:file.db\nbaseUrl: https://file.example\nlogLevel: error\nserver: { url: https://file.example, key: rc_file }\n',
  )
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await rm(elsewhere, { recursive: true })
})

const flags: ConfigurationFlags = {
  port: '1003',
  host: 'flag.example',
  database: 'sqlite:flag.db',
  baseUrl: 'https://flag.example',
  logLevel: 'debug',
  url: 'https://flag.example',
  key: 'rc_flag',
}
const environment = {
  ROLECALL_PORT: '1002',
  ROLECALL_HOST: 'environment.example',
  ROLECALL_DATABASE: 'sqlite:environment.db',
  ROLECALL_BASE_URL: 'https://environment.example',
  ROLECALL_LOG_LEVEL: 'warn',
  ROLECALL_URL: 'https://environment.example',
  ROLECALL_KEY: 'rc_environment',
}

/** What one source says, as it comes out. */
function saidBy(source: string, port: number, logLevel: string): Partial<Configuration> {
  const url = `https://${source}.example`
  return {
    port,
    host: `${source}.example`,
    baseUrl: url,
    logLevel: logLevel as Configuration['logLevel'],
    server: { url, key: `rc_${source}` },
  }
}

describe('readConfiguration', () => {
  it('takes flags before environment before file', async () => {
    expect(await readConfiguration({ flags, environment, folder })).toMatchObject(saidBy('flag', 1003, 'debug'))
    expect(await readConfiguration({ flags: {}, environment, folder })).toMatchObject(
      saidBy('environment', 1002, 'warn'),
    )
    expect(await readConfiguration({ flags: {}, environment: {}, folder })).toMatchObject(saidBy('file', 1001, 'error'))
  })

  it('decides for each setting alone', async () => {
    const read = await readConfiguration({ flags: { port: '7' }, environment: { ROLECALL_HOST: 'h' }, folder })
    expect(read).toMatchObject({ port: 7, host: 'h', logLevel: 'error' })
  })

  it('has a default for everything', async () => {
    expect(await readConfiguration({ flags: {}, environment: {}, folder: elsewhere })).toEqual({
      port: 3000,
      host: '127.0.0.1',
      processes: 1,
      database: `sqlite:${join(elsewhere, 'rolecall.db')}`,
      baseUrl: null,
      limits: {},
      logLevel: 'info',
      plugins: null,
      cursor: {},
      resourceTypes: standardResourceTypes,
      provisioningLog: { keepMs: 30 * 24 * 60 * 60 * 1_000, bodies: true },
      verification: { everyMs: 24 * 60 * 60 * 1_000 },
      telemetry: { traces: false, metrics: false, organizations: false },
      notices: {
        secretEnds: [2_592_000_000, 604_800_000, 86_400_000],
        providerSilent: 604_800_000,
        holdWaits: 86_400_000,
      },
      outbound: { allow: [] },
      trustedProxies: [],
      ssoSecret: null,
      server: { url: null, key: null },
      file: null,
    })
  })

  it('takes an empty variable as one that is not set', async () => {
    const read = await readConfiguration({
      flags: {},
      environment: { ROLECALL_PORT: '', ROLECALL_CONFIG: '' },
      folder: elsewhere,
    })
    expect(read.port).toBe(3000)
  })

  it('finds a SQLite file from where it is named: the folder of the file, or of the command', async () => {
    const config = join(folder, 'rolecall.config.yaml')
    const database = async (given: ConfigurationFlags, variables = {}): Promise<string> =>
      (await readConfiguration({ flags: { config, ...given }, environment: variables, folder: elsewhere })).database
    expect(await database({})).toBe(`sqlite:${join(folder, 'file.db')}`)
    expect(await database({ database: 'sqlite:a.db' })).toBe(`sqlite:${join(elsewhere, 'a.db')}`)
    expect(await database({}, { ROLECALL_DATABASE: 'sqlite:b.db' })).toBe(`sqlite:${join(elsewhere, 'b.db')}`)
    expect(await database({ database: 'sqlite:/c.db' })).toBe('sqlite:/c.db')
    expect(await database({ database: 'postgres://db/x' })).toBe('postgres://db/x')
  })

  it('takes what seals client secrets from the environment, and repeats none that is too short', async () => {
    const read = (secret: string) =>
      readConfiguration({ flags: {}, environment: { ROLECALL_SSO_SECRET: secret }, folder: elsewhere })
    expect((await read('s'.repeat(32))).ssoSecret).toBe('s'.repeat(32))
    await expect(read('hunter2')).rejects.toMatchObject({
      issues: [{ path: 'ROLECALL_SSO_SECRET', message: 'a text of at least 32 characters was expected' }],
    })
  })

  it('takes the file that ROLECALL_CONFIG names', async () => {
    const variables = { ROLECALL_CONFIG: join(folder, 'rolecall.config.yaml') }
    expect((await readConfiguration({ flags: {}, environment: variables, folder: elsewhere })).port).toBe(1001)
  })

  it('refuses a named file that is not there', async () => {
    const reading = readConfiguration({ flags: { config: 'none.yaml' }, environment: {}, folder: elsewhere })
    await expect(reading).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('none.yaml'),
    })
  })

  it('refuses wrong flags, all at once, as wrong use', async () => {
    const reading = readConfiguration({
      flags: { port: '1e3', processes: '0', logLevel: 'loud' },
      environment: {},
      folder: elsewhere,
    })
    await expect(reading).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(
        /--port: .*\n--processes: a number of processes from 1 to 64 was expected\n--log-level: /,
      ),
    })
  })

  it('refuses a wrong environment, all at once, and repeats no secret of it', async () => {
    const variables = { ROLECALL_PORT: '-1', ROLECALL_KEY: 'hunter2', ROLECALL_DATABASE: 'mysql://u:hunter2@h' }
    const error: unknown = await readConfiguration({ flags: {}, environment: variables, folder: elsewhere }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({
      name: 'ConfigurationError',
      issues: [{ path: 'ROLECALL_PORT' }, { path: 'ROLECALL_DATABASE' }, { path: 'ROLECALL_KEY' }],
    })
    expect(JSON.stringify(error)).not.toContain('hunter2')
  })
})
