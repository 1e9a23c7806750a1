import { HavcError } from '@havc/core';
import { type FfmpegInstallation, locateFfmpeg, OLDEST_FFMPEG, type VideoCodec } from '@havc/media';
import type { Finding } from './finding.ts';

/** ffmpeg's encoder for each codec that can be asked for. */
const ENCODERS: Readonly<Record<VideoCodec, string>> = {
  h264: 'libx264',
  h265: 'libx265',
  av1: 'libsvtav1',
  vp9: 'libvpx-vp9',
  prores: 'prores_ks',
  ffv1: 'ffv1',
};

/** Builds that are this many years old are worth replacing: new formats, and holes that were closed since. */
const OLD_YEARS = 5;

const GET_CURRENT = 'Install a current ffmpeg on PATH (https://ffmpeg.org/download.html), or name one in HAVC_FFMPEG.';

/** Which ffmpeg there is, how old it is, and which codecs it can write. */
export async function examineFfmpeg(year = new Date().getFullYear()): Promise<Finding[]> {
  try {
    const installation = await locateFfmpeg();
    return [describeBuild(installation, year), describeEncoders(installation)];
  } catch (error) {
    if (!HavcError.is(error)) throw error;
    return [{ subject: 'ffmpeg', status: 'problem', message: error.message, details: { code: error.code } }];
  }
}

/** The finding on a build's version, age and origin. */
export function describeBuild(installation: FfmpegInstallation, year: number): Finding {
  const { ffmpeg, ffprobe, version, origin } = installation;
  const age = year - installation.year;
  const old = installation.year > 0 && age >= OLD_YEARS;
  const where = { HAVC_FFMPEG: 'named by HAVC_FFMPEG', PATH: 'on PATH', npm: 'the fallback from npm' }[origin];
  return {
    subject: 'ffmpeg',
    status: origin === 'npm' || old ? 'note' : 'ok',
    message: `${version}, built in ${installation.year}${age > 0 ? `, ${age} ${age === 1 ? 'year' : 'years'} ago` : ''}, ${where}: ${ffmpeg}`,
    ...((origin === 'npm' || old) && {
      advice: `It works (${OLDEST_FFMPEG.major}.${OLDEST_FFMPEG.minor} is the oldest that does), but newer ones are faster and safer. ${GET_CURRENT}`,
    }),
    details: { ffmpeg, ffprobe, version, year: installation.year, origin },
  };
}

/** The finding on the codecs that a build can write. */
export function describeEncoders(installation: Pick<FfmpegInstallation, 'encoders'>): Finding {
  const codecs = Object.entries(ENCODERS);
  const there = codecs.filter(([, encoder]) => installation.encoders.has(encoder));
  const missing = codecs.filter(([, encoder]) => !installation.encoders.has(encoder));
  const list = (pairs: typeof codecs) => pairs.map(([codec, encoder]) => `${codec} (${encoder})`).join(', ');
  const details = { available: there.map(([codec]) => codec), missing: missing.map(([codec]) => codec) };
  if (missing.length === 0) return { subject: 'encoders', status: 'ok', message: list(there), details };
  return {
    subject: 'encoders',
    // Without the default codec no film can be written as asked; the others are choices.
    status: installation.encoders.has(ENCODERS.h264) ? 'note' : 'problem',
    message: `${there.length > 0 ? list(there) : 'none'}; missing: ${list(missing)}`,
    advice: `Films can't be written with ${missing.map(([codec]) => codec).join(', ')}. ${GET_CURRENT}`,
    details,
  };
}
