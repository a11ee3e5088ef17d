import { isEmpty } from './is-empty.ts'
import { isJsonObject } from './resource-data.ts'

/** Whether an element of a list is nobody: null, "", [] or {}, or a list of nothing else. */
export function namesNobody(element: unknown): boolean {
  if (Array.isArray(element)) return element.every(namesNobody)
  return isEmpty(element) || (isJsonObject(element) && Object.keys(element).length === 0)
}
