import type { RowOf } from '../tables/row-of.ts'

/** The columns that a group is read from; the keys stay in the database. */
export const shownGroupColumns = [
  'id',
  'display_name',
  'display_name_key',
  'external_id',
  'data',
  'version',
  'created',
  'last_modified',
] as const

export type ShownGroupRow = RowOf<'groups', (typeof shownGroupColumns)[number]>
