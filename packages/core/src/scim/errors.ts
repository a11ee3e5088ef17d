import type { scimTypes } from './scim-types.ts'

/** One thing that is wrong in a request: the attribute path (or `""` for the whole) and a sentence. */
export interface Issue {
  readonly path: string
  readonly message: string
  /** There is no such attribute or schema: not the value is wrong, but the body is none of its schema. */
  readonly isUnknown?: true
}

/** So many are told at once; nobody reads more, and a request can have a million. */
export const MAX_ISSUES = 100

/** The `scimType` keywords of RFC 7644 §3.12 and RFC 9865 §2.1. */
export type ScimType = keyof typeof scimTypes

interface ScimErrorOptions extends ErrorOptions {
  readonly issues?: readonly Issue[] | undefined
}

/**
 * An error that a SCIM client is told about (RFC 7644 §3.12): `status` is the HTTP status,
 * `detail` names the attribute and what was expected. The `cause` is kept for the log and never sent.
 */
export class ScimError extends Error {
  readonly status: number
  readonly scimType: ScimType | undefined
  readonly issues: readonly Issue[]

  constructor(status: number, scimType: ScimType | undefined, detail: string, options: ScimErrorOptions = {}) {
    super(detail, options)
    this.name = new.target.name
    this.status = status
    this.scimType = scimType
    this.issues = options.issues ?? []
  }

  get detail(): string {
    return this.message
  }
}

function toDetail(issues: readonly Issue[]): [detail: string, options: ScimErrorOptions] {
  const named = issues.slice(0, MAX_ISSUES)
  const sentences = named.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  if (issues.length > named.length) sentences.push('and more')
  return [sentences.join('; '), { issues: named }]
}

/** The filter can't be parsed, or the attribute and comparison don't go together. `position` counts UTF-16 units from 0. */
export class InvalidFilter extends ScimError {
  /** The detail without the position. */
  readonly reason: string
  readonly position: number
  constructor(detail: string, position: number, options?: ScimErrorOptions) {
    super(400, 'invalidFilter', `${detail} (at position ${position} of the filter)`, options)
    this.reason = detail
    this.position = position
  }
}

/** The filter yields more results than the server is willing to calculate. */
export class TooMany extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(400, 'tooMany', detail, options)
  }
}

/** An attribute value is already in use or reserved. The only use of 409 outside of bulk requests. */
export class Uniqueness extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(409, 'uniqueness', detail, options)
  }
}

/** The change is not compatible with the target attribute's mutability or its current state. */
export class Mutability extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(400, 'mutability', detail, options)
  }
}

/** The body's structure is invalid or does not conform to the request schema. */
export class InvalidSyntax extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(400, 'invalidSyntax', detail, options)
  }

  static of(issues: readonly Issue[]): InvalidSyntax {
    return new InvalidSyntax(...toDetail(issues))
  }
}

/** The `path` of a PATCH operation is malformed or names no attribute. `position` counts UTF-16 units from 0. */
export class InvalidPath extends ScimError {
  readonly position: number
  constructor(detail: string, position: number, options?: ScimErrorOptions) {
    super(400, 'invalidPath', `${detail} (at position ${position} of the path)`, options)
    this.position = position
  }
}

/** The `path` did not yield an attribute or attribute value that could be operated on. */
export class NoTarget extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(400, 'noTarget', detail, options)
  }
}

/** A required value is missing, or a value is not compatible with its attribute. `issues` has all of them. */
export class InvalidValue extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(400, 'invalidValue', detail, options)
  }

  /** One error for all the issues of a request, of which the first are named. */
  static of(issues: readonly Issue[]): InvalidValue {
    return new InvalidValue(...toDetail(issues))
  }
}

/** The SCIM protocol version is not supported. */
export class InvalidVers extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(400, 'invalidVers', detail, options)
  }
}

/** The request carries sensitive information in the URI (RFC 7644 §7.5.2). */
export class Sensitive extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(403, 'sensitive', detail, options)
  }
}

/** The cursor is not one of ours, or belongs to another query (RFC 9865 §2.1). */
export class InvalidCursor extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(400, 'invalidCursor', detail, options)
  }
}

/** The cursor is too old (RFC 9865 §2.1). */
export class ExpiredCursor extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(400, 'expiredCursor', detail, options)
  }
}

/** `count` is invalid or changed between the pages of one cursor (RFC 9865 §2.1). */
export class InvalidCount extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(400, 'invalidCount', detail, options)
  }
}

/** 400 without a keyword, for example broken JSON around the SCIM message. */
export class BadRequest extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(400, undefined, detail, options)
  }
}

export class Unauthorized extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(401, undefined, detail, options)
  }
}

export class Forbidden extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(403, undefined, detail, options)
  }
}

export class NotFound extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(404, undefined, detail, options)
  }
}

export class MethodNotAllowed extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(405, undefined, detail, options)
  }
}

/** `If-Match` names another version (RFC 7644 §3.14). */
export class PreconditionFailed extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(412, undefined, detail, options)
  }
}

/** 409 without a keyword: a reference to what could not be created (RFC 7644 §3.7.1). */
export class UnresolvedReference extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(409, undefined, detail, options)
  }
}

export class PayloadTooLarge extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(413, undefined, detail, options)
  }
}

export class UnsupportedMediaType extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(415, undefined, detail, options)
  }
}

/** More requests than are taken; `retryAfter` is when to try again, in whole seconds. */
export class TooManyRequests extends ScimError {
  readonly retryAfter: number
  constructor(detail: string, retryAfter: number, options?: ScimErrorOptions) {
    super(429, undefined, detail, options)
    this.retryAfter = retryAfter
  }
}

export class NotImplemented extends ScimError {
  constructor(detail: string, options?: ScimErrorOptions) {
    super(501, undefined, detail, options)
  }
}
