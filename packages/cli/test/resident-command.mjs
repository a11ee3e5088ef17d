// Runs one command after the other in one process: loading the modules takes ten times as long as most commands do.
// Each has its own folder and environment; a NUL on both streams says that its output is whole.
import { createProgram } from '../dist/program.js'
import { runProgram } from '../dist/run-program.js'

process.once('disconnect', () => process.exit())
process.on('message', ({ environment, folder, words }) => void run(words, folder, environment))

async function run(words, folder, environment) {
  process.chdir(folder)
  process.env = environment
  process.exitCode = undefined
  const code = await runProgram(createProgram(), words)
  process.exitCode = undefined
  process.chdir('/')
  process.stdout.write('\0')
  process.stderr.write('\0')
  process.send({ code })
}
