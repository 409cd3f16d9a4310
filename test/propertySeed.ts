import fc from 'fast-check'

// Properties draw the same examples on every machine, so that a red test is red everywhere. PROPERTY_SEED=random looks
// for new ones; a number repeats what a report named.
const asked = process.env.PROPERTY_SEED
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? 20261121) })
