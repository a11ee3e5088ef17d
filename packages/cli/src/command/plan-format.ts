import { Option } from 'commander'

/** How a plan is shown to people; `--json` is for scripts. */
export function planFormat(): Option {
  return new Option('--format <format>', 'markdown for a comment on a pull request: at most 60,000 characters')
    .choices(['text', 'markdown'])
    .default('text')
    .conflicts('json')
}
