import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'

import type { Tables } from './tables.ts'
import type { WritingTables } from './writing-tables.ts'

/** What a reader of one organization reads from: the tables as they are when it is asked. */
export interface Reading {
  readonly organizationId: string
  readonly resourceTypes: ResourceTypes
  readonly tables: () => Tables
}

/** What a writer of one organization writes to, and which transaction it is. */
export interface Writing extends Reading {
  readonly writing: WritingTables
  readonly now: string
  readonly revision: number
}
