import { writeFile } from 'node:fs/promises'

import { onEachDatabase } from './databases.ts'
import { historyPart } from './history-part.ts'
import { readOptions, usage, type SoakOptions } from './options.ts'
import type { SoakPart } from './soak-part.ts'
import { stormPart } from './storm-part.ts'

/** Every long random run there is. */
const parts: readonly SoakPart[] = [stormPart, historyPart]

try {
  const options = readOptions(process.argv.slice(2))
  if (options === null) console.log(usage)
  else await soak(options)
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error)
  process.exitCode = 1
}

async function soak(options: SoakOptions): Promise<void> {
  const sections: string[] = []
  let passed = true
  for (const part of parts) {
    sections.push(`## ${part.title}`)
    await onEachDatabase(options.postgres, async (database) => {
      const report = await part.run(database, options)
      passed &&= report.passed
      sections.push(`### ${database.name}\n\n${report.text}`)
    })
  }
  const report = [head(options, passed), ...sections].join('\n\n')
  await writeFile(options.report, `${report}\n`)
  console.log(report)
  if (!passed) process.exitCode = 1
}

function head({ concurrency, requests, seed, steps }: SoakOptions, passed: boolean): string {
  return `# Soak

What \`npm run soak -- --requests ${requests} --steps ${steps} --seed ${seed} --concurrency ${concurrency}\` found with Node ${process.versions.node}:
**${passed ? 'passed' : 'failed'}**. A server in a process of its own, built, gets random requests: a violation is a status from 500 on,
an answer that is no well-formed SCIM message or takes more than 5 seconds, an error in the server's log, a server that ends, and memory that grows.
Then an organization lives through a random history, and others through short ones; time jumps, and due work is done at any time or not
at all. After every step the owner guard, by what the log has told, and the grants that people made are held to their invariants, and
all derived grants to a computation from nothing; every 25 steps to their explanations.`
}
