import { MODELS } from '../models/catalogue.ts';
import type { Finding } from './finding.ts';

/** Which models there are. */
export async function examineModels(): Promise<Finding[]> {
  const { PREVIEW_NOTICE } = await import('@havc/models-compact');
  return MODELS.map(({ name, summary, preview }) => ({
    subject: `model ${name}`,
    status: 'ok' as const,
    message: preview ? PREVIEW_NOTICE : summary,
    details: { name, preview },
  }));
}
