import { factSources } from '../plugin/reserved-words.ts'
import {
  anything,
  callable,
  either,
  flag,
  list,
  listOf,
  namedTexts,
  object,
  oneOf,
  text,
  texts,
  type Shape,
} from './check-shape.ts'

/** What the answer of `setup` may have (`Contributions`). */
export const contributions: Shape = {
  'hooks?': object,
  'mappings?': list,
  'facts?': list,
  'operators?': list,
  'effects?': list,
  'provider?': object,
  'routes?': list,
  'panels?': list,
  'close?': callable,
}

export const fact: Shape = {
  name: text,
  summary: text,
  of: oneOf(...factSources),
  type: oneOf('string', 'boolean', 'decimal', 'integer', 'dateTime', 'binary', 'reference'),
  'caseExact?': flag,
  valuesOf: callable,
}

export const operator: Shape = {
  name: text,
  'summary?': text,
  'operand?': oneOf('none', 'required'),
  evaluate: callable,
}

export const effect: Shape = {
  type: text,
  effect: text,
  summary: text,
  required: texts,
  'optional?': texts,
  'properties?': object,
  read: callable,
}

export const section: Shape = {
  section: text,
  summary: text,
  facts: listOf(oneOf('user', 'groups')),
  effects: either(texts, oneOf('grants')),
  'schema?': either(object, callable),
  'defaultValue?': anything,
  'diagnostics?': namedTexts,
  'findings?': namedTexts,
  compile: callable,
}

export const provider: Shape = { title: text, tolerances: namedTexts, recognises: callable }

/** A hook that is no plain function. */
export const orderedHook: Shape = { 'order?': oneOf('pre', 'post'), 'on?': object, handler: callable }

export const hookFilter: Shape = {
  'resourceType?': oneOf('User', 'Group'),
  'operation?': oneOf('create', 'replace', 'patch'),
}

export const panelKeys: readonly string[] = ['name', 'title', 'summary', 'place', 'read']
export const routeKeys: readonly string[] = ['method', 'path', 'summary', 'scope', 'query', 'body', 'answer', 'handle']
