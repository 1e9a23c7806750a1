import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelsHome } from './models-home.ts';

describe('modelsHome', () => {
  it.each([
    ['linux', { HOME: '/home/me' }, '/home/me/.local/share/havc'],
    ['linux', { HOME: '/home/me', XDG_DATA_HOME: '/data' }, '/data/havc'],
    ['linux', { HOME: '/home/me', XDG_DATA_HOME: '' }, '/home/me/.local/share/havc'],
    ['linux', { HOME: '/home/me', XDG_DATA_HOME: 'relative' }, '/home/me/.local/share/havc'],
    ['freebsd', { HOME: '/home/me' }, '/home/me/.local/share/havc'],
    ['darwin', { HOME: '/Users/me', XDG_DATA_HOME: '/data' }, '/Users/me/Library/Application Support/havc'],
    ['win32', { LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' }, 'C:\\Users\\me\\AppData\\Local\\havc'],
    ['win32', { USERPROFILE: 'C:\\Users\\me' }, 'C:\\Users\\me\\AppData\\Local\\havc'],
  ])('on %s with %j is %s', (platform, env, home) => {
    expect(modelsHome(env, platform)).toBe(home);
  });

  it.each(['linux', 'darwin'])('on %s is where HAVC_HOME says, absolute', (platform) => {
    expect(modelsHome({ HAVC_HOME: '/big/disk', HOME: '/home/me' }, platform)).toBe('/big/disk');
    expect(modelsHome({ HAVC_HOME: 'here', HOME: '/home/me' }, platform)).toBe(resolve('here'));
    expect(modelsHome({ HAVC_HOME: '', HOME: '/home/me' }, 'linux')).toBe('/home/me/.local/share/havc');
  });
});
