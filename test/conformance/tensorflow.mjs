// Stands for '@tensorflow/tfjs' in the bundle: the parts of it that the specs and the engine need, as ES modules.
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
import '@tensorflow/tfjs-backend-cpu'
export * from '@tensorflow/tfjs-core'
