import { isDrawn, isNoticed, readChanges } from './draw.mjs'

/** Prints what all reports together say, for the page `docs/quality.md`. `--survivors` lists what nothing notices. */

const rows = new Map()
const survivors = []

for (const change of readChanges().values()) {
  if (change.statuses.every((status) => status === 'Ignored') || !isDrawn(change)) continue
  const outcome = isNoticed(change) ? 'noticed' : change.statuses.includes('Survived') ? 'survived' : 'uncovered'
  if (outcome !== 'noticed') survivors.push({ ...change, outcome })
  for (const name of namesOf(change.file)) {
    const row = rows.get(name) ?? { noticed: 0, survived: 0, uncovered: 0, drawn: 0 }
    rows.set(name, { ...row, drawn: row.drawn + 1, [outcome]: row[outcome] + 1 })
  }
}

if (process.argv.includes('--survivors')) {
  for (const { file, location, mutatorName, outcome, replacement } of survivors) {
    const { end, start } = location
    const text = JSON.stringify(replacement).slice(0, 90)
    console.log(
      `${file}:${start.line + 1}:${start.column + 1}-${end.line + 1}:${end.column + 1} ${outcome} ${mutatorName} ${text}`,
    )
  }
} else {
  console.log('| files | changes | noticed | survived | reached by no test | score |')
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |')
  for (const [name, { drawn, noticed, survived, uncovered }] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`| \`${name}\` | ${drawn} | ${noticed} | ${survived} | ${uncovered} | ${scoreOf(noticed, drawn)} |`)
  }
}

/** The room, its folder where it has some, and all together. */
function namesOf(file) {
  const [, , , room = '', folder] = file.split('/')
  if (file.startsWith('packages/rules')) return ['all', 'packages/rules', `packages/rules/src/${room}`]
  return [
    'all',
    `packages/core/src/${room}`,
    ...(folder.endsWith('.ts') ? [] : [`packages/core/src/${room}/${folder}`]),
  ]
}

/** With the half of the interval that holds 95 of 100 such samples. */
function scoreOf(noticed, drawn) {
  const score = noticed / drawn
  const half = 1.96 * Math.sqrt((score * (1 - score)) / drawn)
  return `${(100 * score).toFixed(1)} % ± ${(100 * half).toFixed(1)}`
}
