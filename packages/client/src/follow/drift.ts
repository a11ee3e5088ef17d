import type { Content, Sink } from './changes.ts'
import { fetchChanges, type Send } from './fetch-changes.ts'

/** Whether both sides hold the same at a cursor, proven by the digests of both. */
export interface Drift {
  /** Of a sink that was mended: whether it is equal by now. */
  readonly equal: boolean
  readonly revision: number
  readonly cursor: string
  /** What Rolecall has. */
  readonly expected: string
  /** What the sink has. */
  readonly found: string
  /** Whether everything was written anew because of it. */
  readonly mended: boolean
}

export interface DriftOptions {
  /** Writes everything anew where they differ, once, and compares again. */
  readonly mend?: boolean
  /** Which organization it is of, by a platform key. */
  readonly organization?: string
  readonly signal?: AbortSignal
}

/** Brings the sink to where the log is, and holds it against what Rolecall has at the same revision. */
export async function drift(
  send: Send,
  sink: Sink,
  { mend = false, organization, signal }: DriftOptions = {},
): Promise<Drift> {
  for (let mended = false; ;) {
    const after = await sink.cursor()
    const {
      cursor,
      digest = '',
      revision,
      ...changes
    } = await fetchChanges(send, { organization, after, digest: true, signal })
    if (cursor !== after && !(await sink.write({ ...changes, cursor, digest, revision }, after))) continue
    const { cursor: readAt, ...content } = await sink.read()
    // Somebody else has gone on: what was read is of another revision.
    if (readAt !== cursor) continue
    const found = await digestOf(content)
    const equal = found === digest
    if (equal || !mend || mended) return { equal, revision, cursor, expected: digest, found, mended }
    const all = await fetchChanges(send, { organization, after: null, signal })
    mended = await sink.write(all, cursor)
  }
}

/** The digest of what a sink holds, as the server works it out (docs/events.md): whatever order it is read in. */
export async function digestOf({ members, roles, teams }: Content): Promise<string> {
  const lists: readonly (readonly unknown[])[] = [
    ...roles.map(({ description, name, permissions, precedence, privileged, rank, scope }) => [
      'role',
      scope,
      name,
      description,
      rank,
      precedence,
      permissions,
      privileged,
    ]),
    ...teams.map(({ description, id, name, parent, type }) => ['team', id, name, type, parent, description]),
    ...members.map(({ displayName, emailAddress, emailValidated, role, status, teams: held, userId }) => [
      'member',
      userId,
      emailAddress,
      displayName,
      role,
      status,
      emailValidated,
      held.toSorted((a, b) => (a.teamId < b.teamId ? -1 : 1)).map(({ roles: all, teamId }) => [teamId, all]),
    ]),
  ]
  const digests = await Promise.all(lists.map((list) => sha256(JSON.stringify(list))))
  return sha256(digests.sort().join(''))
}

async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
