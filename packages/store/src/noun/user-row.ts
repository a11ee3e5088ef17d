import type { UserRecord } from '@rolecall/core/directory/member'
import { fold } from '@rolecall/core/scim/fold'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import type { Keys } from '@rolecall/core/scim/resource/to-keys'

import { toBoolean, toJson, toNumber, toOptionalText, toText } from '../decode.ts'
import type { Parameter } from '../sql/parameter.ts'
import type { RowOf } from '../tables/row-of.ts'

/** The columns that a user is made of, in the order of `toUserParameters`. */
export const userColumns = [
  'id',
  'account_id',
  'provisioned',
  'active',
  'email_validated',
  'user_name',
  'user_name_key',
  'external_id',
  'display',
  'display_key',
  'data',
  'keys',
  'version',
  'created',
  'last_modified',
] as const

/** The columns that `toUser` reads; the keys stay in the database. */
export const shownUserColumns = [
  'id',
  'account_id',
  'provisioned',
  'active',
  'email_validated',
  'user_name',
  'user_name_key',
  'external_id',
  'data',
  'version',
  'created',
  'last_modified',
] as const

export type ShownUserRow = RowOf<'users', (typeof shownUserColumns)[number]>

export function toUserParameters(user: UserRecord, keys: Keys): Parameter[] {
  const display = displayOf(user)
  return [
    user.id,
    user.accountId,
    Number(user.provisioned),
    Number(user.active),
    Number(user.emailValidated),
    user.userName,
    user.userNameKey,
    user.externalId,
    display,
    fold(display),
    JSON.stringify(user.data),
    JSON.stringify(keys),
    user.version,
    user.created,
    user.lastModified,
  ]
}

export function toUser(row: ShownUserRow): UserRecord {
  return {
    id: toText(row, 'id'),
    accountId: toText(row, 'account_id'),
    provisioned: toBoolean(row, 'provisioned'),
    active: toBoolean(row, 'active'),
    emailValidated: toBoolean(row, 'email_validated'),
    userName: toText(row, 'user_name'),
    userNameKey: toText(row, 'user_name_key'),
    externalId: toOptionalText(row, 'external_id'),
    data: toJson(row, 'data') as JsonObject,
    version: toNumber(row, 'version'),
    created: toText(row, 'created'),
    lastModified: toText(row, 'last_modified'),
  }
}

/** The keys of a user's e-mail addresses, for the look-ups that providers make. */
export function toEmailRows(keys: Keys): { position: number; type_key: string | null; value_key: string }[] {
  const emails = keys['emails']
  if (!Array.isArray(emails)) return []
  return (emails as readonly { readonly type?: unknown; readonly value?: unknown }[]).flatMap((email, position) =>
    typeof email.value === 'string'
      ? [{ position, type_key: typeof email.type === 'string' ? email.type : null, value_key: email.value }]
      : [],
  )
}

/** What a user is shown as where there is one line for it. */
/** A column of what people are called, for `display` of a member, which is the displayName or nothing (RFC 7643 §4.2). */
export function shownDisplay(column: 'u.display' | 'u.display_key'): string {
  return `CASE WHEN u.display = u.user_name THEN NULL ELSE ${column} END`
}

function displayOf({ data, userName }: UserRecord): string {
  const displayName = data['displayName']
  return typeof displayName === 'string' ? displayName : userName
}
