import { InvalidFilter, InvalidPath, InvalidSyntax } from '../errors.ts'
import { checkValueFilter, hasValuePaths } from '../filter/check-filter.ts'
import { parsePath, type Path } from '../path/parse-path.ts'
import { namesMembers } from '../resource/names-members.ts'
import {
  findMeantAttribute,
  findSubAttribute,
  isWithinSchema,
  pathOf,
  type ResolvedAttribute,
} from '../schema/find-attribute.ts'
import type { PatchContext } from './patch-context.ts'
import type { PatchPath } from './patch-operation.ts'

/** What a path means; undefined: it is left out. Throws InvalidPath; in strict mode InvalidSyntax for an unknown name. */
export function resolvePath(text: string, context: PatchContext): PatchPath | undefined {
  const path = parseLeniently(text, context)
  if (!path) return undefined
  const found = findMeantAttribute(context.type, path.attribute.text, context.tolerances)
  if (!found) return unknownName(text, path.attribute.text, path.attribute.position, context)
  if (!path.filter) return { attribute: found, filter: undefined }
  if (found.subAttribute || !hasValuePaths(found.attribute))
    return unknownPath(text, new InvalidPath(`'${pathOf(found)}' has no values to choose from`, 0), context)
  const filter = checkPathFilter(path, found, context)
  if (filter instanceof InvalidPath) return unknownPath(text, filter, context)
  if (!path.subAttribute) return { attribute: found, filter }
  const subAttribute = findSubAttribute(found.attribute, path.subAttribute.text)
  if (subAttribute) return { attribute: { ...found, subAttribute }, filter }
  const { text: name, position } = path.subAttribute
  return unknownName(text, `${pathOf(found)}.${name}`, position, context)
}

/** A name that is no path, such as `Cost Center`, is one that nobody knows; a path that is broken off may be meant otherwise. */
function parseLeniently(text: string, context: PatchContext): Path | undefined {
  try {
    return parsePath(text, context.tolerances)
  } catch (error) {
    if (!(error instanceof InvalidPath) || (!context.lenient && /[[\]()"]/.test(text))) throw error
    return unknownPath(text, error, context)
  }
}

function checkPathFilter(
  { filter }: Path,
  { attribute }: ResolvedAttribute,
  { tolerances }: PatchContext,
): PatchPath['filter'] | InvalidPath {
  try {
    return filter && checkValueFilter(filter, attribute, tolerances)
  } catch (error) {
    if (error instanceof InvalidFilter) return new InvalidPath(error.reason, error.position, { cause: error })
    throw error
  }
}

/** In strict mode that is no wrong path, but a request that is none of the schema (SCIM Interoperability Profile §5.3). */
function unknownName(text: string, name: string, position: number, context: PatchContext): undefined {
  const sentence = `There is no attribute '${name}'`
  if (context.tolerances.strict) throw new InvalidSyntax(`${context.position}: ${sentence}`)
  return unknownPath(text, new InvalidPath(sentence, position), context)
}

/**
 * A client that maps an attribute unknown here must not lose its other changes. But what is done with members is
 * done as it is meant or refused: a person who was to be removed must not stay.
 */
function unknownPath(text: string, error: InvalidPath, context: PatchContext): undefined {
  const { lenient, tolerances, type, unknown } = context
  const foreign = text.includes(':') && !isWithinSchema(type, text, tolerances)
  const why = foreign ? 'unknown-schema' : 'unknown-attribute'
  if (!tolerances.allowed(why) || namesMembers(type, text)) throw error
  if (lenient || foreign) tolerances.leaveOut(text, why)
  else unknown.push({ path: text, error, why })
  return undefined
}
