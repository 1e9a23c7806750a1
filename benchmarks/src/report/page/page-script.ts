/**
 * The report's only script: the button for light and dark, and tables that sort by a click or a key on a title.
 *
 * Rows without a value stay below, whichever way; rows that are equal keep their order. It is written for the browser,
 * and stands here as text because the page's policy names its hash.
 */
export const PAGE_SCRIPT = `
(() => {
  const root = document.documentElement;
  const theme = document.getElementById('theme');
  const isDark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const name = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; };
  theme.hidden = false;
  theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; name(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name);
  name();

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    if (!cell) return '';
    return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
  };
  const isEmpty = (key) => key === '' || key === '\\u2013';
  const compare = (a, b) => typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true });
  document.querySelectorAll('thead button').forEach((button) => button.addEventListener('click', () => {
    const title = button.closest('th');
    const column = title.cellIndex;
    const order = title.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
    const sign = order === 'ascending' ? 1 : -1;
    title.parentElement.querySelectorAll('[aria-sort]').forEach((other) => other.removeAttribute('aria-sort'));
    title.setAttribute('aria-sort', order);
    const body = title.closest('table').tBodies[0];
    const rows = Array.from(body.rows, (row) => ({ row, key: keyOf(row, column) }));
    rows.sort((a, b) => isEmpty(a.key) - isEmpty(b.key) || sign * compare(a.key, b.key));
    body.append(...rows.map(({ row }) => row));
  }));
})();
`;
