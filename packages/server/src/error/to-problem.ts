import { STATUS_CODES } from 'node:http'

import type { AmbiguousMember } from '@rolecall/core/access/resolve-identity'
import type { CataloguePlan } from '@rolecall/core/directory/catalogue-plan'
import type { TestReport } from '@rolecall/core/directory/test-report'
import type { PlanView } from '@rolecall/core/directory/plan-view'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import { MAX_ISSUES, type Issue } from '@rolecall/core/scim/errors'

import { toCataloguePlanView } from '../catalogue/catalogue-schema.ts'
import type { ProblemCode } from './problem-codes.ts'

/** What a client is told about a request that was refused. */
export interface Refusal {
  readonly status: number
  readonly detail: string
  /** Stable, upper case with underscores. */
  readonly code?: ProblemCode
  readonly issues?: readonly Issue[]
  readonly diagnostics?: readonly Diagnostic[]
  readonly tests?: TestReport | undefined
  readonly plan?: PlanView | undefined
  readonly catalogue?: CataloguePlan | undefined
  /** Whom it is about. */
  readonly members?: readonly AmbiguousMember[] | undefined
}

/** A problem (RFC 9457): `code`, `issues` and `diagnostics` are extension members, there where they say something. */
export interface Problem extends Omit<Refusal, 'catalogue'> {
  readonly type: 'about:blank'
  readonly title: string
  readonly catalogue?: ReturnType<typeof toCataloguePlanView>
}

export function toProblem({
  status,
  detail,
  code,
  issues = [],
  diagnostics,
  plan,
  catalogue,
  tests,
  members,
}: Refusal): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    ...(code === undefined ? {} : { code }),
    ...(issues.length === 0 ? {} : { issues: issues.slice(0, MAX_ISSUES) }),
    ...(diagnostics === undefined ? {} : { diagnostics }),
    ...(tests === undefined ? {} : { tests }),
    ...(plan === undefined ? {} : { plan }),
    ...(catalogue === undefined ? {} : { catalogue: toCataloguePlanView(catalogue) }),
    ...(members === undefined ? {} : { members }),
  }
}
