import type { Hooks } from '../plugin/contributions.ts'
import { hookPoints } from '../plugin/hook-points.ts'
import { checkShape } from './check-shape.ts'
import { hookFilter, orderedHook } from './contribution-shapes.ts'
import { nearestWord } from './nearest-word.ts'

const points = Object.keys(hookPoints)
const filtered: readonly string[] = ['request.normalize', 'resource.derive', 'resource.validate']

/** Hook points that there are not, and what is no handler. */
export function checkHooks(hooks: Hooks): readonly string[] {
  return Object.entries(hooks).flatMap(([name, hook]) => {
    if (!points.includes(name)) return [toUnknown(name)]
    return hook === undefined || typeof hook === 'function' ? [] : checkOrdered(name, hook)
  })
}

function toUnknown(name: string): string {
  const nearest = nearestWord(name, points)
  const hint = nearest === undefined ? '' : `; did you mean '${nearest}'?`
  return `there is no hook point '${name}' (${points.join(', ')})${hint}`
}

function checkOrdered(name: string, hook: unknown): readonly string[] {
  const what = `the hook ${name}`
  if (typeof hook !== 'object' || hook === null) return [`${what} must be a function, or an object with a 'handler'`]
  const { on } = hook as { readonly on?: unknown }
  if (on === undefined) return checkShape(hook, what, orderedHook)
  const narrowed = filtered.includes(name) ? checkShape(on, `'on' of ${what}`, hookFilter) : [`${what} takes no 'on'`]
  return [...checkShape(hook, what, orderedHook), ...narrowed]
}
