import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { startRolecall, type Rolecall } from '../src/start-rolecall.ts'

const root = join(import.meta.dirname, '../../..')
const action = join(root, 'deploy/github-action')
const builtCommand = `${process.execPath} ${join(import.meta.dirname, '../bin/rolecall.js')}`

/** As many processes one after the other as a mode of the action starts. */
const timeout = 60_000

const stewards = 'scimGroupMappings: [{ scimGroup: stewards, type: organizationRole, organizationRole: Member }]\n'

let folder: string
let github: FakeGitHub
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rolecall-action-'))
  github = await startGitHub()
  await writeFile(join(folder, 'event.json'), JSON.stringify({ pull_request: { number: 7 } }))
})
afterEach(async () => {
  await github.close()
  await rm(folder, { recursive: true })
})

describe('the GitHub action, with a server and the command as it is built', { timeout }, () => {
  let database: TestDatabase
  let rolecall: Rolecall
  beforeAll(async () => {
    database = await createTestSqlite()
    rolecall = await startRolecall({ database: database.url })
  })
  afterAll(async () => {
    await rolecall.close()
    await database.drop()
  })

  const run = (mode: string) => {
    const key = rolecall.keys?.ownerKey ?? ''
    return runAction({ INPUT_MODE: mode, INPUT_ROLECALL: builtCommand, ROLECALL_URL: rolecall.url, ROLECALL_KEY: key })
  }

  it('plans as a comment, applies, finds no drift, and finds one', async () => {
    await writeFile(join(folder, 'mapping.yaml'), stewards)
    expect(await run('plan')).toMatchObject({ code: 0, output: 'changes=true\n' })
    expect(github.comments.map(({ body }) => body.split('\n'))).toEqual([
      [
        '<!-- rolecall plan mapping.yaml -->',
        '### Plan of `mapping.yaml`',
        '',
        'Against version 0: nothing changes for anybody, but the text is another.',
        '',
        "- warning at 1:34 **UNKNOWN_GROUP** `There is no group 'stewards' yet; the entry waits for it.`",
      ],
    ])

    expect(await run('apply')).toMatchObject({ code: 0, log: expect.stringContaining('Version 1 of the mapping') })
    expect(await run('drift')).toMatchObject({ code: 0, output: 'changes=false\n' })

    await writeFile(join(folder, 'mapping.yaml'), `${stewards}# and what is in the repository alone\n`)
    expect(await run('drift')).toMatchObject({
      code: 1,
      log: expect.stringContaining('::error::The server is no longer what mapping.yaml says'),
      summary: expect.stringContaining('Against version 1'),
    })
  })
})

describe('the GitHub action', { timeout }, () => {
  /** A command that says what it is asked, and ends as a test wants it. */
  const planThatEnds = (code: number, stdout = '### Plan') => ({
    INPUT_MODE: 'plan',
    INPUT_ROLECALL: `${process.execPath} ${join(folder, 'command.cjs')}`,
    ROLECALL_URL: 'https://rolecall.example.com',
    ROLECALL_KEY: 'rc_key',
    END: JSON.stringify({ code, stdout }),
  })
  beforeEach(async () => {
    const script = `const { code, stdout } = JSON.parse(process.env.END)
      console.log(process.argv[3] === 'plan' ? stdout : process.argv.slice(2).join(' '))
      process.exit(process.argv[3] === 'plan' ? code : 0)`
    await writeFile(join(folder, 'command.cjs'), script)
  })

  it('writes its own comment anew, and no other', async () => {
    const mark = '<!-- rolecall plan mapping.yaml -->\n'
    const other = { type: 'User' as const, body: `${mark}by somebody` }
    github.comments.push(...Array.from({ length: 100 }, () => other), { type: 'Bot', body: `${mark}old` })
    expect(await runAction(planThatEnds(0))).toMatchObject({ code: 0 })
    expect(github.comments).toHaveLength(101)
    expect(github.comments.at(-1)).toEqual({ type: 'Bot', body: `${mark}### Plan` })
    expect(github.comments[0]).toBe(other)
  })

  it('fails where the plan would be refused, with the comment that says why', async () => {
    expect(await runAction(planThatEnds(1, '### No plan'))).toMatchObject({ code: 1, output: '' })
    expect(github.comments[0]?.body).toContain('### No plan')
  })

  it('applies teams and team roles as it does a mapping, and takes nothing else', async () => {
    const sets = { ...planThatEnds(2), INPUT_MODE: 'apply', INPUT_SUBJECT: 'catalogue', INPUT_CONFIRM: 'true' }
    const applied = await runAction({ ...sets, INPUT_HELD_REVOCATIONS: 'wait' })
    expect(applied).toMatchObject({
      code: 0,
      log: expect.stringContaining('catalogue apply mapping.yaml --yes --confirm\n'),
    })
    expect(await runAction({ ...sets, INPUT_SUBJECT: 'teams' })).toMatchObject({ code: 1 })
  })

  it('warns where it can not comment, and the plan counts', async () => {
    github.refuse = true
    const { code, log, summary } = await runAction(planThatEnds(2))
    expect({ code, summary }).toEqual({ code: 0, summary: '### Plan\n' })
    expect(log).toContain('::warning::The plan is in the summary of this run, and not in a comment')
  })

  it('comments on no push', async () => {
    await writeFile(join(folder, 'event.json'), '{}')
    expect(await runAction(planThatEnds(2))).toMatchObject({ code: 0 })
    expect(github.comments).toEqual([])
  })

  it('applies with what becomes of held revocations, and for how long', async () => {
    const wishes = { INPUT_MODE: 'apply', INPUT_HELD_REVOCATIONS: 'wait', INPUT_COMMIT_WITHIN: '10m' }
    const { log } = await runAction({ ...planThatEnds(2), ...wishes })
    expect(log).toContain('mapping apply mapping.yaml --yes --held-revocations wait --commit-within 10m')
  })

  it.each([
    ['a mode it does not know', { INPUT_MODE: 'deploy' }, 'mode is one of plan, apply, drift, not "deploy"'],
    [
      'no key, as for a fork',
      { ROLECALL_KEY: '' },
      'url and key are needed. A pull request from a fork has no secrets',
    ],
    ['a command that is not there', { INPUT_ROLECALL: 'no-such-command' }, "no-such-command can't be started"],
  ])('says what is wrong with %s', async (_, inputs, message) => {
    const { code, log } = await runAction({ ...planThatEnds(0), ...inputs })
    expect(code).toBe(1)
    expect(log).toContain(`::error::${message}`)
  })

  it('takes every input that its guide gives, and its guide every mode', async () => {
    const { inputs } = parse(await readFile(join(action, 'action.yml'), 'utf8')) as { inputs: Record<string, unknown> }
    const guide = await readFile(join(root, 'docs/gitops.md'), 'utf8')
    const workflows = [...guide.matchAll(/```yml\n(.*?)```/gs)].map(([, yaml = '']) => parse(yaml) as Workflow)
    const steps = workflows.flatMap(({ jobs = {} }) => Object.values(jobs)).flatMap((job) => job.steps)
    const given = steps.filter(({ uses }) => uses.endsWith('/rolecall')).map((step) => step.with ?? {})
    expect(given.map(({ mode }) => mode)).toEqual(['plan', 'apply', 'drift'])
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(given.flatMap((each) => Object.keys(each))))
  })
})

/** As far as this looks at one. */
interface Workflow {
  readonly jobs?: Readonly<
    Record<string, { readonly steps: readonly { readonly uses: string; readonly with?: Record<string, string> }[] }>
  >
}

/** Runs the script of the action as a runner does, in the folder with the mapping. */
async function runAction(inputs: Readonly<Record<string, string>>) {
  const file = (name: string) => join(folder, name)
  for (const name of ['output', 'summary']) await writeFile(file(name), '')
  const child = spawn(process.execPath, [join(action, 'run.mjs')], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      GITHUB_API_URL: github.url,
      GITHUB_EVENT_PATH: file('event.json'),
      GITHUB_OUTPUT: file('output'),
      GITHUB_REPOSITORY: 'acme/roles',
      GITHUB_STEP_SUMMARY: file('summary'),
      INPUT_TOKEN: 'token',
      ...inputs,
    },
  })
  const [code, log, complaints] = await Promise.all([
    new Promise<number | null>((resolve) => child.once('close', resolve)),
    text(child.stdout),
    text(child.stderr),
  ])
  expect(complaints).toBe('')
  return { code, log, output: await readFile(file('output'), 'utf8'), summary: await readFile(file('summary'), 'utf8') }
}

interface Comment {
  readonly type: 'Bot' | 'User'
  readonly body: string
}

interface FakeGitHub {
  readonly url: string
  readonly comments: Comment[]
  /** As to the token of a fork. */
  refuse: boolean
  readonly close: () => Promise<void>
}

/** The comments of pull request 7 of acme/roles, as GitHub's API has them. */
async function startGitHub(): Promise<FakeGitHub> {
  const comments: Comment[] = []
  const server: Server = createServer((request, response) => {
    void answer(request.method, new URL(request.url ?? '', 'http://github'), text(request)).then(({ body, status }) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    )
  })
  const answer = async (method = '', { pathname, searchParams }: URL, sent: Promise<string>) => {
    if (fake.refuse) return { status: 403, body: {} }
    const all = '/repos/acme/roles/issues/7/comments'
    if (method === 'GET' && pathname === all) {
      const size = Number(searchParams.get('per_page'))
      const from = (Number(searchParams.get('page')) - 1) * size
      const listed = comments.map(({ body, type }, id) => ({ id, body, user: { type } })).slice(from, from + size)
      return { status: 200, body: listed }
    }
    const comment: Comment = { type: 'Bot', body: (JSON.parse(await sent) as { body: string }).body }
    const [, id] = /^\/repos\/acme\/roles\/issues\/comments\/(\d+)$/.exec(pathname) ?? []
    if (method === 'POST' && pathname === all) comments.push(comment)
    else if (method === 'PATCH' && id !== undefined) comments[Number(id)] = comment
    else return { status: 404, body: {} }
    return { status: 201, body: {} }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeGitHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comments,
    refuse: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return fake
}
