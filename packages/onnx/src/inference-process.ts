// The program of the inference process: it owns one ONNX Runtime session and answers requests on file descriptor 3.
// It is started by `startInferenceChild` and by nothing else.
import { Socket } from 'node:net';
import * as ort from 'onnxruntime-node';
import { providerOf } from './device.ts';
import { createMessageReader, encodeMessage, type Message } from './message.ts';
import type { InferenceProcessor, ProcessorModule } from './processor.ts';
import type { FailedReply, OpenRequest, Reply, Request } from './protocol.ts';
import { packTensors, type Tensor, type TensorInfo, type Tensors, unpackTensors } from './tensor.ts';

const channel = new Socket({ fd: 3 });

// The host decides when this process ends: by closing the channel. A signal to the whole process group (Ctrl-C,
// a closed terminal, `timeout`) is the host's business.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
channel.on('end', () => process.exit());
channel.on('close', () => process.exit());
channel.on('error', () => process.exit());

let session: ort.InferenceSession | undefined;
let processor: InferenceProcessor | undefined;
/** What the model has taken in the run under way. */
let modelTimes = { modelSeconds: 0, modelCpuSeconds: 0 };

// Runs never overlap: each request waits for the one before it.
let last: Promise<void> = Promise.resolve();
channel.on(
  'data',
  createMessageReader((message) => {
    last = last.then(() => answer(message));
  }),
);

async function answer({ header, body }: Message): Promise<void> {
  const request = header as unknown as Request;
  if (request.kind === 'open') {
    reply(await open(request, body));
    return;
  }
  try {
    modelTimes = { modelSeconds: 0, modelCpuSeconds: 0 };
    const outputs = packTensors(await runProcessor(unpackTensors(request.feeds, body)));
    reply({ kind: 'ran', outputs: outputs.places, ...modelTimes }, outputs.parts);
  } catch (error) {
    reply(failure('run', error));
  }
}

function reply(header: Reply, parts?: readonly Uint8Array[]): void {
  channel.cork();
  for (const part of encodeMessage(header, parts)) channel.write(part);
  channel.uncork();
}

function failure(step: FailedReply['step'], error: unknown): FailedReply {
  return { kind: 'failed', step, message: error instanceof Error ? error.message : String(error) };
}

async function open(request: OpenRequest, body: Uint8Array): Promise<Reply> {
  const provider = providerOf(request.device);
  const build = ort.listSupportedBackends().map((backend) => backend.name);
  if (!build.includes(provider)) {
    return failure('build', `onnxruntime-node has no ${provider} provider for ${process.platform} ${process.arch}`);
  }
  let step: FailedReply['step'] = 'create';
  try {
    await session?.release();
    session = undefined;
    session = await createSession(request, body, sessionOptions(request, provider));
    if (request.processor) {
      const module = (await import(request.processor.module)) as ProcessorModule;
      processor = module.createProcessor(request.processor.options);
    }
    step = 'warm-up';
    const warmUp = unpackTensors(request.warmUp, body);
    await runProcessor(warmUp);
    const start = performance.now();
    if (request.measure) await runProcessor(warmUp);
    return {
      kind: 'opened',
      inputs: describe(session.inputMetadata),
      outputs: describe(session.outputMetadata),
      ...(request.measure && { runMs: performance.now() - start }),
    };
  } catch (error) {
    return failure(step, error);
  }
}

function createSession(
  { model }: OpenRequest,
  body: Uint8Array,
  options: ort.InferenceSession.SessionOptions,
): Promise<ort.InferenceSession> {
  if (typeof model === 'string') return ort.InferenceSession.create(model, options);
  return ort.InferenceSession.create(body.slice(model.offset, model.offset + model.bytes), options);
}

function sessionOptions(request: OpenRequest, provider: string): ort.InferenceSession.SessionOptions {
  return {
    // One provider at a time: with a list, a provider that can't start makes the whole creation fail.
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: request.threads,
    interOpNumThreads: 1,
    // DirectML doesn't support memory patterns.
    enableMemPattern: provider !== 'dml',
    logSeverityLevel: 3,
    // Threads that spin while they wait triple the processor time of a small model (36 against 12 ms a run here),
    // taken from the encoder on the same cores, and win one millisecond in nine.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}

function runProcessor(feeds: Tensors): Promise<Tensors> {
  return processor ? processor(feeds, runModel) : runModel(feeds);
}

async function runModel(feeds: Tensors): Promise<Tensors> {
  const current = session!;
  const inputs: Record<string, ort.Tensor> = {};
  for (const { name, type } of describe(current.inputMetadata)) {
    const feed = feeds[name];
    if (feed) inputs[name] = new ort.Tensor(type as 'float32', feed.data as Float32Array, feed.shape);
  }
  const outputs: Record<string, Tensor> = {};
  for (const [name, { data, dims, type }] of Object.entries(await timed(() => current.run(inputs)))) {
    if (typeof data === 'string' || Array.isArray(data)) throw new Error(`output ${name} is text, not numbers`);
    // Later Node versions have a Float16Array; between processes the bits travel.
    const view = type === 'float16' ? new Uint16Array(data.buffer, data.byteOffset, data.length) : data;
    outputs[name] = { data: view as Tensor['data'], shape: dims };
  }
  return outputs;
}

/** Adds what a call of the model takes to the times of the run. */
async function timed<T>(call: () => Promise<T>): Promise<T> {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const result = await call();
  modelTimes.modelSeconds += (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  modelTimes.modelCpuSeconds += (user + system) / 1e6;
  return result;
}

function describe(metadata: readonly ort.InferenceSession.ValueMetadata[]): TensorInfo[] {
  return metadata.map((value) => ({
    name: value.name,
    type: value.isTensor ? value.type : 'unknown',
    shape: value.isTensor ? value.shape : [],
  }));
}
