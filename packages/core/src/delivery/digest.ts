import { hash } from 'node:crypto'

import { VersionMemory } from '../change/version-memory.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { StoreReader } from '../store.ts'
import { readContent } from './read-snapshot.ts'
import type { ContentPart } from './snapshot-part.ts'

/**
 * The digest of roles, teams and members at the revision that a reader shows: SHA-256 of each as a JSON list, in hexadecimal,
 * those sorted, and SHA-256 of them one behind another. So it does not depend on the order of any database.
 */
export type ReadDigest = (context: Pick<OperationContext, 'mappings' | 'pause'>, reader: StoreReader) => Promise<string>

/** Works it out once for each revision. */
export function createReadDigest(): ReadDigest {
  const known = new VersionMemory<string>()
  return async (context, reader) => {
    const { revision } = await reader.getState()
    const found = known.find(reader.organizationId, revision)
    if (found !== undefined) return found
    const digests: string[] = []
    for await (const parts of readContent(context, reader)) {
      for (const part of parts) digests.push(hash('sha256', JSON.stringify(toList(part))))
      await context.pause?.()
    }
    const digest = hash('sha256', digests.sort().join(''))
    known.remember(reader.organizationId, revision, digest)
    return digest
  }
}

function toList(part: ContentPart): readonly unknown[] {
  switch (part.kind) {
    case 'role': {
      const { description, name, permissions, precedence, privileged, rank, scope } = part
      return ['role', scope, name, description, rank, precedence, permissions, privileged]
    }
    case 'team': {
      const { description, id, name, parent, type } = part
      return ['team', id, name, type, parent, description]
    }
    case 'member': {
      const { displayName, emailAddress, emailValidated, role, status, teams, userId } = part
      const held = teams.map(({ roles, teamId }) => [teamId, roles])
      return ['member', userId, emailAddress, displayName, role, status, emailValidated, held]
    }
  }
}
