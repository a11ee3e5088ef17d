import * as v from 'valibot'
import { parse } from 'yaml'

/** A case of the semantics: what happens in one organization, and what everybody then has. */
export interface SemanticCase {
  readonly name: string
  /** Why the facts of this case can't be replayed in another order; `null` where they can. */
  readonly inOrder: string | null
  readonly steps: readonly Step[]
}

const names = v.array(v.string())
const attributes = v.optional(v.record(v.string(), v.unknown()), {})
/** What the step must be answered with, where it is not a success. */
const answers = v.optional(
  v.strictObject({
    status: v.number(),
    code: v.optional(v.string()),
    codes: v.optional(names),
    scimType: v.optional(v.string()),
  }),
)

/** Everybody named has exactly these grants: `SCOPE ROLE`, then `manual` and the state where it is not active. */
const expectation = v.record(v.string(), names)

const steps = {
  user: v.strictObject({ user: v.string(), with: attributes, answers }),
  change: v.strictObject({ change: v.string(), with: attributes, answers }),
  deactivate: v.strictObject({ deactivate: v.string() }),
  activate: v.strictObject({ activate: v.string() }),
  delete: v.strictObject({ delete: v.string() }),
  group: v.strictObject({
    group: v.string(),
    as: v.optional(v.string()),
    members: v.optional(names, []),
    with: attributes,
    answers,
  }),
  join: v.strictObject({ join: v.string(), members: names }),
  leave: v.strictObject({ leave: v.string(), members: names }),
  empty: v.strictObject({ empty: v.string() }),
  rename: v.strictObject({ rename: v.string(), to: v.string() }),
  changeGroup: v.strictObject({ changeGroup: v.string(), with: attributes }),
  deleteGroup: v.strictObject({ deleteGroup: v.string() }),
  team: v.strictObject({ team: v.string() }),
  deleteTeam: v.strictObject({ deleteTeam: v.string() }),
  manual: v.strictObject({ manual: v.string(), role: v.nullable(v.string()), answers }),
  teamMember: v.strictObject({ teamMember: v.string(), team: v.string(), role: v.nullable(v.string()), answers }),
  catalogue: v.strictObject({ catalogue: v.array(v.record(v.string(), v.unknown())), answers }),
  mapping: v.strictObject({ mapping: v.string(), confirm: v.optional(v.boolean()), warns: v.optional(names), answers }),
  approve: v.strictObject({ approve: v.string() }),
  reject: v.strictObject({ reject: v.string() }),
  time: v.strictObject({ time: v.string() }),
  expect: v.strictObject({ expect: expectation }),
  /** Everybody named has exactly this beside roles: `EFFECT VALUE`, then the state where it is not active. */
  effects: v.strictObject({ effects: expectation }),
  teams: v.strictObject({ teams: names }),
  holds: v.strictObject({ holds: names }),
  findings: v.strictObject({ findings: v.record(v.string(), names) }),
  events: v.strictObject({ events: names }),
} as const

export type StepKind = keyof typeof steps
export type StepOf<Kind extends StepKind> = v.InferOutput<(typeof steps)[Kind]>
export type Step = { [Kind in StepKind]: { readonly kind: Kind } & StepOf<Kind> }[StepKind]

const caseSchema = v.strictObject({
  case: v.string(),
  inOrder: v.optional(v.string()),
  steps: v.pipe(v.array(v.record(v.string(), v.unknown())), v.nonEmpty()),
})

/** Reads a file of cases. Throws where a case or a step is not what it must be, with its name and number. */
export function parseCases(text: string, file: string): readonly SemanticCase[] {
  const documents = v.parse(v.array(v.unknown()), parse(text))
  return documents.map((document, index) => {
    const { case: name, inOrder, steps: written } = check(caseSchema, document, `${file}: case ${index + 1}`)
    return {
      name,
      inOrder: inOrder ?? null,
      steps: written.map((step, number) => toStep(step, `${file}: ${name}, step ${number + 1}`)),
    }
  })
}

function toStep(written: Readonly<Record<string, unknown>>, place: string): Step {
  const kind = (Object.keys(steps) as StepKind[]).find((name) => Object.keys(written)[0] === name)
  if (kind === undefined) throw new Error(`${place}: "${Object.keys(written)[0]}" is no step`)
  return { kind, ...check(steps[kind], written, place) } as Step
}

function check<Schema extends v.GenericSchema>(schema: Schema, value: unknown, place: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  throw new Error(`${place}: ${v.summarize(result.issues)}`)
}
