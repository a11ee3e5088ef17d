import type { RequestSigns } from '../plugin/provider-dialect.ts'
import { TOLERANCES } from '../scim/tolerance.ts'
import type { ReadyPlugin } from './hook-list.ts'

/** A provider that a plugin speaks for, as people see it. */
export interface Provider {
  readonly name: string
  readonly title: string
  /** Everything that is forgiven to its keys: what is forgiven to everybody, and its own. */
  readonly tolerances: readonly { readonly name: string; readonly summary: string }[]
}

/** The providers of the configured plugins. */
export interface Providers {
  readonly list: readonly Provider[]
  /** Every tolerance by name. */
  readonly tolerances: ReadonlyMap<string, string>
  /** The tolerances that only other providers need: not for keys of which this provider was chosen. */
  foreignTo(name: string): ReadonlySet<string>
  /** The provider that a request shows. */
  guess(signs: RequestSigns): string | undefined
}

export function createProviders(plugins: readonly ReadyPlugin[]): Providers {
  const dialects = plugins.flatMap(({ contributions: { provider }, name }) =>
    provider === undefined ? [] : [{ name, ...provider }],
  )
  const claimed = new Map(dialects.flatMap(({ tolerances }) => Object.entries(tolerances)))
  const common = Object.entries(TOLERANCES).filter(([name]) => !claimed.has(name))
  const foreign = new Map(
    dialects.map(({ name, tolerances }) => [
      name,
      new Set([...claimed.keys()].filter((claim) => !Object.hasOwn(tolerances, claim))),
    ]),
  )
  return Object.freeze<Providers>({
    list: dialects.map(({ name, title, tolerances }) => ({
      name,
      title,
      tolerances: [...Object.entries(tolerances), ...common].map(([key, summary]) => ({ name: key, summary })),
    })),
    tolerances: new Map([...common, ...claimed]),
    foreignTo: (name) => foreign.get(name) ?? new Set(),
    guess: (signs) => dialects.find((dialect) => dialect.recognises(signs))?.name,
  })
}
