import { bundledProgram } from '../../fixtures/bundledProgram.mjs'
import { startContestant } from './contestant.mjs'

/** Septum's engine with one network, in a process of its own. */
export const startOurs = (settings) =>
  startContestant('Septum', process.execPath, [
    bundledProgram('test/bench/engine/serve.ts'),
    JSON.stringify(settings),
  ])
