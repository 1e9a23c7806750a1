import type { BenchResults } from '../../results/bench-results.ts';
import type { FilmStability, MethodStability } from '../../results/stability-results.ts';
import { formatCount, formatDuration, formatFixed } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { plotHtml } from '../plots/plot-figure.ts';
import { seriesOverTime, type TimeSeries } from '../plots/series-over-time.ts';
import { stabilityTable } from '../tables/stability-table.ts';
import { tableHtml } from '../tables/table-html.ts';
import type { EmbeddedThumbnails } from '../thumbnails/embed-thumbnails.ts';
import { imageHtml, legendHtml } from './contact-sheets.ts';
import { notesHtml, notesOf } from './notes.ts';
import { provenanceLine } from './provenance.ts';
import type { Section, SectionPart } from './section.ts';

interface WorstPictures {
  readonly embedded: EmbeddedThumbnails;
  readonly heatMapMaximum: number | undefined;
}

/** Worst frames that are shown of each method. */
const WORST = 2;

/** Paths of the pictures of the worst frames, those of one method of one film together. */
export function worstPathsOf(films: readonly FilmStability[]): readonly (readonly string[])[] {
  return films.flatMap(({ methods }) =>
    methods.map(({ worst }) => worst.slice(0, WORST).flatMap(({ before, image, heatMap }) => [before, image, heatMap])),
  );
}

/** How steady colours are over time, film by film. */
export function stabilitySection(results: BenchResults, embedded: EmbeddedThumbnails): Section | undefined {
  const films = results.stability?.films ?? [];
  if (films.length === 0) return undefined;
  // Flicker, colourfulness and drift of each method, and the truth's beside it.
  const lines = films.reduce((sum, { methods }) => sum + 6 * methods.length, 0);
  const pictures = { embedded, heatMapMaximum: results.stability?.heatMapMaximum };
  const parts = films.map((film, index) => filmPart(film, index, { ...pictures, lines }));
  return {
    ...{ id: 'stability', title: 'Stability', parts },
    content: html`
<p class="lead">How steady colours are over time, in ${formatCount(films.length, 'film')}: distribution of colours, flicker along
motion, drift within shots.</p>
${provenanceLine(results)}
${parts.map((part) => html`<section id="${part.id}"><h3>${part.title}</h3>${part.content}</section>`)}`,
  };
}

function filmPart(
  film: FilmStability,
  index: number,
  { lines, ...pictures }: WorstPictures & { readonly lines: number },
): SectionPart {
  const { frames, framesPerSecond, width, height, shots, hasTruth, methods } = film;
  const seconds = framesPerSecond > 0 ? formatDuration(frames / framesPerSecond) : '–';
  return {
    id: `film-${index + 1}`,
    title: film.film,
    content: html`
<p>${formatCount(frames, 'frame')}, ${seconds} at ${formatFixed(framesPerSecond, 2)} frames a second, ${width} × ${height},
${formatCount(shots.length, 'shot')}, ${hasTruth ? 'with' : 'without'} truth.</p>
${tableHtml(stabilityTable(film))}
${notesHtml(notesOf(methods))}
${timeSeries(index + 1)
  .filter(({ of }) => methods.some((method) => of(method).length > 0))
  .map((series) => plotHtml(seriesOverTime(film, series, lines)))}
${momentsHtml(film, pictures)}`,
  };
}

function timeSeries(film: number): readonly TimeSeries[] {
  return [
    {
      ...{ name: `flicker-${film}`, title: 'Flicker over time.', keep: 'largest' },
      reading: 'CIEDE2000 from one frame to the next along motion; lower is steadier, peaks are what eyes catch.',
      of: ({ series }) => series.flicker,
    },
    {
      ...{ name: `colorfulness-${film}`, title: 'Colourfulness over time.', keep: 'mean' },
      reading: 'Hasler and Süsstrunk’s M3 of each frame; within a shot it should run as level as the truth’s.',
      of: ({ series }) => series.colorfulness,
    },
    {
      ...{ name: `drift-${film}`, title: 'Drift over time.', keep: 'mean' },
      reading: 'How far the mean colour has moved since its shot began, lightness left out; lower is steadier.',
      of: ({ series }) => series.drift,
    },
  ];
}

function momentsHtml({ methods }: FilmStability, { embedded, heatMapMaximum }: WorstPictures): Html | undefined {
  const moments = methods.flatMap((method) => method.worst.slice(0, WORST).map((moment) => ({ method, moment })));
  const shown = moments.filter(({ moment }) => embedded.addressOf(moment.image) !== undefined);
  if (shown.length === 0) return undefined;
  return html`
<figure class="moments">
<figcaption><b>Worst frames.</b> The frame before, the frame, and the map of what flickered between them.${
    shown.length < moments.length &&
    ` ${moments.length - shown.length} more are left out to keep this page small, or can’t be read.`
  }</figcaption>
${heatMapMaximum !== undefined && legendHtml(heatMapMaximum)}
<ul>${shown.map(({ method, moment }) => momentHtml(method, moment, embedded))}</ul>
</figure>`;
}

function momentHtml(
  { label }: MethodStability,
  { before, image, heatMap, frame, time, flicker }: MethodStability['worst'][number],
  embedded: EmbeddedThumbnails,
): Html {
  const name = `${label}, frame ${formatFixed(frame, 0)}`;
  return html`<li><div class="three">${imageHtml(embedded.addressOf(before), `${name}: the frame before`)}${imageHtml(
    embedded.addressOf(image),
    name,
  )}${imageHtml(embedded.addressOf(heatMap), `${name}: map of the flicker`)}</div><span class="name">${label}</span>frame ${formatFixed(
    frame,
    0,
  )}, ${formatFixed(time, 2)} s, flicker ${formatFixed(flicker, 1)}</li>`;
}
