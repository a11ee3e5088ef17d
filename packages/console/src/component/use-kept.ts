import { useContext, useRef, useState } from 'preact/hooks'

import { SessionContext } from '../session-context.ts'
import { changedValues, parseKept, type FormValues } from './kept-values.ts'

/** What is typed into a form. */
export interface Kept<Values extends FormValues> {
  readonly values: Values
  readonly set: (changed: Partial<Values>) => void
  /** The two properties by which an input shows a field and changes it. */
  readonly field: (name: keyof Values & string) => {
    readonly value: string
    readonly onInput: (event: { readonly currentTarget: { readonly value: string } }) => void
  }
  /** Begins anew: it was sent, or given up. */
  readonly forget: () => void
}

/**
 * Keeps in this tab what is typed into a form until it is sent or given up: Escape, another page, a reload and the end of
 * the session lose nothing. Not for secrets.
 */
export function useKept<Values extends FormValues>(form: string, initial: Values): Kept<Values> {
  const organizationId = useContext(SessionContext)?.organization.id ?? ''
  const key = `rolecall.form.${organizationId}.${form}`
  const [typed, setTyped] = useState(() => changedValues(parseKept(read(key), initial), initial))
  // Ahead of what is drawn: a password manager fills several fields at once.
  const latest = useRef(typed)
  // A field in which nothing is typed shows what is stored by now.
  const values = { ...initial, ...typed }
  const set = (changes: Partial<Values>): void => {
    const changed = changedValues({ ...initial, ...latest.current, ...changes }, initial)
    latest.current = changed
    write(key, Object.keys(changed).length === 0 ? null : JSON.stringify(changed))
    setTyped(changed)
  }
  return {
    values,
    set,
    field: (name) => ({
      value: values[name] ?? '',
      onInput: ({ currentTarget }) => set({ [name]: currentTarget.value } as unknown as Partial<Values>),
    }),
    forget() {
      latest.current = {}
      write(key, null)
      setTyped({})
    },
  }
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    // A browser may refuse to keep anything; then it is gone with the page.
  }
}
