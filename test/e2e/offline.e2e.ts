import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import { expect, test } from 'vitest'

const isolated = process.env.SEPTUM_NETWORK === 'none'

test.skipIf(!isolated)(
  'these stories run where nothing but this machine can be reached (P-17; skipped where the system allows no network namespace)',
  async () => {
    expect(Object.keys(networkInterfaces())).toEqual(['lo'])
    const outside = new Promise((_, reject) => connect(80, '192.0.2.1').once('error', reject))
    await expect(outside).rejects.toMatchObject({ code: 'ENETUNREACH' })
  },
)
