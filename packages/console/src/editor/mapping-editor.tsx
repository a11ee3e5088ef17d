import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, defaultHighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { linter, lintGutter, lintKeymap, type Diagnostic as Mark } from '@codemirror/lint'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'preact/hooks'

import type { Diagnostic } from '../api/types.ts'
import { completeMapping } from './complete-mapping.ts'
import { darkHighlightStyle } from './dark-highlight-style.ts'
import type { Vocabulary } from './vocabulary.ts'
import { editorText as words } from '../text/editor-text.ts'

interface EditorProps {
  readonly text: string
  readonly readOnly: boolean
  /** Where one goes on to write; nowhere in particular without it. */
  readonly at?: number | undefined
  readonly vocabulary: () => Promise<Vocabulary>
  /** Asked when one stops typing; its answer is shown in place. */
  readonly check: (text: string) => Promise<readonly Diagnostic[]>
  readonly onChange: (text: string) => void
}

/** The editor of the mapping: YAML with completion and diagnostics where they belong. `key` it by what is loaded. */
export function MappingEditor(props: EditorProps) {
  const parent = useRef<HTMLDivElement>(null)
  const current = useRef(props)
  current.current = props
  useEffect(() => {
    if (parent.current === null) return undefined
    const colours = new Compartment()
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const view = new EditorView({
      parent: parent.current,
      state: createState(current, colours.of(coloursFor(dark.matches))),
    })
    const follow = (): void => view.dispatch({ effects: colours.reconfigure(coloursFor(dark.matches)) })
    dark.addEventListener('change', follow)
    const { at } = current.current
    if (at !== undefined) {
      const anchor = Math.min(at, view.state.doc.length)
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
      view.focus()
    }
    return () => {
      dark.removeEventListener('change', follow)
      view.destroy()
    }
  }, [])
  return <div class="editor" ref={parent} />
}

function coloursFor(dark: boolean): Extension {
  return [EditorView.darkTheme.of(dark), syntaxHighlighting(dark ? darkHighlightStyle : defaultHighlightStyle)]
}

function createState(current: { readonly current: EditorProps }, colours: Extension): EditorState {
  const { text, readOnly } = current.current
  // A check that fails, as one that a sign-out has overtaken, marks nothing; the plan says what is wrong.
  const lint = linter(
    (view) =>
      current.current.check(view.state.doc.toString()).then(
        (diagnostics) => toMarks(view, diagnostics),
        () => [],
      ),
    { delay: 400 },
  )
  return EditorState.create({
    doc: text,
    extensions: [
      EditorView.cspNonce.of(document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''),
      EditorView.contentAttributes.of({ 'aria-label': words.mappingYaml, spellcheck: 'false' }),
      colours,
      EditorState.readOnly.of(readOnly),
      EditorState.tabSize.of(2),
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      EditorView.lineWrapping,
      yaml(),
      autocompletion({ override: [completeMapping(() => current.current.vocabulary())] }),
      lint,
      // Tab goes on to the next control: nobody is kept in the editor who has no mouse.
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) current.current.onChange(update.state.doc.toString())
      }),
    ],
  })
}

/** A place by line and column, as far as the text has it: it may have changed since it was checked. */
function toMarks(view: EditorView, diagnostics: readonly Diagnostic[]): Mark[] {
  const { doc } = view.state
  return diagnostics.map(({ line: number, column, severity, message, code }) => {
    const line = doc.line(Math.min(Math.max(number, 1), doc.lines))
    const from = Math.min(line.from + Math.max(column - 1, 0), line.to)
    const word = /^[^\s,:}\]]+/.exec(doc.sliceString(from, line.to))?.[0].length ?? 0
    return { from, to: Math.min(from + Math.max(word, 1), line.to), severity, message, source: code }
  })
}
