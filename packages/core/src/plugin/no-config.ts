import { isJsonObject } from '../scim/resource/resource-data.ts'
import type { StandardSchema } from './standard-schema.ts'

/** The configuration of a plugin that has none: whatever stands there is a mistake. */
export const noConfig: StandardSchema<undefined> = {
  '~standard': {
    version: 1,
    vendor: 'rolecall',
    validate: (value) =>
      isEmpty(value) ? { value: undefined } : { issues: [{ message: 'this plugin has no configuration' }] },
  },
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return isJsonObject(value) && Object.keys(value).length === 0
}
