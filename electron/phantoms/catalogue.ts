import type { PhantomLayoutId } from '#shared/domain/phantom'
import { writeAcdcPatient } from './acdcPatient'
import { decathlonPhantoms } from './decathlonPatient'
import { segmentPhantoms, structurePhantoms, workspacePhantoms } from './drawnPatient'
import { freesurferPhantoms } from './freesurferPatient'
import { imageMaskPhantoms } from './imageMaskPatient'
import { lvscPhantoms } from './lvscPatient'
import { dicomMaskPhantoms, niftiMaskPhantoms } from './maskPatient'
import { mnms2Phantoms } from './mnms2Patient'
import { mnmsPhantoms } from './mnmsPatient'
import { nnunetPhantoms } from './nnunetPatient'
import type { PhantomLayout } from './phantomLayout'
import { rvscPhantoms } from './rvscPatient'
import { atlasPhantoms, challengePhantoms } from './sunnybrookLayouts'
import { sunnybrookName, writeSunnybrookPatient } from './sunnybrookPatient'

/** How phantom hearts are written in each layout. */
export const phantomLayouts: Readonly<Record<PhantomLayoutId, PhantomLayout>> = {
  acdc: { name: (index) => `patient${String(index + 1).padStart(3, '0')}`, write: writeAcdcPatient },
  sunnybrook: { name: (index, plan) => sunnybrookName(plan, index), write: writeSunnybrookPatient },
  'sunnybrook-l1': challengePhantoms,
  'sunnybrook-l3': atlasPhantoms,
  rvsc: rvscPhantoms,
  lvsc: lvscPhantoms,
  mnms: mnmsPhantoms,
  mnms2: mnms2Phantoms,
  nnunet: nnunetPhantoms,
  decathlon: decathlonPhantoms,
  'dicom-rtstruct': structurePhantoms,
  'dicom-seg': segmentPhantoms,
  cvi42: workspacePhantoms,
  'dicom-mask': dicomMaskPhantoms,
  'nifti-mask': niftiMaskPhantoms,
  freesurfer: freesurferPhantoms,
  'image-mask': imageMaskPhantoms,
}
