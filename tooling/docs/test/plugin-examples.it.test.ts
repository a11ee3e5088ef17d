import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { expect, it } from 'vitest'

import { fencedBlocks } from './fenced-blocks.ts'

const root = join(import.meta.dirname, '../../..')
const guide = readFileSync(join(root, 'docs/plugins.md'), 'utf8')

/** Blocks that begin with the name of their file. */
const files = fencedBlocks(guide, 'docs/plugins.md').flatMap(({ info, text }) => {
  const name = /^\/\/ ([\w.-]+\.js)\b/.exec(text)?.[1]
  return info !== 'js' || name === undefined ? [] : [{ name, text }]
})

/** What is asked of the plugins of the guide that have no test there. */
const further = `import assert from 'node:assert/strict'
import test from 'node:test'
import { testOrganization } from 'rolecall/testing'
import acme from './acme.js'
import mine from './my-plugin.js'

test('the dialect', async () => {
  const organization = await testOrganization({ plugins: [acme], provider: 'acme' })
  await organization.createUser('x', { mail: 'ann@example.com' })
  assert.ok((await organization.newTolerances()).includes('acme-mail'))
  assert.equal((await organization.memberOf('ann@example.com')).emailAddress, 'ann@example.com')
  await organization.close()
})

test('the first plugin', async () => {
  const organization = await testOrganization({ plugins: [mine], configs: { 'work-mail-only': { domain: 'example.com' } } })
  await organization.createUser('ann@example.com')
  await assert.rejects(organization.createUser('ann@example.org'), /an address of example.com was expected/)
  await organization.close()
})
`

it('the plugins of the guide do what it says, and its test passes', { timeout: 120_000 }, async () => {
  expect(files.map(({ name }) => name)).toEqual(['my-plugin.js', 'acme.js', 'my-plugin.test.js'])
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-guide-'))
  try {
    await mkdir(join(folder, 'node_modules'))
    await symlink(join(root, 'packages/cli'), join(folder, 'node_modules/rolecall'))
    await symlink(join(root, 'packages/cli/node_modules/valibot'), join(folder, 'node_modules/valibot'))
    await copyFile(join(root, 'examples/licences/licences-plugin.js'), join(folder, 'licences-plugin.js'))
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    for (const { name, text } of [...files, { name: 'further.test.js', text: further }]) {
      await writeFile(join(folder, name), text)
    }
    const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...environment } = process.env
    const { stdout } = await promisify(execFile)(process.execPath, ['--test'], { cwd: folder, env: environment }).catch(
      (failed: { readonly stdout: string }) => failed,
    )
    expect(stdout).toMatch(/pass 3$/m)
  } finally {
    await rm(folder, { recursive: true })
  }
})
