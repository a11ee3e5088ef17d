import { change } from '../../change/change.ts'
import type { ChangeScope, OperationContext } from '../../change/operation-context.ts'
import type { CatalogueLine, CataloguePlan, CatalogueRefusal } from '../../directory/catalogue-plan.ts'
import { ConflictError } from '../../errors.ts'
import { PreconditionFailed } from '../../scim/errors.ts'
import type { StoreReader } from '../../store.ts'
import { digestCatalogue, digestPlan } from './catalogue-digest.ts'
import { collectEffects, type CatalogueEffect } from './collect-effects.ts'
import { compareCatalogue, type StandingCatalogue } from './compare-catalogue.ts'
import { findMentions, findRefusals } from './find-refusals.ts'
import { toWantedCatalogue, type CatalogueInput } from './wanted-catalogue.ts'
import { writeCatalogue } from './write-catalogue.ts'

/** The team roles and the teams that there are, with their digest. */
export interface ReadCatalogue extends StandingCatalogue {
  readonly digest: string
}

/** What whoever puts a catalogue wants beside it. */
export interface CatalogueWishes {
  /** Digests of a catalogue that was read, or of a plan that was made, of which one must still hold; `null` where any will do. */
  readonly ifMatch: readonly string[] | null
  /** Whether refusals that can be confirmed are overlooked. */
  readonly confirm: boolean
}

/** So many people of each kind are told. */
const shown = 100

/** The team roles and the teams of the organization. */
export async function readCatalogue({ organizationId, store }: OperationContext): Promise<ReadCatalogue> {
  const standing = await readStanding(store.read(organizationId))
  return { ...standing, digest: digestCatalogue(standing) }
}

/** Thrown at the end of a rehearsal, so that nothing of it stays. */
class Rehearsed extends Error {
  override readonly name = 'Rehearsed'
  readonly plan: CataloguePlan

  constructor(plan: CataloguePlan) {
    super('Nothing was to be applied')
    this.plan = plan
  }
}

/**
 * Says what a catalogue would make of the teams, and of the roles of people: it is applied, and all of that undone. Throws
 * UnprocessableError with everything that is wrong with it.
 */
export async function planCatalogue(context: OperationContext, input: CatalogueInput): Promise<CataloguePlan> {
  try {
    const rehearse = async (scope: ChangeScope): Promise<never> => {
      throw new Rehearsed((await apply(scope, input)).plan)
    }
    return await change(context, rehearse, { ahead: askAhead })
  } catch (error) {
    if (error instanceof Rehearsed) return error.plan
    throw error
  }
}

/**
 * Makes team roles and teams equal to the wanted set, whole or not at all; the same set again changes nothing. Throws
 * UnprocessableError, PreconditionFailed where `ifMatch` holds no more, ConflictError with the plan where it is refused.
 */
export async function putCatalogue(
  context: OperationContext,
  input: CatalogueInput,
  { confirm, ifMatch }: CatalogueWishes,
): Promise<ReadCatalogue & { readonly plan: CataloguePlan }> {
  const put = async (scope: ChangeScope) => {
    const { plan, standing } = await apply(scope, input)
    if (ifMatch !== null && !ifMatch.some((one) => one === plan.digest || one === digestCatalogue(standing))) {
      throw new PreconditionFailed(
        'If-Match is neither the ETag of the catalogue as it is now nor the digest of this plan; read it or plan it again',
      )
    }
    refuse(plan, confirm)
    const now = await readStanding(scope.tx)
    return { ...now, digest: digestCatalogue(now), plan }
  }
  return change(context, put, { ahead: askAhead })
}

/** What is asked of every catalogue that is put. */
function askAhead(reader: StoreReader): void {
  void readStanding(reader)
  void reader.grants.listUsedTeamRoles()
}

function refuse(plan: CataloguePlan, confirm: boolean): void {
  const [first, ...others] = plan.refusals.filter(({ confirmable }) => !(confirm && confirmable))
  if (first === undefined) return
  throw new ConflictError(first.code, [first, ...others].map(({ detail }) => detail).join('. '), undefined, plan)
}

async function apply(
  scope: ChangeScope,
  input: CatalogueInput,
): Promise<{ readonly plan: CataloguePlan; readonly standing: StandingCatalogue }> {
  const standing = await readStanding(scope.tx)
  const wanted = toWantedCatalogue(input, new Map(standing.teams.map(({ id, key }) => [key, id])))
  const difference = compareCatalogue(standing, wanted)
  const mentions = await findMentions(scope, difference)
  const collected = collectEffects(scope)
  await writeCatalogue(collected.scope, standing, wanted, difference)
  const { gained, lost } = collected.effects()
  const refusals: readonly CatalogueRefusal[] = [
    ...(await findRefusals(scope, standing, wanted, lost.length)),
    ...mentions,
  ]
  const plan: CataloguePlan = {
    digest: digestPlan(standing, wanted, { gained, lost }, refusals),
    difference,
    people: new Set([...gained, ...lost].map(({ userId }) => userId)).size,
    gains: gained.length,
    losses: lost.length,
    gained: await toLines(scope.tx, gained.slice(0, shown)),
    lost: await toLines(scope.tx, lost.slice(0, shown)),
    refusals,
  }
  return { plan, standing }
}

async function readStanding(reader: StoreReader): Promise<StandingCatalogue> {
  const [roles, teams] = await Promise.all([
    reader.teams.getCatalogue(),
    reader.teams.list({ after: null, limit: Number.MAX_SAFE_INTEGER }),
  ])
  return { roles, teams }
}

async function toLines(reader: StoreReader, effects: readonly CatalogueEffect[]): Promise<readonly CatalogueLine[]> {
  const users = await reader.users.findMany([...new Set(effects.map(({ userId }) => userId))])
  const names = new Map(users.map(({ id, userName }) => [id, userName]))
  return effects.map((effect) => ({ ...effect, emailAddress: names.get(effect.userId) ?? '' }))
}
