import { SPEED_STAGES, type SpeedResults, type Throughput } from '../../results/speed-results.ts';
import { createSamples } from '../../results/testing/create-results.ts';

type Random = () => number;

const WAYS = [
  ['identity pipeline', 'pipeline', 0, 140, 0],
  ['compact', 'model', 256, 41, 0.02],
  ['DeOldify Video', 'model', 384, 0.62, 1.5],
  ['DDColor Artistic', 'model', 512, 0.41, 2.3],
  ['preset medium', 'preset', 480, 0.24, 3.9],
  ['my recipe with a very long name, as people give', 'recipe', 480, 0.3, 3.1],
] as const;

/** A made speed part. */
export function makeSpeedResults(random: Random): SpeedResults {
  const around = (value: number) =>
    createSamples(value * (0.97 + 0.06 * random()), value, value * (0.97 + 0.06 * random()));
  return {
    throughput: WAYS.map(([label, kind, workingSize, framesPerSecond, infer], index): Throughput => {
      const seconds = { decode: 0.004, prepare: 0.003, infer, merge: 0.004, filter: 0.006, encode: 0.007 };
      return {
        ...{ id: `w${index}`, label, kind, width: 1920, height: 1080, workingSize },
        ...{ device: 'cpu', precision: 'fp32', frames: 250 },
        framesPerSecond: around(framesPerSecond),
        wallSeconds: around(250 / framesPerSecond),
        cpuSeconds: around(420 / framesPerSecond),
        peakMemory: 4e8 + 9e8 * random(),
        stages: SPEED_STAGES.filter((stage) => seconds[stage] > 0).map((stage) => ({
          stage,
          secondsPerFrame: seconds[stage],
        })),
        ...(index % 2 === 0
          ? { peer: { name: index === 0 ? 'ffmpeg alone' : 'eager PyTorch', ratio: around(1.4) } }
          : {}),
        notes: index === 4 ? ['Frames are coloured at 480 and enlarged.'] : [],
      };
    }),
    rooflines: (
      [
        ['deoldify-video', 384, 178, 0.71],
        ['ddcolor-artistic', 512, 240, 0.58],
        ['compact', 256, 0.9, 0.22],
        ['zhang-siggraph17', 256, 59, 0.83],
      ] as const
    ).map(([model, inputSize, gigaflop, fraction], index) => ({
      ...{ model, inputSize, device: 'cpu', precision: 'fp32', gigaflop, leastBytes: 2.5e8 },
      seconds: around(gigaflop / (240 * fraction)),
      gigaflopPerSecond: 240 * fraction,
      peakGigaflopPerSecond: 240,
      fraction,
      ...(index === 0 ? { peakFrom: 'dense 3x3 convolutions' } : {}),
      ...(index === 2 ? { bandwidthGigabytesPerSecond: 20, roofGigaflopPerSecond: 72 } : {}),
      ...(index < 2 ? { peer: { name: 'eager PyTorch', ratio: around(1.3) } } : {}),
    })),
    rows: [
      { benchmark: 'kernels', measure: 'rgbToLab against a naive loop', value: 6.2, unit: 'x', target: { atLeast: 3 } },
      {
        benchmark: 'memory',
        measure: '2000 frames against 200',
        value: 31,
        unit: 'MB',
        target: { atMost: 20 },
        note: 'resident, all processes',
      },
      { benchmark: 'first-frame', measure: 'compact', value: 0.83, unit: 's', samples: [0.81, 0.83, 0.9] },
    ],
    notMeasured: [{ what: 'eager PyTorch of zhang-siggraph17', why: 'python3-torch is not installed' }],
    energy: { sources: [], notes: ['No counter of the processor package can be read here.'] },
  };
}
