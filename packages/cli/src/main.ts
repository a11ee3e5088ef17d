import { ignoreBrokenPipe } from './output/ignore-broken-pipe.ts'
import { createProgram } from './program.ts'
import { runProgram } from './run-program.ts'

for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreBrokenPipe)
process.exitCode = await runProgram(createProgram(), process.argv.slice(2))
