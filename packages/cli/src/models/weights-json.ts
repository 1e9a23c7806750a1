import type { StoredWeights } from '@havc/weights';

/** Weights as programs read them. */
export function weightsJson({ entry, state, path, bytes, record }: StoredWeights): object {
  const { id, network, summary, file, license, commercialUse, credit, page, usable } = entry;
  return {
    id,
    network,
    summary,
    file,
    license,
    commercialUse,
    credit,
    page,
    usable,
    bytes: entry.bytes ?? null,
    sha256: entry.sha256 ?? null,
    state,
    path,
    storedBytes: bytes,
    // What is remembered of weights that were removed says nothing of weights that are there.
    stored:
      record === undefined || state === 'missing' || state === 'partial'
        ? null
        : {
            sha256: record.sha256,
            verifiedAgainst: record.verifiedAgainst,
            from: record.from,
            addedAt: record.addedAt,
          },
  };
}
