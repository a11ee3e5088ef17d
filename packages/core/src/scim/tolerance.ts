/**
 * What clients send outside the RFCs and this server understands all the same.
 * The names appear in the request log; the sentences in the generated documentation.
 */
export const TOLERANCES = {
  'string-boolean': 'a boolean sent as "True" or "False"',
  'string-number': 'a number sent as a string',
  'number-string': 'a whole number where text belongs, as in {"employeeNumber":7}',
  'dotted-key': 'a key such as name.givenName or emails[type eq "work"].value where an attribute name belongs',
  'create-on-filtered-replace':
    'replace or add at a value path that matches nothing creates the element (RFC 7644 §3.5.2.3: noTarget)',
  'op-case': 'the operation named Add or REPLACE instead of add or replace',
  'null-path': 'a PATCH path of null or ""',
  'single-operation': 'Operations is one object instead of an array, or is spelled in another case',
  'missing-schemas': 'the message has no schemas, or lacks the URN of its own type',
  'unknown-schema': 'a schema URN that this server does not know, left out',
  'unknown-attribute': 'an attribute that this server does not know, left out; a PATCH of nothing else is refused',
  'former-urn': 'the URN of an earlier version of a schema',
  'urn-dot': 'a dot between the URN of a schema and the name of an attribute, where a colon belongs',
  'read-only-ignored': 'a PATCH names a read-only attribute, ignored; a PATCH of nothing else at its path is refused',
  'password-ignored': 'a password was sent, which is never stored',
  'remove-with-value': 'remove with the elements to remove as its value',
  'bare-value': 'a plain value where an object with value belongs',
  'single-value': 'one value where an array belongs',
  'array-value': 'an array of one where a single value belongs',
  'empty-string': '"" where null belongs: the attribute is unset',
  'wrapped-value': 'an object with value, as in {"value":"x"}, where a plain value belongs',
  'json-string': 'a list or an object sent as JSON inside a string',
  'several-primaries': 'more than one primary value; the first is kept',
  'unquoted-value': 'a filter value without quotation marks',
  'filtered-sub-attribute': 'a filter such as emails[type eq "work"].value eq "x"',
  'unqualified-extension': 'an attribute that only one extension has, without its schema URN',
  'email-alias': 'email in place of emails.value',
  'user-name-kept': 'a new userName among other changes, kept back where it can not be changed',
  'plus-as-space': '+ in place of a space in the query',
  'trailing-delimiter': 'a ? or & after the query',
} as const

export type ToleranceName = keyof typeof TOLERANCES

/** What a request is not forgiven. */
export interface Strictness {
  /** Nothing at all is, and what the SCIM Interoperability Profile forbids is refused though the RFCs allow it. */
  readonly strict: boolean
  /** Names of tolerances that are switched off. */
  readonly off?: ReadonlySet<string>
}

/** Something of a request that was not done, though the rest of it was. */
export interface LeftOut {
  /** What it names, as sent. */
  readonly path: string
  /** The tolerance by which it was left out, or another word for the reason. */
  readonly why: ToleranceName | (string & {})
}

/** What one request leaves out beyond these is not noted one by one. */
const MOST_LEFT_OUT = 100

const none: ReadonlySet<string> = new Set()

/** The tolerances of one request: which are allowed, and which were needed. */
export class Tolerances {
  readonly strict: boolean
  readonly #off: ReadonlySet<string>
  readonly #recorded = new Set<string>()
  readonly #leftOut = new Map<string, LeftOut>()
  readonly #request: Tolerances | undefined

  constructor({ off = none, strict }: Strictness = { strict: false }, request?: Tolerances) {
    this.strict = strict
    this.#off = off
    this.#request = request
  }

  /** Those of one operation of this request: what it needs is recorded here, too; what it leaves out when it is adopted. */
  forOperation(): Tolerances {
    return new Tolerances({ strict: this.strict, off: this.#off }, this)
  }

  /** Notes what an operation that has succeeded left out. */
  adopt({ leftOut }: Tolerances): void {
    for (const { path, why } of leftOut) this.noteLeftOut(path, why)
  }

  allowed(name: ToleranceName | (string & {})): boolean {
    return !this.strict && !this.#off.has(name)
  }

  /** Notes that the request needed this tolerance. */
  record(name: ToleranceName | (string & {})): void {
    this.#recorded.add(name)
    this.#request?.record(name)
  }

  /** Whether the tolerance is allowed; if so it is recorded. */
  use(name: ToleranceName | (string & {})): boolean {
    if (!this.allowed(name)) return false
    this.record(name)
    return true
  }

  /** Whether something may be left out; if so it is noted. */
  leaveOut(path: string, why: ToleranceName): boolean {
    if (!this.use(why)) return false
    this.noteLeftOut(path, why)
    return true
  }

  /** Notes something that was not done, for a reason that no setting switches off. */
  noteLeftOut(path: string, why: LeftOut['why']): void {
    if (this.#leftOut.size < MOST_LEFT_OUT) this.#leftOut.set(`${why} ${path}`, { path, why })
  }

  /** Takes back what was noted after the first so many: it was of a transaction that was undone. */
  forgetLeftOut(after: number): void {
    for (const key of [...this.#leftOut.keys()].slice(after)) this.#leftOut.delete(key)
  }

  /** What was left out so far, each once. */
  get leftOut(): readonly LeftOut[] {
    return [...this.#leftOut.values()]
  }

  /** The names recorded so far, in the order of their first use. */
  get recorded(): readonly string[] {
    return [...this.#recorded]
  }
}
