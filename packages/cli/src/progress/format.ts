/** A length of time as a clock shows it: `0:07`, `12:34`, `1:02:03`. Fractions are rounded. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** A number of bytes for people, in powers of 1000: `812 bytes`, `5.5 MB`, `12 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** Frames a second with a digit behind the point below 100: `7.4`, `312`. */
export function formatSpeed(perSecond: number): string {
  return perSecond.toFixed(perSecond < 99.95 ? 1 : 0);
}

/** A text on one line: line breaks and other control characters become `?`, so that no file name can fake a line. */
export function onOneLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?');
}
