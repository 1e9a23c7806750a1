import type { FfmpegInstallation } from '@havc/media';
import { describe, expect, it } from 'vitest';
import { captureRun } from '../testing/capture-run.ts';
import { describeAttempt } from './devices.ts';
import { describeBuild, describeEncoders } from './ffmpeg.ts';
import { type Finding, formatFindings, isFit } from './finding.ts';
import { describeDisk, describeMemory, describeNode } from './machine.ts';

const ALL = new Set(['libx264', 'libx265', 'libsvtav1', 'libvpx-vp9', 'prores_ks', 'ffv1']);
const build = (rest: Partial<FfmpegInstallation> = {}): FfmpegInstallation => ({
  ffmpeg: '/usr/bin/ffmpeg',
  ffprobe: '/usr/bin/ffprobe',
  origin: 'PATH',
  version: '7.1.1',
  year: 2025,
  major: 7,
  minor: 1,
  encoders: ALL,
  ...rest,
});

describe('havc doctor', () => {
  it('looks at everything here, and ends with 0 where havc can work', async () => {
    const { exitCode, stdout } = await captureRun('doctor', '--json');
    const { fit, findings } = JSON.parse(stdout) as { fit: boolean; findings: Finding[] };
    expect(fit).toBe(true);
    expect(exitCode).toBe(0);
    const subjects = findings.map((finding) => finding.subject);
    expect(subjects).toEqual(
      expect.arrayContaining(['Node', 'memory', 'ffmpeg', 'encoders', 'device cpu', 'device cuda', 'model compact']),
    );
    expect(findings.find((finding) => finding.subject === 'model compact')!.message).toContain('preview colours');
  });
});

describe('what doctor says', () => {
  it('finds nothing wrong with a current build on PATH', () => {
    expect(describeBuild(build(), 2026)).toMatchObject({
      status: 'ok',
      message: '7.1.1, built in 2025, 1 year ago, on PATH: /usr/bin/ffmpeg',
    });
  });

  it.each([
    [build({ origin: 'npm', version: 'N-92718-g0e8eb07980', year: 2018 }), 'the fallback from npm'],
    [build({ year: 2019 }), 'built in 2019, 7 years ago'],
  ])('advises a newer ffmpeg than the fallback or an old one', (installation, words) => {
    const finding = describeBuild(installation, 2026);
    expect(finding.status).toBe('note');
    expect(finding.message).toContain(words);
    expect(finding.advice).toContain('Install a current ffmpeg');
  });

  it('takes a missing encoder for a note, and a missing H.264 for a problem', () => {
    expect(describeEncoders({ encoders: ALL }).status).toBe('ok');
    const old = describeEncoders({ encoders: new Set([...ALL].filter((name) => name !== 'libsvtav1')) });
    expect(old).toMatchObject({ status: 'note', details: { missing: ['av1'] } });
    expect(describeEncoders({ encoders: new Set(['ffv1']) }).status).toBe('problem');
  });

  it.each([
    ['20.19.0', 'ok'],
    ['24.1.0', 'ok'],
    ['20.18.3', 'problem'],
    ['18.20.0', 'problem'],
  ])('takes Node %s for: %s', (version, status) => {
    expect(describeNode(version).status).toBe(status);
  });

  it('needs the processor, and can do without other devices', () => {
    expect(describeAttempt({ device: 'cuda', usable: false, reason: 'no driver' }).status).toBe('ok');
    expect(describeAttempt({ device: 'cpu', usable: false, reason: 'damaged' }).status).toBe('problem');
  });

  it('advises where memory or disk are short', () => {
    expect(describeMemory(16e9, 8e9).status).toBe('ok');
    expect(describeMemory(16e9, 1e9)).toMatchObject({ status: 'note', message: '1.0 GB of 16 GB available' });
    expect(describeDisk('disk here', '/x', 20e9).status).toBe('ok');
    expect(describeDisk('disk here', '/x', 1e9)).toMatchObject({ status: 'note', message: '1.0 GB free in /x' });
  });

  it('sums up, with the advice below its line', () => {
    const findings: Finding[] = [
      { subject: 'Node', status: 'ok', message: '22.1.0' },
      { subject: 'ffmpeg', status: 'problem', message: 'none', advice: 'Install it.' },
    ];
    expect(isFit(findings)).toBe(false);
    expect(formatFindings(findings)).toBe(
      [
        'ok       Node    22.1.0',
        'PROBLEM  ffmpeg  none',
        '                 -> Install it.',
        '',
        '1 problem keeps havc from working.',
        '',
      ].join('\n'),
    );
  });
});
