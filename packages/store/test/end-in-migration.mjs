// Migrates a database, and ends by SIGTERM once the statement of a given number is on its way.
import { createRequire } from 'node:module'
import { argv, kill, pid, stdout } from 'node:process'

import { migrate, rollback } from '@rolecall/store/migrate'

const [, , direction, url, number] = argv
const require = createRequire(import.meta.url)
let sent = 0

function count(prototype, name) {
  const original = prototype[name]
  prototype[name] = function (...words) {
    const answer = Reflect.apply(original, this, words)
    if (++sent === Number(number)) kill(pid, 'SIGTERM')
    return answer
  }
}

if (url.startsWith('sqlite:')) for (const name of ['all', 'run']) count(require('sqlite3').Database.prototype, name)
else count(require('pg').Client.prototype, 'query')

await (direction === 'up' ? migrate(url) : rollback(url, true))
stdout.write(String(sent))
