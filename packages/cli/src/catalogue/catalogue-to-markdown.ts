import { toCode } from '../mapping/markdown-code.ts'
import { mostCharacters, within } from '../mapping/markdown-room.ts'
import {
  countUnnamed,
  toCatalogueLines,
  toCatalogueSummary,
  type CatalogueLine,
  type CataloguePlanView,
} from './catalogue-lines.ts'

/** People of one row that are named; the others are counted. */
const namesShown = 5

const words = { '+': 'made', '-': 'removed', '~': 'changed' } as const
const wordsOfPeople = { '+': 'gains', '-': 'loses', '~': 'keeps' } as const

/** A plan as Markdown for a comment on a change of the set: what stands against it, and what it makes of teams, roles and people. */
export function catalogueToMarkdown(plan: CataloguePlanView, name: string): string {
  const lines = toCatalogueLines(plan)
  const unnamed = countUnnamed(plan)
  return within(mostCharacters, [
    `### Plan of ${toCode(name)}`,
    '',
    `${toCatalogueSummary(plan)}.`,
    ...plan.refusals.flatMap(({ code, confirmable, detail }) => [
      '',
      confirmable ? '> [!WARNING]' : '> [!CAUTION]',
      `> An apply is refused${confirmable ? ' unless it is confirmed' : ''}: **${code}** ${toCode(detail)}`,
    ]),
    ...(lines.length === 0 ? [] : ['', '| what | | | |', '|---|---|---|---|', ...lines.map(toRow)]),
    ...(unnamed > 0 ? ['', `And ${unnamed} more roles of people.`] : []),
  ])
}

/** Why there is no plan, as Markdown. */
export function refusedCatalogueToMarkdown(issues: readonly string[], name: string): string {
  return within(mostCharacters, [
    `### No plan of ${toCode(name)}`,
    '',
    '> [!CAUTION]',
    '> The set is refused:',
    '',
    ...issues.map((issue) => `- ${toCode(issue)}`),
  ])
}

function toRow({ detail, kind, name, people, sign }: CatalogueLine): string {
  const shown = people.slice(0, namesShown).map(toCode).join(', ')
  const who = people.length > namesShown ? `${shown} and ${people.length - namesShown} more` : shown
  return `| ${kind} ${toCode(name)} | **${kind === 'role' ? wordsOfPeople[sign] : words[sign]}** | ${toCode(detail)} | ${who} |`
}
