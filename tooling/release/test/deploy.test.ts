import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Ajv } from 'ajv'
import { validate } from 'dockerfile-utils'
import { describe, expect, it } from 'vitest'
import { parse, parseDocument } from 'yaml'

import { workspaceRoot } from '../src/workspace.ts'
import { expandTemplate } from './expand-template.ts'

const folder = join(workspaceRoot, 'deploy')
const read = (file: string): string => readFileSync(join(folder, file), 'utf8')

/** What a configuration can be given by the environment. */
const variable = /^ROLECALL_(DATABASE|HOST|PORT|BASE_URL|LOG_LEVEL|CONFIG)$/

describe('the Dockerfile', () => {
  const text = read('Dockerfile')

  it('is one', () => {
    expect(validate(text).map(({ message, range }) => `${range.start.line + 1}: ${JSON.stringify(message)}`)).toEqual(
      [],
    )
  })

  it('runs without privileges, and says how it is', () => {
    const last = text.slice(text.lastIndexOf('\nFROM '))
    expect(last).toMatch(/^USER node$/m)
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('ENTRYPOINT'))
    expect(last).toContain('/healthz')
    expect(last).not.toContain('apt-get')
  })

  it('asks for health in JavaScript that is right', () => {
    const words = JSON.parse(/CMD (\["node", "--eval".*\])$/m.exec(text)?.[1] ?? '[]') as string[]
    // Nobody listens there: asked and not answered.
    const { status } = spawnSync(process.execPath, words.slice(1), { env: { ROLECALL_PORT: '1' } })
    expect(status).toBe(1)
  })

  it('sets what a configuration knows', () => {
    const names = [...text.matchAll(/ (ROLECALL_\w+)=/g)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(name).toMatch(variable)
  })
})

describe('the Compose file', () => {
  const compose = parse(read('compose.yaml'), { merge: true }) as {
    readonly services: Record<string, Service>
    readonly volumes: Record<string, unknown>
  }
  interface Service {
    readonly image?: string
    readonly environment?: Record<string, string>
    readonly depends_on?: Record<string, { readonly condition: string }>
    readonly volumes?: readonly string[]
  }
  const services = Object.entries(compose.services)

  it('starts two servers on one database, after its migration', () => {
    const servers = services.filter(([name]) => name.startsWith('server-'))
    expect(servers).toHaveLength(2)
    for (const [, server] of servers)
      expect(server.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } })
    expect(new Set(servers.map(([, { environment }]) => environment?.['ROLECALL_DATABASE'])).size).toBe(1)
  })

  it.each(services)('gives %s an image, and waits only for what is there', (_, service) => {
    expect(service.image).toMatch(/^[a-z]+(:[\w.-]+)?$/)
    for (const name of Object.keys(service.depends_on ?? {})) expect(compose.services).toHaveProperty(name)
    for (const volume of service.volumes ?? []) expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '')
    for (const name of Object.keys(service.environment ?? {}))
      expect(name).toMatch(/^POSTGRES_|^ROLECALL_(DATABASE|BASE_URL)$/)
  })
})

describe('the systemd unit', () => {
  it.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)('is one, and hardened', () => {
    const copy = mkdtempSync(join(tmpdir(), 'rolecall-unit-'))
    try {
      const file = join(copy, 'rolecall.service')
      // The Node of this machine, which may be elsewhere.
      writeFileSync(file, read('rolecall.service').replace('/usr/bin/node', process.execPath))
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' })
      expect({ status, stderr: stderr.split('\n').filter((line) => line.includes('rolecall.service')) }).toEqual({
        status: 0,
        stderr: [],
      })
      const report = execFileSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', file], {
        encoding: 'utf8',
      })
      expect(report).toMatch(/exposure level for rolecall\.service: [01]\.\d/)
    } finally {
      rmSync(copy, { recursive: true })
    }
  })
})

describe('the Helm chart', () => {
  const chart = 'helm/rolecall'
  const values = parse(read(`${chart}/values.yaml`)) as Record<string, unknown>

  it('has values that their schema knows, and refuses others', () => {
    const isValid = new Ajv({ allErrors: true }).compile(JSON.parse(read(`${chart}/values.schema.json`)) as object)
    expect([isValid(values), isValid.errors]).toEqual([true, null])
    expect(isValid({ ...values, replica: 3 })).toBe(false)
    expect(isValid({ ...values, replicas: 0 })).toBe(false)
  })

  it.each(readdirSync(join(folder, chart, 'templates')).filter((file) => file.endsWith('.yaml')))(
    'has in %s a Kubernetes object, which names only values that there are',
    (file) => {
      const text = read(`${chart}/templates/${file}`)
      const helpers = read(`${chart}/templates/_helpers.tpl`)
      const document = parseDocument(expandTemplate(text, helpers))
      expect(document.errors).toEqual([])
      expect(document.toJS()).toMatchObject({
        apiVersion: expect.any(String),
        kind: expect.any(String),
        metadata: { name: expect.stringMatching(/^x(-[a-z]+)?$/) },
      })
      for (const [, path = ''] of `${text}${helpers}`.matchAll(/\.Values((?:\.\w+)+)/g))
        expect(values).toHaveProperty(path.slice(1).split('.'))
      expect(text.match(/\{\{-? (if|with|range|define)\b/g)?.length).toBe(text.match(/\{\{-? end\b/g)?.length)
    },
  )

  it('puts a server without privileges, with its probes, beside its database', () => {
    const document = parse(
      expandTemplate(read(`${chart}/templates/deployment.yaml`), read(`${chart}/templates/_helpers.tpl`)),
    ) as {
      spec: { template: { spec: { securityContext: object; containers: readonly Record<string, unknown>[] } } }
    }
    const { containers, securityContext } = document.spec.template.spec
    expect(securityContext).toMatchObject({ runAsNonRoot: true })
    expect(containers).toMatchObject([
      {
        name: 'rolecall',
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        env: [{ name: 'ROLECALL_DATABASE' }, { name: 'ROLECALL_BASE_URL' }],
        livenessProbe: { httpGet: { path: '/healthz' } },
        readinessProbe: { httpGet: { path: '/readyz' } },
      },
    ])
  })
})
