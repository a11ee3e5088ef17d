import { changedValues } from '../../component/kept-values.ts'

/** What can be changed of a key, as a form has it: `''` is a provider that is recognised, and `strict` that is off. */
export type KeyValues = Readonly<Record<'displayName' | 'provider' | 'strict' | 'tolerancesOff', string>>

/** The change of a key: what is left as it was may have been changed by somebody else. */
export function toKeyChange(values: KeyValues, initial: KeyValues) {
  const { displayName, provider, strict, tolerancesOff } = changedValues(values, initial)
  return {
    ...(displayName !== undefined && { displayName }),
    ...(provider !== undefined && { provider: provider === '' ? null : provider }),
    ...(strict !== undefined && { strict: strict !== '' }),
    ...(tolerancesOff !== undefined && { tolerancesOff: toNames(tolerancesOff) }),
  }
}

/** `a b` → `['a', 'b']` */
export function toNames(text: string): readonly string[] {
  return text.split(' ').filter((name) => name !== '')
}
