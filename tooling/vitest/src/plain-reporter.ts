import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Closes the run with one plain line, `N passed, N failed`, that any tool can read. What never became a
 * test counts as failed too: a file that could not be loaded, a hook that threw, an error nobody caught.
 */
export default class PlainReporter implements Reporter {
  #passed = 0
  #failed = 0
  #skipped = 0

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    this.#passed = 0
    this.#failed = unhandledErrors.length
    this.#skipped = 0
    for (const module of modules) this.#count(module)
    // The default reporter prints its summary in the same phase: ours comes after it.
    process.once('exit', () => this.#print())
  }

  #count(module: TestModule): void {
    this.#failed += module.errors().length
    for (const suite of module.children.allSuites()) this.#failed += suite.errors().length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') this.#passed += 1
      else if (state === 'skipped') this.#skipped += 1
      else this.#failed += 1
    }
  }

  #print(): void {
    if (this.#passed + this.#failed === 0) this.#failed = 1
    const skipped = this.#skipped === 0 ? '' : `, ${this.#skipped} skipped`
    process.stdout.write(`\n${this.#passed} passed, ${this.#failed} failed${skipped}\n`)
    if (this.#failed > 0) process.exitCode = 1
  }
}
