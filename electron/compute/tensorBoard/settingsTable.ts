import type { Experiment } from '#shared/domain/experiment'

/** The settings of an experiment as a table in Markdown, one line each by its path; where the data lie is left out. */
export function settingsTable({
  name,
  structures,
  preparation,
  network,
  training,
  ...rest
}: Experiment): string {
  const told = { name, structures, network, training, preparation }
  const { prediction, postprocessing } = rest
  const lines = settings({ ...told, prediction, postprocessing }).map(
    ([path, value]) => `| ${path} | ${value} |`,
  )
  return ['| Setting | Value |', '| --- | --- |', ...lines].join('\n')
}

function settings(value: unknown, path = ''): [path: string, value: string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, cell(value)]]
  return Object.entries(value).flatMap(([key, inner]) => settings(inner, path ? `${path}.${key}` : key))
}

const cell = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
