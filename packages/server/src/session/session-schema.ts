import { array, object, string } from 'valibot'

import { scopeSchema } from '../api/api-key-schema.ts'

/** Who is signed in. */
export const sessionSchema = object({
  key: object({ id: string(), displayName: string(), scopes: array(scopeSchema) }),
  organization: object({ id: string(), name: string() }),
  expiresAt: string(),
})
