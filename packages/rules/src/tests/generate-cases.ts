import type { Subject } from '@rolecall/core/decider'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { fold } from '@rolecall/core/scim/fold'
import { findIngredients, inGroup, withIngredient, type Ingredient } from './case-ingredients.ts'
import { findFillings } from './template-fillings.ts'
import { patternsOf, probe, type ProbingNames } from './probing-names.ts'
import { toGivenSubject, type KnownGroups } from './given-subject.ts'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import type { Steps } from '../steps.ts'
import type { Words } from '../vocabulary.ts'
import type { GivenGroup, Population } from './written-test.ts'

/** What makes one case: some attributes of the user, and some groups. */
type Recipe = readonly Ingredient[]

/** Ways to satisfy one condition that are tried. */
const maxRecipes = 12
/** Cases of one property; of all in a file together, so that many of them are no long test either. */
export const [maxCases, maxCasesOfAll] = [6_000, 60_000]
/** Cases with names that somebody knows. */
const maxProbes = 2_000
/** Cases that join what satisfies several rules. */
const joinedCases = 150

interface CaseOptions {
  readonly rules: readonly CompiledRule[]
  readonly groups: KnownGroups
  readonly words: Words
  /** Teams and roles that templates are tried with. */
  readonly names?: readonly string[]
  /** What captures of patterns are tried with. */
  readonly probing?: ProbingNames
  readonly most?: number
}

/**
 * People at the boundaries of the rules: for each rule some who satisfy it, and the same without one part of it; some who
 * satisfy several; all of them within the population as far as that can be made so. The same for the same mapping.
 */
export function* generateCases(population: Population, options: CaseOptions): Steps<readonly Subject[]> {
  const { most = maxCases, rules, words } = options
  const recipes: Recipe[] = []
  for (const rule of rules) {
    if (recipes.length >= most) break
    recipes.push(...toSatisfying(rule, options))
    yield
  }
  const [inPopulation = []] = population.user === null ? [[]] : toRecipes(population.user, true, words)
  const probes = yield* toProbes(options)
  const atBoundaries = [...recipes, ...recipes.flatMap(withoutOne), ...join(recipes)]
  const all: Recipe[] = [[], ...probes, ...atBoundaries]
  const cases = new Map<string, Subject>()
  for (const recipe of all.slice(0, most)) {
    yield
    const person = toCase([...recipe, ...inPopulation], population, options)
    cases.set(JSON.stringify([person.user, person.groups]), person)
  }
  return [...cases.values()]
}

/** Ways to satisfy a rule, and to fill its templates. */
function toSatisfying({ definition }: CompiledRule, { names = [], words }: CaseOptions): readonly Recipe[] {
  const ways = toRecipes(definition.when, true, words)
  const fillings = findFillings(definition, names, words).filter((filling) => filling.length > 0)
  return [...ways, ...fillings.flatMap((filling) => ways.map((way) => [...way, ...filling]))]
}

function* toProbes(options: CaseOptions): Steps<readonly Recipe[]> {
  const [told, known]: [Recipe[], Recipe[]] = [[], []]
  for (const rule of options.rules) {
    const recipes = toProbingRecipes(rule, options)
    told.push(...recipes.told)
    known.push(...recipes.known)
    yield
  }
  return [...told, ...known].slice(0, maxProbes)
}

/** Ways to make a condition hold, or not hold. */
function toRecipes(condition: Condition, wanted: boolean, words: Words): readonly Recipe[] {
  if ('not' in condition) return toRecipes(condition.not, !wanted, words)
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : undefined
  if (parts === undefined) return wanted ? findIngredients(condition, words).map((ingredient) => [ingredient]) : [[]]
  const ways = parts.map((part) => toRecipes(part, wanted, words))
  if ('all' in condition !== wanted) return ways.flat().slice(0, maxRecipes)
  return ways.reduce<readonly Recipe[]>(
    (made, next) =>
      made
        .flatMap((recipe) => (next.length === 0 ? [recipe] : next.map((way) => [...recipe, ...way])))
        .slice(0, maxRecipes),
    [[]],
  )
}

const noProbes: ProbingNames = { told: [], known: [], groups: [] }

/** Who satisfies a rule by a group whose name makes of the captures of its pattern what somebody knows. */
function toProbingRecipes({ definition: { when } }: CompiledRule, { probing = noProbes, words }: CaseOptions) {
  const probed = patternsOf(when).map((pattern) => probe(pattern, probing))
  const [first = []] = probed.length === 0 ? [] : toRecipes(when, true, words)
  const rest = first.filter(({ kind }) => kind === 'user')
  const toRecipe = (name: string): Recipe => [inGroup(name), ...rest]
  return {
    told: probed.flatMap(({ told }) => told.map(toRecipe)),
    known: probed.flatMap(({ known }) => known.map(toRecipe)),
  }
}

function withoutOne(recipe: Recipe): readonly Recipe[] {
  return recipe.map((_ingredient, index) => recipe.filter((_other, position) => position !== index))
}

/** Neighbours in a fixed shuffle. */
function join(recipes: readonly Recipe[]): readonly Recipe[] {
  const step = Math.max(1, Math.floor(recipes.length * 0.618))
  return recipes.slice(0, joinedCases).map((recipe, index) => {
    const second = recipes[(index + step) % recipes.length] ?? []
    const third = recipes[(index + 2 * step + 1) % recipes.length] ?? []
    return [...recipe, ...second, ...third]
  })
}

function toCase(recipe: Recipe, { inGroups, notInGroups }: Population, { groups, words }: CaseOptions): Subject {
  let user: ResourceData = { userName: 'somebody@example.com', active: true }
  const memberOf: GivenGroup[] = [...inGroups]
  for (const ingredient of recipe) {
    if (ingredient.kind === 'group') memberOf.push(ingredient.group)
    else user = withIngredient(user, ingredient, words)
  }
  const named = new Map(memberOf.map((group) => [group.id ?? fold(group.displayName ?? ''), group]))
  const allowed = [...named.values()].filter((group) => !notInGroups.some((other) => isSame(group, other)))
  return toGivenSubject(user, allowed, groups)
}

function isSame(a: GivenGroup, b: GivenGroup): boolean {
  if (a.id !== null && a.id === b.id) return true
  return a.displayName !== null && b.displayName !== null && fold(a.displayName) === fold(b.displayName)
}
