import { ConfigurationError } from '@rolecall/core/errors'
import { describe, expect, it } from 'vitest'

import { parseConfigurationFile } from './parse-configuration-file.ts'

function mistakesOf(text: string): string[] {
  try {
    parseConfigurationFile(text, 'file')
    return []
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return error.issues.map(({ message, path }) => `${path} ${message}`)
  }
}

describe('parseConfigurationFile', () => {
  it('reads every setting', () => {
    const text = `
port: 8080
host: 0.0.0.0
database: postgres://db/rolecall
baseUrl: https://rolecall.example.com/
logLevel: warn
plugins: [entra]
cursor: { expires: 30m, secret: 0123456789abcdef0123456789abcdef }
server: { url: http://127.0.0.1:8080, key: rc_a_b }
`
    expect(parseConfigurationFile(text, 'file')).toEqual({
      port: 8080,
      host: '0.0.0.0',
      database: 'postgres://db/rolecall',
      baseUrl: 'https://rolecall.example.com',
      logLevel: 'warn',
      plugins: [{ use: 'entra', config: undefined, origin: 'file:7:11' }],
      cursor: { expires: 1_800, secret: '0123456789abcdef0123456789abcdef' },
      server: { url: 'http://127.0.0.1:8080', key: 'rc_a_b' },
    })
  })

  it("reads the schemas of the organization's own, and says all that is wrong with them beside the rest", () => {
    const text = `schemas:
  - id: urn:example:badge:1.0:User
    resourceType: User
    attributes:
      - { name: code, uniqueness: server }
`
    const { resourceTypes } = parseConfigurationFile(text, 'file')
    expect(resourceTypes?.User.extensions.at(-1)?.schema.attributes).toMatchObject([
      { name: 'code', uniqueness: 'server' },
    ])
    const wrong = text
      .replace('uniqueness: server', 'tpye: string, uniqueness: global')
      .replace('resourceType: User', 'resourceType: Device')
    expect(mistakesOf(`prot: 1\n${wrong}`)).toEqual([
      "file:1:1 'prot' is no setting; did you mean 'port'?",
      'file:4:19 schemas[0].resourceType: one of User, Group was expected',
      expect.stringMatching(/^file:6:23 'tpye' is nothing that an attribute has; known are name, type, /),
      "file:6:49 schemas[0].attributes[0].uniqueness: values are unique within one organization: 'server' was expected",
    ])
  })

  it('says of each plugin where it stands and what is configured for it', () => {
    const text = 'plugins:\n  - entra\n  - use: ./mine.js\n    config: { domain: example.com }\n'
    expect(parseConfigurationFile(text, 'file').plugins).toEqual([
      { use: 'entra', config: undefined, origin: 'file:2:5' },
      { use: './mine.js', config: { domain: 'example.com' }, origin: 'file:3:5' },
    ])
  })

  it.each(['', '# nothing yet\n', '---\n'])('takes an empty file as one that says nothing: %j', (text) => {
    expect(parseConfigurationFile(text, 'file')).toEqual({})
  })

  it.each([
    [
      'an unknown key, with the nearest known one',
      'databse: x',
      ["file:1:1 'databse' is no setting; did you mean 'database'?"],
    ],
    [
      'an unknown key that is near to none, with all that are known',
      'colour: red',
      [
        "file:1:1 'colour' is no setting; known are port, processes, host, database, baseUrl, logLevel, plugins, cursor, provisioningLog, verification, notices, outbound, telemetry, sso, trustedProxies, limits, server, schemas",
      ],
    ],
    ['an unknown key of a part', 'server:\n  ulr: http://x', ["file:2:3 'ulr' is no setting; did you mean 'url'?"]],
    [
      'a time of a notice that is none',
      'notices:\n  secretEnds: [30d, soon]\n  holdWaits: 5',
      [
        'file:2:21 notices.secretEnds[1]: a time such as 30d or 12h was expected',
        'file:3:14 notices.holdWaits: a time such as 30d or 12h was expected',
      ],
    ],
    [
      'a place that is an address of the web',
      'outbound:\n  allow:\n    - https://idp.internal',
      [
        'file:3:7 outbound.allow[0]: a host, an address or a range such as 10.0.0.0/8 was expected, without scheme and port',
      ],
    ],
    ['a port that is none', 'port: 70000', ['file:1:7 port: a port from 0 to 65535 was expected']],
    ['a port as a text', 'port: "80"', ['file:1:7 port: a port from 0 to 65535 was expected']],
    [
      'a database that is none',
      'database: mysql://db',
      ['file:1:11 database: a database was expected: sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE'],
    ],
    [
      'a base URL without a scheme',
      'baseUrl: rolecall.example.com',
      ['file:1:10 baseUrl: an address such as https://rolecall.example.com was expected'],
    ],
    [
      'a level that is none',
      'logLevel: loud',
      ['file:1:11 logLevel: one of debug, info, warn, error, silent was expected'],
    ],
    [
      'plugins that are no list',
      'plugins: bundled',
      ['file:1:10 plugins: a list of plugins was expected, such as [bundled, { use: ./my-plugin.js }]'],
    ],
    [
      'a name that no bundled plugin has, and what bundled does not have',
      'plugins:\n  - use: bundled\n    without: [pign, ./mine.js]\n    config: {}',
      [
        `file:3:15 plugins[0].without[0]: "pign" is no bundled plugin; did you mean 'ping'?`,
        expect.stringMatching(
          /^file:3:21 plugins\[0\]\.without\[1\]: "\.\/mine\.js" is no bundled plugin; bundled are entra, /,
        ),
        "file:4:5 'config' is no setting; known are use, without",
      ],
    ],
    [
      'to leave out of a plugin what only all of them have',
      'plugins: [{ use: entra, without: [ping] }]',
      ["file:1:25 'without' is no setting; known are use, config"],
    ],
    ['a plugin without a name', 'plugins:\n  - config: {}', ["file:2:5 'use' is missing"]],
    [
      'a plugin that is a number',
      'plugins: [3]',
      ['file:1:11 plugins[0]: the name of a plugin, or { use: NAME, config: … }, was expected'],
    ],
    [
      'a key of a server that is none of ours',
      'server: { key: secret }',
      ['file:1:16 server.key: an API key was expected: it starts with rc_'],
    ],
    [
      'a time that is none, and a secret that is short',
      'cursor: { expires: soon, secret: short }',
      [
        'file:1:20 cursor.expires: a time such as 30m, 1h or 7d was expected',
        'file:1:34 cursor.secret: a text of at least 32 characters was expected',
      ],
    ],
    ['a list in place of settings', '- port', ['file:1:1 settings were expected, such as port: 3000']],
    [
      'YAML that does not parse',
      'port: [',
      ['file:1:8 Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
    [
      'a time that is none',
      'provisioningLog: { keep: forever }',
      ['file:1:26 provisioningLog.keep: a time such as 30d or 12h was expected'],
    ],
    [
      'fewer requests than a provider sends',
      'limits:\n  requestsPerSecond: 24',
      ['file:2:22 limits.requestsPerSecond: a whole number from 25 on was expected'],
    ],
    ['a key that stands there twice', 'port: 1\nport: 2', ['file:2:1 Map keys must be unique']],
  ])('refuses %s', (_, text, mistakes) => {
    expect(mistakesOf(text)).toEqual(mistakes)
  })

  it('tells every mistake at once, in the order of the file', () => {
    const text = 'prt: 1\nport: x\nplugins: [{ use: entra, confg: 1 }]\nserver: { url: nowhere }\n'
    expect(mistakesOf(text).map((line) => line.split(' ')[0])).toEqual([
      'file:1:1',
      'file:2:7',
      'file:3:25',
      'file:4:16',
    ])
  })

  it('never repeats a secret in a message', () => {
    expect(mistakesOf('server: { key: hunter2 }\ndatabase: mysql://user:hunter2@db').join()).not.toContain('hunter2')
  })
})
