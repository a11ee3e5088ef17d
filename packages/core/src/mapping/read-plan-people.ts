import { grantLineKinds, type GrantLineKind, type LineTemplate, type StoredLine } from '../directory/plan.ts'
import type { PlanLineView, PlanPersonView } from '../directory/plan-view.ts'
import { fold } from '../scim/fold.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { StoreReader } from '../store.ts'
import { toLineView } from './plan/to-line-view.ts'
import { getPlan } from './plan-mapping.ts'
import { getResult } from './read-plan.ts'

/** Where a page begins: how many lines of each kind stand before it. */
export type PeoplePlace = Readonly<Record<GrantLineKind, number>>

export const firstPlace: PeoplePlace = { adds: 0, removes: 0, changes: 0, held: 0 }

/** Which people of a plan: those whose address contains `search`, and who have a line about this role. */
export interface PlanPeopleQuery {
  readonly search: string | null
  readonly scope: string | null
  readonly role: string | null
  readonly from: PeoplePlace
  readonly limit: number
}

/** A page of people; `next` is where the next one begins. */
export interface PlanPeople {
  readonly people: readonly PlanPersonView[]
  readonly next: PeoplePlace | null
}

/** A plan person by person, in the order of their ids, in which the lines of each kind are kept. Throws NotFound, ConflictError. */
export async function readPlanPeople(
  context: OperationContext,
  planId: string,
  query: PlanPeopleQuery,
): Promise<PlanPeople> {
  const { templates } = getResult(await getPlan(context, planId))
  const reader = context.store.read(context.organizationId)
  const cursors = grantLineKinds.map((kind) => createCursor(reader, planId, kind, query.from[kind]))
  const search = query.search === null ? '' : fold(query.search)
  const people: PlanPersonView[] = []
  for (;;) {
    const heads = await Promise.all(cursors.map((cursor) => cursor.peek()))
    const [first] = heads.filter((head) => head !== undefined).sort((a, b) => (a.userId < b.userId ? -1 : 1))
    if (first === undefined) return { people: await named(reader, people), next: null }
    if (people.length === query.limit) return { people: await named(reader, people), next: toPlace(cursors) }
    const lines = await takeLines(cursors, first.userId, templates)
    if (fold(first.userName).includes(search) && lines.some((line) => isAsked(line, query))) {
      people.push({ userId: first.userId, emailAddress: first.userName, displayName: null, lines })
    }
  }
}

function isAsked({ role, scope }: PlanLineView, query: PlanPeopleQuery): boolean {
  return (query.scope === null || scope === query.scope) && (query.role === null || role === query.role)
}

async function takeLines(
  cursors: readonly LineCursor[],
  userId: string,
  templates: readonly LineTemplate[],
): Promise<PlanPersonView['lines']> {
  const lines: (PlanLineView & { readonly kind: GrantLineKind })[] = []
  for (const cursor of cursors) {
    for (let head = await cursor.peek(); head?.userId === userId; head = await cursor.peek()) {
      lines.push({ kind: cursor.kind, ...(toLineView(head, templates) as PlanLineView) })
      cursor.advance()
    }
  }
  return lines
}

/** Whom one knows by a name; a plan keeps addresses only. */
async function named(reader: StoreReader, people: readonly PlanPersonView[]): Promise<readonly PlanPersonView[]> {
  const users = people.length === 0 ? [] : await reader.users.findMany(people.map(({ userId }) => userId))
  const names = new Map(users.map(({ data, id }) => [id, data['displayName']]))
  return people.map((person) => {
    const name = names.get(person.userId)
    return { ...person, displayName: typeof name === 'string' ? name : null }
  })
}

/** The lines of one kind, read a piece at a time. */
interface LineCursor {
  readonly kind: GrantLineKind
  readonly place: () => number
  readonly peek: () => Promise<StoredLine | undefined>
  readonly advance: () => void
}

/** As many lines as the store keeps together. */
const pieceSize = 1_000

function createCursor(reader: StoreReader, planId: string, kind: GrantLineKind, from: number): LineCursor {
  let piece: readonly StoredLine[] = []
  let start = from
  let index = 0
  let ended = false
  return {
    kind,
    place: () => start + index,
    advance: () => void (index += 1),
    async peek() {
      if (index < piece.length || ended) return piece[index]
      start += index
      index = 0
      const count = pieceSize - (start % pieceSize)
      piece = await reader.plans.listLines(planId, kind, start, count)
      ended = piece.length < count
      return piece[0]
    },
  }
}

function toPlace(cursors: readonly LineCursor[]): PeoplePlace {
  return Object.fromEntries(cursors.map(({ kind, place }) => [kind, place()])) as unknown as PeoplePlace
}
