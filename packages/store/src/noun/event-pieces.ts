import { isOfSameKind, type SealedEvent } from '@rolecall/core/directory/event-chain'

/** Events that are written by one statement. */
export interface EventPiece {
  readonly events: readonly SealedEvent[]
  /** Whether they are many, and differ in nothing but their data: those who leave a large group. */
  readonly isUniform: boolean
}

/** So many events are written at once that what they have in common is worth finding: an apply says the same of many. */
export const worthPacking = 50

/** So many at a time: one text for all of a large apply would be as large as its memory. */
export const eventsOfStatement = 5_000

/** Cuts events into pieces, in their order: a long run of uniform ones is apart from what comes before and after it. */
export function* cutIntoPieces(events: Iterable<SealedEvent>): Generator<EventPiece> {
  let piece: SealedEvent[] = []
  /** How many at the end of the piece are uniform. */
  let run = 0
  const isUniform = () => run === piece.length && run >= worthPacking
  for (const event of events) {
    const last = piece.at(-1)
    const goesOn = last !== undefined && isOfSameKind(last, event)
    if (piece.length === eventsOfStatement || (!goesOn && isUniform())) {
      yield { events: piece, isUniform: isUniform() }
      piece = []
    }
    run = goesOn && piece.length > 0 ? run + 1 : 1
    piece.push(event)
    if (run === worthPacking && run < piece.length) {
      yield { events: piece.slice(0, -run), isUniform: false }
      piece = piece.slice(-run)
    }
  }
  if (piece.length > 0) yield { events: piece, isUniform: isUniform() }
}
