import type { TargetPath } from './target-path.ts'

/** `True` and `False` become JSON booleans where the target is a boolean; everything else stays as it is. */
export function toTypedValue(target: TargetPath, value: string): string | boolean {
  if (!target.isBoolean) return value
  const folded = value.toLowerCase()
  return folded === 'true' ? true : folded === 'false' ? false : value
}
