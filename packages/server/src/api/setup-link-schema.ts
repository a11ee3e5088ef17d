import {
  exactOptional,
  integer,
  maxValue,
  minValue,
  nullable,
  number,
  object,
  pipe,
  strictObject,
  string,
} from 'valibot'

import { setupLinkDays } from '@rolecall/core/access/setup-links'
import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'

import { text } from './text-schema.ts'

const link = {
  id: string(),
  displayName: string(),
  madeBy: string(),
  created: string(),
  expiresAt: string(),
  lastUsedAt: nullable(string()),
  revokedAt: nullable(string()),
}

/** A set-up link without its token. */
export const setupLinkSchema = object(link)

/** A set-up link with its address, shown once. */
export const newSetupLinkSchema = object({ ...link, url: string() })

/** A set-up link to be made: whom it is for, and for how many days it is good, 7 where nothing is said. */
export const setupLinkInputSchema = strictObject({
  displayName: text,
  days: exactOptional(pipe(number(), integer(), minValue(1), maxValue(setupLinkDays.most))),
})

export function toSetupLinkView(of: ApiKeyRecord) {
  const { created, displayName, expiresAt, id, lastUsedAt, madeBy = '', revokedAt } = of
  return { id, displayName, madeBy, created, expiresAt: expiresAt ?? '', lastUsedAt, revokedAt }
}
