import type { ServerDescription } from '../server-description.ts'

/** For what an RFC asks for, or allows, and the interoperability profile forbids. */
export const unlessInterop = ({ interop }: ServerDescription): string | null =>
  interop ? 'the server announces the SCIM Interoperability Profile, which forbids what is checked' : null
