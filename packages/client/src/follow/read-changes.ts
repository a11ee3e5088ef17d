import { NoAnswer } from '../errors.ts'
import type { Changes, Member, Role, Team } from './changes.ts'

interface Begin {
  readonly kind: 'begin'
  readonly organizationId: string
  readonly revision: number
  readonly complete: boolean
}

interface End {
  readonly kind: 'end'
  readonly cursor: string
  readonly digest?: string
}

type Line =
  | Begin
  | ({ readonly kind: 'role' } & Role)
  | ({ readonly kind: 'team' } & Team)
  | ({ readonly kind: 'member' } & Member)
  | { readonly kind: 'gone'; readonly team?: string; readonly member?: string }
  | End

/** The lines of a snapshot as one value. Throws NoAnswer where it was cut: nothing of it counts then. */
export async function readChanges(lines: AsyncIterable<string>): Promise<Changes> {
  let begin: Begin | undefined
  let end: End | undefined
  const roles: Role[] = []
  const teams: Team[] = []
  const members: Member[] = []
  const gone = { teams: [] as string[], members: [] as string[] }
  for await (const line of lines) {
    const part = JSON.parse(line) as Line
    // What a later version tells, and this one does not know, is passed over.
    if (part.kind === 'begin') begin = part
    else if (part.kind === 'end') end = part
    else if (part.kind === 'role') roles.push(withoutKind(part))
    else if (part.kind === 'team') teams.push(withoutKind(part))
    else if (part.kind === 'member') members.push(withoutKind(part))
    else if (part.kind === 'gone' && part.team !== undefined) gone.teams.push(part.team)
    else if (part.kind === 'gone' && part.member !== undefined) gone.members.push(part.member)
  }
  if (begin === undefined || end === undefined) throw new NoAnswer('the answer was cut before its end')
  const { complete, organizationId, revision } = begin
  return { organizationId, revision, complete, roles, teams, members, gone, cursor: end.cursor, digest: end.digest }
}

function withoutKind<Part extends { readonly kind: string }>(part: Part): Omit<Part, 'kind'> {
  const { kind, ...rest } = part
  void kind
  return rest
}

/** The lines of a body. `onBytes` is told of each piece. */
export async function* toLines(body: ReadableStream<Uint8Array>, onBytes: () => void): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      onBytes()
      const lines = (rest + decoder.decode(piece.value, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    // What has no end of line was cut.
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
