import { forgotten } from './use-resource.ts'

/** Reads once and remembers it for so many milliseconds, but never for another session: what one sees is not for the next. */
export function remember<T>(read: () => Promise<T>, lifetime: number): () => Promise<T> {
  let known: { readonly answer: Promise<T>; readonly at: number } | undefined
  forgotten.addEventListener('forgotten', () => (known = undefined))
  return () => {
    if (known === undefined || Date.now() - known.at > lifetime) known = { answer: read(), at: Date.now() }
    return known.answer
  }
}
