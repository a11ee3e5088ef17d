// Checks who imports whom (.dependency-cruiser.js). Through the API and not the command, because a cruiser
// that finds no TypeScript it can use reads no module and reports success.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, format } from 'dependency-cruiser'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import configuration from '../../.dependency-cruiser.js'

const folders = ['packages', 'plugins', 'tooling']
const sources = folders.reduce((sum, folder) => sum + countSources(folder), 0)

const { forbidden, options } = configuration
const { output } = await cruise(
  folders,
  { ...options, ruleSet: { forbidden }, validate: true },
  options.enhancedResolveOptions,
  { tsConfig: extractTsConfig(options.tsConfig.fileName) },
)
const report = await format(output, { outputType: 'err' })
console.log(report.output)
process.exitCode = report.exitCode

if (output.summary.totalCruised < sources) {
  console.error(`Read ${output.summary.totalCruised} modules, but there are ${sources} source files.`)
  process.exitCode = 1
}

/** What is installed or built is not gone into: that is most of a folder. */
function countSources(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (!entry.isDirectory()) return sum + (/\.tsx?$/.test(entry.name) ? 1 : 0)
    return /^(node_modules|dist|build)$/.test(entry.name) ? sum : sum + countSources(join(folder, entry.name))
  }, 0)
}
