// Checks who imports whom (.dependency-cruiser.js). Through the API and not the command, because a cruiser
// that finds no TypeScript it can use reads no module and reports success.
import { readdir } from 'node:fs/promises'
import { cruise, format } from 'dependency-cruiser'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import configuration from '../../.dependency-cruiser.js'

const folders = ['packages', 'plugins', 'tooling']
const sources = (await Promise.all(folders.map((folder) => readdir(folder, { recursive: true }))))
  .flat()
  .filter((file) => /\.tsx?$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file)).length

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
