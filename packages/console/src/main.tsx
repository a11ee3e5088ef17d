import { render } from 'preact'

import { App } from './app.tsx'
import { linkBelowMount } from './mount.ts'
import './style/index.css'

linkBelowMount()
const root = document.getElementById('console')
if (root !== null) render(<App />, root)
