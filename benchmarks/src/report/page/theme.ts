/** A colour on light and on dark ground. */
export interface ThemeColor {
  readonly light: string;
  readonly dark: string;
}

/**
 * All colours of the report by the name of their CSS variable.
 *
 * The hues are those that Okabe and Ito chose for all kinds of colour vision ("Color Universal Design", 2008), darker on
 * light and lighter on dark ground, so that text in them is read (4.5 to 1) and marks are seen (3 to 1).
 */
export const THEME = {
  page: { light: '#fdfdfc', dark: '#161615' },
  panel: { light: '#f4f4f1', dark: '#20201e' },
  ink: { light: '#1c1c1a', dark: '#e9e8e3' },
  soft: { light: '#4f4f4a', dark: '#bab9b1' },
  faint: { light: '#66665f', dark: '#9b9a92' },
  line: { light: '#dcdcd6', dark: '#393935' },
  accent: { light: '#00609c', dark: '#74bcf0' },
  good: { light: '#00704f', dark: '#45c99d' },
  bad: { light: '#b34700', dark: '#f79a5d' },
  warm: { light: '#d55e00', dark: '#d8701f' },
  cool: { light: '#0072b2', dark: '#2f86c2' },
  blue: { light: '#0072b2', dark: '#4ea6de' },
  orange: { light: '#d55e00', dark: '#f0883b' },
  green: { light: '#008a66', dark: '#2bbd91' },
  purple: { light: '#a9537f', dark: '#de97c0' },
  sky: { light: '#2c8cc0', dark: '#93d0f3' },
  yellow: { light: '#927a00', dark: '#e3d04c' },
  gray: { light: '#77776f', dark: '#a5a49b' },
} as const satisfies Readonly<Record<string, ThemeColor>>;

/** A name in {@link THEME}. */
export type ThemeName = keyof typeof THEME;

/** The colour as CSS and SVG name it. */
export function themeColor(name: ThemeName): string {
  return `var(--${name})`;
}

/** The rules that give each variable its colour: by the system's choice, or by `data-theme` on the root; light on paper. */
export function themeRules(): string {
  const variables = (theme: keyof ThemeColor) =>
    Object.entries(THEME)
      .map(([name, color]) => `--${name}:${color[theme]}`)
      .join(';');
  return `
:root{color-scheme:light;${variables('light')}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${variables('dark')}}}
:root[data-theme=dark]{color-scheme:dark;${variables('dark')}}
@media print{:root,:root[data-theme=dark],:root:not([data-theme=light]){color-scheme:light;${variables('light')}}}`;
}
