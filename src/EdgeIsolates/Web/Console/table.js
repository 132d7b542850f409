'use strict';
// https://console.spec.whatwg.org/#table, drawn with box characters
const {
  MapPrototypeForEach, MapPrototypeGetSize, ReflectOwnKeys, SetPrototypeForEach,
  SetPrototypeGetSize, String, StringPrototypePadEnd, StringPrototypeRepeat, NewList,
} = internals.primordials;
const { descriptorOf, inspect, native, webidl } = internals;

const mostRows = 500, mostColumns = 50;
const shallow = { __proto__: null, depth: 0 };
const indexColumn = '(index)', iterationColumn = '(iteration index)', valueColumn = 'Values';

// Own enumerable string keys with what to show for each.
function cellsOf(value, most) {
  const cells = NewList(), keys = ReflectOwnKeys(value);
  for (let i = 0; i < keys.length && cells.length < most; i++) {
    if (typeof keys[i] === 'symbol') continue;
    const descriptor = descriptorOf(value, keys[i]);
    if (!descriptor?.enumerable) continue;
    const accessor = descriptor.get !== undefined || descriptor.set !== undefined;
    cells[cells.length] = { __proto__: null, key: keys[i], accessor, value: descriptor.value };
  }
  return cells;
}

const sizeOf = (getter, value) => { try { return getter(value); } catch { return -1; } };

// [index, value] rows of the data, and how the first column is called.
function rowsOf(data) {
  const rows = NewList();
  const add = (key, value) => { if (rows.length < mostRows) rows[rows.length] = { __proto__: null, key, value, accessor: false }; };
  if (sizeOf(MapPrototypeGetSize, data) >= 0) {
    let index = 0;
    MapPrototypeForEach(data, (value, key) => add(String(index++), [key, value]));
    return { __proto__: null, rows, first: iterationColumn, names: ['Key', 'Values'] };
  }
  if (sizeOf(SetPrototypeGetSize, data) >= 0) {
    let index = 0;
    SetPrototypeForEach(data, (value) => add(String(index++), value));
    return { __proto__: null, rows, first: iterationColumn, names: null };
  }
  return { __proto__: null, rows: cellsOf(data, mostRows), first: indexColumn, names: null };
}

const show = (cell) => (cell.accessor ? '[Getter]' : inspect(cell.value, shallow));

function columnIndex(columns, name) {
  for (let i = 0; i < columns.length; i++) if (columns[i] === name) return i;
  if (columns.length >= mostColumns) return -1;
  columns[columns.length] = name;
  return columns.length - 1;
}

// The table as text, or null when the data is no object and is logged as it is.
function table(data, only) {
  if (!webidl.isObject(data) || native.isProxy(data)) return null;
  const { rows, first, names } = rowsOf(data);
  const columns = NewList(), lines = NewList();
  if (only !== undefined) for (let i = 0; i < only.length; i++) columnIndex(columns, only[i]);
  let anyValue = false;
  for (let i = 0; i < rows.length; i++) {
    const { key, value } = rows[i], line = { __proto__: null, key, cells: NewList(), value: '' };
    if (webidl.isObject(value) && !native.isProxy(value) && typeof value !== 'function') {
      const cells = cellsOf(value, mostColumns);
      for (let j = 0; j < cells.length; j++) {
        const name = names !== null ? names[j] : cells[j].key;
        if (only !== undefined && indexOf(columns, name) < 0) continue;
        const column = columnIndex(columns, name);
        if (column >= 0) line.cells[column] = show(cells[j]);
      }
    } else {
      line.value = show(rows[i]);
      anyValue = true;
    }
    lines[i] = line;
  }
  return draw(first, columns, lines, anyValue);
}

function indexOf(list, item) {
  for (let i = 0; i < list.length; i++) if (list[i] === item) return i;
  return -1;
}

function draw(first, columns, lines, anyValue) {
  const head = NewList([first]), grid = NewList();
  for (let i = 0; i < columns.length; i++) head[i + 1] = columns[i];
  if (anyValue) head[head.length] = valueColumn;
  const widths = NewList();
  for (let i = 0; i < head.length; i++) widths[i] = head[i].length;
  for (let i = 0; i < lines.length; i++) {
    const row = NewList([lines[i].key]);
    for (let j = 0; j < columns.length; j++) row[j + 1] = lines[i].cells[j] ?? '';
    if (anyValue) row[row.length] = lines[i].value;
    for (let j = 0; j < row.length; j++) if (row[j].length > widths[j]) widths[j] = row[j].length;
    grid[i] = row;
  }
  const rule = (left, middle, right) => {
    let text = left;
    for (let i = 0; i < widths.length; i++) text += (i > 0 ? middle : '') + StringPrototypeRepeat('─', widths[i] + 2);
    return text + right;
  };
  const line = (row) => {
    let text = '│';
    for (let i = 0; i < widths.length; i++) text += ` ${StringPrototypePadEnd(row[i], widths[i])} │`;
    return text;
  };
  let text = `${rule('┌', '┬', '┐')}\n${line(head)}\n${rule('├', '┼', '┤')}\n`;
  for (let i = 0; i < grid.length; i++) text += `${line(grid[i])}\n`;
  return text + rule('└', '┴', '┘');
}

internals.table = table;
