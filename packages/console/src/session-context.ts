import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

import type { Session } from './api/types.ts'

export const SessionContext = createContext<Session | null>(null)

/** Whether the one who is signed in may change anything, and not only look. */
export function useMayChange(): boolean {
  return useContext(SessionContext)?.scopes.includes('organization') ?? false
}
