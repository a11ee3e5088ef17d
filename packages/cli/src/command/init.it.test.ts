import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { runCommand, startServe, withFolder } from './command-under-test.ts'

describe('rolecall init', { timeout: 120_000 }, () => {
  it('writes files that serve and mapping work with as they are', () =>
    withFolder(async (folder) => {
      const written = await runCommand(['init', '--json'], { folder })
      expect(written).toMatchObject({
        code: 0,
        stdout: '{"written":["rolecall.config.yaml","mapping.yaml"]}\n',
        stderr: '',
      })
      const { end, line, signal } = await startServe([], { folder })
      const environment = { ROLECALL_URL: line.url, ROLECALL_KEY: line.ownerKey! }
      expect(await runCommand(['mapping', 'put', 'mapping.yaml'], { folder, environment })).toMatchObject({ code: 0 })
      signal('SIGTERM')
      expect((await end).code).toBe(0)
    }))

  it('writes what the flags say into a folder that it makes', () =>
    withFolder(async (folder) => {
      const flags = ['--database', 'postgres://db/x', '--port', '8080', '--base-url', 'https://rolecall.example.com']
      expect(await runCommand(['init', 'new', ...flags], { folder })).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/cd new && node \/.*\.m?js serve$/m),
      })
      const text = await readFile(join(folder, 'new', 'rolecall.config.yaml'), 'utf8')
      expect(text).toMatch(/^database: "postgres:\/\/db\/x"$/m)
      expect(text).toMatch(/^port: 8080$/m)
      expect(text).toMatch(/^baseUrl: "https:\/\/rolecall\.example\.com"$/m)
    }))

  it.each(['acme_owners', '2024', 'Owners: all', "it's #1", 'true'])(
    'makes the group %s the owners, by a mapping that says just that',
    (name) =>
      withFolder(async (folder) => {
        expect((await runCommand(['init', '--owner-group', name], { folder })).code).toBe(0)
        expect(parse(await readFile(join(folder, 'mapping.yaml'), 'utf8'))).toEqual({
          scimGroupMappings: [{ scimGroup: name, type: 'organizationOwner' }],
        })
      }),
  )

  it('names the JSON Schema that the command has, for the editor', () =>
    withFolder(async (folder) => {
      await runCommand(['init'], { folder })
      const [first = ''] = (await readFile(join(folder, 'rolecall.config.yaml'), 'utf8')).split('\n')
      const schema = first.replace('# yaml-language-server: $schema=', '')
      expect(JSON.parse(await readFile(schema, 'utf8'))).toMatchObject({ title: 'The configuration of Rolecall' })
    }))

  it('never writes over a file without --force', () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'mapping.yaml'), 'mine')
      expect(await runCommand(['init'], { folder })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('mapping.yaml would be written over'),
      })
      expect(await readFile(join(folder, 'mapping.yaml'), 'utf8')).toBe('mine')
      await expect(readFile(join(folder, 'rolecall.config.yaml'))).rejects.toThrow('ENOENT')
      expect((await runCommand(['init', '--force'], { folder })).code).toBe(0)
      expect(await readFile(join(folder, 'mapping.yaml'), 'utf8')).toContain('scimGroupMappings')
    }))

  it('refuses wrong flags before it writes', () =>
    withFolder(async (folder) => {
      expect(await runCommand(['init', '--port', 'x'], { folder })).toMatchObject({
        code: 64,
        stderr: expect.stringContaining('--port'),
      })
      await expect(readFile(join(folder, 'mapping.yaml'))).rejects.toThrow('ENOENT')
    }))
})
