import type { Hold } from '@rolecall/core/directory/hold'
import { compareCodePoints } from '@rolecall/core/scim/compare-code-points'
import type { HoldQuery, HoldReader, HoldWriter } from '@rolecall/core/store/holds'

import { byId } from '../in-order.ts'
import type { Reading, Writing } from '../reading.ts'

export function createHoldReader({ organizationId, tables }: Reading): HoldReader {
  return {
    find: async (id) => tables().holds.get(organizationId, id),
    list: async (query) =>
      tables().holds.rows(organizationId).filter(toCondition(query)).toSorted(byId).toReversed().slice(0, query.limit),
  }
}

export function createHoldWriter({ organizationId, writing }: Writing): HoldWriter {
  return {
    async put(hold) {
      writing.write(({ holds }) => {
        const known = holds.get(organizationId, hold.id)
        holds.put(organizationId, hold.id, known === undefined ? hold : { ...hold, ...lastingParts(known) })
      })
    },
  }
}

/** What a hold is about does not change. */
function lastingParts({ created, expiresAt, kind, subject }: Hold): Partial<Hold> {
  return { kind, created, expiresAt, subject }
}

function toCondition({ before, kind, state, subject, topic }: HoldQuery): (hold: Hold) => boolean {
  return (hold) =>
    (state === undefined || hold.state === state) &&
    (kind === undefined || hold.kind === kind) &&
    (topic === undefined || hold.topic === topic) &&
    (subject === undefined || hold.subject === subject) &&
    (before === undefined || compareCodePoints(hold.id, before) < 0)
}
