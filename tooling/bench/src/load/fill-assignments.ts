import { insertRows, openTarget, type Row } from './insert-rows.ts'
import { personId, type HugeDirectory } from './huge-directory.ts'

const columns = { user_id: 'text', effect: 'text', source: 'text', rule: 'text', value: 'text' } as const

/** What rules have assigned beside roles: everybody's e-mail address is validated, and one of a thousand has a finding. */
export async function fillAssignments(
  database: string,
  organizationId: string,
  { people }: HugeDirectory,
): Promise<void> {
  const target = await openTarget(database)
  const rows = Array.from({ length: people }, (_, index): Row[] => {
    const validated = toRow(index, 'email.validated', 'emailValidation', { validated: true })
    const finding = { code: 'user-name-not-email', message: 'userName is no e-mail address.' }
    return index % 1_000 === 999 ? [validated, toRow(index, 'finding', 'attributeMappings', finding)] : [validated]
  })
  await insertRows(target, organizationId, 'assignments', columns, rows.flat())
  await target.close()
}

function toRow(index: number, effect: string, source: string, value: object): Row {
  return { user_id: personId(index), effect, source, rule: `${source}:bench`, value: JSON.stringify(value) }
}
