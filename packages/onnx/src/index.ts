export {
  autoOrder,
  DEVICES,
  type Device,
  type DeviceAttempt,
  type DeviceChoice,
} from './device.ts';
export { listDevices } from './list-devices.ts';
export type { InferenceProcessor, ProcessorModule } from './processor.ts';
export type { ProcessorSource } from './protocol.ts';
export { createSession, type InferenceSession, type SessionOptions } from './session.ts';
export type { Tensor, TensorData, TensorInfo, Tensors } from './tensor.ts';
