import type { NetworkDefinition } from '@havc/onnx';
import { networkWork } from './network-work.ts';
import { type NetworkTiming, timeNetwork } from './time-network.ts';
import { denseNetwork, productNetwork, sumNetwork, sumTraffic } from './yardsticks.ts';

/** What a device can do, as measured. */
export interface MachinePeak {
  readonly device: string;
  readonly gigaflopPerSecond: number;
  /** What gave that. */
  readonly from: string;
  readonly bandwidthGigabytesPerSecond: number;
}

/** How much work the yardsticks are. */
export interface YardstickSizes {
  readonly denseLayers: number;
  readonly productSide: number;
  readonly products: number;
  readonly sumLength: number;
  readonly sums: number;
}

/** A tenth of a second and more on two cores; 128 MiB, larger than most caches. */
export const PROCESSOR_YARDSTICKS: YardstickSizes = {
  ...{ denseLayers: 8, productSide: 1536, products: 8, sumLength: 2 ** 25, sums: 8 },
};

/** A graphics processor does a hundred times as much, and pictures have to get there and back. */
export const GRAPHICS_YARDSTICKS: YardstickSizes = {
  ...{ denseLayers: 96, productSide: 4096, products: 64, sumLength: 2 ** 27, sums: 32 },
};

/** For a look at whether all works: numbers that say nothing of the machine. */
export const TINY_YARDSTICKS: YardstickSizes = {
  ...{ denseLayers: 1, productSide: 64, products: 2, sumLength: 2 ** 16, sums: 2 },
};

/**
 * Measures what a device can do at best: the faster of dense convolutions and matrix products, and how fast it reads and
 * writes memory. The best of several runs counts, as it is what nothing disturbed.
 *
 * @param sizes - by default those that suit the device.
 * @throws HavcError as `createSession` does, `ABORTED`.
 */
export async function measureMachine(timing: NetworkTiming, sizes?: YardstickSizes): Promise<MachinePeak> {
  const best = async (network: NetworkDefinition) => {
    const { seconds, device } = await timeNetwork(network, { ...timing, torch: undefined });
    return { device, seconds: Math.min(...seconds) };
  };
  let used = sizes ?? PROCESSOR_YARDSTICKS;
  let dense = denseNetwork(used.denseLayers);
  let convolutions = await best(dense);
  if (!sizes && convolutions.device !== 'cpu') {
    used = GRAPHICS_YARDSTICKS;
    dense = denseNetwork(used.denseLayers);
    convolutions = await best(dense);
  }
  const product = productNetwork(used.productSide, used.products);
  const products = await best(product);
  const sums = await best(sumNetwork(used.sumLength, used.sums));
  const rates = [
    { from: 'dense 3x3 convolutions', rate: networkWork(dense, timing.precision).gigaflop / convolutions.seconds },
    { from: 'matrix products', rate: networkWork(product, timing.precision).gigaflop / products.seconds },
  ];
  const fastest = rates.reduce((a, b) => (b.rate > a.rate ? b : a));
  // Numbers of half the length are half the traffic.
  const traffic = sumTraffic(used.sumLength, used.sums) / (timing.precision === 'fp16' ? 2 : 1);
  return {
    device: convolutions.device,
    gigaflopPerSecond: fastest.rate,
    from: fastest.from,
    bandwidthGigabytesPerSecond: traffic / sums.seconds / 1e9,
  };
}

/**
 * The best of what a device was measured to do at several times: one whose clock or neighbours change is slower at some.
 *
 * @throws TypeError for none.
 */
export function bestOf(peaks: readonly MachinePeak[]): MachinePeak {
  const fastest = peaks.reduce((a, b) => (b.gigaflopPerSecond > a.gigaflopPerSecond ? b : a));
  const bandwidth = Math.max(...peaks.map(({ bandwidthGigabytesPerSecond }) => bandwidthGigabytesPerSecond));
  return { ...fastest, bandwidthGigabytesPerSecond: bandwidth };
}
