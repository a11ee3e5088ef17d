import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'

import { parseConfigurationFile } from '../configuration/parse-configuration-file.ts'
import { toConfigurationSchema } from './to-configuration-schema.ts'

const isValid = new Ajv({ strict: false, allErrors: true, formats: { uri: true } }).compile(
  JSON.parse(JSON.stringify(toConfigurationSchema())) as object,
)

/** What the server itself says to the same content. */
function isAccepted(content: unknown): boolean {
  try {
    parseConfigurationFile(JSON.stringify(content), 'x')
    return true
  } catch {
    return false
  }
}

describe('the JSON Schema of the configuration', () => {
  it.each([
    [{}, true],
    [{ port: 0, host: '0.0.0.0', database: 'sqlite:x.db', logLevel: 'silent' }, true],
    [{ baseUrl: 'https://rolecall.example.com/' }, true],
    [{ plugins: ['entra', { use: './own.js' }, { use: 'own', config: { any: [1] } }] }, true],
    [{ plugins: ['bundled', { use: './own.js' }] }, true],
    [{ plugins: [{ use: 'bundled' }, { use: 'bundled', without: ['ping', 'sso-linking'] }] }, true],
    [{ server: { url: 'http://localhost:3000', key: 'rc_1_2' } }, true],
    [{ prt: 1 }, false],
    [{ port: 70_000 }, false],
    [{ port: '3000' }, false],
    [{ database: 'mysql://x' }, false],
    [{ database: 'sqlite:' }, false],
    [{ baseUrl: 'ftp://x' }, false],
    [{ logLevel: 'loud' }, false],
    [{ plugins: 'entra' }, false],
    [{ plugins: [''] }, false],
    [{ plugins: [{ config: {} }] }, false],
    [{ plugins: [{ use: 'x', conf: {} }] }, false],
    [{ plugins: [{ use: 'bundled', without: ['own'] }] }, false],
    [{ plugins: [{ use: 'bundled', without: 'ping' }] }, false],
    [{ plugins: [{ use: 'bundled', config: {} }] }, false],
    [{ plugins: [{ use: 'entra', without: ['ping'] }] }, false],
    [{ server: { key: 'secret' } }, false],
  ])('judges %j as the server does', (content, valid) => {
    expect([isValid(content), isAccepted(content)]).toEqual([valid, valid])
  })

  it('describes every setting, for the editor', () => {
    const { properties } = toConfigurationSchema() as { properties: Record<string, { description?: string }> }
    expect(Object.entries(properties).filter(([, { description }]) => !description)).toEqual([])
  })
})
