import type { CheckGroup } from '../check.ts'

/** For what an RFC asks for, or allows, and the interoperability profile forbids. */
export const unlessInterop: NonNullable<CheckGroup['skip']> = ({ interop }) =>
  interop ? 'the server announces the SCIM Interoperability Profile, which forbids what is checked' : null
