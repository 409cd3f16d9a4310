// Loaded before a program (node --import): an ONNX Runtime that knows no blocked operators, as on other processors.
import native from 'onnxruntime-node/dist/binding.js'

const { binding } = native
binding.InferenceSession = class extends binding.InferenceSession {
  loadModel(buffer, offset, length, options) {
    if (Buffer.from(buffer, offset, length).includes('com.microsoft.nchwc'))
      throw new Error('com.microsoft.nchwc is not a registered domain')
    super.loadModel(buffer, offset, length, options)
  }
}
