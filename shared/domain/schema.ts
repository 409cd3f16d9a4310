import * as z from 'zod'

// The page's content policy forbids generated code, which zod's fast path is made of. Every schema imports zod from here.
z.config({ jitless: true })

export { z }
