import { always, type Fault } from './fault.ts'

export const killServer: Fault = {
  name: 'kill',
  what: '`kill -9` of a server, sometimes of all, and its start',
  missing: always,
  async strike({ random, servers }) {
    const killed = random.chance(0.3) ? servers : [random.pick(servers)]
    await Promise.all(killed.map((server) => server.kill()))
    await Promise.all(killed.map((server) => server.start()))
  },
}

export const stopServer: Fault = {
  name: 'stop',
  what: 'SIGTERM of a server, and its start: no write without its answer',
  missing: always,
  async strike({ journal, random, servers }) {
    const server = random.pick(servers)
    const code = await server.stop()
    if (code !== 0) journal.violate(`a server that was asked to stop ended with ${code}`)
    await server.start()
  },
}
