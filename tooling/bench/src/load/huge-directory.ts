import { fold } from '@rolecall/core/scim/fold'
import { toKeys } from '@rolecall/core/scim/resource/to-keys'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { ColumnKind } from '@rolecall/store/tables/tables'

import { insertRows, openTarget, type Row } from './insert-rows.ts'

/** How large a directory is to be. */
export interface HugeDirectory {
  readonly people: number
  /** Sets of groups that people have in common. */
  readonly inputs: number
  readonly groups: number
  readonly groupsOfPerson: number
}

const time = '2026-01-01T00:00:00.000Z'

/** Fills an organization with people, groups and members by statements of many rows, beside any server. */
export async function fillDirectory(database: string, organizationId: string, size: HugeDirectory): Promise<void> {
  const target = await openTarget(database)
  const insert = (table: string, columns: Readonly<Record<string, ColumnKind>>, rows: readonly Row[]) =>
    insertRows(target, organizationId, table, columns, rows)
  const people = Array.from({ length: size.people }, (_, index) => toPerson(index))
  await insertRows(target, null, 'accounts', { id: 'text', email_key: 'text' }, people.map(toAccount))
  await insert('users', userColumns, people.map(toUserRow))
  await insert(
    'user_emails',
    { user_id: 'text', position: 'integer', type_key: 'text', value_key: 'text' },
    people.map(toEmail),
  )
  await insert(
    'groups',
    groupColumns,
    Array.from({ length: size.groups }, (_, index) => toGroupRow(index)),
  )
  const members = people.flatMap(({ id }, index) =>
    groupsOf(index % size.inputs, size).map((group) => toMember(id, group)),
  )
  await insert('group_members', memberColumns, members)
  await target.close()
}

/** The id of the `index`-th group. */
export function groupId(index: number): string {
  return `01900000-0000-7000-9000-${index.toString(16).padStart(12, '0')}`
}

export function personId(index: number): string {
  return `01900000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`
}

/** The index of the group that the bench changes, and that a mapping names first. */
export const largestGroup = 1_999

export function groupName(index: number): string {
  return `acme_group_${String(index + 1).padStart(4, '0')}`
}

const userColumns = {
  id: 'text',
  account_id: 'text',
  provisioned: 'integer',
  active: 'integer',
  email_validated: 'integer',
  user_name: 'text',
  user_name_key: 'text',
  external_id: 'text',
  display: 'text',
  display_key: 'text',
  data: 'text',
  keys: 'text',
  version: 'integer',
  created: 'text',
  last_modified: 'text',
} as const
const groupColumns = {
  id: 'text',
  display_name: 'text',
  display_name_key: 'text',
  external_id: 'text',
  data: 'text',
  keys: 'text',
  version: 'integer',
  created: 'text',
  last_modified: 'text',
} as const
const memberColumns = {
  group_id: 'text',
  value: 'text',
  user_id: 'text',
  added_at: 'text',
  added_revision: 'integer',
  added_index: 'integer',
} as const

interface FilledPerson {
  readonly id: string
  readonly userName: string
  readonly data: ResourceData
}

/** What tells people apart beside their groups; departments and titles go round at periods of their own. */
export function toAttributes(index: number) {
  return {
    userName: `person.${index}@example.com`,
    department: `Department ${index % 50}`,
    title: `Engineer ${index % 199}`,
  }
}

function toPerson(index: number): FilledPerson {
  const { department, title, userName } = toAttributes(index)
  return {
    id: personId(index),
    userName,
    data: {
      userName,
      externalId: `external-${index}`,
      displayName: `Person ${index}`,
      name: { givenName: 'Person', familyName: `Number ${index}` },
      active: true,
      title,
      emails: [{ type: 'work', primary: true, value: userName }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department },
    },
  }
}

function toAccount({ id, userName }: FilledPerson): Row {
  return { id: `a${id}`, email_key: fold(userName) }
}

function toUserRow({ data, id, userName }: FilledPerson): Row {
  const display = String(data['displayName'])
  return {
    id,
    account_id: `a${id}`,
    provisioned: 1,
    active: 1,
    email_validated: 1,
    user_name: userName,
    user_name_key: fold(userName),
    external_id: String(data['externalId']),
    display,
    display_key: fold(display),
    data: JSON.stringify(data),
    keys: JSON.stringify(toKeys(standardResourceTypes.User, data)),
    version: 1,
    created: time,
    last_modified: time,
  }
}

function toEmail({ id, userName }: FilledPerson): Row {
  return { user_id: id, position: 0, type_key: 'work', value_key: fold(userName) }
}

function toGroupRow(index: number): Row {
  const displayName = groupName(index)
  const data = { displayName, externalId: `group-${index}` }
  return {
    id: groupId(index),
    display_name: displayName,
    display_name_key: fold(displayName),
    external_id: data.externalId,
    data: JSON.stringify(data),
    keys: JSON.stringify(toKeys(standardResourceTypes.Group, data)),
    version: 1,
    created: time,
    last_modified: time,
  }
}

function toMember(userId: string, group: number): Row {
  return { group_id: groupId(group), value: userId, user_id: userId, added_at: time, added_revision: 1, added_index: 0 }
}

/** Different for each input: the first two groups tell inputs apart, the others are spread. */
function groupsOf(input: number, { groups, groupsOfPerson }: HugeDirectory): readonly number[] {
  const chosen = new Set([input % groups])
  chosen.add((Math.floor(input / groups) * 17 + input * 3 + 1) % groups)
  for (let step = 1; chosen.size < groupsOfPerson; step++) chosen.add((input * 31 + step * 131) % groups)
  return [...chosen]
}
