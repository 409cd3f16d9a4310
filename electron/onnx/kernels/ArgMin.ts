import { ArgMin } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { placeOfExtreme, type PlaceAttributes } from './reduction.place'

/** Index of the least along an axis, the first of equals; int32. */
export const argMin = defineKernel<Unary, PlaceAttributes>(ArgMin, ({ inputs, attrs, backend }) =>
  placeOfExtreme('ArgMin', Infinity, inputs, attrs, backend),
)
