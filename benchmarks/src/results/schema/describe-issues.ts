import type { z } from 'zod';

/** Mistakes that are told at once; of more the number is said. */
const MAX_TOLD = 3;

/** What is wrong, each mistake with its place: `color.methods[2].label must be a text.` */
export function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  const told = issues.slice(0, MAX_TOLD).map((issue) => `${placeOf(issue.path)} ${wrong(issue)}`);
  const rest = issues.length - told.length;
  return `${told.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}

function placeOf(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) text += typeof key === 'number' ? `[${key}]` : `${text === '' ? '' : '.'}${String(key)}`;
  return text === '' ? 'the whole' : text;
}

function wrong(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'too_small':
    case 'too_big': {
      const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
      const unit = issue.origin === 'string' ? ' characters long' : '';
      return `must be ${issue.code === 'too_small' ? 'at least' : 'at most'} ${limit}${unit}`;
    }
    case 'custom':
      return issue.message;
    default:
      return `isn't right (${issue.message})`;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  number: 'a finite number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};
