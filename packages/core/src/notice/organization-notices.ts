import type { Hold } from '../directory/hold.ts'
import type { Notice } from '../directory/notice.ts'
import type { Verification } from '../directory/verification.ts'

/** Holds that nobody has decided about for longer than they should wait. */
export function findWaitingHolds(open: readonly Hold[], longest: number, now: string): readonly Notice[] {
  return open.map(({ created, id, kind, reason }) => ({
    code: 'hold-waiting',
    subject: `holds/${id}`,
    occurrence: '',
    level: Date.parse(now) - Date.parse(created) >= longest ? 1 : 0,
    message: `Since ${created} a change waits for an owner to decide: ${reason}`,
    data: { kind, openedAt: created },
  }))
}

export function findOwnerless(since: string | null): readonly Notice[] {
  if (since === null) return []
  const message = `Nobody has been Owner of the organization since ${since}: give an active member the role`
  return [{ code: 'ownerless', subject: 'organization', occurrence: since, level: 1, message, data: { lostAt: since } }]
}

export function findPaused(undecidedSince: number | null): readonly Notice[] {
  if (undecidedSince === null) return []
  const message =
    'The stored mapping does not compile on this server, and everybody keeps the roles they have: bring the plugin back that it needs, or put a mapping that compiles'
  const data = { undecidedSince }
  return [{ code: 'decisions-paused', subject: 'mapping', occurrence: String(undecidedSince), level: 1, message, data }]
}

export function findDifferences(verification: Verification | undefined): readonly Notice[] {
  if (verification === undefined) return []
  const { differences, failure, verifiedAt } = verification
  if (failure === null && differences === 0) return []
  const message =
    failure === null
      ? `${differences} derived roles are not what the facts give: rolecall verify lists them, and --repair mends them`
      : `The roles could not be verified: ${failure}`
  return [
    {
      code: 'roles-differ',
      subject: 'verification',
      occurrence: '',
      level: 1,
      message,
      data: { differences, failure, verifiedAt },
    },
  ]
}
