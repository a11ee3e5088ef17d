import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

import type { Session } from './api/types.ts'

export const SessionContext = createContext<Session | null>(null)

/** Whether the one who is signed in came by a set-up link, and so has the set-up and the log and no other page. */
export function isBySetupLink({ scopes }: Pick<Session, 'scopes'>): boolean {
  return scopes.includes('setup')
}

/** The same of whoever is signed in now. */
export function useBySetupLink(): boolean {
  const session = useContext(SessionContext)
  return session !== null && isBySetupLink(session)
}

/** Whether the one who is signed in may make what a provider needs. */
export function useMaySetUp(): boolean {
  const bySetupLink = useBySetupLink()
  return useMayChange() || bySetupLink
}

/** Whether the one who is signed in may change anything, and not only look. */
export function useMayChange(): boolean {
  return useContext(SessionContext)?.scopes.includes('organization') ?? false
}
