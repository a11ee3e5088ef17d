import { checkJsonBudget } from '../check-json-budget.ts'
import { refuseRepeatedNames } from '../repeated-names.ts'
import { isJsonObject, type Json, type JsonObject } from './resource-data.ts'

/** The object or list that a text of JSON says; undefined for any other text. Throws what `checkJsonBudget` and `refuseRepeatedNames` throw. */
export function parseEmbedded(text: string): JsonObject | readonly Json[] | undefined {
  if (!looksEmbedded(text)) return undefined
  const names = checkJsonBudget(text)
  const value = parse(text)
  if (typeof value !== 'object' || value === null) return undefined
  refuseRepeatedNames(text, value, names)
  return Array.isArray(value) || isJsonObject(value) ? (value as JsonObject | readonly Json[]) : undefined
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** Whether a text begins as an object or a list of JSON does. */
export function looksEmbedded(text: string): boolean {
  return /^\s*[[{]/.test(text)
}
