// A process of its own for `networkSteps`: its order is the first argument, as JSON, its report one line on stdout.
import { networkSteps, type StepsOrder } from './networkSteps'

const order = JSON.parse(process.argv[2]!) as StepsOrder
process.stdout.write(`${JSON.stringify(await networkSteps(order))}\n`)
