import { isJsonObject } from '../scim/resource/resource-data.ts'

/** What a rule of a plugin has as `when` and is no condition: a sentence, or nothing. */
export function checkCondition(condition: unknown): string | undefined {
  if (!isJsonObject(condition)) return 'a condition must be an object'
  const kinds = forms.filter(([key]) => condition[key] !== undefined)
  if (kinds.length !== 1) return `a condition has one of ${forms.map(([key]) => `'${key}'`).join(', ')}`
  for (const [key, check] of kinds) {
    const mistake = check(condition[key], condition)
    if (mistake !== undefined) return mistake
  }
  return undefined
}

type Check = (value: unknown, condition: Readonly<Record<string, unknown>>) => string | undefined

const parts: Check = (value) => {
  if (!Array.isArray(value)) return "'all' and 'any' must be lists of conditions"
  return value.map(checkCondition).find((mistake) => mistake !== undefined)
}

/** By the member that says what kind of condition it is. */
const forms: readonly (readonly [key: string, check: Check])[] = [
  ['all', parts],
  ['any', parts],
  ['not', checkCondition],
  ['always', (value) => (value === true ? undefined : "'always' must be true")],
  ['inGroup', (value) => (typeof value === 'string' ? undefined : "'inGroup' must be a text")],
  ['group', (value) => (isJsonObject(value) ? undefined : "'group' must be an object")],
  ['someGroup', (value) => (isJsonObject(value) ? undefined : "'someGroup' must be a filter")],
  ['path', checkComparison],
]

function checkComparison(path: unknown, { operator, value }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof path !== 'string') return "'path' of a comparison must be a text"
  if (typeof operator !== 'string') return "'operator' of a comparison must be a text"
  return value === undefined ? "a comparison has no 'value'; null for none" : undefined
}
