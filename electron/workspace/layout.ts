import { join } from 'node:path'

/** Places inside a workspace (decisions.md 5). */
export interface WorkspaceLayout {
  readonly root: string
  readonly library: string
  readonly folders: string
  readonly annotations: string
  readonly remembered: string
  readonly audit: string
  readonly models: string
  readonly experiments: string
  readonly datasets: string
  readonly cache: string
  /** Prepared cases, in the cache. */
  readonly prepared: string
  readonly samples: string
  readonly locks: string
  study(id: string): string
  /** What the Library shows of a study's contours: it outlives the index. */
  state(study: string): string
  journal(study: string): string
  snapshot(study: string): string
  /** Masks of a study's predictions by a model, before and after post-processing. */
  kept(study: string, model: string): string
  /** `<experiment>.<n>` lies at experiments/<experiment>/runs/<experiment>.<n>. */
  run(id: string): string
}

export function workspaceLayout(root: string): WorkspaceLayout {
  const study = (id: string) => join(root, 'studies', id)
  const segmentations = (id: string) => join(study(id), 'segmentations')
  return {
    root,
    library: join(root, 'library.db'),
    folders: join(root, 'folders.json'),
    annotations: join(root, 'annotations.json'),
    remembered: join(root, 'remembered.json'),
    audit: join(root, 'audit.log'),
    models: join(root, 'models'),
    experiments: join(root, 'experiments'),
    datasets: join(root, 'datasets'),
    cache: join(root, 'cache'),
    prepared: join(root, 'cache', 'prepared'),
    samples: join(root, 'samples'),
    locks: join(root, 'locks'),
    study,
    state: (id) => join(study(id), 'state.json'),
    journal: (id) => join(segmentations(id), 'default.journal.jsonl'),
    snapshot: (id) => join(segmentations(id), 'default.snapshot.json'),
    kept: (id, model) => join(study(id), 'predictions', model),
    run: (id) => join(root, 'experiments', id.replace(/\.\d+$/, ''), 'runs', id),
  }
}
