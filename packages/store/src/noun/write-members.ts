import type { WrittenMembers, WrittenName, WrittenShape } from '@rolecall/core/store/members'

import { toNumber, toOptionalText } from '../decode.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { Statements } from '../sql/statements.ts'
import { shownDisplay } from './user-row.ts'

/** A page of the members of a group, and what the text of their JSON is to have. */
interface WrittenPage extends WrittenShape {
  readonly organizationId: string
  readonly groupId: string
  readonly after: string
  readonly limit: number
}

/** Members as the database writes them: as rows they would be made objects, and these the same text, by the main thread. */
export async function writeMembers(statements: Statements, page: WrittenPage): Promise<WrittenMembers> {
  const { after, groupId, limit, names, organizationId, users } = page
  const [row = {}] = await statements.all(textOf(statements.dialect, names), [
    ...(names.includes('$ref') ? [users] : []),
    organizationId,
    groupId,
    after,
    limit,
  ])
  return { text: toOptionalText(row, 'text') ?? '', count: toNumber(row, 'members'), last: toOptionalText(row, 'last') }
}

const texts = new Map<string, string>()

/** One text for each database and each choice of what is shown, of which there are sixteen. */
function textOf(dialect: SqlDialect, names: readonly WrittenName[]): string {
  const key = [dialect.name, ...names].join()
  const text = texts.get(key) ?? makeText(dialect, names)
  texts.set(key, text)
  return text
}

function makeText(dialect: SqlDialect, names: readonly WrittenName[]): string {
  const withDisplay = names.includes('display')
  const join = `LEFT JOIN users u ON u.organization_id = m.organization_id AND u.id = m.user_id`
  const shown = names.map((name) => toMemberText(dialect, name)).join(' || ')
  return `SELECT COUNT(*) AS members, MAX(p.value) AS last, ${dialect.joinTexts(`NULLIF('{' || substr(${shown}, 2) || '}', '{}')`, 'p.value')} AS text
    FROM (SELECT m.value, m.user_id, m.type${withDisplay ? `, ${shownDisplay('u.display')} AS display` : ''}
      FROM group_members m ${withDisplay ? join : ''}
      WHERE m.organization_id = ? AND m.group_id = ? AND m.value > ? ORDER BY m.value LIMIT ?) p`
}

/** A name with its value behind a comma, or nothing: what `toMember` of core makes of the row. */
function toMemberText(dialect: SqlDialect, name: WrittenName): string {
  const ifUser = (text: string) => `CASE WHEN p.user_id IS NULL THEN '' ELSE ${text} END`
  if (name === 'value') return `',"value":' || ${dialect.jsonString('COALESCE(p.user_id, p.value)')}`
  if (name === '$ref') return ifUser(`',"$ref":' || ${dialect.jsonString('CAST(? AS text) || p.user_id')}`)
  if (name === 'display')
    return `CASE WHEN p.display IS NULL THEN '' ELSE ',"display":' || ${dialect.jsonString('p.display')} END`
  return `CASE WHEN p.user_id IS NOT NULL THEN ',"type":"User"'
    WHEN p.type IN ('User', 'Group') THEN ',"type":"' || p.type || '"' ELSE '' END`
}
