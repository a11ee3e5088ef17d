import type { cataloguePlanSchema } from '@rolecall/server/catalogue/catalogue-schema'
import type { InferOutput } from 'valibot'

/** What `POST /api/catalogue/plan` answers. */
export type CataloguePlanView = InferOutput<typeof cataloguePlanSchema>

/** One thing that a set makes otherwise, for people. */
export interface CatalogueLine {
  readonly sign: '+' | '-' | '~'
  readonly kind: 'team' | 'team role' | 'role'
  readonly name: string
  /** What of it, or where. */
  readonly detail: string
  /** Who gains or loses it. */
  readonly people: readonly string[]
}

/** What goes first, then what comes and changes; people last. */
export function toCatalogueLines(plan: CataloguePlanView): readonly CatalogueLine[] {
  const { teams } = plan
  const roles = plan['team-roles']
  const changed = new Map([...teams.renamed, ...teams.moved, ...teams.described].map((one) => [one.after.id, one]))
  return [
    ...teams.removed.map(({ id, name }) => toLine('-', 'team', id, id === name ? '' : name)),
    ...roles.removed.map(({ name }) => toLine('-', 'team role', name)),
    ...teams.created.map(({ id, name, parent }) =>
      toLine(
        '+',
        'team',
        id,
        [...(id === name ? [] : [name]), ...(parent === null ? [] : [`in ${parent}`])].join(', '),
      ),
    ),
    ...roles.created.map(({ name }) => toLine('+', 'team role', name)),
    ...[...changed].map(([id, { after, before }]) => toLine('~', 'team', id, toDifference(before, after))),
    ...roles.changed.map(({ after, before }) => toLine('~', 'team role', after.name, toDifference(before, after))),
    ...toPeople('-', plan.lost),
    ...toPeople('+', plan.gained),
  ]
}

/** Whether putting the set would change anything. */
export function changesAnything(plan: CataloguePlanView): boolean {
  return toCatalogueLines(plan).length > 0
}

/** How much it is, in one sentence. */
export function toCatalogueSummary(plan: CataloguePlanView): string {
  if (!changesAnything(plan)) return 'Nothing changes'
  const { gains, losses, people } = plan.summary
  if (people === 0) return 'Nobody gains or loses a role'
  return `${people} ${people === 1 ? 'person' : 'people'}: ${count(gains, 'comes', 'come')}, ${count(losses, 'goes', 'go')}`
}

/** What of the people is counted and not named. */
export function countUnnamed({ gained, lost, summary }: CataloguePlanView): number {
  return summary.gains + summary.losses - gained.length - lost.length
}

function count(roles: number, one: string, several: string): string {
  return `${roles} ${roles === 1 ? `role ${one}` : `roles ${several}`}`
}

function toLine(sign: CatalogueLine['sign'], kind: CatalogueLine['kind'], name: string, detail = ''): CatalogueLine {
  return { sign, kind, name, detail, people: [] }
}

/** `name "Sales" becomes "Selling"` */
function toDifference(before: object, after: object): string {
  const old = new Map(Object.entries(before) as [string, unknown][])
  return (Object.entries(after) as [string, unknown][])
    .filter(([field, value]) => field !== 'id' && JSON.stringify(value) !== JSON.stringify(old.get(field)))
    .map(([field, value]) => `${field} ${JSON.stringify(old.get(field))} becomes ${JSON.stringify(value)}`)
    .join(', ')
}

/** One line for all who gain or lose the same. */
function toPeople(sign: '+' | '-', effects: CataloguePlanView['gained']): readonly CatalogueLine[] {
  const lines = new Map<string, CatalogueLine>()
  for (const { emailAddress, role, scope, waits } of effects) {
    const detail = waits ? `of ${scope}, until it is back` : `of ${scope}`
    const key = JSON.stringify([role, detail])
    const people = [...(lines.get(key)?.people ?? []), emailAddress]
    lines.set(key, { sign, kind: 'role', name: role, detail, people })
  }
  return [...lines.values()]
}
