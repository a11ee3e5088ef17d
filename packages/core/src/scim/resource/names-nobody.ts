import { isEmpty } from './is-empty.ts'
import { isJsonObject } from './resource-data.ts'

/** Whether an element of a list is nobody: null, "", [] or {}. */
export function namesNobody(element: unknown): boolean {
  return isEmpty(element) || (isJsonObject(element) && Object.keys(element).length === 0)
}
