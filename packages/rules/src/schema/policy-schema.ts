import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { nameSchema } from './word-schemas.ts'

export const teamsSchema: JsonObject = {
  type: 'object',
  description: 'How the mapping treats teams.',
  additionalProperties: false,
  properties: {
    authoritative: {
      type: ['array', 'null'],
      items: nameSchema,
      description: 'Teams in which manual grants are suppressed while the mapping is on.',
      examples: [['finance']],
    },
    createMissing: { type: 'boolean', description: 'Whether teams that a rule names and that do not exist are made.' },
  },
}

export const limitsSchema: JsonObject = {
  type: 'object',
  description: 'The brake: revocations beyond both limits, within an hour or by one apply, wait for an owner.',
  required: ['maxRevocations', 'maxRevocationPercent'],
  additionalProperties: false,
  properties: {
    maxRevocations: { type: 'integer', minimum: 0, description: 'So many grants may be revoked.' },
    maxRevocationPercent: { type: 'integer', minimum: 0, maximum: 100, description: 'Of the derived grants.' },
  },
  examples: [{ maxRevocations: 50, maxRevocationPercent: 20 }],
}
