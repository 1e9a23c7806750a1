import { HavcError } from '@havc/core';
import { adviceFor, type Device } from './device.ts';
import { type ChildExit, describeExit, type InferenceChild } from './inference-child.ts';
import type { FailedReply, OpenedReply, ProcessorSource } from './protocol.ts';
import { packTensors, type Tensors } from './tensor.ts';

/** All that a process needs to know to open a model. */
export interface ModelSource {
  /** Path of the .onnx file, or its bytes. */
  readonly model: string | Uint8Array;
  /** The model's name in messages. */
  readonly name: string;
  readonly threads: number;
  readonly warmUp: Tensors;
  readonly processor?: ProcessorSource;
}

/** Why a model couldn't be opened on a device. */
export interface OpenFailure {
  readonly kind: 'failed';
  /** In a few words, for a list of devices. */
  readonly reason: string;
  /** For someone who wanted just this device. */
  readonly error: HavcError;
  /** Whether it cost the process its life. */
  readonly processEnded: boolean;
}

/** Opens a model on one device and runs it once. Whatever goes wrong is in the result. */
export async function openOnChild(
  child: InferenceChild,
  source: ModelSource,
  device: Device,
  measure: boolean,
): Promise<OpenedReply | OpenFailure> {
  const { model, name, threads, warmUp, processor } = source;
  const modelTensor: Tensors = typeof model === 'string' ? {} : { [MODEL]: { data: model, shape: [model.length] } };
  const { places, parts } = packTensors({ ...modelTensor, ...warmUp });
  const modelPlace = places.find((place) => place.name === MODEL);
  const { header } = await child.request(
    {
      kind: 'open',
      device,
      model: typeof model === 'string' ? model : modelPlace!,
      threads,
      warmUp: places.filter((place) => place.name !== MODEL),
      measure,
      ...(processor && { processor }),
    },
    parts,
  );
  if (header.kind === 'exited') return exitFailure(header.exit, name, device);
  if (header.kind === 'failed') return replyFailure(header, name, device, child.stderr());
  child.forgetStderr();
  return header as OpenedReply;
}

/** Stands for the model's own bytes among the tensors of the request; no input is named so. */
const MODEL = '';

function exitFailure(exit: ChildExit, model: string, device: Device): OpenFailure {
  const reason = `the process that tried it ${describeExit(exit)}`;
  const details = { model, device, ...exit };
  const error =
    device === 'cpu'
      ? new HavcError(
          'INFERENCE_FAILED',
          `Model ${model} couldn't be loaded on cpu: ${reason}. Check that there is enough free memory, and that the model's file is whole.`,
          { details },
        )
      : unavailable(model, device, reason, details);
  return { kind: 'failed', reason, error, processEnded: true };
}

function replyFailure(reply: FailedReply, model: string, device: Device, stderr: readonly string[]): OpenFailure {
  const reason = shortReason(reply.message, stderr);
  const details = { model, device, stderr, message: reply.message };
  const error = replyError(reply, model, device, reason, details);
  return { kind: 'failed', reason, error, processEnded: false };
}

function replyError(
  { step, message }: FailedReply,
  model: string,
  device: Device,
  reason: string,
  details: Record<string, unknown>,
): HavcError {
  if (step === 'create' && (device === 'cpu' || isModelFault(message))) {
    return new HavcError(
      'WEIGHTS_REFUSED',
      `The file of model ${model} couldn't be loaded: ${reason}. It's damaged or no ONNX model: get it again.`,
      { details },
    );
  }
  if (step === 'warm-up') {
    return new HavcError(
      'INFERENCE_FAILED',
      `Model ${model} failed its first run on ${device}: ${reason}. Try another device.`,
      { details },
    );
  }
  return unavailable(model, device, reason, details);
}

function unavailable(model: string, device: Device, reason: string, details: Record<string, unknown>): HavcError {
  return new HavcError(
    'DEVICE_UNAVAILABLE',
    `Device ${device} can't be used for model ${model}: ${reason}. ${adviceFor(device)}`,
    { details },
  );
}

/** Whether ONNX Runtime's message speaks of the file and not of the device. */
function isModelFault(message: string): boolean {
  return /Protobuf parsing failed|does not have a graph|INVALID_GRAPH|INVALID_PROTOBUF|NO_MODEL/.test(message);
}

/** The part of ONNX Runtime's message that tells something, without source lines of C++; names a library that is missing. */
function shortReason(message: string, stderr: readonly string[]): string {
  const library = stderr.join('\n').match(/([\w.+-]+\.(?:so|dll|dylib)[\w.]*): cannot open shared object file/);
  if (library && /shared library/.test(message)) return `${library[1]} isn't installed`;
  const [line = ''] = message.replace(/^.* was false\. /s, '').split('\n');
  return line.trim().replace(/\.$/, '').slice(0, 300);
}
