import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the photographs that come with this package: those of `media` in the repository. */
export function ownPhotographs(): string {
  // Built, they lie beside the code; in `src` the repository's own are used.
  const places = ['./media', '../../media'].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return places.find((place) => existsSync(place)) ?? places[0]!;
}
