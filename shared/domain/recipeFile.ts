import { Recipe } from './recipe'
import { z } from './schema'

type Tree = { readonly [key: string]: unknown }

/** What a file says of itself beside the recipe: what it builds on, for which mixes it stands, and its corrected twin. */
const FileHead = z.looseObject({
  id: z.string(),
  /** The recipe that it repeats but for what it names; null takes a value away. */
  extends: z.string().optional(),
  /** S2: the data sets that are trained on together, such as `acdc+lv`; each makes a recipe of its own. */
  mixes: z.array(z.string()).nullish(),
  corrected: z.strictObject({
    differences: z.array(z.string()).min(1),
    change: z.record(z.string(), z.unknown()),
  }),
})

/**
 * Every recipe of some files: each file's own, one for each of its mixes, and the corrected twin of each (`<id>_c`), in the
 * order of the files. Throws on an unknown or missing key, with the recipe's id.
 */
export function recipesOf(files: readonly Tree[]): Recipe[] {
  const byId = new Map(files.map((file) => [file['id'], file]))
  return files.flatMap((file) => {
    const { extends: _base, mixes, corrected, ...body } = FileHead.parse(whole(file, byId))
    const mixed: Tree[] = mixes
      ? mixes.map((mix) => ({
          ...merged(body, { data: { mix: mix.split('+') } }),
          id: `${body.id}_${mix.replaceAll('+', '_')}`,
        }))
      : [body]
    return mixed.flatMap((one) => [
      recipe(one),
      recipe({
        ...merged(one, corrected.change),
        id: `${String(one['id'])}_c`,
        faithful: false,
        differences: corrected.differences,
      }),
    ])
  })
}

function whole(file: Tree, byId: ReadonlyMap<unknown, Tree>): Tree {
  if (file['extends'] === undefined) return file
  const base = byId.get(file['extends'])
  if (!base) throw new Error(`${String(file['id'])} extends ${String(file['extends'])}, which is no recipe`)
  return merged(whole(base, byId), file)
}

function recipe(tree: Tree): Recipe {
  const parsed = Recipe.safeParse(withoutNulls(tree))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${String(tree['id'])}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `over` goes before `base`, key by key; a list goes whole. Null stays, so that it can take away what lies below. */
function merged(base: Tree, over: Tree): Tree {
  const out: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const below = out[key]
    out[key] = isTree(value) && isTree(below) ? merged(below, value) : value
  }
  return out
}

const withoutNulls = (tree: Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, isTree(value) ? withoutNulls(value) : value]),
  )
