import { existsSync } from 'node:fs';
import { buildGraph, type WeightSource } from '@havc/onnx';
import { describe, expect, it } from 'vitest';
import { goldenPath, readJson } from '../../core/src/testing/golden.ts';
import { openRecipe, type RecipeManifest } from '../../onnx/src/testing/recipe-weights.ts';
import { type DdcolorNetwork, ddcolorNetwork } from './ddcolor-network.ts';

const NETWORKS: readonly DdcolorNetwork[] = ['tiny', 'large'];
const golden = (network: DdcolorNetwork) => goldenPath(`ddcolor-${network}`);
const there = NETWORKS.every((network) => existsSync(golden(network)));

type Tensors = Map<string, { readonly shape: readonly number[] }>;

/** The names and shapes of a network's official files, with changes. */
function tensorsOf(network: DdcolorNetwork, change: (tensors: Tensors) => void = () => {}) {
  const tensors: Tensors = new Map(openRecipe(golden(network)).tensors);
  change(tensors);
  return { name: 'test.pth', tensors } satisfies Pick<WeightSource, 'name' | 'tensors'>;
}

describe.skipIf(!there)(`ddcolorNetwork with the names and shapes in ${goldenPath('ddcolor-*')}`, () => {
  it.each(NETWORKS)(
    'uses every tensor of the official files but those that colouring has no use for: %s',
    (network) => {
      const { unused_by_inference = [], entries } = readJson<RecipeManifest>(`${golden(network)}/manifest.json`);
      const read = new Set<string>();
      const { tensors } = tensorsOf(network);
      const watched: Pick<WeightSource, 'name' | 'tensors'> = {
        name: 'test.pth',
        tensors: Object.assign(new Map(tensors), {
          get: (name: string) => {
            read.add(name);
            return tensors.get(name);
          },
        }),
      };
      buildGraph(ddcolorNetwork(network, 64), 'fp32', watched);
      const unread = entries.map(({ key }) => key).filter((key) => !read.has(key));
      expect(unread.filter((key) => !key.endsWith('.num_batches_tracked'))).toEqual(unused_by_inference);
    },
  );

  it.each(NETWORKS)('has one input and one output of the sizes that were asked for: %s', (network) => {
    const { inputs, outputs } = buildGraph(ddcolorNetwork(network, 96, 3), 'fp32', tensorsOf(network));
    expect(inputs.map(({ name, shape }) => [name, shape])).toEqual([['image', [3, 3, 96, 96]]]);
    expect(outputs.map(({ name, shape }) => [name, shape])).toEqual([['ab', [3, 2, 96, 96]]]);
  });

  it('needs the same weights whatever the size and the batch, so that graphs share their file', () => {
    const namesOf = (size: number, batch: number) =>
      buildGraph(ddcolorNetwork('tiny', size, batch), 'fp32', tensorsOf('tiny'))
        .initializers.filter(({ load }) => load)
        .map(({ name, shape }) => `${name} ${shape}`);
    expect(namesOf(512, 4)).toEqual(namesOf(64, 1));
  });

  it('names what is missing, misshapen and left over', () => {
    const changed = tensorsOf('tiny', (tensors) => {
      tensors.delete('encoder.arch.stages.2.5.gamma');
      tensors.delete('decoder.last_shuf.conv.0.weight_u');
      tensors.set('decoder.color_decoder.level_embed.weight', { shape: [4, 256] });
      tensors.set('encoder.arch.head.weight', { shape: [1000, 768] });
    });
    expect(() => buildGraph(ddcolorNetwork('tiny', 64), 'fp32', changed)).toThrow(
      "test.pth doesn't hold the weights of ddcolor-tiny; tensors: " +
        '2 missing (encoder.arch.stages.2.5.gamma [384], decoder.last_shuf.conv.0.weight_u [4096]); ' +
        '1 of another shape (decoder.color_decoder.level_embed.weight is [4, 256] and should be [3, 256]); ' +
        "1 that it doesn't have (encoder.arch.head.weight). Expected is ddcolor_paper_tiny.pth.",
    );
  });

  it("refuses the other network's file, and says which files it takes", () => {
    expect(() => buildGraph(ddcolorNetwork('large', 64), 'fp32', tensorsOf('tiny'))).toThrow(
      /Expected is ddcolor_modelscope\.pth, ddcolor_artistic\.pth or ddcolor_paper\.pth\.$/,
    );
  });

  it('takes no size that the halvings and doublings would not give back', () => {
    expect(() => buildGraph(ddcolorNetwork('tiny', 80), 'fp32', tensorsOf('tiny'))).toThrow(
      "Layer decoder.layers.0.shuf.conv.0: can't join",
    );
  });
});
