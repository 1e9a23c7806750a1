import type { ColorNode, NodeSteps } from '../recipe/color-schema.ts';
import { findFilmSteps } from '../recipe/ensure-consistent.ts';
import type { Recipe } from '../recipe/recipe-schema.ts';
import { explainModel, needsPreview } from './explain-models.ts';
import { explainMerge, explainStep } from './explain-steps.ts';
import { number } from './words.ts';

/** Something that a recipe does. */
export interface ExplainedStep {
  /** Where it stands in the recipe: `color.second.after[0]`. */
  readonly path: string;
  /** What happens, with its numbers. */
  readonly what: string;
  /** Why one wants it; absent where that goes without saying. */
  readonly why?: string;
  /** How deep inside another step, 0 for the film itself. */
  readonly depth: number;
}

/**
 * What a recipe will do, in order, in words for people.
 *
 * @param recipe - a complete one, as `parseRecipe` and `presetRecipe` give it.
 */
export function explain(recipe: Recipe): readonly ExplainedStep[] {
  return [...explainFrame(recipe), ...explainFilm(recipe), ...explainShots(recipe), explainLuma(recipe)];
}

/** An explanation as lines of text, numbered. */
export function formatExplanation(steps: readonly ExplainedStep[]): string {
  let count = 0;
  return steps
    .map(({ what, why, depth }) => {
      const lead = depth === 0 ? `${++count}.`.padEnd(4) : `    ${'  '.repeat(depth - 1)}- `;
      const reason = why === undefined ? '' : `\n${' '.repeat(lead.length)}(${why})`;
      return `${lead}${what}${reason}`;
    })
    .join('\n');
}

function explainFrame({ size }: Recipe): ExplainedStep[] {
  if (size === 'full') {
    return [
      {
        path: 'size',
        what: 'Take each frame at its full size.',
        why: 'finer colour edges, for much more time',
        depth: 0,
      },
    ];
  }
  return [
    {
      path: 'size',
      what: `Shrink each frame to a shorter side of ${size} pixels at most; its own luma waits untouched.`,
      why: 'people see detail in luma, and little of it in colour; small pictures are fast',
      depth: 0,
    },
  ];
}

function explainFilm(recipe: Recipe): ExplainedStep[] {
  const { scenes, frames, prepare, color, filters } = recipe;
  const told: ExplainedStep[] = [];
  const looksAround = findFilmSteps(recipe).length > 0;
  if (scenes && (looksAround || frames !== 'all')) {
    const why = looksAround
      ? 'nothing that mixes frames over time may reach across a cut'
      : 'to know which frames to colour';
    told.push({ path: 'scenes', what: `Find the cuts (detector ${scenes.detector}).`, why, depth: 0 });
  } else if (looksAround) {
    const why = 'the recipe says scenes: null';
    told.push({ path: 'scenes', what: 'Look for no cuts: means over time will reach across them.', why, depth: 0 });
  }
  if (prepare.length > 0) told.push({ path: 'prepare', what: 'Prepare the gray picture:', depth: 0 });
  told.push(...prepare.map((step, index) => ({ ...explainStep(step), path: `prepare[${index}]`, depth: 1 })));
  if (frames !== 'all') {
    const which = frames === 'cuts' ? "each shot's first frame" : 'frames that are worth being references';
    told.push({ path: 'frames', what: `Colour only ${which}; the others stay gray.`, depth: 0 });
  }
  told.push(...explainNode(color, 'color', 0));
  told.push(...filters.map((step, index) => ({ ...explainStep(step), path: `filters[${index}]`, depth: 0 })));
  return told;
}

function explainNode(node: ColorNode, path: string, depth: number): ExplainedStep[] {
  if ('model' in node) return [{ ...explainModel(node), path, depth }, ...around(node, path, depth + 1)];
  if ('merge' in node) {
    return [
      { ...explainMerge(node.merge), path: `${path}.merge`, depth },
      ...explainNode(node.first, `${path}.first`, depth + 1),
      ...explainNode(node.second, `${path}.second`, depth + 1),
      ...around(node, path, depth + 1),
    ];
  }
  if ('mean' in node) {
    const total = node.weights.reduce((sum, weight) => sum + weight, 0);
    const shares = node.weights.map((weight) => `${number((100 * weight) / total)} %`).join(', ');
    return [
      {
        path,
        what: `Average ${node.mean.length} colourings (${shares}):`,
        why: 'their mistakes differ, and even out',
        depth,
      },
      ...node.mean.flatMap((part, index) => explainNode(part, `${path}.mean[${index}]`, depth + 1)),
      ...around(node, path, depth + 1),
    ];
  }
  return [
    { path, what: 'Make a colouring by itself:', depth },
    ...beforehand(node, path, depth + 1),
    ...explainNode(node.color, `${path}.color`, depth + 1),
    ...afterwards(node, path, depth + 1),
  ];
}

/** What is done before and after a colouring. */
function around(node: NodeSteps, path: string, depth: number): ExplainedStep[] {
  return [...beforehand(node, path, depth), ...afterwards(node, path, depth)];
}

function beforehand({ tiles, before }: NodeSteps, path: string, depth: number): ExplainedStep[] {
  const told: ExplainedStep[] = [];
  if (tiles) {
    const what = `Colour ${tiles.count} overlapping tiles, and join them along ramps.`;
    told.push({ path: `${path}.tiles`, what, why: 'about twice the resolution of colours', depth });
  }
  for (const [index, step] of before.entries()) {
    const { what, why } = explainStep(step);
    told.push({ path: `${path}.before[${index}]`, what: `Before: ${lower(what)}`, ...(why && { why }), depth });
  }
  return told;
}

function afterwards({ before, after }: NodeSteps, path: string, depth: number): ExplainedStep[] {
  const told: ExplainedStep[] = after.map((step, index) => {
    const { what, why } = explainStep(step);
    return { path: `${path}.after[${index}]`, what: `After: ${lower(what)}`, ...(why && { why }), depth };
  });
  if (before.length > 0) {
    const why = 'what was done before was only to help the colours';
    told.push({ path, what: 'Put the luma of what came in back.', why, depth });
  }
  return told;
}

function explainShots({ shots }: Recipe): ExplainedStep[] {
  return shots.map(({ name, from, to, set }, index) => {
    const range = `from ${from ?? 'the start'} to ${to ?? 'the end'}`;
    const changes = Object.entries(set).map(([path, value]) => `${path} = ${JSON.stringify(value)}`);
    return {
      path: `shots[${index}]`,
      what: `${name ? `"${name}", ` : ''}${range}: ${changes.join(', ')}.`,
      depth: 0,
    };
  });
}

function explainLuma(recipe: Recipe): ExplainedStep {
  const preview = needsPreview(recipe) ? ' The colours are a preview.' : '';
  if (recipe.luma === 'toned') {
    const what = `Enlarge the colours, and let the source's luma follow the change of tone.${preview}`;
    return { path: 'luma', what, why: 'luma is "toned": brightness and contrast change, detail stays', depth: 0 };
  }
  const what = `Enlarge the colours, and put them on the source's own luma, sample by sample.${preview}`;
  return { path: 'luma', what, why: 'luma is "source": no detail is lost', depth: 0 };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
