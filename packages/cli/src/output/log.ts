import { pino, type Logger } from 'pino'

import { colorsFor, type Colors } from './colors.ts'

/** A log on stderr, so that stdout holds only what was asked for: JSON, or short lines on a terminal. */
export function createLog(level: string): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }))
  const colors = colorsFor(process.stderr)
  return pino(options, { write: (line) => void process.stderr.write(toShortLine(line, colors)) })
}

/** `12:00:01 info  request status=200 durationMs=1.2` */
export function toShortLine(line: string, colors: Colors): string {
  const { err, level, msg, time, ...details } = JSON.parse(line) as Record<string, unknown>
  const paint = Number(level) >= 50 ? colors.red : Number(level) >= 40 ? colors.yellow : colors.dim
  const name = pino.levels.labels[Number(level)] ?? 'log'
  const rest = Object.entries(details).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const stack = typeof err === 'object' && err !== null && 'stack' in err ? [`\n${String(err.stack)}`] : []
  return `${[colors.dim(String(time).slice(11, 19)), paint(name.padEnd(5)), String(msg), ...rest, ...stack].join(' ')}\n`
}
