import { PreconditionFailed } from '../scim/errors.ts'

/** Whether what is put must be there already, or must not (RFC 9110 §13.1.1 and §13.1.2, `*`); `null` where either will do. */
export type Presence = 'there' | 'absent' | null

/** Holds what is wanted against what there is; `named` is what the path names. Throws PreconditionFailed. */
export function checkPresence(wanted: Presence, isThere: boolean, named: string): void {
  if (wanted === 'absent' && isThere) throw new PreconditionFailed(`${named} is there already`)
  if (wanted === 'there' && !isThere) throw new PreconditionFailed(`${named} is not there any more`)
}
