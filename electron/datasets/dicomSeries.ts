import type { CaseSource } from '#shared/domain/study'
import { StackDetail } from './dicomCase'
import { openStack } from './dicomReader'
import { drawnOnCase } from './drawn/drawnCase'
import { drawnOn } from './drawn/drawnOn'
import { readerWith } from './drawn/drawnReader'
import { seriesCollector } from './seriesCollector'
import type { CaseReader, FileLayout } from './adapter'

/**
 * Any DICOM files, grouped by patient, study and series; each group of one size, spacing and orientation is a case,
 * rebuilt as a slice × phase grid. Names of files and folders do not matter. RT structure sets, segmentations, cvi42
 * workspaces and mask volumes are laid over the series that they belong to.
 */
export const dicomSeries: FileLayout = {
  id: 'dicom',
  title: 'DICOM series',
  citation: '',
  licence: 'That of the images.',
  collect: seriesCollector,
  open: openSeries,
}

async function openSeries(source: CaseSource): Promise<CaseReader> {
  const images = await openStack(source)
  const { grid, places, drawn: detail } = StackDetail.parse(source.detail)
  if (!detail) return images
  const drawn = await drawnOnCase(detail.drawings, drawnOn(grid, places, detail))
  const problems = [...new Set([...source.problems, ...drawn.problems])]
  return readerWith(images, drawn, problems)
}
