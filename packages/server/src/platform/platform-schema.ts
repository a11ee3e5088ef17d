import { array, boolean, exactOptional, nullable, object, optional, pipe, regex, strictObject, string } from 'valibot'

import { toOwnId, type Organization } from '@rolecall/core/directory/organization'
import type { CreatedOrganization } from '@rolecall/core/platform/create-organization'

import { apiKeyInputSchema, newApiKeySchema, toApiKeyView } from '../api/api-key-schema.ts'
import { text } from '../api/text-schema.ts'

const organizationName = pipe(text, regex(/\S/, 'a name was expected'))

const organization = {
  id: string(),
  organizationId: string(),
  name: string(),
  created: string(),
  suspendedAt: nullable(string()),
}

/** An organization: `id` is what the platform API calls it, `organizationId` what events and the audit call it. */
export const organizationSchema = object(organization)

/** An organization to be made. `id` is the caller's own: of letters, digits and `. _ ~ -`, at most 128. */
export const organizationInputSchema = strictObject({
  id: text,
  name: organizationName,
  keys: exactOptional(array(apiKeyInputSchema)),
})

/** An organization, with the secrets of the keys that were made with it. */
export const createdOrganizationSchema = object({ ...organization, keys: optional(array(newApiKeySchema)) })

/** What of an organization may change; what is left out stays. */
export const organizationChangeSchema = strictObject({
  name: exactOptional(organizationName),
  suspended: exactOptional(boolean()),
})

export function toOrganizationView(of: Organization) {
  const { created, id: organizationId, name, suspendedAt } = of
  return { id: toOwnId(of), organizationId, name, created, suspendedAt }
}

export function toCreatedView({ created, keys, organization: made }: CreatedOrganization) {
  const shown = keys.map(({ key, record }) => ({ ...toApiKeyView(record), key }))
  return { ...toOrganizationView(made), ...(created ? { keys: shown } : {}) }
}
