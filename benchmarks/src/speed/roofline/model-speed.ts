import type { Benchmark, Row, Scale } from '../benchmark.ts';
import { measuredNetworks } from '../models/networks.ts';
import { TINY_YARDSTICKS } from './measure-machine.ts';
import { type MeasuredRooflines, measureRooflines } from './measure-rooflines.ts';

/** Fewer have no median to speak of. */
const LEAST_RUNS = 3;

/** The networks of the full models on the processor. */
export const modelSpeed: Benchmark = {
  name: 'model-speed',
  summary:
    'the networks of the full models on the processor, with made weights, against eager PyTorch where it is there',
  async run({ scale, folder, say, signal }) {
    const settings = { device: 'cpu', precision: 'fp32', folder, say, signal } as const;
    return rowsOf(await measureRooflines({ ...networkSettings(scale), ...settings }));
  },
};

/** What is measured at a scale. */
export function networkSettings({ allNetworks, repeats }: Scale) {
  return {
    networks: measuredNetworks(allNetworks),
    runs: Math.max(LEAST_RUNS, repeats),
    yardsticks: allNetworks ? undefined : TINY_YARDSTICKS,
  };
}

/** What was measured as rows with targets. */
export function rowsOf({ machine, networks }: MeasuredRooflines): readonly Row[] {
  const benchmark = modelSpeed.name;
  // Rows of the processor have the plain names: they are what targets are for.
  const where = machine.device === 'cpu' ? '' : `, ${machine.device}`;
  return [
    {
      ...{ benchmark, measure: `peak${where}`, value: machine.gigaflopPerSecond, unit: 'GFLOP/s' },
      note: `${machine.from}: the machine's peak for what follows`,
    },
    {
      ...{ benchmark, measure: `memory${where}`, value: machine.bandwidthGigabytesPerSecond, unit: 'GB/s' },
      note: 'sums of arrays of 128 MiB and more',
    },
    ...networks.flatMap(({ roofline, atLeast, note }): Row[] => {
      const { model, inputSize, precision, seconds, gigaflop, gigaflopPerSecond, fraction, peer } = roofline;
      const measure = `${model} ${inputSize}${where}${precision === 'fp32' ? '' : `, ${precision}`}`;
      const rates = `${gigaflop.toFixed(0)} GFLOP, ${gigaflopPerSecond.toFixed(0)} GFLOP/s, ${Math.round(100 * fraction)} % of the peak`;
      return [
        {
          ...{ benchmark, measure, value: seconds.median, unit: 's', samples: seconds.values },
          note: `${rates}; ${note}`,
        },
        ...(peer
          ? [
              {
                ...{ benchmark, measure: `${measure}, PyTorch / ours`, unit: 'x', target: { atLeast } },
                ...{ value: peer.ratio.median, samples: peer.ratio.values, note: peer.name },
              },
            ]
          : []),
      ];
    }),
  ];
}
