import {
  blendImages,
  type Colorizer,
  createRgbImage,
  type Frame,
  fork,
  type RgbImage,
  replaceLuma,
  type Stage,
  sizeOf,
  toContiguous,
  zip,
} from '@havc/core';
import { merge, mergeImages, tiled } from '@havc/filters';
import type { ModelPool, ModelRequest } from '../models/model-pool.ts';
import type { ColorNode, MeanNode, MergeNode, ModelNode, TileSettings } from '../recipe/color-schema.ts';
import type { PictureStep } from '../recipe/step-schemas.ts';
import { chain, filmStages, isFilmStep, keepLuma, mapPictures, type StepContext } from './film-steps.ts';
import { pictureFilters } from './picture-steps.ts';
import { automaticRenderFactor, type PictureSize, tileOverlap } from './render-factor.ts';

/** Frames with the models at once: one that they work on, one that waits, one that is done and waits for its reader. */
const FRAMES_AHEAD = 3;

/** What colouring needs besides. */
export interface ColorContext extends StepContext {
  readonly models: ModelPool;
  /** Of the frames, for what goes by it. */
  readonly size?: PictureSize | undefined;
  /** Where the node stands in the recipe: `color.second`. */
  readonly path: string;
  /** The tiles that a node lies in. */
  readonly tiles?: TileSettings | undefined;
}

/** Colours one picture, or a film as a stream where neighbours are needed. */
type Coloring =
  | { readonly kind: 'picture'; readonly colorize: Colorizer['colorize'] }
  | { readonly kind: 'film'; readonly stage: Stage };

/**
 * A stage that colours frames as a node of a recipe says.
 *
 * @throws HavcError as models and steps do.
 */
export async function colorStage(node: ColorNode, context: ColorContext): Promise<Stage> {
  return asStage(await coloringOf(node, context), context);
}

/** The node as it is, with what is done around it. */
async function coloringOf(node: ColorNode, context: ColorContext): Promise<Coloring> {
  const { tiles, before, after } = node;
  const core = await innerColoring(node, { ...context, tiles: tiles ?? context.tiles });
  const inner = tiles && core.kind === 'picture' ? inTiles(core.colorize, tiles) : core;
  if (before.length + after.length === 0) return inner;
  const prepare = await pictureFilters(before, context.readFile);
  if (inner.kind === 'picture' && !after.some(isFilmStep)) {
    const finish = await pictureFilters(after as PictureStep[], context.readFile);
    return {
      kind: 'picture',
      async colorize(image, options) {
        const colored = await inner.colorize(prepare(image), options);
        return replaceLuma(image, finish(colored));
      },
    };
  }
  const stages = [
    ...(before.length > 0 ? [mapPictures(prepare, context.signal)] : []),
    asStage(inner, context),
    ...(await filmStages(after, context)),
  ];
  return { kind: 'film', stage: keepLuma(chain(stages), context.signal) };
}

async function innerColoring(node: ColorNode, context: ColorContext): Promise<Coloring> {
  if ('model' in node) return { kind: 'picture', colorize: await loadModel(node, context) };
  if ('merge' in node) return merging(node, context);
  if ('mean' in node) return averaging(node, context);
  return coloringOf(node.color, inside(context, 'color'));
}

/** A model; one that is blended with deoldify-video as two, so that this is loaded and asked once. */
async function loadModel(node: ModelNode, context: ColorContext): Promise<Colorizer['colorize']> {
  const { model, videoBlend = 0, inputSizes, steady } = node;
  const renderFactor =
    node.renderFactor === 'auto' ? automaticRenderFactor(context.size, context.tiles) : node.renderFactor;
  const request: ModelRequest = {
    model,
    ...(renderFactor !== undefined && { renderFactor }),
    ...(inputSizes && { inputSizes }),
    // Tiles come in turn: there is no film to be steady over.
    ...(steady !== undefined && { steady: steady && !context.tiles, place: context.path }),
  };
  const own = await context.models.load(request);
  if (videoBlend === 0) return own.colorize.bind(own);
  const video = await context.models.load({
    model: 'deoldify-video',
    ...(renderFactor !== undefined && { renderFactor }),
  });
  if (videoBlend === 1) return video.colorize.bind(video);
  return async (image, options) => {
    const [colored, calm] = await settled([own.colorize(image, options), video.colorize(image, options)]);
    return blendImages(colored!, calm!, videoBlend);
  };
}

async function merging(node: MergeNode, context: ColorContext): Promise<Coloring> {
  // One after the other: two models that are loaded at once would need the memory for both checkpoints.
  const first = await coloringOf(node.first, inside(context, 'first'));
  const second = await coloringOf(node.second, inside(context, 'second'));
  if (first.kind === 'picture' && second.kind === 'picture') {
    const merged = merge(node.merge, undisposed(first.colorize), undisposed(second.colorize));
    return { kind: 'picture', colorize: (image, options) => merged.colorize(image, options) };
  }
  const [one, other] = [asStage(first, context), asStage(second, context)];
  const { method } = node.merge;
  if (method === 'first') return { kind: 'film', stage: one };
  if (method === 'second') return { kind: 'film', stage: other };
  const join = ([a, b]: readonly RgbImage[]) => mergeImages(a!, b!, node.merge);
  return { kind: 'film', stage: keepLuma(sideBySide([one, other], join), context.signal) };
}

async function averaging(node: MeanNode, context: ColorContext): Promise<Coloring> {
  const parts: Coloring[] = [];
  for (const [n, part] of node.mean.entries()) parts.push(await coloringOf(part, inside(context, `mean[${n}]`)));
  const join = (images: readonly RgbImage[]) => meanOf(images, node.weights);
  const pictures = parts.flatMap((part) => (part.kind === 'picture' ? [part.colorize] : []));
  if (pictures.length === parts.length) {
    return {
      kind: 'picture',
      async colorize(image, options) {
        const images = await settled(pictures.map((colorize) => colorize(image, options)));
        return replaceLuma(image, join(images));
      },
    };
  }
  const stages = parts.map((part) => asStage(part, context));
  return { kind: 'film', stage: keepLuma(sideBySide(stages, join), context.signal) };
}

function inside(context: ColorContext, field: string): ColorContext {
  return { ...context, path: `${context.path}.${field}` };
}

function inTiles(colorize: Colorizer['colorize'], tiles: TileSettings): Coloring {
  const { count, blend } = tiles;
  const inner = undisposed(colorize);
  return {
    kind: 'picture',
    colorize: (image, options) =>
      tiled(inner, { tiles: count, blend, ...tileOverlap(sizeOf(image), tiles) }).colorize(image, options),
  };
}

function asStage(coloring: Coloring, { signal }: ColorContext): Stage {
  if (coloring.kind === 'film') return coloring.stage;
  return mapPictures((image, work) => coloring.colorize(image, work), signal, FRAMES_AHEAD);
}

/** Stages that see the same frames, and what is made of their pictures. */
function sideBySide(stages: readonly Stage[], join: (images: readonly RgbImage[]) => RgbImage): Stage {
  return async function* joined(frames) {
    const branches = fork(frames, stages.length).map((branch, n) => stages[n]!(branch));
    let together: AsyncIterable<readonly Frame[]> = mapItems(branches[0]!, (frame) => [frame]);
    for (const branch of branches.slice(1)) {
      together = mapItems(zip(together, branch), ([before, frame]) => [...before, frame]);
    }
    for await (const parts of together) yield { ...parts[0]!, image: join(parts.map(({ image }) => image)) };
  };
}

async function* mapItems<A, B>(items: AsyncIterable<A>, change: (item: A) => B): AsyncGenerator<B, void, undefined> {
  for await (const item of items) yield change(item);
}

/** The weighted mean of pictures, rounded half up. */
export function meanOf(images: readonly RgbImage[], weights: readonly number[]): RgbImage {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const samples = images.map((image) => toContiguous(image));
  const { width, height } = sizeOf(images[0]!);
  const result = createRgbImage(width, height);
  const data = result.data;
  const sums = new Float32Array(data.length).fill(0.5);
  for (const [n, part] of samples.entries()) {
    const share = weights[n]! / total;
    for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! + share * part[i]!;
  }
  for (let i = 0; i < data.length; i++) data[i] = Math.min(255, sums[i]!);
  return result;
}

/** All results; when one fails, the others are waited for, so that nothing runs on behind an error. */
async function settled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<T>).value);
}

/** A colourizer whose models belong to the pool. */
function undisposed(colorize: Colorizer['colorize']): Colorizer {
  return { colorize, dispose: async () => {} };
}
