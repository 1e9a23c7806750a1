import type { GuardGroup } from './guard-group.ts';
import { kernelGroups } from './kernel-groups.ts';
import { modelGroup } from './model-group.ts';
import { pipelineGroup } from './pipeline-group.ts';
import { stabilizerGroup } from './stabilizer-group.ts';

/** All that is guarded, in the order of measuring: under a minute and a half on two cores where nothing is lost. */
export function guardGroups(): readonly GuardGroup[] {
  return [modelGroup, stabilizerGroup, ...kernelGroups(), pipelineGroup()];
}
