import type { PluginLog } from '../plugin/plugin.ts'
import type { ProviderDialect, RequestSigns } from '../plugin/provider-dialect.ts'
import { TOLERANCES } from '../scim/tolerance.ts'
import { ask, wrongAnswer } from './ask-word.ts'
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
  const dialects = plugins.flatMap(({ contributions: { provider }, log, name }) =>
    provider === undefined ? [] : [{ name, ...provider, recognises: toRecognition(name, provider, log) }],
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

/** Recognising a provider is a courtesy: where it fails the request goes on, and the log says so once for each reason. */
function toRecognition(plugin: string, provider: ProviderDialect, log: PluginLog): (signs: RequestSigns) => boolean {
  const told = new Set<string>()
  return (signs) => {
    try {
      const answer: unknown = ask(plugin, 'provider', () => provider.recognises(signs))
      if (typeof answer === 'boolean') return answer
      throw wrongAnswer(plugin, 'provider', 'true or false', answer)
    } catch (error) {
      const { message } = error as Error
      if (!told.has(message) && told.size < mostTold) {
        told.add(message)
        log.error(message, { error })
      }
      return false
    }
  }
}

const mostTold = 100
