import { checkJsonBudget } from '../check-json-budget.ts'
import { isJsonObject, type Json, type JsonObject } from './resource-data.ts'

/** The object or list that a text of JSON says; undefined for any other text. Throws what `checkJsonBudget` throws. */
export function parseEmbedded(text: string): JsonObject | readonly Json[] | undefined {
  if (!looksEmbedded(text)) return undefined
  checkJsonBudget(text)
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) || isJsonObject(value) ? (value as JsonObject | readonly Json[]) : undefined
  } catch {
    return undefined
  }
}

/** Whether a text begins as an object or a list of JSON does. */
export function looksEmbedded(text: string): boolean {
  return /^\s*[[{]/.test(text)
}
