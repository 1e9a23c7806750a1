import { availableParallelism } from 'node:os';
import { HavcError } from '@havc/core';

/** The devices a model can run on, by the names that options use. */
export const DEVICES = ['cpu', 'cuda', 'tensorrt', 'webgpu', 'directml', 'coreml'] as const;

/** A device that a model really runs on. */
export type Device = (typeof DEVICES)[number];

/** A device by name, or `auto` for the best that works here. */
export type DeviceChoice = Device | 'auto';

/** What became of one device. */
export interface DeviceAttempt {
  readonly device: Device;
  readonly usable: boolean;
  /** Why it was passed over, in words for people; absent where it was usable and taken. */
  readonly reason?: string;
}

/** Each device's name in ONNX Runtime. */
const PROVIDERS: Readonly<Record<Device, string>> = {
  cpu: 'cpu',
  cuda: 'cuda',
  tensorrt: 'tensorrt',
  webgpu: 'webgpu',
  directml: 'dml',
  coreml: 'coreml',
};

/**
 * What `auto` tries, best first. TensorRT is missing on purpose: building its engine takes minutes for a model, which
 * someone should have asked for.
 */
const AUTO_ORDER: Partial<Record<NodeJS.Platform, readonly Device[]>> = {
  darwin: ['coreml', 'webgpu', 'cpu'],
  win32: ['cuda', 'directml', 'webgpu', 'cpu'],
  linux: ['cuda', 'webgpu', 'cpu'],
};

/** The devices that `auto` tries on this platform, best first; `cpu` is always the last. */
export function autoOrder(platform: NodeJS.Platform = process.platform): readonly Device[] {
  return AUTO_ORDER[platform] ?? ['cpu'];
}

/** ONNX Runtime's name for a device. */
export function providerOf(device: Device): string {
  return PROVIDERS[device];
}

/**
 * Checks a device's name.
 *
 * @throws HavcError `OPTION_INVALID` that lists the names there are.
 */
export function ensureDeviceChoice(device: string): asserts device is DeviceChoice {
  if (device === 'auto' || (DEVICES as readonly string[]).includes(device)) return;
  throw new HavcError('OPTION_INVALID', `options.device must be one of auto, ${DEVICES.join(', ')}, got "${device}".`);
}

/** As many threads as there are processor cores for this process, which is what `threads` is when it isn't given. */
export function defaultThreads(): number {
  return availableParallelism();
}

/** What someone can do to get a device that is not there, as a sentence. */
export function adviceFor(device: Device): string {
  switch (device) {
    case 'cuda':
    case 'tensorrt':
      return 'It needs Linux x64, an NVIDIA driver, CUDA 12 with cuDNN 9, and the files that the install script of onnxruntime-node fetches (node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12). Or use device "auto" or "cpu".';
    case 'webgpu':
      return 'It needs a graphics processor with a current driver (Vulkan on Linux, Direct3D 12 on Windows, Metal on macOS). Or use device "auto" or "cpu".';
    case 'directml':
      return 'It needs Windows 10 or later and a graphics driver for Direct3D 12. Or use device "auto" or "cpu".';
    case 'coreml':
      return 'It needs macOS. Or use device "auto" or "cpu".';
    case 'cpu':
      return 'Reinstall onnxruntime-node: its native file for this platform is missing or damaged.';
  }
}
