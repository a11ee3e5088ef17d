import { PluginError } from '../errors.ts'
import { isPromise } from './time-limit.ts'

/** What a word of a plugin answers; what it throws names the plugin and the word. Throws PluginError. */
export function ask<T>(plugin: string, word: string, question: () => T): T {
  try {
    return question()
  } catch (cause) {
    if (cause instanceof PluginError) throw cause
    throw new PluginError(plugin, word, cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

export function wrongAnswer(plugin: string, word: string, expected: string, answer: unknown): PluginError {
  ignoreLater(answer)
  return new PluginError(plugin, word, `the answer must be ${expected}, at once; it is ${describe(answer)}`)
}

/** Of a promise nobody hears: one that is rejected must not end the process. */
export function ignoreLater(answer: unknown): void {
  if (isPromise(answer)) Promise.resolve(answer).catch(() => undefined)
}

function describe(answer: unknown): string {
  if (isPromise(answer)) return 'a promise'
  return answer === null ? 'null' : Array.isArray(answer) ? 'a list' : typeof answer
}
