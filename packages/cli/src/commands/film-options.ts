import { Option } from 'commander';
import { PROGRESS_MODES } from '../progress/reporter.ts';
import { parseTimePosition } from '../time-position.ts';
import { debugOption } from './common-options.ts';

/** `--start` and `--end`. */
export function rangeOptions(): Option[] {
  return [
    new Option('--start <position>', 'first frame, as a time (00:01:10.5, 70.5s, 70.5) or a frame (1750f)').argParser(
      (text) => parseTimePosition(text, '--start'),
    ),
    new Option('--end <position>', 'where to stop, as --start; that frame is left out').argParser((text) =>
      parseTimePosition(text, '--end'),
    ),
  ];
}

/** `--progress`, `-q` and `--debug`. */
export function talkOptions(): Option[] {
  return [
    new Option(
      '--progress <way>',
      'auto is a bar on a terminal and lines elsewhere; json is one object a line on stderr',
    )
      .choices(PROGRESS_MODES)
      .default('auto'),
    new Option('-q, --quiet', 'say nothing but what went wrong'),
    debugOption(),
  ];
}
