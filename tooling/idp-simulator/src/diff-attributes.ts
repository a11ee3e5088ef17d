import type { MappedAttribute } from './map-attributes.ts'
import { readTarget, type JsonObject } from './resource.ts'
import type { TargetPath } from './target-path.ts'

/** One attribute whose value in the target is to change. */
export interface AttributeChange {
  readonly target: TargetPath
  /** `null` clears the attribute. */
  readonly value: string | null
  /** Whether the target has a value now: decides between `Add` and `Replace`. */
  readonly hadValue: boolean
}

/** Desired values and the resource as read → what to send. Rows that apply on creation only are never sent again. */
export function diffAttributes(desired: readonly MappedAttribute[], resource: JsonObject): readonly AttributeChange[] {
  return desired.flatMap(({ target, value, apply }) => {
    const current = readTarget(resource, target)
    if (apply === 'onCreate' || current === value) return []
    return [{ target, value, hadValue: current !== null }]
  })
}
