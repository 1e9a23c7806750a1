import { createPlane, deltaE2000Map, type Plane, type RgbImage, resizeArea, sizeOf, toContiguous } from '@havc/core';
import type { Thumbnail } from '../results/color-results.ts';
import { fileNamer } from '../thumbnails/file-names.ts';
import { drawHeatMap, HEAT_MAP_MAXIMUM } from '../thumbnails/heat-map.ts';
import { thumbnailSize, writeThumbnail } from '../thumbnails/write-thumbnail.ts';
import { evenly } from './truth/evenly.ts';

/** Pictures that get thumbnails: of more, so many spread evenly. Each has two small files a method. */
const MOST_PICTURES = 48;

/** Where the thumbnails of a run are collected. */
export interface ColorThumbnails {
  /** The truth, which has no heat map. */
  addTruth(picture: string, truth: RgbImage): Promise<void>;
  /** What a method made of a picture, beside the map of its CIEDE2000. */
  add(picture: string, method: string, image: RgbImage, truth: RgbImage): Promise<void>;
  readonly made: readonly Thumbnail[];
}

/**
 * Writes thumbnails below `thumbnails/color/` of the output, a folder for each picture.
 *
 * @param pictures - names of all that will be measured, in their order.
 */
export function colorThumbnails(output: string, pictures: readonly string[]): ColorThumbnails {
  const chosen = new Set(evenly(pictures.length, MOST_PICTURES).map((index) => pictures[index]));
  const made: Thumbnail[] = [];
  const folderOf = fileNamer();
  const nameOf = fileNamer();
  const write = (picture: string, name: string, image: RgbImage) =>
    writeThumbnail(image, { output, path: ['thumbnails', 'color', folderOf(picture), name] });
  return {
    made,
    async addTruth(picture, truth) {
      if (!chosen.has(picture)) return;
      made.push({ picture, method: 'truth', image: await write(picture, nameOf('truth'), truth) });
    },
    async add(picture, method, image, truth) {
      if (!chosen.has(picture)) return;
      const file = await write(picture, nameOf(method), image);
      const heatMap = await write(picture, nameOf(`${method}\0difference`), smallHeatMap(image, truth));
      made.push({ picture, method, image: file, heatMap });
    },
  };
}

/** Reduced before it is drawn, so that a pixel shows the mean difference of its area and not a mean of colours. */
function smallHeatMap(image: RgbImage, truth: RgbImage): RgbImage {
  const differences = deltaE2000Map(image, truth);
  const small = thumbnailSize(sizeOf(image));
  const { width, height } = sizeOf(differences);
  const plain = createPlane(width, height, toContiguous(differences));
  const reduced = small.width === width && small.height === height ? plain : resizeArea(plain, small);
  return drawHeatMap(reduced as Plane<Float32Array>, { maximum: HEAT_MAP_MAXIMUM });
}
